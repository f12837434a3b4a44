"""Map a function over chunks on a Ray cluster (extra ``scale``)."""

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib import import_module
from types import TracebackType
from typing import Any, Self, TypeVar

from profile_scraper.messages import UserError, _
from profile_scraper.parallel import WorkerLostError, available_processors, gc_paused, in_order

B = TypeVar("B")

LOCAL = "local"
_RETRIES = 4
"""Times that a task is repeated whose worker or node died."""
_CONNECT_SECONDS = 10
_INHERITED = ("PROFILE_SCRAPER_SITES",)
"""Variables of this process that workers on other machines need as well."""


class ClusterError(UserError):
    """The cluster cannot be used; the message says why and what to do."""


class RayExecutor:
    """Runs on a Ray cluster, each call as a task that another worker repeats where its own dies.

    Args:
        address: the cluster's address, or ``local`` to start one here; by default that in ``RAY_ADDRESS``, else that of
            the cluster that runs on this machine, else one is started.
        workers: number of processes of a cluster that is started; by default one for each processor.

    Raises:
        ClusterError: Ray is not installed, or the cluster cannot be reached.
    """

    is_cluster = True

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would send them to its makers
        try:
            self._ray: Any = import_module("ray")
        except ModuleNotFoundError:
            raise ClusterError(_("Ray is not installed: pip install 'profile-scraper[scale]'")) from None
        self._is_ours = not self._ray.is_initialized()
        if self._is_ours:
            self._connect(address or os.environ.get("RAY_ADDRESS"), workers or available_processors())
        variables = {name: os.environ[name] for name in _INHERITED if name in os.environ}
        environment = {"runtime_env": {"env_vars": variables}} if variables else {}
        self._task = self._ray.remote(num_cpus=1, max_retries=_RETRIES, **environment)(_run_task)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave the cluster, and end one that was started here; its tasks end with it."""
        if self._is_ours:
            self._ray.shutdown()

    def map(self, function: Callable[..., B], chunks: Iterable[Any], *shared: Any) -> Iterator[B]:
        """Call ``function(*shared, chunk)`` in Ray tasks.

        Raises:
            WorkerLostError: a task's worker died, and so did those of its repetitions.
        """
        stored = [self._ray.put(shared)] if shared else []  # in a list it is fetched by the task, once a worker
        pending: set[Any] = set()

        def submit(chunk: Any) -> Any:
            reference = self._task.remote(function, stored, chunk)
            pending.add(reference)
            return reference

        def result(reference: Any) -> Any:
            found = self._ray.get(reference)
            pending.discard(reference)
            return found

        try:
            yield from in_order(submit, result, chunks, self._workers)
        except self._lost as error:
            raise WorkerLostError(str(error).partition("\n")[0]) from error
        finally:
            for reference in pending:  # of an error or Ctrl-C
                with suppress(Exception):
                    self._ray.cancel(reference, force=True)

    @property
    def _workers(self) -> int:
        return max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    @property
    def _lost(self) -> tuple[type[Exception], ...]:
        errors = self._ray.exceptions
        return (errors.WorkerCrashedError, errors.NodeDiedError, errors.OutOfMemoryError, errors.ObjectLostError)

    def _connect(self, address: str | None, workers: int) -> None:
        options = {"include_dashboard": False, "log_to_driver": False, "logging_level": "error"}
        try:
            if address == LOCAL:
                self._ray.init(address=address, num_cpus=workers, **options)
                return
            if address is not None:
                _check_address(address)
                self._ray.init(address=address, **options)
                return
            with suppress(ConnectionError):
                self._ray.init(address="auto", **options)
                return
            self._ray.init(num_cpus=workers, **options)
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            why = " ".join(str(error).split())[:300]
            message = _("the Ray cluster {address} cannot be used: {why}")
            raise ClusterError(message.format(address=address or "", why=why)) from error


def _check_address(address: str) -> None:
    """Check that somebody listens at ``host:port`` or ``ray://host:port``: Ray itself waits for many minutes."""
    host, colon, port = address.rpartition("://")[2].rpartition(":")
    if colon and port.isdecimal():
        with socket.create_connection((host, int(port)), _CONNECT_SECONDS):
            pass


_SHARED: dict[Any, tuple[Any, ...]] = {}
"""In a Ray worker: the shared arguments of the call before, by their reference."""


def _run_task(function: Callable[..., Any], stored: list[Any], chunk: Any) -> Any:
    """Call a function in a Ray worker; shared arguments are fetched once, and forgotten when others come."""
    shared: tuple[Any, ...] = ()
    if stored:
        if stored[0] not in _SHARED:
            _SHARED.clear()
            _SHARED[stored[0]] = import_module("ray").get(stored[0])
        shared = _SHARED[stored[0]]
    with gc_paused():
        return function(*shared, chunk)
