"""A function's results, kept: words and names come again and again."""

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")

MOST = 1 << 18
"""Results kept; misspellings make new ones without end, so the store starts afresh when it is full."""


class Memo(dict[K, V]):
    """``memo[key]`` is ``function(key)``; as a dictionary it can be mapped over many keys without a call for each."""

    def __init__(self, function: Callable[[K], V]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, key: K) -> V:
        if len(self) >= MOST:
            self.clear()
        value = self[key] = self.function(key)
        return value
