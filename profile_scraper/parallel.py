"""Doing one thing to many pieces: here, in several processes, or on a cluster; callers need not know which."""

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from itertools import chain, cycle, islice
from typing import Any, Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Executor(Protocol):
    """Whatever can apply a function to pieces and give the results in order."""

    def map(self, work: Callable[..., B], pieces: Iterable[Any], *common: Any) -> Iterator[B]:
        """Call ``work(*common, piece)`` for each piece; a few pieces at a time are under way.

        What all calls have in common is handed to each worker once, and shared where workers can share memory.
        """


class SerialExecutor:
    """This process."""

    def map(self, work: Callable[..., B], pieces: Iterable[Any], *common: Any) -> Iterator[B]:
        """Apply ``work`` to each piece, one after the other."""
        return map(partial(work, *common), pieces)


class ProcessExecutor:
    """Several processes of this machine."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(self, work: Callable[..., B], pieces: Iterable[Any], *common: Any) -> Iterator[B]:
        """Apply ``work`` to each piece, as many at a time as there are processes; one alone is done here."""
        from concurrent.futures import ProcessPoolExecutor  # costs 8 ms that a single page need not pay

        first = list(islice(pieces := iter(pieces), 2))
        pieces = chain(first, pieces)
        if len(first) < 2 or self._workers < 2:
            yield from SerialExecutor().map(work, pieces, *common)
            return
        # Where processes are forked, as on Linux, what they have in common is not copied.
        with ProcessPoolExecutor(self._workers, initializer=_hold, initargs=(work, common)) as pool:
            yield from _in_order(
                lambda piece: pool.submit(_held, piece), lambda one: one.result(), pieces, self._workers
            )


_HELD: list[Callable[[Any], Any]] = []


def _hold(work: Callable[..., Any], common: tuple[Any, ...]) -> None:
    """Prepare a process; Ctrl-C is its parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    _HELD[:] = [partial(work, *common)]


def _held(piece: Any) -> Any:
    return _HELD[0](piece)


class RayExecutor:
    """A Ray cluster: the one that ``address`` names, else one of ``workers`` processes on this machine."""

    def __init__(self, address: str | None = None, workers: int = 2) -> None:
        self._ray: Any = import_module("ray")  # an extra: pip install 'profile-scraper[scale]'
        self._workers = workers
        if not self._ray.is_initialized():
            self._ray.init(address=address, num_cpus=None if address else workers, include_dashboard=False)

    def map(self, work: Callable[..., B], pieces: Iterable[Any], *common: Any) -> Iterator[B]:
        """Apply ``work`` to each piece, as many at a time as there are workers."""
        stored = [self._ray.put(thing) for thing in common]  # once a machine, however many workers it has
        actor = self._ray.remote(num_cpus=1)(_Worker)
        workers = cycle([actor.remote(work, *stored) for _ in range(self._workers)])

        def start(piece: Any) -> Any:
            return next(workers).do.remote(piece)

        yield from _in_order(start, self._ray.get, pieces, self._workers)


class _Worker:
    """A process of a cluster, with what its pieces have in common."""

    def __init__(self, work: Callable[..., Any], *common: Any) -> None:
        self._work = partial(work, *common)

    def do(self, piece: Any) -> Any:
        return self._work(piece)


def _in_order(start: Callable[[A], Any], finish: Callable[[Any], B], pieces: Iterable[A], workers: int) -> Iterator[B]:
    """Results in the order of the pieces, with no more than two pieces a worker under way."""
    waiting: deque[Any] = deque()
    for piece in pieces:
        waiting.append(start(piece))
        if len(waiting) >= 2 * workers:
            yield finish(waiting.popleft())
    while waiting:
        yield finish(waiting.popleft())


@contextmanager
def gc_paused() -> Iterator[None]:
    """Millions of small objects make the cycle collector dear, and none of them is in a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
