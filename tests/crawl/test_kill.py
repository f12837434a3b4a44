"""Killed at any moment and started again with the same command: nothing lost, only what was in flight asked again."""

import random
import subprocess
import time
from pathlib import Path

import pytest

from testbed.faults import Faults
from testbed.server import serve
from tests.crawl.runs import FAST, PROJECT, archived, command, crawl, targets

KILLS = 4
IN_FLIGHT = 2
"""CONCURRENT_REQUESTS_PER_DOMAIN"""


@pytest.mark.slow
def test_kills_at_random_moments_lose_nothing(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    dice = random.Random(5)
    with serve(pages, Faults(seed=2)) as site:
        kills = 0
        while kills < KILLS:
            before = len(site.log)
            running = subprocess.Popen(command(site, tmp_path), cwd=PROJECT, stderr=subprocess.DEVNULL)
            request_count = before + dice.randrange(1, len(wanted) // KILLS)
            while running.poll() is None and len(site.log) < request_count:
                time.sleep(0.002)
            if running.poll() is not None:
                break
            running.kill()
            running.wait()
            kills += 1
        assert list((tmp_path / "snapshot").glob("*.open"))
        crawl(site, tmp_path, settings=FAST)
        served = site.asked(200)
    captures, problems = archived(tmp_path)
    assert problems == []
    assert sorted(targets(site, captures)) == sorted(wanted)
    assert sum(served.values()) <= len(wanted) + kills * IN_FLIGHT
    assert len(list((tmp_path / "snapshot").glob("*.warc.gz"))) == 1
