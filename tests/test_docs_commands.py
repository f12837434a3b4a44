"""Every command that the documentation shows runs on the bundled institute."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from profile_scraper.cli import main, parser
from testbed.bundled import INSTITUTE

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"

_COMMAND = re.compile(r"(?:^|run: |&& )(?:\S*/)?profile-scraper ((?:[a-z]|-).+)")

_NOT_RUN = {"crawl": "needs the site", "review": "waits for a browser", "demo": "tests/exporters/test_docs.py runs it"}
"""Commands that are parsed only, and why."""
_STATUS_1 = {"removed", "dedupe"}
"""Commands that may find something: what a page says before and after its own advice."""


def commands(page: Path) -> list[list[str]]:
    lines = [line.strip() for line in page.read_text(encoding="utf8").splitlines()]
    found = [match[1] for line in lines if not line.startswith(("|", "-", "#")) and (match := _COMMAND.search(line))]
    plain = (re.split(r"\s(?:>|\|\||2>)", text)[0] for text in found)
    return [words for text in plain if (words := shlex.split(text, comments=True)) and words[0].isalpha()]


PAGES = [page for page in (*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md") if commands(page)]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A snapshot as a crawl leaves it."""
    folder = tmp_path_factory.mktemp("crawled")
    command = [sys.executable, "-m", "profile_scraper", "demo", "--no-browser", "--out", str(folder / "mila")]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "mila"


@pytest.fixture
def folder(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with what the pages assume to be there."""
    for name in ("data/mila", "data/demo", "var/mila"):
        shutil.copytree(archive, tmp_path / name)
    for name in ("dataset", "last-week/dataset", "data/mine/dataset"):
        shutil.copytree(SAMPLE, tmp_path / name)
    ignored = shutil.ignore_patterns("*.json")
    for name in ("saved-pages", "data/saved-pages"):
        shutil.copytree(INSTITUTE / "pages", tmp_path / name, ignore=ignored)
    shutil.copytree(ROOT / "tests/fixtures/rivers/pages", tmp_path / "tests/fixtures/rivers/pages")
    (tmp_path / "records.jsonl").write_text(
        '{"id": 1, "title": "Tides"}\n{"id": 2, "title": "Ebbs"}\n', encoding="utf8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_a_page_runs(page: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if page.stem == "privacy":
        Path("removals.txt").write_text("mila/ada-lindqvist\n", encoding="utf8")
    for library in ("bibtexparser", "nameparser", "pyarrow", "sqlite_utils"):
        if "--to" in page.read_text(encoding="utf8"):
            pytest.importorskip(library, reason="install the extra 'export' to follow the page")
    for shown in commands(page):
        words = [word.replace("/var/lib/profile-scraper", str(folder / "var")) for word in shown]
        in_store = any(word.startswith("s3://") for word in words)  # tests/dataset/test_store.py runs such commands
        if in_store:
            pytest.importorskip("s3fs", reason="install the extra 'cloud' to follow the page")
        if words[0] in _NOT_RUN or in_store:
            assert parser().parse_args(words).run
            continue
        status = main(words)
        assert status in ({0, 1} if words[0] in _STATUS_1 else {0}), (words, capsys.readouterr().err)


def test_the_example_in_the_help_of_each_command_runs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = []
    for command in ("build", "dedupe", "sites", "report", "explain", "diff", "validate", "vocabulary", "removed"):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        [example] = re.findall(r"^  profile-scraper (.+)$", capsys.readouterr().out, re.MULTILINE)
        if command == "removed":
            Path("removals.txt").write_text("mila/ada-lindqvist\n", encoding="utf8")
        assert main(shlex.split(example)) in ({0, 1} if command in {"removed", "sites"} else {0}), example
        ran.append(command)
    assert folder.is_dir()
    assert len(ran) == 9
