"""Map a function over chunks serially or in a process pool; results do not depend on the executor."""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from profile_scraper.errors import ArgumentError
from profile_scraper.messages import _

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

A = TypeVar("A")
B = TypeVar("B")


class WorkerLostError(RuntimeError):
    """A worker died, again and again."""


class Executor(Protocol):
    """Applies a function to chunks and yields the results in the order of the chunks."""

    @property
    def is_cluster(self) -> bool:
        """Whether workers may run on other machines: they do not see this machine's files."""

    def map(self, function: Callable[..., B], chunks: Iterable[Any], *shared: Any) -> Iterator[B]:
        """Call ``function(*shared, chunk)`` for each chunk; at most two chunks a worker are in progress.

        Args:
            function: a function that can be pickled: module-level, not of the caller's ``__main__``.
            chunks: may be an iterator; it is consumed as results are.
            *shared: first arguments of every call. Each worker receives them once; forked workers share their memory.
        """


class SerialExecutor:
    """Runs in the calling process."""

    is_cluster = False

    def map(self, function: Callable[..., B], chunks: Iterable[Any], *shared: Any) -> Iterator[B]:
        """Call ``function(*shared, chunk)`` for each chunk, one after the other."""
        return map(partial(function, *shared), chunks)


class ProcessExecutor:
    """Runs in several processes of this machine, none of which runs the caller's file again.

    Scripts need no ``if __name__ == "__main__"`` guard, and notebooks work.

    Args:
        workers: the number of processes.
        start_method: ``fork`` shares the memory of arguments, ``spawn`` starts new interpreters; by default ``fork``
            where that is safe: on Linux, in a process without other threads.
    """

    is_cluster = False

    def __init__(self, workers: int, start_method: Literal["fork", "spawn"] | None = None) -> None:
        self._workers = workers
        self._start_method = start_method

    def map(self, function: Callable[..., B], chunks: Iterable[Any], *shared: Any) -> Iterator[B]:
        """Call ``function(*shared, chunk)`` in a pool; a single chunk is processed in the calling process.

        Raises:
            concurrent.futures.process.BrokenProcessPool: a process was killed.
        """
        from concurrent.futures import ProcessPoolExecutor  # 8 ms that a single page need not pay

        first = list(islice(chunks := iter(chunks), 2))
        chunks = chain(first, chunks)
        if len(first) < 2 or self._workers < 2:
            yield from SerialExecutor().map(function, chunks, *shared)
            return
        with ProcessPoolExecutor(self._workers, _context(self._start_method), _initialize, (function, shared)) as pool:
            yield from in_order(
                lambda chunk: pool.submit(_call, chunk), lambda future: future.result(), chunks, self._workers
            )


def end_with_parent() -> None:
    """Let this process end when the one that started it does, even if that was killed.

    A worker that waits for work holds both ends of its pipe, so it would wait for ever.
    """
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def is_worker_lost(error: RuntimeError) -> bool:
    """Whether an executor failed because one of its processes was killed."""
    return (
        isinstance(error, WorkerLostError) or type(error).__name__ == "BrokenProcessPool"
    )  # its module is not imported where no process is started


def available_processors() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def check_processes(number: object) -> None:
    """Check a number of processes before any work.

    Raises:
        ArgumentError: it is no whole number above 0.
    """
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise ArgumentError(_("processes is a whole number above 0, not {value}").format(value=repr(number)))


@cache
def spawn_context() -> "SpawnContext":
    """A multiprocessing context that starts new interpreters, which do not import the caller's ``__main__``.

    The standard one imports it to find functions that are defined there; a script without a guard would start again.
    """
    from multiprocessing import spawn
    from multiprocessing.context import SpawnContext, SpawnProcess

    starting = threading.local()
    standard_data = spawn.get_preparation_data

    def preparation_data(name: str) -> dict[str, Any]:
        data = standard_data(name)
        if getattr(starting, "without_main", False):
            for key in ("init_main_from_name", "init_main_from_path"):
                data.pop(key, None)
        return data

    spawn.get_preparation_data = preparation_data  # the standard library has no argument for it

    class ProcessWithoutMain(SpawnProcess):
        def start(self) -> None:
            starting.without_main = True
            try:
                super().start()
            finally:
                starting.without_main = False

        def __reduce__(self) -> tuple[Any, ...]:
            return object.__new__, (SpawnProcess,), self.__dict__  # the child needs no class of ours

    class ContextWithoutMain(SpawnContext):
        Process = ProcessWithoutMain

    return ContextWithoutMain()


def _context(start_method: Literal["fork", "spawn"] | None) -> "ForkContext | SpawnContext":
    if start_method is None:
        start_method = "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
    if start_method == "spawn":
        return spawn_context()
    from multiprocessing import get_context

    return get_context("fork")


_CALL: list[Callable[[Any], Any]] = []
"""In a worker process: the function with its shared arguments."""


def _initialize(function: Callable[..., Any], shared: tuple[Any, ...]) -> None:
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C
    gc.disable()
    _CALL[:] = [partial(function, *shared)]


def _call(chunk: Any) -> Any:
    return _CALL[0](chunk)


def in_order(submit: Callable[[A], Any], result: Callable[[Any], B], chunks: Iterable[A], workers: int) -> Iterator[B]:
    """Results in the order of the chunks, with at most two chunks a worker in progress."""
    pending: deque[Any] = deque()
    for chunk in chunks:
        pending.append(submit(chunk))
        if len(pending) >= 2 * workers:
            yield result(pending.popleft())
    while pending:
        yield result(pending.popleft())


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector: it is slow over millions of small objects, none of which is in a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
