"""The refresh command shows what the reader says otherwise, field by field, and writes only when told to."""

import json
import shutil
from pathlib import Path

import pytest

from tests import refresh_fixtures, saved_pages

PAGE = "text/priya-delorme-szabo.en.txt"


@pytest.fixture
def institute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An institute of one page, whose expected name is wrong."""
    for folder in saved_pages.FOLDERS:
        (tmp_path / folder).mkdir()
    for name in (PAGE, f"{PAGE}.expected.json"):
        shutil.copy(saved_pages.INSTITUTE / name, tmp_path / name)
    expected = tmp_path / f"{PAGE}.expected.json"
    expected.write_text(expected.read_text(encoding="utf8").replace("Priya", "Prya"), encoding="utf8")
    monkeypatch.setattr(saved_pages, "INSTITUTE", tmp_path)
    return tmp_path


def test_shows_the_change_and_writes_nothing(institute: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (institute / f"{PAGE}.expected.json").read_bytes()
    assert refresh_fixtures.main([]) == 1
    assert f"{PAGE}\n  name: 'Prya Delorme-Szabo' → 'Priya Delorme-Szabo'\n" in capsys.readouterr().out
    assert (institute / f"{PAGE}.expected.json").read_bytes() == before


def test_writes_when_told_to(institute: Path) -> None:
    assert refresh_fixtures.main(["--write"]) == 0
    assert json.loads((institute / f"{PAGE}.expected.json").read_text(encoding="utf8"))["name"] == "Priya Delorme-Szabo"
    assert refresh_fixtures.main([]) == 0


@pytest.mark.usefixtures("institute")
def test_reads_only_the_pages_that_are_named() -> None:
    assert refresh_fixtures.main(["ada-lindqvist"]) == 0
