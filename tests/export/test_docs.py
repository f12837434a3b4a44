"""What the pages of the documentation say can be typed."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from profile_scraper.cli import main
from profile_scraper.records.decision import Decision
from profile_scraper.sites import read_removals

DOCS = Path(__file__).resolve().parents[2] / "docs"


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (DOCS / page).read_text(encoding="utf8"), re.DOTALL | re.MULTILINE)


def test_the_page_on_exports_can_be_followed(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for library in ("duckdb", "pandas", "pyarrow", "bibtexparser", "sqlite_utils"):
        pytest.importorskip(library, reason="install the extra 'tools' to follow the page")
    shutil.copytree(dataset, tmp_path / "dataset")
    monkeypatch.chdir(tmp_path)
    for line in "".join(blocks("export.md", "sh")).splitlines():
        program, *arguments = shlex.split(line)
        assert program == "profile-scraper"
        assert main(arguments) == 0, line
    for code in blocks("export.md", "python"):
        exec(compile(code, "docs/export.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "works" in printed
    assert "biography_en" in printed


def test_the_page_on_privacy_shows_a_list_that_is_read(tmp_path: Path) -> None:
    (listed,) = blocks("privacy.md", "text")
    (tmp_path / "removals.txt").write_text(listed, encoding="utf8")
    assert read_removals(tmp_path / "removals.txt") == {"mila/ada-lindqvist", "mila/noor-pellandiere"}


def test_the_page_on_reviews_shows_a_decision_that_is_read() -> None:
    (line,) = blocks("review.md", "json")
    assert Decision.model_validate(json.loads(line)).answer == "same"
