"""Parse a large input in several processes: each takes batches of pages and writes the records to the page store."""

import gc
import os
import signal
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from profile_scraper.archive import Partition, read_inputs
from profile_scraper.errors import UserError
from profile_scraper.parallel import available_processors, spawn_context
from profile_scraper.parse import read_page
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
    """The reading did not come to its end; the text says why and what to do."""


@dataclass(slots=True)
class Done:
    """What one process, or all of them, went through."""

    met: bytearray = field(default_factory=bytearray)
    """Keys of captures in the store, each with when it was retrieved, one behind the other."""
    failures: list[Failure] = field(default_factory=list)
    """What gave no capture."""

    def meet(self, key: bytes, retrieved: str | None) -> None:
        """Note a capture that is in the store."""
        self.met += key + (retrieved or "").encode().ljust(_TIMESTAMP_BYTES)

    def captures(self) -> Iterator[tuple[bytes, str | None]]:
        """The key of each capture in the store, and when it was retrieved."""
        for at in range(0, len(self.met), CACHE_KEY_BYTES + _TIMESTAMP_BYTES):
            key, timestamp = (
                self.met[at : at + CACHE_KEY_BYTES],
                self.met[at + CACHE_KEY_BYTES : at + CACHE_KEY_BYTES + _TIMESTAMP_BYTES],
            )
            yield bytes(key), timestamp.decode().rstrip() or None


def read_into(store: Path, inputs: Sequence[Path], site: Site | None, processes: int | None = None) -> Done:
    """Parse the pages of the inputs into the store, those left out that are there already.

    Args:
        store: a page store that exists.
        inputs: as a build is given them.
        site: the site of pages that do not say theirs.
        processes: how many share the work, as many as there are processors where it is not said.

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
            return _together(parts, lambda: advance(done.value, total.value))
        except BrokenProcessPool:
            raise ReadersError(
                "a process that was reading has been killed, perhaps for want of memory; the same command goes on from "
                "what was read"
            ) from None
        finally:
            stop.value = 1


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Let Ctrl-C wait, for ever in the processes that are started here: the parent alone answers it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _together(parts: Collection[Future[Done]], meanwhile: Callable[[], None]) -> Done:
    """What all parts did, when all have; the first that fails ends the waiting."""
    whole, pending = Done(), set(parts)
    while pending:
        ended, pending = wait(pending, _WATCH_SECONDS, FIRST_EXCEPTION)
        for part in ended:
            done = part.result()
            whole.met += done.met
            whole.failures += done.failures
        meanwhile()
    whole.failures.sort(key=lambda failure: (failure[0].url, failure[0].detail))
    return whole


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the processes tell each other."""

    done: "c_longlong"
    """Bytes of the inputs that the foremost process has gone through."""
    total: "c_longlong"
    stop: "c_longlong"
    """Not 0 where the parent wants no more."""
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
        """Show how far the foremost process is, and end where nobody waits for the result.

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
    """Prepare a process: the parent alone answers Ctrl-C, and no object of a page is in a cycle."""
    global _shared  # noqa: PLW0603 - a pool hands its initializer's arguments on in no other way
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where signals cannot be blocked
    gc.disable()
    _shared = shared


def _read(inputs: Sequence[Path], site_name: str | None, path: Path) -> Done:
    """One process's part."""
    site = load_site(site_name) if site_name else None
    done = Done()
    if _shared is None:
        raise AssertionError
    with PageStore(path) as store:
        try:
            for capture in read_inputs(inputs, _shared.advance, Partition(_shared.claim)):
                if isinstance(capture, Problem):
                    done.failures.append((capture, None))
                    continue
                key = capture_key(capture, site_name)
                if key not in store:
                    store.add(key, capture, read_page(capture, site))
                done.meet(key, capture.retrieved)
        except _StoppedError:
            pass  # what was parsed so far is kept
    return done
