"""The schemas say what the files hold, field by field, in a dialect that other validators read."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from profile_scraper.records.manifest import FILES, PAGE_FEED
from tools import schemas

NAMES = [name.partition(".")[0] for name in (*FILES, PAGE_FEED[0])]


@pytest.mark.parametrize("name", NAMES)
def test_each_file_has_a_valid_schema_of_its_name(name: str) -> None:
    text = (schemas.SCHEMAS / f"{name}.schema.json").read_text(encoding="utf8")
    loaded = json.loads(text)
    assert loaded["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(loaded)


def test_the_package_contains_the_schemas() -> None:
    folder = files("profile_scraper") / "schemas"
    assert {path.name for path in folder.iterdir()} == {f"{name}.schema.json" for name in NAMES}
    assert (schemas.SCHEMAS.parents[1] / "schemas").resolve() == schemas.SCHEMAS, "the repository's root has them, too"


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_described(name: str) -> None:
    loaded = json.loads((schemas.SCHEMAS / f"{name}.schema.json").read_text(encoding="utf8"))
    undescribed = [
        f"{model}.{field}" for model, field, description in _fields(loaded) if not description.get("description")
    ]
    assert undescribed == []


@pytest.mark.slow
def test_stale_and_stray_schemas_are_named(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(schemas, "SCHEMAS", tmp_path)
    assert schemas.main([]) == 0
    assert schemas.main(["--check"]) == 0
    (tmp_path / "profiles.schema.json").write_text("{}")
    (tmp_path / "old.schema.json").write_text("{}")
    assert schemas.main(["--check"]) == 1
    message = capsys.readouterr().err
    assert "profiles.schema.json is stale" in message
    assert "old.schema.json is stale" in message
    assert schemas.main([]) == 0
    assert not (tmp_path / "old.schema.json").exists()


def _fields(loaded: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for model in [loaded, *loaded.get("$defs", {}).values()]:
        for field, description in model.get("properties", {}).items():
            yield model.get("title", "?"), field, description
