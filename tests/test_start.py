"""What a start does without: a command imports what it needs for the input at hand, and nothing else."""

import subprocess
import sys
from pathlib import Path

PAGES = Path(__file__).parent / "fixtures" / "institute" / "pages"

TO_CRAWL = {"scrapy", "twisted", "http", "ssl", "asyncio"}
FOR_LARGE_INPUTS = {"sqlite3", "multiprocessing", "concurrent", "fastwarc", "tqdm"}
FOR_DIRTY_TEXT = {"ftfy", "pylatexenc", "bs4"}
TO_MERGE = {"numpy", "rapidfuzz"}
FOR_FAULTS = {"difflib", "platform", "traceback"}
TO_READ = {"pydantic", "lxml", "tomllib"}
OF_OUR_OWN = {
    "profile_scraper.parse.locate.fallback",
    "profile_scraper.parse.fields.plain_list",
    "profile_scraper.archive.warc",
    "profile_scraper.archive.writer",
    "profile_scraper.dataset.read",
    "profile_scraper.report",
    "profile_scraper.spiders",
}
"""For other layouts, other kinds of input and other commands."""


def imported(*arguments: str) -> set[str]:
    """Every module that a command has imported when it ends, in an interpreter of its own."""
    code = """
import sys
from profile_scraper.cli import main
try:
    main()
except SystemExit:
    pass
print(*sys.modules, sep="\\n", file=sys.stderr)
"""
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(ran.stderr.splitlines())


def test_help_imports_nothing_that_a_command_needs() -> None:
    loaded = imported("--help")
    assert "profile_scraper.cli.parser" in loaded
    needless = TO_CRAWL | FOR_LARGE_INPUTS | FOR_DIRTY_TEXT | TO_MERGE | TO_READ | FOR_FAULTS | OF_OUR_OWN
    assert loaded.isdisjoint(needless), loaded & needless


def test_a_page_without_publications_is_built_without_what_merges(tmp_path: Path) -> None:
    loaded = imported("build", str(PAGES / "kiri-matewai.en.html"), "--out", str(tmp_path / "dataset"))
    assert "profile_scraper.dataset.write" in loaded
    needless = (
        TO_CRAWL | FOR_LARGE_INPUTS | FOR_DIRTY_TEXT | TO_MERGE | OF_OUR_OWN | {"profile_scraper.dedupe.prepare.titles"}
    )
    assert loaded.isdisjoint(needless), loaded & needless


def test_a_page_with_publications_is_built_without_what_only_others_need(tmp_path: Path) -> None:
    loaded = imported("build", str(PAGES / "ada-lindqvist.en.html"), "--out", str(tmp_path / "dataset"))
    assert "profile_scraper.dedupe.prepare.titles" in loaded
    needless = TO_CRAWL | FOR_LARGE_INPUTS | FOR_DIRTY_TEXT | OF_OUR_OWN | {"html", "numpy.ma"}
    assert loaded.isdisjoint(needless), loaded & needless
