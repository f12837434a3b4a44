from pathlib import Path

import pytest

from profile_scraper.cli import main
from tests.exporters.invented import person_id


def test_export_ends_with_one_line_and_status_0(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "tables"
    arguments = ["export", str(dataset), "--to", "csv", "--out", str(out), "--person", person_id(2), "--years", "2021"]
    assert main(arguments) == 0
    assert capsys.readouterr().out == (f"wrote {out}: csv of {dataset}, 1 of 12 profiles, 3 of 30 publications\n")
    assert len((out / "profiles.csv").read_text(encoding="utf8").splitlines()) > 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--to", "csv", "--person", "nobody"], "no person nobody"),
    ],
)
def test_what_cannot_be_exported_is_told_with_status_2(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    assert main(["export", str(dataset), "--out", str(tmp_path / "out"), *words]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_format_that_is_not_there_is_answered_with_those_that_are(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["export", str(dataset), "--to", "xlsx", "--out", "out"])
    assert "--to takes no value xlsx: choose one of csv, parquet" in capsys.readouterr().err


@pytest.mark.parametrize("years", ["twenty", "2024-2020", "2020-x"])
def test_years_that_are_none_are_refused(dataset: Path, capsys: pytest.CaptureFixture[str], years: str) -> None:
    with pytest.raises(SystemExit):
        main(["export", str(dataset), "--to", "csv", "--out", "out", "--years", years])
    assert "neither a year" in capsys.readouterr().err
