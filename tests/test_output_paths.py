"""Every command that writes to ``--out`` says in one line that it cannot replace the folder in which it runs."""

from collections.abc import Callable
from pathlib import Path

import pytest

import profile_scraper as ps
from profile_scraper.cli import main
from testbed.bundled import INSTITUTE

PAGES = INSTITUTE / "pages"
SAMPLE = Path(__file__).resolve().parents[1] / "data" / "sample"
COMMANDS = {
    "build": ["build", str(PAGES)],
    "csv": ["export", str(SAMPLE), "--to", "csv"],
    "csl-json": ["export", str(SAMPLE), "--to", "json-ld"],
    "report": ["report", str(SAMPLE)],
    "dedupe": ["dedupe", str(SAMPLE / "publications.jsonl")],
}


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dataset"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("out", [".", "./", "", "..", "x/.."])
def test_the_folder_where_a_command_runs_is_no_output(
    command: str, out: str, inside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*COMMANDS[command], "--out", out]) == 2
    printed = capsys.readouterr()
    assert "it is the folder where the command runs, or one above it" in printed.err
    assert len(printed.err.splitlines()) == 1
    assert list(inside.parent.rglob("*")) == [inside]


@pytest.mark.parametrize(
    "call",
    [lambda: ps.build([PAGES], ""), lambda: ps.build([PAGES], Path()), lambda: ps.export(SAMPLE, "jsonl", ".")],
)
def test_it_is_none_in_python_either(call: Callable[[], object]) -> None:
    with pytest.raises(ps.UserError, match="the folder where the command runs"):
        call()


def test_a_folder_is_named_from_inside_by_its_own_name(inside: Path) -> None:
    assert main(["export", str(SAMPLE), "--to", "json-ld", "--out", "./people.jsonld"]) == 0
    assert main(["export", str(SAMPLE), "--to", "csv", "--out", "../tables"]) == 0
    assert sorted(path.name for path in inside.parent.iterdir()) == ["dataset", "tables"]
