"""What an earlier build worked out, asked for by a hash of everything that it was made from."""

from hashlib import blake2b
from typing import Protocol

KEY_BYTES = 16


class Kept(Protocol):
    """Results of functions that look at nothing but their inputs."""

    keeps: bool
    """Whether anything that is put is there for the next build."""

    def get(self, key: bytes, /) -> str | None:
        """The result that was put under a key, None where there is none."""

    def put(self, key: bytes, result: str, /) -> None:
        """Keep a result for the next build."""


class NothingKept:
    """A small build works everything out."""

    keeps = False

    def get(self, _: bytes, /) -> str | None:
        """There is nothing."""
        return None

    def put(self, _key: bytes, _result: str, /) -> None:
        """Nobody will ask."""


NOTHING_KEPT = NothingKept()


def key_of(*inputs: object) -> bytes:
    """A key for whatever is made from these inputs and nothing else.

    Args:
        inputs: numbers, texts, bytes, and tuples and lists of these, which print alike in every process.
    """
    return blake2b(repr(inputs).encode("utf8", "surrogatepass"), digest_size=KEY_BYTES).digest()
