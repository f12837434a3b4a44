"""The committed sample, and the excerpt in the README, are what the software makes today of the bundled pages."""

import json
import re
from pathlib import Path

import pytest

from profile_scraper.cli import main
from testbed.bundled import INSTITUTE

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "dataset"
    assert main(["build", str(INSTITUTE / "pages"), "--out", str(folder)]) == 0
    return folder


def test_the_sample_is_fresh(built: Path) -> None:
    stale = [path.name for path in built.iterdir() if path.read_bytes() != _bytes(SAMPLE / path.name)]
    assert stale == [], "run 'make sample' and commit it"
    assert {path.name for path in SAMPLE.iterdir()} == {path.name for path in built.iterdir()}


def test_the_excerpt_in_the_readme_is_a_line_of_the_sample() -> None:
    [excerpt] = re.findall(r"```json\n(.+?)```", (ROOT / "README.md").read_text(encoding="utf8"), re.DOTALL)
    lines = (SAMPLE / "profiles.jsonl").read_text(encoding="utf8").splitlines()
    assert json.loads(excerpt) in map(json.loads, lines)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
