"""Content-addressed cache of intermediate results."""

from hashlib import blake2b
from typing import Protocol

CACHE_KEY_BYTES = 16


class ResultCache(Protocol):
    """Results of pure functions, by a hash of their inputs; what a build did not use may be deleted after it."""

    def __contains__(self, key: bytes, /) -> bool:
        """Whether the cache has a result."""

    def get(self, key: bytes, /) -> str | None:
        """The cached result, None where the cache has none."""

    def put(self, key: bytes, result: str, /) -> None:
        """Store a result for the next build."""


class NoCache:
    """A cache that keeps nothing."""

    def __contains__(self, _key: bytes) -> bool:
        return False

    def get(self, _key: bytes) -> str | None:
        """None."""

    def put(self, key: bytes, result: str) -> None:
        """Do nothing."""


NO_CACHE = NoCache()


def cache_key(*inputs: object) -> bytes:
    """Hash the inputs of a function to a key of ``CACHE_KEY_BYTES`` bytes.

    Args:
        inputs: numbers, texts, bytes, None, and tuples and lists of these: values whose ``repr`` is the same in every
            process, which a set's is not.
    """
    return blake2b(repr(inputs).encode("utf8", "surrogatepass"), digest_size=CACHE_KEY_BYTES).digest()
