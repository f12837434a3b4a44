"""Pages of a bot protection are rejected at once, with one line; each language is asked for in that language."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from profile_scraper.parse import read_page
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.sites import load_site
from testbed.faults import Fault, Faults
from testbed.server import serve
from tests.crawl.runs import crawl

PAGES = {
    "browser verification": (503, b'<title>Security check</title><div class="cf-browser-verification">wait</div>'),
    "challenge platform": (
        403,
        b'<title>Moment</title><script src="/cdn-cgi/challenge-platform/scripts/x.js"></script>',
    ),
    "attention required": (403, b"<title>Attention Required! | Cloudflare</title><p>Sorry</p>"),
    "access denied": (403, b"<title>Access Denied</title><p>Reference #18.2f</p>"),
    "acces refuse": (429, "<title>Accès refusé</title><p>Non</p>".encode()),
    "with status 200": (
        200,
        b'<title>Moment</title><script src="/cdn-cgi/challenge-platform/h/g/o.js"></script><p>x</p>',
    ),
}


def capture(body: bytes, status: int | None) -> Capture:
    url = "https://mila.quebec/en/directory/ada"
    return Capture(url, url, b"<html>" + body, "html", None, status, None, "0" * 64, "mila")


@pytest.mark.parametrize("name", PAGES)
def test_a_challenge_is_known_by_its_marks(name: str) -> None:
    status, body = PAGES[name]
    record = read_page(capture(body, status), load_site("mila"))
    assert isinstance(record, Problem)
    assert record.reason == "challenge-page"


def test_a_profile_of_a_protected_site_is_a_profile(pages: dict[str, bytes]) -> None:
    body = next(body for target, body in sorted(pages.items()) if target.startswith("/en/directory/"))
    script = b'<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
    for status in (200, None):
        record = read_page(capture(body.replace(b"</body>", script + b"</body>"), status), load_site("mila"))
        assert not isinstance(record, Problem)


def test_a_page_called_access_denied_without_a_blocking_status_is_no_challenge() -> None:
    record = read_page(capture(b"<title>Access Denied: a history of locks</title><p>x</p>", 200), load_site("mila"))
    assert isinstance(record, Problem)
    assert record.reason == "not-a-profile"


@pytest.mark.slow
def test_a_challenge_is_refused_at_once_with_one_line(tmp_path: Path, pages: dict[str, bytes]) -> None:
    people = [target for target in sorted(pages) if target.startswith("/en/directory/") and "?" not in target]
    lasting = {
        target: Fault(status=status, body=b"<html>" + body)
        for target, (status, body) in zip(people, PAGES.values(), strict=False)
    }
    with serve(pages, Faults(lasting=lasting)) as site:
        crawl(site, tmp_path)
        asked = site.asked()
        languages = {line.target: line.language for line in site.log}
        agents = {line.agent for line in site.log}
    assert {asked[target] for target in lasting} == {1}
    assert len(agents) == 1, "nobody is disguised"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "profile_scraper",
            "build",
            str(tmp_path / "snapshot"),
            "--out",
            str(tmp_path / "dataset"),
        ],
        check=False,
        capture_output=True,
    )
    lines = [json.loads(line) for line in (tmp_path / "dataset/problems.jsonl").read_text().splitlines()]
    found = sorted((line["url"].removeprefix(site.url), line["reason"]) for line in lines)
    assert found == sorted((target, "challenge-page") for target in lasting)
    assert {language.split(",")[0] for target, language in languages.items() if target.startswith("/fr/")} == {"fr"}
    assert {language.split(",")[0] for target, language in languages.items() if target.startswith("/en/")} == {"en"}
