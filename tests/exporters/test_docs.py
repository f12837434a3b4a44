"""What the pages of the documentation say can be typed."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from profile_scraper.cli import main
from profile_scraper.exporters import FORMATS
from profile_scraper.records.decision import Decision
from profile_scraper.sites import read_removals
from testbed.bundled import INSTITUTE
from testbed.bundled import pages as institute
from testbed.server import serve

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PROGRAM = str(Path(sys.executable).with_name("profile-scraper"))


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (DOCS / page).read_text(encoding="utf8"), re.DOTALL | re.MULTILINE)


def commands(page: str) -> list[list[str]]:
    """What a page says to type, without the program's name."""
    lines = [shlex.split(line) for line in "".join(blocks(page, "sh")).splitlines()]
    assert {program for program, *_ in lines} == {"profile-scraper"}
    return [arguments for _, *arguments in lines if arguments[0] != "demo"]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own, as a crawl can be started once in one only."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(words, check=False, capture_output=True, text=True, timeout=120, env=environment)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``make demo`` leaves in the folder where it runs."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        done = run(PROGRAM, "demo", "--out", "data/demo")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_getting_started_can_be_followed(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    shutil.copytree(INSTITUTE / "pages", tmp_path / "data/saved-pages", ignore=shutil.ignore_patterns("*.json"))
    monkeypatch.chdir(tmp_path)
    printed = ""
    with serve(institute()) as site:
        for arguments in commands("getting-started.md"):
            address = ["--base-url", site.url, "-s", "DOWNLOAD_DELAY=0"] if arguments[0] == "crawl" else []
            done = run(PROGRAM, *arguments, *address)
            assert done.returncode == 0, (arguments, done.stderr)
            printed += done.stdout
    assert "paired with the other page by: the site’s vocabulary" in printed
    assert "wrote data/mine/dataset: 15 profiles" in printed
    assert "wrote data/mila/dataset: 5 profiles" in printed
    assert (tmp_path / "data/demo/tables/profiles.csv").is_file()
    assert all((tmp_path / "data" / folder / "report.html").is_file() for folder in ("demo", "mine", "mila"))


def test_the_page_on_parsing_again_can_be_followed(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(demo / "data/demo", tmp_path / "data/mila")
    monkeypatch.chdir(tmp_path)
    printed = {}
    for arguments in commands("re-parse.md"):
        assert main(arguments) == 0, arguments
        printed[arguments[0]] = capsys.readouterr().out
    assert "wrote data/mila/reparsed: 15 profiles" in printed["build"]
    assert printed["diff"] == "no changes\n", "the same pages and the same parser"
    assert Path("data/mila/changes.html").is_file()


def test_the_page_on_exports_can_be_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for library in ("duckdb", "pandas", "pyarrow", "bibtexparser", "sqlite_utils"):
        pytest.importorskip(library, reason="install the extra 'tools' to follow the page")
    for folder in ("dataset", "last-week/dataset"):
        shutil.copytree(ROOT / "data" / "sample", tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    for arguments in commands("export.md"):
        assert main(arguments) == 0, arguments
    for code in blocks("export.md", "python"):
        exec(compile(code, "docs/export.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "works" in printed
    assert "biography_en" in printed


def test_the_page_on_privacy_shows_a_list_that_is_read(tmp_path: Path) -> None:
    (example,) = blocks("privacy.md", "text")
    (tmp_path / "removals.txt").write_text(example, encoding="utf8")
    assert read_removals(tmp_path / "removals.txt") == {"mila/ada-lindqvist", "mila/noor-pellandiere"}


def test_the_page_on_reviews_shows_a_decision_that_is_read() -> None:
    (line,) = blocks("review.md", "json")
    assert Decision.model_validate(json.loads(line)).answer == "same"


def test_the_formats_that_need_the_extra_are_named_where_people_install_it() -> None:
    labels = {"csv": "CSV", "parquet": "Parquet", "duckdb": "DuckDB", "sqlite": "SQLite", "bibtex": "BibTeX"}
    labels |= {"csl-json": "CSL-JSON", "ris": "RIS", "huggingface": "Hugging Face", "json-ld": "JSON-LD", "tmx": "TMX"}
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    [row] = re.findall(r"^\| `export` \| (.*) \|$", readme, re.MULTILINE)
    [sentence] = re.findall(r"^(.*) need libraries of their own", (DOCS / "export.md").read_text("utf8"), re.MULTILINE)
    for text in (row, sentence):
        assert {name for name, label in labels.items() if label in text} == {
            name for name, form in FORMATS.items() if form.libraries
        }
