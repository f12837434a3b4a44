"""The weekly load of docs/schedule.md, run as it stands there, and the keys of ``--json`` that the page names."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"
PAGE = (ROOT / "docs" / "schedule.md").read_text(encoding="utf8")
[SCRIPT] = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)

PROGRAM = """#!/bin/bash
# The program, with a crawl that leaves the dataset that a test prepared.
if [ "$1" = crawl ]; then echo '{"command": "crawl"}'; exit "$CRAWL_STATUS"; fi
exec "$PYTHON" -m profile_scraper "$@"
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[[int], int]:
    """Run the script on a dataset of this week: the exit status of the crawl in, that of the script out."""
    pytest.importorskip("pyarrow", reason="install the extra 'export'")
    shutil.copytree(SAMPLE, tmp_path / "mila" / "dataset")
    program = tmp_path / "program"
    program.write_text(PROGRAM, encoding="utf8")
    program.chmod(0o755)
    script = SCRIPT.replace("/opt/profile-scraper/.venv/bin/profile-scraper", str(program))
    script = script.replace("/var/lib/profile-scraper", str(tmp_path))
    environment = {**os.environ, "PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}

    def run(crawl_status: int) -> int:
        command = ["bash", "-c", script]
        return subprocess.run(
            command, env=environment | {"CRAWL_STATUS": str(crawl_status)}, check=False, capture_output=True
        ).returncode

    return run


@pytest.mark.slow
def test_a_week_is_loaded_and_the_next_one_says_what_changed(load: Callable[[int], int], tmp_path: Path) -> None:
    assert load(0) == 0
    assert len(list(tmp_path.glob("lake/profiles/snapshot_date=*/data.parquet"))) == 1
    assert not (tmp_path / "changes.jsonl").exists()
    assert load(1) == 1, "with problems, and loaded"
    assert (tmp_path / "changes.jsonl").read_text(encoding="utf8") == ""
    manifest = tmp_path / "last-week" / "manifest.json"
    people = tmp_path / "last-week" / "profiles.jsonl"
    assert manifest.is_file()
    people.write_text(people.read_text(encoding="utf8").replace('"email":null', '"email":"a@b.example"', 1), "utf8")
    assert load(0) == 0
    [change] = map(json.loads, (tmp_path / "changes.jsonl").read_text(encoding="utf8").splitlines())
    assert (change["kind"], change["field"], change["old"]) == ("removed", "email", "a@b.example")


@pytest.mark.parametrize("status", [2, 70])
def test_a_failed_crawl_is_not_loaded(load: Callable[[int], int], tmp_path: Path, status: int) -> None:
    assert load(status) == status
    assert not (tmp_path / "lake").exists()
    assert not (tmp_path / "last-week").exists()


def test_an_invalid_dataset_is_not_loaded(load: Callable[[int], int], tmp_path: Path) -> None:
    (tmp_path / "mila" / "dataset" / "publications.jsonl").write_text("{}\n", encoding="utf8")
    assert load(0) == 3
    assert (tmp_path / "findings.txt").read_text(encoding="utf8")
    assert not (tmp_path / "lake").exists()


def test_the_page_names_every_key_of_the_output_for_programs() -> None:
    keys = {"command", "status", "messages"}
    for module in (ROOT / "profile_scraper" / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "output.add":
                keys |= {keyword.arg for keyword in node.keywords if keyword.arg}
    table = PAGE.partition("| key | of | is |")[2].partition("\n\n")[0]
    named = {key for line in table.splitlines()[2:] for key in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert named == keys


def test_every_command_prints_the_keys_that_are_always_there() -> None:
    for words in (["validate", str(SAMPLE)], ["validate", str(ROOT)], ["export", "nowhere"]):
        command = [sys.executable, "-m", "profile_scraper", *words, "--json"]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        printed = json.loads(done.stdout)
        assert (printed["command"], printed["status"]) == (words[0], done.returncode)
        assert isinstance(printed["messages"], list)
        assert ("error" in printed) == (done.returncode == 2)
