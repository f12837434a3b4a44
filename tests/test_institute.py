"""The bundled institute becomes the dataset that lies beside it: one test a person and a work."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.cli import main
from testbed.compare import Change, profile_changes, publication_changes, publication_keys
from tests.saved_pages import INSTITUTE

Lines = list[dict[str, Any]]


def lines(path: Path) -> Lines:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


@cache
def expected(name: str) -> Lines:
    return lines(INSTITUTE / "dataset" / f"{name}.jsonl")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("institute") / "dataset"
    assert main(["build", str(INSTITUTE / "pages"), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def changes(folder: Path) -> list[Change]:
    profiles, publications = (lines(folder / f"{name}.jsonl") for name in ("profiles", "publications"))
    keys = publication_keys(expected("publications"), publications)
    return [
        *profile_changes(expected("profiles"), profiles, keys),
        *publication_changes(expected("publications"), publications),
    ]


@pytest.mark.parametrize("record", [record["id"] for name in ("profiles", "publications") for record in expected(name)])
def test_record(record: str, changes: list[Change]) -> None:
    found = [change for change in changes if change[0] == record or change[0].startswith(f"{record}.")]
    assert not found, "\n".join(f"{path}\n  expected {old!r}\n  got      {new!r}" for path, old, new in found)


def test_no_other_record(folder: Path) -> None:
    for name in ("profiles", "publications"):
        assert len(lines(folder / f"{name}.jsonl")) == len(expected(name))


def test_traps_cost_only_themselves(folder: Path, tmp_path: Path) -> None:
    rejected = [
        name.name.removesuffix(".expected.json")
        for name in sorted((INSTITUTE / "traps").glob("*.expected.json"))
        if "reason" in json.loads(name.read_text(encoding="utf8"))
    ]
    traps = [str(INSTITUTE / "traps" / name) for name in rejected]
    out = tmp_path / "dataset"
    assert main(["build", str(INSTITUTE / "pages"), *traps, "--out", str(out)]) == 1
    for name in ("profiles.jsonl", "publications.jsonl", "merges.jsonl"):
        assert (out / name).read_bytes() == (folder / name).read_bytes()
    assert {Path(problem["url"]).name for problem in lines(out / "problems.jsonl")} >= set(rejected)
