"""Map a function over chunks serially or in a process pool; results do not depend on the executor."""

import gc
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from io import BytesIO
from itertools import chain, islice
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, TypeVar

from profile_scraper.messages import ArgumentError, _

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor
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


_SENT_BYTES = 4 * 1024 * 1024
"""Bytes of shared arguments that are sent with each chunk, at most; for larger ones processes are forked."""


class ProcessExecutor:
    """Runs in several processes of this machine, none of which runs the caller's file again.

    Scripts need no ``if __name__ == "__main__"`` guard, and notebooks work. As a context manager it keeps its processes
    from one ``map`` to the next, with all that they imported and computed once; otherwise each ``map`` starts its own.

    Args:
        workers: the number of processes.
        start_method: ``fork`` shares the memory of arguments, ``spawn`` starts new interpreters; by default ``fork``
            where that is safe: on Linux, in a process without other threads.
    """

    is_cluster = False

    def __init__(self, workers: int, start_method: Literal["fork", "spawn"] | None = None) -> None:
        self._workers = workers
        self._start_method = start_method
        self._is_entered = False
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        self._is_entered = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_entered = False
        self._end_pool()

    def map(self, function: Callable[..., B], chunks: Iterable[Any], *shared: Any) -> Iterator[B]:
        """Call ``function(*shared, chunk)`` in a pool; a single chunk is processed in the calling process.

        Raises:
            concurrent.futures.process.BrokenProcessPool: a process was killed.
        """
        first = list(islice(chunks := iter(chunks), 2))
        chunks = chain(first, chunks)
        if len(first) < 2 or self._workers < 2:
            yield from SerialExecutor().map(function, chunks, *shared)
            return
        packed = _packed(function, shared) if self._is_entered else None
        if packed is not None:
            pool = self._pool = self._pool or self._new_pool()
            yield from _results(pool, partial(_call_packed, packed), chunks, self._workers)
            return
        self._end_pool()  # it has threads, and a process that has some does not fork
        with self._new_pool(function, shared) as pool:
            yield from _results(pool, _call, chunks, self._workers)

    def _new_pool(self, *call: Any) -> "ProcessPoolExecutor":
        from concurrent.futures import ProcessPoolExecutor  # 8 ms that a single page need not pay

        return ProcessPoolExecutor(self._workers, _context(self._start_method), _initialize, call)

    def _end_pool(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)


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
"""In a process that was started for one call: the function with its shared arguments."""


def _initialize(function: Callable[..., Any] | None = None, shared: tuple[Any, ...] = ()) -> None:
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C
    gc.disable()
    if function is not None:
        _CALL[:] = [partial(function, *shared)]


def _call(chunk: Any) -> Any:
    return _CALL[0](chunk)


def _call_packed(packed: bytes, chunk: Any) -> Any:
    return _unpacked(packed)(chunk)


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Callable[[Any], Any]:
    """The function with its shared arguments; chunks of one call follow each other."""
    function, shared = pickle.loads(packed)  # noqa: S301 - of the process that started this one
    return partial(function, *shared)


class _TooLargeError(Exception):
    """More bytes than are sent with each chunk."""


class _SmallFile(BytesIO):
    """Takes so many bytes that they can be sent with each chunk."""

    def write(self, data: Any) -> int:
        if self.tell() + memoryview(data).nbytes > _SENT_BYTES:
            raise _TooLargeError
        return super().write(data)


def _packed(function: Callable[..., Any], shared: tuple[Any, ...]) -> bytes | None:
    """A function and its shared arguments as bytes, None where they are large."""
    file = _SmallFile()
    try:
        pickle.dump((function, shared), file, pickle.HIGHEST_PROTOCOL)
    except _TooLargeError:
        return None
    return file.getvalue()


def _results(pool: "ProcessPoolExecutor", call: Callable[[Any], B], chunks: Iterable[Any], workers: int) -> Iterator[B]:
    return in_order(lambda chunk: pool.submit(call, chunk), lambda future: future.result(), chunks, workers)


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
