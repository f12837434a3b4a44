from pathlib import Path

import pytest

from profile_scraper.records.manifest import FILES
from tools import data_format


def test_the_page_is_fresh() -> None:
    assert data_format.main(["--check"]) == 0


def test_every_file_and_field_is_explained() -> None:
    text = data_format.generate_page()
    for name, model in FILES.items():
        section = text.partition(f"### `{name}`")[2].partition("### ")[0]
        assert all(f"| `{field}` | " in section for field in model.model_fields)


def test_links_lead_to_sections() -> None:
    text = data_format.generate_page()
    headings = [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]
    anchors = {heading.replace("`", "").replace(".", "").lower() for heading in headings}
    links = {part.partition(")")[0] for part in text.split("](#")[1:]}
    assert links - anchors == set()


def test_a_stale_page_is_told_and_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(data_format, "PAGE", tmp_path / "data-format.md")
    (tmp_path / "data-format.md").write_text("old", encoding="utf8")
    assert data_format.main(["--check"]) == 1
    assert "data-format.md is stale" in capsys.readouterr().err
    assert data_format.main([]) == 0
    assert data_format.main(["--check"]) == 0
