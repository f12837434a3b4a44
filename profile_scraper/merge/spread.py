"""Doing one thing to many pieces: here, in several processes, or on a cluster; callers need not know which."""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Protocol, TypeVar

A = TypeVar("A")
B = TypeVar("B")


class Spread(Protocol):
    """Whatever can apply a function to pieces and give the results in order."""

    def map(self, work: Callable[[A], B], pieces: Iterable[A]) -> Iterator[B]:
        """Apply ``work`` to each piece; a few pieces at a time are under way."""


class Here:
    """This process."""

    def map(self, work: Callable[[A], B], pieces: Iterable[A]) -> Iterator[B]:
        """Apply ``work`` to each piece, one after the other."""
        return map(work, pieces)


class Processes:
    """Several processes of this machine."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(self, work: Callable[[A], B], pieces: Iterable[A]) -> Iterator[B]:
        """Apply ``work`` to each piece, as many at a time as there are processes."""
        from concurrent.futures import ProcessPoolExecutor  # costs 8 ms that a single page need not pay

        with ProcessPoolExecutor(self._workers, initializer=gc.disable) as pool:
            yield from _in_order(
                lambda piece: pool.submit(work, piece), lambda one: one.result(), pieces, self._workers
            )


class Cluster:
    """A Ray cluster: the one that ``address`` names, else one of ``workers`` processes on this machine."""

    def __init__(self, address: str | None = None, workers: int = 2) -> None:
        self._ray: Any = import_module("ray")  # an extra: pip install 'profile-scraper[scale]'
        self._workers = workers
        if not self._ray.is_initialized():
            self._ray.init(address=address, num_cpus=None if address else workers, include_dashboard=False)

    def map(self, work: Callable[[A], B], pieces: Iterable[A]) -> Iterator[B]:
        """Apply ``work`` to each piece, as many at a time as there are workers."""
        task = self._ray.remote(work)
        return _in_order(task.remote, self._ray.get, pieces, self._workers)


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
def no_collector() -> Iterator[None]:
    """Millions of small objects make the cycle collector dear, and none of them is in a cycle."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
