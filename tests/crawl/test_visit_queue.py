"""A page that failed is put off in seconds and in requests, and never holds the crawl."""

from itertools import count

from profile_scraper.sites import load_site, read_address
from profile_scraper.spiders.requests import Visit
from profile_scraper.spiders.visit_queue import VisitQueue

SITE = load_site("mila")


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def visit(name: str) -> Visit:
    address = read_address(SITE, f"https://mila.quebec/en/directory/{name}")
    return Visit(address, address.url)


def queue(clock: Clock, pages: int, delay: float = 5.0) -> VisitQueue:
    made = VisitQueue(4, delay, clock)
    for number in range(pages):
        made.add(visit(f"p{number}"))
    return made


def next_visit(visits: VisitQueue) -> Visit:
    taken = visits.take()
    assert taken is not None
    return taken


def test_a_page_that_failed_comes_again_after_other_requests_and_seconds() -> None:
    clock = Clock()
    visits = queue(clock, pages=60)
    sick = next_visit(visits)
    assert visits.defer(sick, "503")
    positions = []
    for position in count():
        taken = visits.take()
        if taken is None:
            break
        clock.now += 1
        if taken.url == sick.url:
            positions.append(position)
            visits.defer(taken, "503")
    assert positions[:2] == [10, 31], "ten other requests, then twenty"


def test_seconds_count_where_requests_are_fast() -> None:
    clock = Clock()
    visits = queue(clock, pages=60)
    visits.defer(next_visit(visits), "503")
    assert not any(next_visit(visits).failures for _ in range(59))


def test_a_page_is_tried_as_often_as_allowed_and_no_more() -> None:
    visits = queue(Clock(), pages=1)
    sick = next_visit(visits)
    for _ in range(4):
        assert visits.defer(sick, "503")
        visits.wait()
        sick = visits.give_up()[0]
    assert sick.failures == ("503",) * 4
    assert not visits.defer(sick, "503")
    assert visits.wait() is None


def test_waiting_for_twenty_sick_pages_takes_half_of_the_crawl_s_time_at_most() -> None:
    clock = Clock()
    visits = queue(clock, pages=20)
    sick = [next_visit(visits) for _ in range(20)]
    clock.now += 60  # what the healthy pages took
    waited, given_up = [], 0
    for one in sick:
        visits.defer(one, "503")
    while (seconds := visits.wait()) is not None:
        waited.append(seconds)
        clock.now += seconds
        while again := visits.take():
            given_up += not visits.defer(again, "503")
    assert given_up == 20
    assert sum(waited) <= 30 + 1e-6
    pauses = [seconds for seconds in waited if seconds > 0.01]
    assert pauses == sorted(pauses), "the later pauses are the longer ones"


def test_a_page_that_asks_for_an_hour_is_given_up_and_the_others_are_not() -> None:
    clock = Clock()
    visits = queue(clock, pages=2)
    visits.defer(next_visit(visits), "503", retry_after=3600)
    visits.defer(next_visit(visits), "503")
    seconds = visits.wait()
    assert seconds is not None
    assert seconds <= 5
    clock.now += seconds
    assert next_visit(visits).failures == ("503",)
    assert visits.wait() is None
    assert [one.url[-2:] for one in visits.give_up()] == ["p0"]


def test_a_page_that_asks_for_two_seconds_is_waited_for() -> None:
    clock = Clock()
    visits = queue(clock, pages=1, delay=0)
    visits.defer(next_visit(visits), "503", retry_after=2)
    assert visits.wait() == 2
    clock.now += 1.9
    assert visits.take() is None
    clock.now += 0.2
    assert visits.take() is not None


def test_while_one_failed_page_is_asked_for_again_new_ones_come_first() -> None:
    clock = Clock()
    visits = VisitQueue(4, 1.0, clock)
    visits.defer(visit("sick"), "no whole response within DOWNLOAD_TIMEOUT")
    visits.add_all(visit(str(number)) for number in range(30))
    clock.now += 100
    taken = [visits.take(may_retry=False) for _ in range(31)]
    assert [each.url.rpartition("/")[2] for each in taken if each] == [*map(str, range(30)), "sick"]
