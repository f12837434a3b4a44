"""A page's own failure puts off that page; the site is left alone where the site asks for it or is down."""

import json
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from testbed import faults
from testbed.faults import Fault, Faults
from testbed.server import Site, serve
from tests.crawl.runs import FAST, archived, crawl, targets

PROGRAM = Path(sys.executable).with_name("profile-scraper")
UNAVAILABLE = Fault(status=503)


def people(pages: dict[str, bytes], language: str = "en") -> list[str]:
    folder = {"en": "/en/directory/", "fr": "/fr/annuaire/"}[language]
    return [target for target in sorted(pages) if target.startswith(folder) and "?" not in target]


@pytest.mark.slow
def test_twenty_pages_that_fail_for_ever_cost_no_pauses_of_the_site(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    sick = people(pages)[:20]
    with serve(pages, Faults(lasting=dict.fromkeys(sick, UNAVAILABLE))) as site:
        crawl(site, tmp_path, settings={"DOWNLOAD_DELAY": "0", "RETRY_DELAY": "1"})
        tries = site.asked(503)
        gaps = [later.at - earlier.at for earlier, later in pairwise(site.log)]
    assert tries == dict.fromkeys(sick, 5)
    assert sum(gap for gap in gaps if gap > 0.5) < 10, "one pause for each failure would take 20 × 15 s"
    captures, problems = archived(tmp_path)
    assert {(problem.reason, problem.detail) for problem in problems} == {("server-error", "503, five times")}
    assert {problem.url for problem in problems} == {site.url + target for target in sick}
    fetched = [capture for capture in captures if capture.status == 200]
    followed = {target for target in wanted if target.partition("?")[0] not in sick}
    assert followed <= set(targets(site, fetched))


@pytest.mark.slow
def test_a_failing_page_has_one_line_with_its_status(tmp_path: Path, pages: dict[str, bytes]) -> None:
    sick = people(pages)[3]
    with serve(pages, Faults(lasting={sick: UNAVAILABLE})) as site:
        crawl(site, tmp_path)
    subprocess.run(
        [PROGRAM, "build", str(tmp_path / "snapshot"), "--out", str(tmp_path / "dataset")],
        check=False,
        capture_output=True,
    )
    lines = [json.loads(line) for line in (tmp_path / "dataset/problems.jsonl").read_text().splitlines()]
    about = [line for line in lines if line["url"].endswith(sick)]
    assert [(line["reason"], line["detail"]) for line in about] == [("server-error", "503, five times")]


@pytest.mark.slow
def test_pages_that_ask_for_an_hour_do_not_hold_the_crawl(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    sick = people(pages)[::7]
    hour = Fault(status=503, headers={"Retry-After": "3600"})
    with serve(pages, Faults(lasting=dict.fromkeys(sick, hour))) as site:
        crawl(site, tmp_path)
        assert site.asked(503) == dict.fromkeys(sick, 1), "none is asked again before its time"
    captures, problems = archived(tmp_path)
    assert {problem.detail for problem in problems} == {"503, once; it asks to wait longer than the crawl does"}
    assert {target for target in wanted if target.partition("?")[0] not in sick} <= set(targets(site, captures))


@pytest.mark.slow
def test_five_neighbours_that_ask_for_an_hour_do_not_hold_the_crawl_either(
    tmp_path: Path, pages: dict[str, bytes]
) -> None:
    sick = people(pages)[5:10]
    hour = Fault(status=503, headers={"Retry-After": "3600"})
    with serve(pages, Faults(lasting=dict.fromkeys(sick, hour))) as site:
        crawl(site, tmp_path)
    _, problems = archived(tmp_path)
    assert {problem.url for problem in problems} == {site.url + target for target in sick}


@pytest.mark.slow
def test_a_retry_after_of_one_page_is_that_page_s(tmp_path: Path, pages: dict[str, bytes]) -> None:
    sick = people(pages)[0]
    with serve(pages) as site:
        site.faults.lasting[sick] = Fault(status=503, headers={"Retry-After": "2"})
        threading.Thread(target=_heal_after, args=(site, sick), daemon=True).start()
        crawl(site, tmp_path)
        first = next(line.at for line in site.log if line.status == 503)
        again = next(line.at for line in site.log if line.target == sick and line.at > first)
        meanwhile = [line for line in site.log if first < line.at < first + 0.5]
    assert again - first >= 2
    assert meanwhile, "the other pages do not wait"
    _, problems = archived(tmp_path)
    assert problems == []


@pytest.mark.slow
def test_a_retry_after_of_several_pages_is_the_site_s(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve(pages) as site:
        busy = Fault(status=503, headers={"Retry-After": "2"})
        site.faults.lasting |= dict.fromkeys([*people(pages), *people(pages, "fr")], busy)
        threading.Thread(target=_heal_after, args=(site, *site.faults.lasting), daemon=True).start()
        crawl(site, tmp_path)
        third = [line.at for line in site.log if line.status == 503][2]
        meanwhile = [line for line in site.log if third < line.at < third + 1.9]
    assert len(meanwhile) <= 2, "what was in flight"
    _, problems = archived(tmp_path)
    assert problems == []


@pytest.mark.slow
def test_a_site_that_is_asked_too_often_is_left_alone_by_all_requests(tmp_path: Path, pages: dict[str, bytes]) -> None:
    sick = people(pages)[2]
    with serve(pages) as site:
        site.faults.lasting[sick] = Fault(status=429, headers={"Retry-After": "2"})
        threading.Thread(target=_heal_after, args=(site, sick), daemon=True).start()
        crawl(site, tmp_path)
        first = next(line.at for line in site.log if line.status == 429)
        meanwhile = [line for line in site.log if first < line.at < first + 1.9]
    assert len(meanwhile) <= 1, "what was in flight"
    _, problems = archived(tmp_path)
    assert problems == []


@pytest.mark.slow
def test_a_site_that_goes_down_is_asked_for_one_page_until_it_answers(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    with serve(pages) as site:
        watch = threading.Thread(target=_outage, args=(site, 30, 6.0), daemon=True)
        watch.start()
        crawl(site, tmp_path, settings={**FAST, "RETRY_DELAY": "1"})
        asked = sum(site.asked(500).values())
    assert asked <= 12, "three pages or four, then one page with growing pauses"
    captures, problems = archived(tmp_path)
    assert problems == []
    assert sorted(targets(site, captures)) == sorted(wanted)


@pytest.mark.slow
def test_a_site_that_stays_down_ends_the_crawl_and_the_next_goes_on(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    with serve(pages) as site:
        watch = threading.Thread(target=_outage, args=(site, 30, 3600.0), daemon=True)
        watch.start()
        crawl(site, tmp_path)
        assert list((tmp_path / "snapshot").glob("*.open"))
        assert sum(site.asked(500).values()) < 20
        site.faults.lasting.clear()
        crawl(site, tmp_path)
    captures, _ = archived(tmp_path)
    assert sorted(targets(site, captures)) == sorted(wanted)


@pytest.mark.slow
@pytest.mark.parametrize("concurrent", [1, 3])
def test_retries_keep_to_the_delay_and_to_the_number_in_flight(
    tmp_path: Path, pages: dict[str, bytes], concurrent: int
) -> None:
    with serve(pages, Faults(seed=1, rate=0.5, lasting={people(pages)[0]: UNAVAILABLE})) as site:
        settings = {
            **FAST,
            "DOWNLOAD_DELAY": "0.1",
            "DOWNLOAD_DELAY_JITTER": "0",
            "CONCURRENT_REQUESTS": str(concurrent),
            "CONCURRENT_REQUESTS_PER_DOMAIN": "8",
        }
        crawl(site, tmp_path, "-a", "limit=8", settings=settings)
        times = sorted(line.begun for line in site.log)
        most = site.most_in_flight
    assert most <= concurrent
    assert all(later - earlier > 0.9 for earlier, later in zip(times, times[10:], strict=False)), "ten a second"


def test_twenty_pages_that_reset_the_connection_are_listed_once_each(tmp_path: Path, pages: dict[str, bytes]) -> None:
    sick = people(pages)[:20]
    with serve(pages, Faults(lasting=dict.fromkeys(sick, faults.RESET))) as site:
        crawl(site, tmp_path, settings={**FAST, "RETRY_TIMES": "2"})
    _, problems = archived(tmp_path)
    assert sorted(problem.url for problem in problems) == sorted(site.url + target for target in sick)
    assert {(problem.reason, problem.detail) for problem in problems} == {
        ("unreachable", "the transfer was cut, three times")
    }


def _heal_after(site: Site, *sick: str) -> None:
    while not any(line.status >= 400 for line in site.log):
        time.sleep(0.01)
    time.sleep(0.5)
    for target in sick:
        site.faults.lasting.pop(target, None)


def _outage(site: Site, after: int, seconds: float) -> None:
    """Every page answers 500 once so many requests were answered."""
    while len(site.log) < after:
        time.sleep(0.001)
    down = Faults(lasting=dict.fromkeys(site.pages, faults.BROKEN))
    site.faults = down
    time.sleep(seconds)
    down.lasting.clear()
