"""Open the workspace of a build: where pages and results are stored, where steps run, who sees the progress."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from profile_scraper.parallel import Executor, ProcessExecutor, available_processors
from profile_scraper.pipeline.options import BuildOptions
from profile_scraper.pipeline.store import MemoryStore, PageStore
from profile_scraper.storage.remote import Location, RemotePath, cache_folder
from profile_scraper.workspace import Workspace

if TYPE_CHECKING:
    from tqdm import tqdm

_QUIET_SECONDS = 1.0


@contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function that takes the bytes done and the bytes in all; past the first second a bar shows them."""
    bar: tqdm[Any] | None = None
    started = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and time.monotonic() - started > _QUIET_SECONDS and sys.stderr.isatty():
            from tqdm import tqdm  # as slow to import as a small build takes

            bar = tqdm(desc=doing, unit="B", unit_scale=True, leave=False)
        if bar is not None:
            bar.total = total
            bar.update(done - bar.n)

    try:
        yield show
    finally:
        if bar is not None:
            bar.close()


@contextmanager
def stage(doing: str) -> Iterator[None]:
    """Says on a terminal what is being done, for as long as it takes."""
    shown = sys.stderr.isatty()
    if shown:
        sys.stderr.write(f"{doing} …\r")
        sys.stderr.flush()
    try:
        yield
    finally:
        if shown:
            sys.stderr.write(" " * (len(doing) + 2) + "\r")
            sys.stderr.flush()


_KEPT_BYTES = 8 * 1024 * 1024
"""Inputs above this take longer to read than processes take to start, and are worth keeping for the next build."""


def store_path(out: Location) -> Path:
    """Where the pages of a dataset's builds are kept; for a dataset in a store, in the user's cache folder."""
    if isinstance(out, RemotePath):
        return cache_folder() / f"{blake2b(str(out).encode(), digest_size=8).hexdigest()}.pages.sqlite"
    return out.with_name(f".{out.name}.pages.sqlite")


@contextmanager
def open_workspace(out: Location, options: BuildOptions, size: int) -> Iterator[tuple[Workspace, PageStore]]:
    """Yield the workspace and the page store of a build.

    Args:
        out: the dataset's folder.
        options: the options of the build.
        size: estimated bytes of the inputs' pages.

    Raises:
        StoreError: the file of the store cannot be used.
    """
    is_kept = size >= _KEPT_BYTES if options.is_kept is None else options.is_kept
    with ExitStack() as stack:
        executor = options.executor or stack.enter_context(_processes(options, is_kept=is_kept))
        if not is_kept:
            yield Workspace(executor=executor), MemoryStore()
            return
        from profile_scraper.pipeline.sqlite_store import SqliteStore  # a small build needs no files and no database
        from profile_scraper.storage.buffer import TempFileBuffers

        path = options.store or store_path(out)
        store = stack.enter_context(SqliteStore(path))
        buffers = stack.enter_context(TempFileBuffers(path.parent))
        yield Workspace(store.results, executor, buffers, stage), store


@contextmanager
def use_cluster(address: str | None, workers: int | None = None) -> Iterator[Executor | None]:
    """Yield the executor of a Ray cluster; None where no address is given.

    Args:
        address: the cluster's address; ``auto`` for that in ``RAY_ADDRESS``, else the one of this machine, which is
            started where there is none.
        workers: number of processes of a cluster that is started.

    Raises:
        ClusterError: Ray is not installed, or the cluster cannot be reached.
    """
    if address is None:
        yield None
        return
    from profile_scraper.cluster import RayExecutor  # a build in processes does without it

    with RayExecutor(None if address == "auto" else address, workers) as executor:
        yield executor


def _processes(options: BuildOptions, *, is_kept: bool) -> ProcessExecutor:
    return ProcessExecutor(options.processes or (available_processors() if is_kept else 1))
