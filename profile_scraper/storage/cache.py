"""Content-addressed cache of intermediate results."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Protocol

CACHE_KEY_BYTES = 16


class ResultCache(Protocol):
    """Results of pure functions, by a hash of their inputs."""

    def get(self, key: bytes, /) -> str | None:
        """The cached result, None where the cache has none."""

    def put(self, key: bytes, result: str, /) -> None:
        """Store a result for the next build."""


def get_or_compute(cache: ResultCache, key: bytes, compute: Callable[[], str]) -> str:
    """Return the cached result of a key; compute and store it where the cache has none."""
    result = cache.get(key)
    if result is None:
        result = compute()
        cache.put(key, result)
    return result


def cache_key(*inputs: object) -> bytes:
    """Hash the inputs of a function to a key of ``CACHE_KEY_BYTES`` bytes.

    Args:
        inputs: numbers, texts, bytes, None, and tuples and lists of these: values whose ``repr`` is the same in every
            process, which a set's is not.
    """
    return blake2b(repr(inputs).encode("utf8", "surrogatepass"), digest_size=CACHE_KEY_BYTES).digest()
