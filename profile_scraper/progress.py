"""What a person who waits sees, on a terminal only: a bar, or what is being done."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqdm import tqdm

_QUIET_SECONDS = 1.0


@contextmanager
def progress_bar(doing: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function to be told the bytes done and the bytes in all; past the first second a bar shows them."""
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
