"""Parse a large input in several processes: each takes batches of pages and writes the records to the page store."""

import gc
import os
import signal
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from profile_scraper.archive import Partition, read_inputs
from profile_scraper.errors import UserError
from profile_scraper.parallel import available_processors, end_with_parent, spawn_context
from profile_scraper.pipeline.bounded import BoundedReader, is_over_time
from profile_scraper.pipeline.latest import Failure
from profile_scraper.pipeline.store import PageStore, capture_key
from profile_scraper.progress import progress_bar
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site, load_site
from profile_scraper.storage.cache import CACHE_KEY_BYTES

if TYPE_CHECKING:
    from ctypes import c_longlong
    from multiprocessing.sharedctypes import Synchronized

_WATCH_SECONDS = 0.2
_TIMESTAMP_BYTES = len("2026-11-22T06:00:00Z")


class ReadersError(UserError):
    """Reading was interrupted; the message says why and what to do."""


@dataclass(slots=True)
class ReadCaptures:
    """The captures that one process has read, or all of them."""

    keys: bytearray = field(default_factory=bytearray)
    """Concatenated keys of captures in the store, each followed by its time of retrieval."""
    failures: list[Failure] = field(default_factory=list)
    """Problems without a capture."""
    skipped: Counter[str] = field(default_factory=Counter)
    """What was skipped on purpose, by kind."""

    def add(self, key: bytes, retrieved: str | None) -> None:
        """Add a capture that is in the store."""
        self.keys += key + (retrieved or "").encode().ljust(_TIMESTAMP_BYTES)

    def captures(self) -> Iterator[tuple[bytes, str | None]]:
        """The key of each capture in the store, and when it was retrieved."""
        for start in range(0, len(self.keys), CACHE_KEY_BYTES + _TIMESTAMP_BYTES):
            middle = start + CACHE_KEY_BYTES
            timestamp = self.keys[middle : middle + _TIMESTAMP_BYTES]
            yield bytes(self.keys[start:middle]), timestamp.decode().rstrip() or None


def read_into(store: Path, inputs: Sequence[Path], site: Site | None, processes: int | None = None) -> ReadCaptures:
    """Parse the pages of the inputs into the store, except those that it has.

    Args:
        store: a page store that exists.
        inputs: the inputs of a build.
        site: the site of pages that do not name theirs.
        processes: number of processes; by default one for each processor.

    Raises:
        StoreError: the store cannot be written.
        ReadersError: a process was killed.
    """
    context = spawn_context()
    processes = processes or available_processors()
    done, total, stop = (context.RawValue("q", 0) for _ in range(3))
    shared = _Shared(done, total, stop, context.Value("q", 0), os.getpid())
    with (
        ProcessPoolExecutor(processes, context, initializer=_start, initargs=(shared,)) as pool,
        progress_bar("reading") as advance,
    ):
        try:
            with _no_interrupts():
                parts = [pool.submit(_read, inputs, site.name if site else None, store) for _ in range(processes)]
            return _join(parts, lambda: advance(done.value, total.value))
        except BrokenProcessPool:
            raise ReadersError(
                "a process that was reading was killed, perhaps for lack of memory; the same command resumes from "
                "what was read"
            ) from None
        finally:
            stop.value = 1


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Block SIGINT, which the started processes inherit: only the parent handles Ctrl-C."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _join(parts: Collection[Future[ReadCaptures]], report: Callable[[], None]) -> ReadCaptures:
    """The captures of all parts; the first failed part raises its error."""
    joined, pending = ReadCaptures(), set(parts)
    while pending:
        ended, pending = wait(pending, _WATCH_SECONDS, FIRST_EXCEPTION)
        for part in ended:
            read = part.result()
            joined.keys += read.keys
            joined.failures += read.failures
            joined.skipped += read.skipped
        report()
    joined.failures.sort(key=lambda failure: (failure[0].url, failure[0].detail))
    return joined


@dataclass(frozen=True, slots=True)
class _Shared:
    """State that the processes share."""

    done: "c_longlong"
    """Bytes of the inputs that the most advanced process has read."""
    total: "c_longlong"
    stop: "c_longlong"
    """Not 0 where the processes must stop."""
    claimed: "Synchronized[int]"
    """Number of batches that were claimed."""
    parent: int

    def claim(self, batch: int) -> bool:
        """Whether this process takes a batch: the first process that asks for it does."""
        with self.claimed.get_lock():
            if batch < self.claimed.value:
                return False
            self.claimed.value = batch + 1
            return True

    def advance(self, done: int, total: int) -> None:
        """Report the progress of the most advanced process, and stop where the parent does not wait any more.

        Raises:
            _StoppedError: the parent was interrupted or killed.
        """
        if self.stop.value or os.getppid() != self.parent:
            raise _StoppedError
        if done > self.done.value:
            self.done.value, self.total.value = done, total


class _StoppedError(Exception):
    pass


_shared: _Shared | None = None


def _start(shared: _Shared) -> None:
    """Initialize a process: only the parent handles Ctrl-C; garbage collection is off, as pages have no cycles."""
    global _shared  # noqa: PLW0603 - the only way to pass an initializer's arguments to the tasks
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where signals cannot be blocked
    gc.disable()
    _shared = shared


def _read(inputs: Sequence[Path], site_name: str | None, path: Path) -> ReadCaptures:
    """Read the batches that this process claims."""
    site = load_site(site_name) if site_name else None
    read = ReadCaptures()
    if _shared is None:
        raise AssertionError
    partition = Partition(_shared.claim)
    with PageStore(path) as store, BoundedReader() as reader:
        try:
            for capture in read_inputs(inputs, _shared.advance, partition):
                if isinstance(capture, Problem):
                    read.failures.append((capture, None))
                    continue
                key = capture_key(capture, site_name)
                if key not in store:
                    record = reader.read(capture, site)
                    if is_over_time(record) and isinstance(record, Problem):
                        read.failures.append((record, capture.retrieved))
                        continue
                    store.add(key, capture, record)
                read.add(key, capture.retrieved)
        except _StoppedError:
            pass  # the store keeps what was parsed
    read.skipped = partition.skipped
    return read
