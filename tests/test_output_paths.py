"""Every command that writes to ``--out`` says in one line that it cannot replace the folder in which it runs."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

import profile_scraper as ps
from profile_scraper.cli import main
from profile_scraper.exporters import FORMATS, FormatName
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
    "command",
    [*COMMANDS.values(), ["demo", "--no-browser"], ["crawl", "mila", "--base-url", "http://127.0.0.1:9"]],
    ids=lambda command: command[0],
)
def test_an_output_that_cannot_be_is_refused_before_anything_is_printed(
    command: list[str], inside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inside / "taken").touch()
    assert main([*command, "--out", "taken/data/out"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert printed.err.startswith("profile-scraper: cannot write taken/data")
    assert [path.name for path in inside.iterdir()] == ["taken"]


def test_a_crawl_that_would_lose_a_file_is_refused_first(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (inside / "mila" / "dataset").mkdir(parents=True)
    (inside / "mila" / "dataset" / "notes.txt").touch()
    assert main(["crawl", "mila", "--base-url", "http://127.0.0.1:9", "--out", "mila"]) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "mila/dataset contains notes.txt" in line
    assert [path.name for path in (inside / "mila").iterdir()] == ["dataset"]


@pytest.mark.parametrize("to", [to for to, form in FORMATS.items() if not form.names])
def test_a_folder_without_permission_is_named_in_one_way_by_every_format(
    to: FormatName, inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in FORMATS[to].libraries:
        pytest.importorskip(library, reason="install the extra 'export' to write this format")

    def without_permission(_path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "touch", without_permission)
    with pytest.raises(ps.UserError, match=r"^cannot write out: Permission denied; name another file$"):
        ps.export(SAMPLE, to, "out")
    assert list(inside.iterdir()) == []


def test_folders_on_the_way_are_made(inside: Path) -> None:
    for number, command in enumerate(COMMANDS.values()):
        assert main([*command, "--out", f"new/{number}/out"]) == 0
    assert len(list((inside / "new").glob("*/out"))) == len(COMMANDS)


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
