"""Read pages within a limit of processor time, the last guard: a page that takes longer is a problem of its own."""

import os
import signal
import threading
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypeVar

from profile_scraper.parallel import end_with_parent, spawn_context
from profile_scraper.parse.read import read_capture, read_page
from profile_scraper.parse.reading import Reading
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site, load_site

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

PAGE_SECONDS = 60
"""Seconds of processor time for one page, hundreds of times what a large one takes."""
_LARGE = 1 << 20
"""Bytes from which a page is read in a process that the system can end, whatever code it is in."""

PageRecord: TypeAlias = ProfilePage | DirectoryPage | Problem
Result = TypeVar("Result")
"""What is read of a page; it can be pickled."""


class _OverTimeError(BaseException):
    """Raised by the timer inside the reader, which handles every other fault itself."""


class BoundedReader(Generic[Result]):
    """Reads pages one after the other, large ones in a process of its own that is started for the first of them."""

    def __init__(
        self,
        read: Callable[[Capture, Site | None], Result],
        of_problem: Callable[[Problem], Result],
        seconds: int = PAGE_SECONDS,
    ) -> None:
        """Read with a function that can be pickled.

        Args:
            read: reads one page.
            of_problem: gives the result for a page that could not be read.
            seconds: processor time for one page.
        """
        self._read, self._of_problem, self._seconds = read, of_problem, seconds
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_process()

    def read(self, capture: Capture, site: Site | None) -> Result:
        """Read one page; over the limit it is a problem with the reason ``limit-reached``."""
        if len(capture.body) >= _LARGE and hasattr(os, "fork"):
            return self._read_apart(capture, site)
        if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
            return self._read(capture, site)
        handler = signal.signal(signal.SIGPROF, _stop)
        try:
            signal.setitimer(signal.ITIMER_PROF, self._seconds)
            try:
                return self._read(capture, site)
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
        except _OverTimeError:
            return self._over_time(capture)
        finally:
            signal.signal(signal.SIGPROF, handler)

    def _read_apart(self, capture: Capture, site: Site | None) -> Result:
        if self._pipe is None:
            context = spawn_context()
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs, self._read, self._seconds), daemon=True)
            self._process.start()
            theirs.close()
        try:
            self._pipe.send((capture, site.name if site else None))
            result: Result = self._pipe.recv()
        except (EOFError, OSError):
            code = self._end_process()
            if code == -signal.SIGXCPU:
                return self._over_time(capture)
            what = f"the process that read it ended with {code}, perhaps for memory"
            return self._of_problem(_problem(capture, "unreadable", what))
        return result

    def _end_process(self) -> int | None:
        """End the process of large pages; its exit code."""
        process, self._process = self._process, None
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if process is None:
            return None
        process.join(timeout=5)
        if process.is_alive():
            process.kill()
            process.join()
        return process.exitcode

    def _over_time(self, capture: Capture) -> Result:
        what = f"reading it takes over {self._seconds} s of processor time"
        return self._of_problem(_problem(capture, "limit-reached", what))


def record_reader() -> BoundedReader[PageRecord]:
    """A reader of records, for builds."""
    return BoundedReader(read_page, _same)


def capture_reader() -> BoundedReader[Reading]:
    """A reader of records with the addresses that pages name, for crawls."""
    return BoundedReader(read_capture, _without_addresses)


def _same(problem: Problem) -> PageRecord:
    return problem


def _without_addresses(problem: Problem) -> Reading:
    return Reading(problem, [], [], {})


def is_over_time(record: PageRecord) -> bool:
    """Whether a page was given up for its time: another machine may read it, so the result is not kept."""
    return isinstance(record, Problem) and record.reason == "limit-reached"


def _problem(capture: Capture, reason: Any, detail: str) -> Problem:
    return Problem(stage="parse", url=capture.name, record=None, field=None, reason=reason, detail=detail)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise _OverTimeError


def _serve(pipe: "Connection", read: Callable[[Capture, Site | None], Any], seconds: int) -> None:
    """Read what comes through a pipe, until it closes."""
    import resource  # there is none on Windows, where no such process is started

    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    while True:
        try:
            capture, site_name = pipe.recv()
        except (EOFError, OSError):
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))
        pipe.send(read(capture, load_site(site_name) if site_name else None))
