"""Render pages that scripts build (extra ``render``): Chromium draws the bytes that the crawl fetched."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from profile_scraper.archive.decode import decode_body
from profile_scraper.messages import UserError
from profile_scraper.sites import Site
from profile_scraper.spiders.answers import AnswerReader, Following
from profile_scraper.spiders.frontier import Frontier
from profile_scraper.spiders.requests import FETCH_ERRORS, Visit, header

if TYPE_CHECKING or find_spec("scrapy_playwright"):
    from playwright.async_api import Error as BrowserError
    from playwright.async_api import Page, Route
    from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
    from scrapy_playwright.page import PageMethod
else:
    ScrapyPlaywrightDownloadHandler = object

_HANDLER = f"{__name__}.RenderHandler"
_KINDS = ("script", "xhr", "fetch")
"""What a page needs to build its text; pictures, fonts and style sheets are not requested."""
_MAX_SUBREQUESTS = 50
"""Requests that one page's scripts may make."""
_UNUSABLE: tuple[type[Exception], ...] = (*FETCH_ERRORS, IgnoreRequest, ValueError)
_QUIET_SECONDS = 0.5
"""A page whose scripts request nothing for this time is complete."""
_MAX_SECONDS = 20.0
"""A page that goes on requesting is taken as it is after this time."""


class RenderError(UserError):
    """A site needs rendering, and what renders is not installed."""


def use_browser(settings: BaseSettings) -> None:
    """Let requests that ask for it be rendered.

    Raises:
        RenderError: the extra or the browser is missing.
    """
    if not find_spec("scrapy_playwright"):
        raise RenderError("the site says render = true: pip install 'profile-scraper[render]'")
    browser = settings.get("CHROMIUM")
    if not Path(browser).is_file():
        raise RenderError(f"no browser at {browser}: apt-get install chromium, or give its path with -s CHROMIUM=PATH")
    settings.set("DOWNLOAD_HANDLERS", {"http": _HANDLER, "https": _HANDLER}, priority="spider")
    options = {"executable_path": browser, "args": ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}
    settings.set("PLAYWRIGHT_LAUNCH_OPTIONS", options, priority="spider")
    settings.set("PLAYWRIGHT_PROCESS_REQUEST_HEADERS", None, priority="spider")


def render_meta(crawler: Crawler, response: Response, hosts: frozenset[str]) -> dict[str, Any]:
    """The ``meta`` of a request that renders a response, without fetching it again.

    Args:
        crawler: fetches what the page's scripts ask for, as politely as the page itself.
        response: the page as it was fetched.
        hosts: the hosts, with port, that the scripts may ask.
    """
    requests = _ScriptRequests(crawler, response, hosts)
    return {
        "playwright": True,
        "playwright_include_page": True,
        "playwright_context_kwargs": {
            "service_workers": "block",
            "accept_downloads": False,
            "user_agent": crawler.settings["USER_AGENT"],
        },
        "playwright_page_init_callback": requests.attach,
        "playwright_page_methods": [PageMethod(requests.wait_until_quiet)],
        "playwright_page_goto_kwargs": {"wait_until": "domcontentloaded"},
        "download_slot": "render",
        "render_timeout": crawler.settings.getfloat("DOWNLOAD_TIMEOUT"),
        "dont_redirect": True,
        "handle_httpstatus_all": True,
        "dont_obey_robotstxt": True,  # the page was allowed; its scripts' requests are asked for one by one
    }


class RenderHandler(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc] # no class where the extra is missing
    """Download handler that bounds the time of a page, whose scripts may never end."""

    async def download_request(self, request: Request) -> Response:
        """Fetch or render; a page is closed in any case."""
        if not request.meta.get("playwright"):
            fetched: Response = await super().download_request(request)
            return fetched
        try:
            rendering = super().download_request(request)
            response: Response = await asyncio.wait_for(rendering, request.meta["render_timeout"])
        except TimeoutError:
            raise DownloadTimeoutError("the page's scripts do not end") from None
        except BrowserError as error:
            raise DownloadTimeoutError(f"the page cannot be rendered: {error.message[:200]}") from None
        finally:
            page = request.meta.pop("playwright_page", None)
            if page is not None:
                with suppress(BrowserError, TimeoutError):
                    await asyncio.wait_for(page.close(), 5)
        return response


class _ScriptRequests:
    """Answers the requests of one page in the browser: the page from what was fetched, others through Scrapy."""

    def __init__(self, crawler: Crawler, response: Response, hosts: frozenset[str]) -> None:
        self._crawler = crawler
        self._response = response
        self._hosts = hosts
        self._given = False
        self._count = 0
        self._pending = 0
        self._active_at = monotonic()
        self._one = asyncio.Lock()

    async def attach(self, page: "Page", request: Request) -> None:  # noqa: ARG002 - the signature is scrapy-playwright's
        """Take over all requests of a page."""
        await page.route("**/*", self._answer)
        await page.route_web_socket("**/*", lambda socket: socket.close())

    async def wait_until_quiet(self, _page: "Page") -> None:
        """Wait until the scripts request nothing for a moment; a page that polls is never quiet."""
        until = monotonic() + _MAX_SECONDS
        while monotonic() < until and (self._pending or monotonic() - self._active_at < _QUIET_SECONDS):
            await asyncio.sleep(_QUIET_SECONDS / 5)

    async def _answer(self, route: "Route") -> None:
        asked = route.request
        with suppress(BrowserError):
            if asked.is_navigation_request() and not self._given and asked.frame.parent_frame is None:
                self._given = True
                body = decode_body(self._response.body, content=header(self._response, "Content-Encoding"))
                kind = header(self._response, "Content-Type") or "text/html"
                await route.fulfill(status=200, body=body, headers={"Content-Type": kind})
            elif asked.resource_type in _KINDS and asked.method == "GET" and self._is_allowed(asked.url):
                await self._fetch(route)
            else:
                await route.abort()

    def _is_allowed(self, url: str) -> bool:
        self._count += 1
        parts = urlsplit(url)
        return self._count <= _MAX_SUBREQUESTS and parts.scheme in ("http", "https") and parts.netloc in self._hosts

    async def _fetch(self, route: "Route") -> None:
        try:
            self._pending += 1
            async with self._one:
                request = Request(route.request.url, callback=NO_CALLBACK, headers={"Accept-Encoding": "gzip, br"})
                response = await self._crawler.engine.download_async(request)
            body = decode_body(response.body, content=header(response, "Content-Encoding"))
        except _UNUSABLE:
            await route.abort()
            return
        finally:
            self._pending -= 1
            self._active_at = monotonic()
        kind = header(response, "Content-Type") or "text/plain"
        await route.fulfill(status=response.status, body=body, headers={"Content-Type": kind})


class _Crawl(Protocol):
    @property
    def site(self) -> Site: ...

    frontier: Frontier
    answers: AnswerReader

    def go_on(self, visit: Visit, find: Callable[[], Following]) -> Iterator[Any]: ...


def rendering_request(crawler: Crawler, fetched: Response, visit: Visit, crawl: _Crawl) -> Request:
    """The request that lets the browser build a page's document from the response, without fetching it again."""
    hosts = crawl.site.hosts | {urlsplit(crawl.frontier.base_url).netloc}

    def on_document(response: Response) -> Iterator[Any]:
        yield from crawl.go_on(visit, lambda: crawl.answers.of_document(response, visit, fetched))

    def on_error(failure: Failure) -> Iterator[Any]:
        what = f"it cannot be rendered: {failure.getErrorMessage()}"[:300]
        yield from crawl.go_on(visit, lambda: crawl.answers.without_document(visit, fetched, what))

    meta = render_meta(crawler, fetched, hosts)
    return Request(visit.url, callback=on_document, errback=on_error, meta=meta, dont_filter=True)
