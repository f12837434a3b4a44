"""What a crawl does with the answers of a site: archive them, read them, find the addresses that come next."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse

from profile_scraper.archive.decode import MAX_PAGE_BYTES, TruncatedError
from profile_scraper.archive.response import RawResponse, capture_response, fetch_problem, is_future
from profile_scraper.archive.writer import now
from profile_scraper.parse.bounded import BoundedReader, capture_reader
from profile_scraper.parse.reading import Reading
from profile_scraper.records.page import Capture, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Address, Site
from profile_scraper.spiders.frontier import Frontier
from profile_scraper.spiders.limits import CrawlLimits
from profile_scraper.spiders.requests import (
    NOT_FOUND_STATUSES,
    Visit,
    failure_of,
    fetch_error_problem,
    header,
    headers_of,
    http_problem,
    redirect_target,
    visits_to,
)
from profile_scraper.spiders.snapshot import Snapshot, StoredResponse
from profile_scraper.spiders.visit_queue import RetryPolicy, VisitQueue, retry_after_of


class Following(NamedTuple):
    """What comes after an answer."""

    visits: Iterable[Visit] = ()
    page: ProfilePage | None = None
    """The page, where it is a profile."""
    to_render: bool = False
    """Whether the browser has to build the page's document first."""


@dataclass(slots=True)
class AnswerReader:
    """Archives and reads answers; an archive that cannot be written raises ``OSError``, which ends the crawl."""

    site: Site
    frontier: Frontier
    snapshot: Snapshot
    queue: VisitQueue
    limits: CrawlLimits
    retry_policy: RetryPolicy
    problems: list[Problem]
    fetched: dict[str, Address]
    """Pages that this crawl fetched, by requested URL."""
    forbidden: dict[str, str] = field(default_factory=dict)
    """By host and port, why robots.txt could not be used, which forbids the site."""
    unreachable: dict[str, str] = field(default_factory=dict)
    """By host and port, why robots.txt had no answer, or one that says that the site is down."""
    _reader: BoundedReader[Reading] = field(default_factory=capture_reader)

    def close(self) -> None:
        """End the process that reads large pages."""
        self._reader.__exit__(None, None, None)

    def follow(self, response: Response, visit: Visit) -> Following:
        """Archive an answer and find what comes next."""
        location = header(response, "Location")
        earlier = self.snapshot.read_earlier(visit.url) if response.status == 304 else None
        if self._is_challenge(response, visit):
            self._archive(response, visit)  # refused at once: whoever does not want programs is left alone
            return Following(self.failed(visit, None))
        if response.status in self.retry_policy.statuses and self._is_deferred(response, visit, str(response.status)):
            return Following()
        if response.status == 304 and earlier:
            self.snapshot.store_unchanged(visit.url, headers_of(response), earlier.date)
            return self._links(visit, earlier.capture)
        if 300 <= response.status < 400 and location:
            self.store(response, visit.url)
            return Following(self._redirected(visit, location))
        return self._page(response, visit)

    def after_error(self, error: BaseException, visit: Visit) -> Following:
        """Put off a page whose request failed, or note that it could not be had."""
        if isinstance(error, self.retry_policy.exceptions) and self._is_put_off(visit, failure_of(error)):
            return Following()
        netloc = urlsplit(visit.url).netloc
        if isinstance(error, IgnoreRequest) and netloc in self.unreachable:
            problem = fetch_problem(visit.url, "unreachable", self.unreachable[netloc])
        elif isinstance(error, IgnoreRequest) and netloc in self.forbidden:
            problem = fetch_problem(visit.url, "forbidden-by-robots", self.forbidden[netloc])
        else:
            problem = fetch_error_problem(visit.url, error, visit.failures)
        return Following(self.failed(visit, problem))

    def of_document(self, response: Response, visit: Visit, fetched: Response) -> Following:
        """Archive a page with the document that its scripts built, and find what comes next."""
        text = response.text if isinstance(response, TextResponse) else response.body.decode("utf8", "replace")
        document = text.encode("utf8", "replace")
        if len(document) > MAX_PAGE_BYTES:
            what = f"the document that its scripts build is larger than {MAX_PAGE_BYTES} bytes"
            return Following(self.failed(visit, fetch_problem(visit.url, "too-large", what)))
        following = self._links(visit, self._capture_of(fetched, visit.url, document))
        if following.page or not visit.speculative:
            self.snapshot.store_rendered(visit.url, fetched.status, headers_of(fetched), fetched.body, document)
        return following

    def without_document(self, visit: Visit, fetched: Response, what: str) -> Following:
        """Archive a page that cannot be rendered as it came."""
        self._archive(fetched, visit)
        return Following(self.failed(visit, fetch_problem(visit.url, "unreadable", what)))

    def of_stored(self, stored: StoredResponse, visit: Visit) -> Following:
        """What comes after an answer that the archive has already."""
        if stored.location and 300 <= stored.status < 400:
            return Following(self._redirected(visit, stored.location))
        if stored.status >= 400 or stored.capture is None:
            return Following(self.failed(visit, None, not_found=stored.status in NOT_FOUND_STATUSES))
        return self._links(visit, stored.capture)

    def stored(self, visit: Visit, last_changes: dict[str, datetime]) -> StoredResponse | None:
        """The answer in the archive that makes a request needless: of the crawl that goes on, or unchanged by sitemap.

        Args:
            visit: the page.
            last_changes: when a sitemap says that a page was changed, by address.
        """
        return self.snapshot.read_completed(visit.url) or self._unchanged_by_sitemap(visit, last_changes)

    def store(self, response: Response, url: str) -> None:
        """Archive an unmodified response."""
        self.snapshot.store(url, response.status, headers_of(response), response.body)

    def failed(self, visit: Visit, problem: Problem | None, *, not_found: bool = False) -> list[Visit]:
        """Note a page that could not be had; its last good copy names its links."""
        if visit.speculative:
            return []
        if problem:
            self.problems.append(problem)
        self.queue.count(visit, is_useful=False)
        if not_found:
            self.limits.count_success()
        elif not visit.failures:
            self.limits.count_failure()
        visits = visits_to(self.frontier.after_failure(visit.address))
        earlier = None if not_found else self.snapshot.read_earlier(visit.url)
        if earlier and earlier.capture:
            reading = self._reader.read(earlier.capture, self.site)
            visits += visits_to(self.frontier.after(visit.address, reading), visit.url)
        return visits

    def _is_put_off(self, visit: Visit, failure: str, retry_after: float | None = None) -> bool:
        """Put off a page that failed; False where it is not tried again."""
        if not self.queue.defer(visit, failure, retry_after):
            return False
        if not visit.failures:
            self.limits.count_failure()
        return True

    def _is_deferred(self, response: Response, visit: Visit, failure: str) -> bool:
        if response.request and response.request.meta.get("dont_retry"):
            return False
        return self._is_put_off(visit, failure, retry_after_of(response))

    def _archive(self, response: Response, visit: Visit) -> None:
        """Archive a response, except that of a speculative visit."""
        if not visit.speculative:
            self.store(response, visit.url)

    def _capture_of(self, response: Response, url: str, document: bytes | None = None) -> Capture | None:
        """The capture that a response gives, or the document that was built from it; None where it is no page.

        Raises:
            ValueError: the body cannot be decoded.
        """
        kind, encoding = header(response, "Content-Type"), header(response, "Content-Encoding")
        raw = RawResponse(url, response.status, response.body, kind, encoding)
        if document is not None:
            raw = RawResponse(url, response.status, document, "text/html; charset=utf-8")
        return capture_response(raw, now(), self.site.name)

    def _is_challenge(self, response: Response, visit: Visit) -> bool:
        """Whether an answer with an error is a page of a bot protection."""
        if response.status < 400 or response.status in NOT_FOUND_STATUSES:
            return False
        try:
            capture = self._capture_of(response, visit.url)
        except ValueError:
            return False
        record = self._reader.read(capture, self.site).record if capture else None
        return isinstance(record, Problem) and record.reason == "challenge-page"

    def _page(self, response: Response, visit: Visit) -> Following:
        try:
            capture = self._capture_of(response, visit.url)
        except ValueError as error:
            if isinstance(error, TruncatedError) and self._is_deferred(response, visit, "the body was cut"):
                return Following()
            self._archive(response, visit)  # the archive shows what is wrong with it
            return Following(self.failed(visit, None))
        if response.status >= 400:
            self._archive(response, visit)
            not_found = response.status in NOT_FOUND_STATUSES
            problem = None if capture and not_found else http_problem(visit.url, response.status, visit.failures)
            return Following(self.failed(visit, problem, not_found=not_found))
        if capture is None:
            kind = header(response, "Content-Type") or "of no type"
            what = f"the response is {kind}, neither a page nor text"
            return Following(self.failed(visit, fetch_problem(visit.url, "wrong-type", what)))
        if self.site.render and capture.media == "html":
            return Following(to_render=True)
        self._archive(response, visit)
        following = self._links(visit, capture)
        if visit.speculative and following.page:
            self.store(response, visit.url)
        return following

    def _links(self, visit: Visit, capture: Capture | None) -> Following:
        """The addresses that a page names, and the page itself where it is a profile."""
        if capture is None:
            return Following()
        reading = self._reader.read(capture, self.site)
        page = reading.record if isinstance(reading.record, ProfilePage) else None
        if visit.speculative and not page:
            return Following()
        if isinstance(reading.record, Problem) and reading.record.reason == "challenge-page":
            return Following(self.failed(visit, None))
        self.fetched[visit.url] = visit.address
        self.limits.count_success()
        self.queue.count(visit, is_useful=not isinstance(reading.record, Problem))
        return Following(visits_to(self.frontier.after(visit.address, reading), visit.url), page)

    def _redirected(self, visit: Visit, location: str) -> list[Visit]:
        chain = (*visit.chain, visit.url)
        target = redirect_target(visit.url, location)
        if target is None:
            what = f"it redirects to {location[:200]!r}, which is no address"
            return self.failed(visit, fetch_problem(visit.url, "off-site", what))
        targets, problem = self.frontier.follow_redirect(visit.address, chain, target)
        if problem and (problem.reason == "redirect-loop" or not visit.speculative):
            self.problems.append(problem)
        return [Visit(address, url, chain, visit.speculative) for address, url in targets]

    def _unchanged_by_sitemap(self, visit: Visit, last_changes: dict[str, datetime]) -> StoredResponse | None:
        """The last copy of a page without validators that, by the sitemap, has not changed."""
        changed = last_changes.get(visit.url)
        stored = self.snapshot.read_earlier(visit.url) if changed else None
        if changed is None or stored is None or is_future(stored.date):
            return None
        if stored.etag or stored.last_modified or datetime.fromisoformat(stored.date) <= changed:
            return None  # a page that carries validators is asked: a sitemap dates the person, not their publications
        self.snapshot.answered.add(visit.url)
        return stored
