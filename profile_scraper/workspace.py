"""What the steps of a build share: a cache of results by content, an executor, record buffers, progress."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, compress, islice
from typing import Any, Protocol, TypeVar

from profile_scraper.parallel import Executor, SerialExecutor
from profile_scraper.storage.buffer import BufferFactory, RecordBuffer

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


Item = TypeVar("Item")

_IN_THIS_PROCESS = SerialExecutor()
BATCH = 64
"""Items that a worker takes at a time."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where the steps of a build cache results, run, and put their records; by default in memory, in this process."""

    cache: ResultCache = NO_CACHE
    """Results of earlier builds."""
    executor: Executor = _IN_THIS_PROCESS
    """Runs the steps; results do not depend on it."""
    new_buffer: BufferFactory = RecordBuffer
    """Creates the buffers of finished records."""
    stage: Callable[[str], AbstractContextManager[object]] = nullcontext
    """Reports the current step."""

    def map(
        self,
        step: Callable[..., Sequence[str]],
        items: Sequence[Item],
        *shared: Any,
        key: Callable[[Item], bytes | None] = lambda _: None,
        is_valid: Callable[[str], bool] | None = None,
        send: Callable[[Item], Any] = lambda item: item,
    ) -> Iterator[str]:
        """Map a pure step over items with the executor, except those whose results are cached.

        Args:
            step: a function that can be pickled: called with ``shared`` and a batch of items, returns a text for each.
            items: the items.
            *shared: first arguments of every call.
            key: a hash of all that an item's result depends on; None where it is not cached.
            is_valid: whether a cached result still holds, where its key does not tell.
            send: makes of an item what the step is given, which can be pickled.

        Returns:
            The result of each item, in their order.
        """
        if self.cache is NO_CACHE:
            keys: Sequence[bytes | None] = [None] * len(items)
        else:
            keys = [key(item) for item in items]
        missing = [each is None or not self._has(each, is_valid) for each in keys]
        batches = _batches(map(send, compress(items, missing)))
        computed = chain.from_iterable(self.executor.map(step, batches, *shared))
        for each, is_missing in zip(keys, missing, strict=True):
            if not is_missing and each is not None and (found := self.cache.get(each)) is not None:
                yield found
                continue
            result = next(computed)
            if each is not None:
                self.cache.put(each, result)
            yield result

    def _has(self, key: bytes, is_valid: Callable[[str], bool] | None) -> bool:
        if is_valid is None:
            return key in self.cache
        found = self.cache.get(key)
        return found is not None and is_valid(found)


IN_MEMORY = Workspace()
"""Nothing is cached, everything runs in this process."""


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    source = iter(items)
    while batch := list(islice(source, BATCH)):
        yield batch
