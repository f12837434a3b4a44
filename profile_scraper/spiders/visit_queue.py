"""Queue of visits: new addresses in order, failed pages again after a growing number of other requests."""

import heapq
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import Self

from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.utils.misc import load_object

from profile_scraper.spiders.requests import Visit


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Failures after which a request is sent again."""

    statuses: frozenset[int]
    exceptions: tuple[type[Exception], ...]

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Scrapy's ``RETRY_HTTP_CODES`` and ``RETRY_EXCEPTIONS``."""
        names = settings.getlist("RETRY_EXCEPTIONS")
        return cls(
            frozenset(int(code) for code in settings.getlist("RETRY_HTTP_CODES")),
            tuple(load_object(name) if isinstance(name, str) else name for name in names),
        )


def retry_after_of(response: Response) -> float | None:
    """Seconds that a response asks to wait; None where it does not."""
    return retry_after(response.headers.get("Retry-After"), datetime.now(UTC))


def retry_after(header: bytes | None, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` asks to wait, from a number or a date; None where it says nothing usable."""
    text = (header or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None


_MOST_USELESS = 20
"""Once so many addresses of one page led to nothing, and none to a page of use, its others come last."""
_FIRST_INTERVAL = 10
"""Other requests between a page's first failure and its second try, doubled with each further failure."""
_MAX_INTERVAL = 300.0
"""Longest interval between two tries of a page that does not say when to come back, in seconds."""
_IDLE_SHARE = 0.5
"""Time spent waiting for failed pages alone, as a share of the time in which there was something to request."""
_ASKED_SECONDS = 60.0
"""Time that is spent waiting, at least, for pages whose ``Retry-After`` asks for it."""


@dataclass(order=True, slots=True)
class _Deferred:
    due: float
    """Seconds on the clock."""
    number: int
    after: int = field(compare=False)
    """How many requests have to be taken from the queue before."""
    asked: bool = field(compare=False)
    """Whether a ``Retry-After`` named the time."""
    visit: Visit = field(compare=False)


@dataclass(slots=True)
class VisitQueue:
    """Visits in the order in which they are requested.

    A page that failed is put off, not the site: it comes again when the interval has passed both in seconds and in
    other requests. Where nothing else is left to request, the queue waits, but never longer in all than a share of
    the time in which there was something to do: a page that fails for ever cannot hold the crawl.
    """

    retry_times: int
    """How often a page is requested again."""
    retry_delay: float
    """Seconds before the first retry, doubled with each further one."""
    clock: Callable[[], float] = monotonic
    _new: deque[Visit] = field(default_factory=deque)
    _last: deque[Visit] = field(default_factory=deque)
    """Addresses that pages name which led to nothing."""
    _useless: dict[str, int] = field(default_factory=dict)
    """For each page that named addresses, how many of them led to nothing; -1 once one was of use."""
    _deferred: list[_Deferred] = field(default_factory=list)
    _taken: int = 0
    _number: int = 0
    _started: float | None = None
    _idle: float = 0.0

    def add(self, visit: Visit, *, first: bool = False) -> None:
        """Add an address that was not requested yet, at the end or before all others."""
        (self._new.appendleft if first else self._new.append)(visit)

    def add_all(self, visits: Iterable[Visit]) -> None:
        """Add addresses that were not requested yet, at the end."""
        self._new.extend(visits)

    def count(self, visit: Visit, *, is_useful: bool) -> None:
        """Note whether an address led to a page of use: pages that name many of no use are ranked last."""
        if is_useful:
            self._useless[visit.source] = -1
        elif (number := self._useless.get(visit.source, 0)) >= 0:
            self._useless[visit.source] = number + 1

    def defer(self, visit: Visit, failure: str, retry_after: float | None = None) -> bool:
        """Put off a page that failed; False where it was tried often enough.

        Args:
            visit: the page.
            failure: what happened, as problem lines print it.
            retry_after: how many seconds the page asks to wait.
        """
        tries = len(visit.failures) + 1
        if tries > self.retry_times:
            return False
        seconds = min(self.retry_delay * 2 ** (tries - 1), _MAX_INTERVAL) if retry_after is None else retry_after
        after = self._taken + _FIRST_INTERVAL * 2 ** (tries - 1)
        self._number += 1
        again = replace(visit, failures=(*visit.failures, failure))
        due = self.clock() + seconds
        heapq.heappush(self._deferred, _Deferred(due, self._number, after, retry_after is not None, again))
        return True

    def take(self, *, may_retry: bool = True) -> Visit | None:
        """The next visit, None where none is left or the next one has to wait.

        Args:
            may_retry: whether a page that failed may come before new ones.
        """
        now = self.clock()
        self._started = now if self._started is None else self._started
        first = self._deferred[0] if self._deferred else None
        is_busy = bool(self._new or self._last)
        if first and first.due <= now and (not is_busy or (may_retry and first.after <= self._taken)):
            visit: Visit | None = heapq.heappop(self._deferred).visit
        else:
            visit = self._take_new()
        self._taken += visit is not None
        return visit

    def wait(self) -> float | None:
        """How many seconds to wait where only failed pages are left, None where none is left to wait for.

        The wait counts as spent. A page that did not ask for more is due at its end.
        """
        now = self.clock()
        free, asked = ([one for one in self._deferred if one.asked is kind] for kind in (False, True))
        if free:
            first = min(free)
            pauses = max(1, self.retry_times - len(first.visit.failures) + 1)
            spare = self._remaining(now, asked=False) / (2**pauses - 1)  # the later pauses are the longer ones
            seconds = max(0.0, min(first.due - now, spare))
            early = max(0.0, first.due - now - seconds)
            for one in free:
                one.due -= early
            heapq.heapify(self._deferred)
        elif asked:
            seconds = max(0.0, min(asked).due - now)
            if seconds > self._remaining(now, asked=True):
                return None
        else:
            return None
        self._idle += seconds
        return float(seconds)

    def give_up(self) -> list[Visit]:
        """Remove and return the pages that ask for a longer wait than the crawl has."""
        given_up, self._deferred = [one.visit for one in sorted(self._deferred)], []
        return given_up

    def _take_new(self) -> Visit | None:
        while self._new:
            visit = self._new.popleft()
            if self._useless.get(visit.source, 0) < _MOST_USELESS or not visit.source:
                return visit
            self._last.append(visit)
        return self._last.popleft() if self._last else None

    def _remaining(self, now: float, *, asked: bool) -> float:
        active = now - (self._started or now) - self._idle
        least = max(self.retry_delay, _ASKED_SECONDS) if asked else self.retry_delay
        return max(least, active * _IDLE_SHARE) - self._idle
