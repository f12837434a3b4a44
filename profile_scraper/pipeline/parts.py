"""Read and parse parts of the inputs where a worker runs: only what a page gave comes back."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from profile_scraper.archive import Progress
from profile_scraper.archive.spans import Part, plan_parts, read_part
from profile_scraper.messages import UserError
from profile_scraper.parallel import Executor
from profile_scraper.parse.bounded import record_reader
from profile_scraper.pipeline.parsing import ParsedCapture, parse_batch
from profile_scraper.pipeline.store import capture_key, software_key
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location


class WorkerError(UserError):
    """A worker cannot do its part; the message says why and what to do."""


class ParsedPart(NamedTuple):
    """What a part of the inputs gave."""

    captures: list[tuple[bytes, str | None]]
    """For each capture its key and its time of retrieval."""
    parsed: list[ParsedCapture]
    """Those that the store lacks."""
    problems: list[Problem]
    """What could not be read."""
    skipped: Counter[str]
    """What was skipped on purpose, by kind."""


def parse_parts(
    inputs: Sequence[Location], executor: Executor, site_name: str | None, known: Set[bytes], progress: Progress
) -> Iterator[ParsedPart]:
    """Parse the inputs part by part.

    Args:
        inputs: files and folders that every worker can read.
        executor: runs the workers.
        site_name: the site of pages that do not name theirs.
        known: the keys of captures that need not be parsed.
        progress: called with the bytes of INPUT done and the bytes in all.

    Raises:
        WorkerError: a worker runs other software or other sites than this process.
    """
    planned = ParsedPart([], [], [], Counter())
    sizes: deque[int] = deque()
    done, total = 0, 0

    def set_total(size: int) -> None:
        nonlocal total
        total = size

    def skip(kind: str) -> None:
        planned.skipped[kind] += 1

    def parts() -> Iterator[Part]:
        for part in plan_parts(inputs, executor, skip, set_total):
            if isinstance(part, Problem):
                planned.problems.append(part)
            else:
                sizes.append(part.size)
                yield part

    for parsed in executor.map(parse_part, parts(), site_name, known, software_key()):
        done += sizes.popleft()
        progress(done, total)
        yield parsed
    yield planned


def parse_part(site_name: str | None, known: Set[bytes], software: str, part: Part) -> ParsedPart:
    """Read and parse one part; arguments as for :func:`parse_parts`, ``software`` is that of the calling process."""
    if software != software_key():
        raise WorkerError(
            "a worker has other software or other sites than this process: install the same version on every node, and "
            "put the folder of sites at the same path"
        )
    result = ParsedPart([], [], [], Counter())
    seen: set[bytes] = set()

    def skip(kind: str) -> None:
        result.skipped[kind] += 1

    with record_reader() as reader:
        for found in read_part(part, skip):
            if isinstance(found, Problem):
                result.problems.append(found)
                continue
            key = capture_key(found, site_name)
            result.captures.append((key, found.retrieved))
            if key not in known and key not in seen:
                seen.add(key)
                result.parsed.extend(parse_batch(reader, site_name, [(key, found)]))
    return result
