"""docs/schedule.md's Scrapyd example, as written there: installed, deployed, scheduled and watched on loopback."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from testbed.server import serve
from tests.crawl.runs import FAST, PROJECT, archived, targets

pytest.importorskip("scrapyd", reason="Scrapyd is an extra: pip install -e '.[scrapyd]'")

PROGRAMS = Path(sys.executable).parent
PATIENCE = 60
"""Seconds until a job has to be where it should be."""


def call(url: str, **fields: str) -> dict[str, object]:
    body = urlencode(fields).encode() if fields else None
    with urllib.request.urlopen(url, body, timeout=10) as answer:
        found: dict[str, object] = json.load(answer)
    return found


@pytest.fixture
def scrapyd(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (tmp_path / "scrapyd.conf").write_text(
        f"[scrapyd]\nbind_address = 127.0.0.1\nhttp_port = {port}\npoll_interval = 0.2\n"
    )
    server = subprocess.Popen(
        [PROGRAMS / "scrapyd", "-n"], cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                call(f"{url}/daemonstatus.json")
                break
            except OSError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait()


@pytest.mark.slow
def test_deployed_scheduled_and_watched(
    tmp_path: Path, scrapyd: str, pages: dict[str, bytes], wanted: set[str]
) -> None:
    copy = tmp_path / "project"
    copy.mkdir()
    shutil.copytree(PROJECT / "profile_scraper", copy / "profile_scraper")
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(PROJECT / name, copy)
    deploy = (PROJECT / "scrapy.cfg").read_text().replace("http://127.0.0.1:6800", scrapyd)
    (copy / "scrapy.cfg").write_text(deploy)
    subprocess.run([PROGRAMS / "scrapyd-deploy"], cwd=copy, check=True, capture_output=True, timeout=PATIENCE)

    assert call(f"{scrapyd}/listspiders.json?project=profile_scraper")["spiders"] == ["mila"]
    with serve(pages) as site:
        out = tmp_path / "out"
        fields = {"project": "profile_scraper", "spider": "mila", "base_url": site.url, "out": str(out)}
        settings = urlencode([("setting", f"{name}={value}") for name, value in FAST.items()])
        call(f"{scrapyd}/schedule.json?{settings}", **fields)
        end = time.monotonic() + PATIENCE
        while not call(f"{scrapyd}/listjobs.json?project=profile_scraper")["finished"]:
            assert time.monotonic() < end, "the job did not finish"
            time.sleep(0.2)
    captures, problems = archived(out)
    assert problems == []
    assert sorted(targets(site, captures)) == sorted(wanted)
