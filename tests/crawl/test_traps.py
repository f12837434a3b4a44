"""Sites that link without end cost a bounded number of addresses, and the pages of use come first."""

from dataclasses import replace
from pathlib import Path

from profile_scraper.archive import read_inputs
from profile_scraper.archive.writer import WarcWriter, now
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.spiders.frontier import Frontier
from profile_scraper.spiders.snapshot import Snapshot
from profile_scraper.spiders.visit_queue import VisitQueue
from testbed.server import serve
from tests.crawl.runs import FAST, archived, crawl
from tests.crawl.test_frontier import BASE, SITE, directory, listing
from tests.crawl.test_visit_queue import visit


def test_no_more_addresses_are_known_than_allowed() -> None:
    one = Frontier(SITE, BASE, address_limit=1000)
    for number in range(20):
        found = [f"{BASE}/en/directory/p{number}-{index}" for index in range(500)]
        one.after(directory(), listing(*found))
    assert len(one.known) == 1000
    assert len(one.listed) <= 1000
    assert [problem.reason for problem in one.problems()] == ["limit-reached"]
    assert "ADDRESS_LIMIT" in one.problems()[0].detail


def test_an_address_that_is_too_long_has_a_line() -> None:
    one = Frontier(SITE, BASE)
    assert one.after(directory(), listing(f"{BASE}/en/directory/{'x' * 5000}")) == []
    assert [problem.reason for problem in one.problems()] == ["limit-reached"]
    assert len(one.problems()[0].url) <= 200


def test_links_of_a_page_that_led_to_nothing_come_last() -> None:
    visits = VisitQueue(4, 5.0)
    trap = [replace(visit(f"trap{number}"), source="trap") for number in range(100)]
    people = [replace(visit(f"p{number}"), source="list") for number in range(50)]
    for one, other in zip(trap[:50], people, strict=True):
        visits.add(one)
        visits.add(other)
    visits.add_all(trap[50:])
    order = []
    while taken := visits.take():
        order.append(taken.source)
        visits.count(taken, is_useful=taken.source == "list")
    assert order.count("trap") == 100, "none is lost"
    assert "trap" not in order[40:70], "after twenty for nothing, the people come first"


def test_a_crawl_that_knows_too_many_addresses_ends_with_a_line(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve(pages) as site:
        crawl(site, tmp_path, settings={**FAST, "ADDRESS_LIMIT": "40"})
        assert sum(site.asked().values()) <= 41
    _, problems = archived(tmp_path)
    assert [problem.reason for problem in problems] == ["limit-reached"]


def test_a_capture_dated_in_the_future_is_outvoted_and_listed(tmp_path: Path, pages: dict[str, bytes]) -> None:
    target = next(target for target in sorted(pages) if target.startswith("/en/directory/"))
    url, kind = f"https://mila.quebec{target}", [(b"Content-Type", b"text/html")]
    for name, date, body in (
        ("mila-20990101T000000Z", "2099-01-01T00:00:00Z", pages[target].replace(b"</main>", b"<p>old</p></main>")),
        ("mila-20260101T000000Z", now(), pages[target]),
    ):
        with WarcWriter(tmp_path / f"{name}.warc.gz", "mila", date) as writer:
            writer.response(url, 200, kind, body, date)
    found = list(read_inputs([tmp_path]))
    captures = [one for one in found if isinstance(one, Capture)]
    assert [one.body for one in captures if one.retrieved] == [pages[target]]
    problems = [one for one in found if isinstance(one, Problem)]
    assert [(one.reason, one.url) for one in problems] == [("invalid", "mila-20990101T000000Z.warc.gz")]
    assert "future" in problems[0].detail
    snapshot = Snapshot(tmp_path, "mila")
    earlier = snapshot.read_earlier(url)
    snapshot.close()
    assert earlier is not None
    assert earlier.capture is not None
    assert earlier.capture.body == pages[target]
