"""What an earlier build worked out, asked for by a hash of everything that it was made from."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Protocol

KEY_BYTES = 16


class Kept(Protocol):
    """Results of functions that look at nothing but their inputs."""

    def get(self, key: bytes, /) -> str | None:
        """The result that was put under a key, None where there is none."""

    def put(self, key: bytes, result: str, /) -> None:
        """Keep a result for the next build."""


def recall(kept: Kept, key: bytes, make: Callable[[], str]) -> str:
    """What was put under a key; where there is nothing it is made, and put there."""
    found = kept.get(key)
    if found is None:
        found = make()
        kept.put(key, found)
    return found


def key_of(*inputs: object) -> bytes:
    """A key for whatever is made from these inputs and nothing else.

    Args:
        inputs: numbers, texts, bytes, None, and tuples and lists of these, which print alike in every process.
    """
    return blake2b(repr(inputs).encode("utf8", "surrogatepass"), digest_size=KEY_BYTES).digest()
