"""A progress bar for work that takes longer than a second, on a terminal only."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

_QUIET_SECONDS = 1.0


def progress(items: Iterable[Item], doing: str, unit: str, total: int | None = None) -> Iterator[Item]:
    """The same items; past the first second a bar on standard error says how far they are."""
    if not sys.stderr.isatty():
        yield from items
        return
    started = time.monotonic()
    iterator = iter(items)
    done = 0
    for item in iterator:
        yield item
        done += 1
        if time.monotonic() - started > _QUIET_SECONDS:
            break
    from tqdm import tqdm  # as slow to import as a small build takes

    yield from tqdm(iterator, desc=doing, unit=f" {unit}", initial=done, total=total, leave=False)
