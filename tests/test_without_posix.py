"""Everything but the crawl imports and runs where Python has no POSIX modules, as on Windows."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"
PAGES = ROOT / "tests" / "fixtures" / "institute" / "pages"

BLOCKED = ("fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix_ipc", "syslog")

RUN = f"""
import sys
for name in {BLOCKED!r}:
    sys.modules[name] = None
from profile_scraper.cli import main
sys.exit(main(sys.argv[1:]))
"""

IMPORT = f"""
import pkgutil, sys
for name in {BLOCKED!r}:
    sys.modules[name] = None
import profile_scraper
skipped = tuple("profile_scraper." + name for name in ("spiders", "cli.crawl", "cli.demo", "__main__"))
for module in pkgutil.walk_packages(profile_scraper.__path__, "profile_scraper."):
    if not module.name.startswith(skipped):
        try:
            __import__(module.name)
        except ModuleNotFoundError as error:
            if error.name in {BLOCKED!r} or error.name.startswith("profile_scraper"):
                raise
            print("without", error.name)
"""


def run(code: str, *arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


def test_every_module_but_those_of_the_crawl_is_imported(tmp_path: Path) -> None:
    done = run(IMPORT, folder=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", PAGES, "--out", "dataset"),
        ("validate", SAMPLE),
        ("report", SAMPLE),
        ("export", SAMPLE, "--to", "csv", "--out", "tables"),
        ("export", SAMPLE, "--to", "jsonl", "--out", "lines"),
        ("explain", SAMPLE, "ada-lindqvist", "roles[0].title"),
        ("diff", SAMPLE, SAMPLE),
        ("vocabulary", SAMPLE),
        ("sites",),
        ("sites", "check", "mila", PAGES),
    ],
    ids=lambda arguments: " ".join(map(str, arguments[:1])),
)
def test_a_command_runs(arguments: tuple[object, ...], tmp_path: Path) -> None:
    done = run(RUN, *arguments, folder=tmp_path)
    assert done.returncode in ((0, 1) if arguments[:2] == ("sites", "check") else (0,)), done.stderr
