"""Addresses: one page however it is linked, on the base that stands for the site."""

from datetime import UTC, datetime

import pytest

from profile_scraper.monitoring import size_alerts
from profile_scraper.parse import Reading
from profile_scraper.records.base import Source
from profile_scraper.records.page import DirectoryPage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Address, load_site, read_address
from profile_scraper.spiders.frontier import Frontier
from profile_scraper.spiders.sitemaps import latest_timestamp
from profile_scraper.spiders.visit_queue import retry_after

SITE = load_site("mila")
BASE = "http://127.0.0.1:8000"
NOW = datetime(2026, 11, 22, 6, 0, 0, tzinfo=UTC)


def frontier(limit: int | None = None) -> Frontier:
    return Frontier(SITE, BASE, limit)


def directory(page: int = 0) -> Address:
    return read_address(SITE, f"{BASE}/en/directory?page={page}")


def listing(*people: str, pages: tuple[str, ...] = ()) -> Reading:
    source = Source(url=f"{BASE}/en/directory", language="en", retrieved=None, sha256="0" * 64)
    record = DirectoryPage(type="directory", site="mila", source=source, people=[], cards=[], publications=[])
    return Reading(record, list(people), list(pages), {})


@pytest.mark.parametrize(
    "url",
    [
        f"{BASE}/en/directory/ada",
        "https://mila.quebec/en/directory/ada/",
        "http://www.mila.quebec/en/person/ada?locale=zh-cn&utm_source=x#top",
        f"{BASE}/en/directory/ada?page=0%2C0",
    ],
)
def test_forms_of_one_address_are_one(url: str) -> None:
    address = frontier().read(url)
    assert address is not None
    assert address.url == f"{BASE}/en/directory/ada"


def test_a_redirect_between_the_site_s_own_hosts_is_followed_as_it_is() -> None:
    live = Frontier(SITE, "https://mila.quebec")
    assert live.rebase_url("https://www.mila.quebec/en/directory/ada#top") == "https://www.mila.quebec/en/directory/ada"
    address = live.read("https://www.mila.quebec/en/directory/ada")
    assert address is not None
    assert address.url == "https://mila.quebec/en/directory/ada"


@pytest.mark.parametrize(
    "url",
    ["https://elsewhere.example/en/directory/ada", "mailto:ada@mila.quebec", "ftp://mila.quebec/x", "http://[", ""],
)
def test_what_is_not_of_the_site_is_nothing(url: str) -> None:
    assert frontier().read(url) is None


def test_a_person_is_handed_out_once() -> None:
    one = frontier()
    assert [new.slug for new in one.after(directory(), listing(f"{BASE}/en/directory/ada"))] == ["ada"]
    assert one.after(directory(), listing("https://mila.quebec/en/directory/ada/")) == []


def test_a_pager_is_followed_one_page_at_a_time_as_far_as_links_go() -> None:
    one = frontier()
    links = tuple(f"{BASE}/en/directory?page={number}" for number in (0, 1, 2, 8))
    found = one.after(directory(), listing(f"{BASE}/en/directory/ada", pages=links))
    assert [new.url for new in found if new.kind == "list"] == [f"{BASE}/en/directory?page=1"]
    behind = one.after_failure(directory(1))
    assert [new.url for new in behind] == [f"{BASE}/en/directory?page=2"]
    assert one.after_failure(directory(8)) == []


def test_a_shared_form_of_address_waits_until_no_usual_one_was_met() -> None:
    one = frontier()
    reading = listing(f"{BASE}/en/ada", f"{BASE}/en/grace", f"{BASE}/en/directory/ada")
    assert [new.slug for new in one.after(directory(), reading)] == ["ada"]
    assert [new.url for new in one.take_deferred()] == [f"{BASE}/en/grace"]


def test_a_limit_counts_people() -> None:
    one = frontier(limit=2)
    people = [f"{BASE}/en/directory/p{number}" for number in range(5)]
    assert len(one.after(directory(), listing(*people))) == 2


def test_a_page_of_no_use_leads_nowhere() -> None:
    problem = Problem(stage="parse", url=BASE, record=None, field=None, reason="not-a-profile", detail="home")
    assert frontier().after(directory(), Reading(problem, [], [], {})) == []


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (b"120", 120.0),
        (b"Sun, 22 Nov 2026 06:01:00 GMT", 60.0),
        (b"Sun, 22 Nov 2026 05:00:00 GMT", 0.0),
        (b"soon", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after_is_a_number_or_a_date(header: bytes | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    ("lastmod", "latest"),
    [
        ("2026-11-22T05:00:00+00:00", datetime(2026, 11, 22, 5, tzinfo=UTC)),
        ("2026-11-22", datetime(2026, 11, 23, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_day_may_have_changed_a_page_until_its_end(lastmod: str, latest: datetime | None) -> None:
    assert latest_timestamp(lastmod) == latest


def people(count: int, language: str = "en") -> list[Address]:
    folder = {"en": "directory", "fr": "annuaire"}[language]
    return [read_address(SITE, f"{BASE}/{language}/{folder}/p{number}") for number in range(count)]


@pytest.mark.parametrize(
    ("before", "after", "alerts"), [(100, 85, 0), (100, 79, 1), (100, 151, 1), (9, 0, 0), (100, 0, 1)]
)
def test_a_site_that_changed_its_size_is_not_believed(before: int, after: int, alerts: int) -> None:
    assert len(size_alerts(people(before), people(after), shrink=0.2, growth=0.5)) == alerts


def test_a_language_that_went_missing_triggers_an_alert() -> None:
    before = people(20) + people(20, "fr")
    assert size_alerts(before, people(20), 0.2, 0.5) == ["people (fr): 20 in the last crawl, 0 in this one"]
