"""Read and parse the inputs: small inputs in this process, large ones in several with the pages in a store."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from profile_scraper.archive import Partition, find_inputs, read_inputs
from profile_scraper.pair.linkage.names import may_be_one_name
from profile_scraper.parallel import Executor, ProcessExecutor, SerialExecutor, available_processors
from profile_scraper.pipeline.bounded import BoundedReader
from profile_scraper.pipeline.latest import CaptureVersion, Failure, capture_version, latest, undated_rivals
from profile_scraper.pipeline.list_pages import latest_listings, pages_of, without_linked_items
from profile_scraper.pipeline.pages import LoadedPages, MemoryPages, Source
from profile_scraper.progress import progress_bar, stage
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site
from profile_scraper.storage.buffer import BufferFactory, MemoryBuffer
from profile_scraper.storage.cache import ResultCache

_MANY_BYTES = 8 * 1024 * 1024
"""Inputs above this take longer to read than processes take to start, and are worth remembering."""
_PACKED = 4
"""Bytes of pages for a byte of a gzipped file, at least."""


class ReadPages(NamedTuple):
    """The parsed inputs."""

    pages: LoadedPages
    """The latest capture of each page, by address; people's items of list pages are pages."""
    listings: list[DirectoryPage]
    """The latest capture of each page that lists publications without a person."""
    problems: list[Problem]
    """Pages and files that could not be used."""
    skipped: Mapping[str, int]
    """What was skipped on purpose, by kind."""
    new_buffer: BufferFactory
    """Creates the buffers of finished records."""
    cache: ResultCache | None
    """Cached results of earlier builds; None for a small build."""
    executor: Executor
    """Runs the deduplication."""
    stage: Callable[[str], AbstractContextManager[object]]
    """Reports the current step."""


@contextmanager
def read_pages(
    inputs: Sequence[Path], site: Site | None, store: Path, processes: int | None = None
) -> Iterator[ReadPages]:
    """Read the inputs; the pages can be loaded until the block ends.

    Args:
        inputs: WARC files, saved pages, plain-text renderings, and folders of these.
        site: the site of pages that do not name theirs.
        store: path of the page store and result cache of a large build.
        processes: number of processes of a large build; by default one for each processor.

    Raises:
        StoreError: ``store`` cannot be used.
    """
    files = [entry for entry in find_inputs(inputs) if not isinstance(entry, Problem)]
    if sum(file.size * (_PACKED if file.path.suffix.lower() == ".gz" else 1) for file in files) < _MANY_BYTES:
        yield _read_in_memory(inputs, site)
        return
    from profile_scraper.pipeline.readers import read_into
    from profile_scraper.pipeline.store import PageStore
    from profile_scraper.storage.buffer import (
        TempFileBuffers,  # a small build needs no files, processes or database
    )

    with PageStore(store) as page_store, TempFileBuffers(store.parent) as spools:
        read = read_into(store, inputs, site, processes)
        captures = page_store.select(read.captures())
        row_ids, failures = latest(captures, [*read.failures, *captures.failures()])
        problems, skipped = _without_other_languages(failures, read.skipped)
        problems += _other_people(captures, captures)
        results = page_store.results()
        pages = without_linked_items(LoadedPages(captures, row_ids), problems)
        executor = ProcessExecutor(processes or available_processors())
        yield ReadPages(
            pages, latest_listings(captures.listings()), problems, skipped, spools, results, executor, stage
        )
        results.delete_unused()
        page_store.delete_unselected()


def _read_in_memory(inputs: Sequence[Path], site: Site | None) -> ReadPages:
    pages: list[ProfilePage] = []
    versions: list[CaptureVersion] = []
    failures: list[Failure] = []
    listings: list[DirectoryPage] = []
    partition = Partition()
    with progress_bar("reading") as advance, BoundedReader() as reader:
        for capture in read_inputs(inputs, advance, partition):
            if isinstance(capture, Problem):
                failures.append((capture, None))
                continue
            record = reader.read(capture, site)
            if isinstance(record, Problem):
                failures.append((record, capture.retrieved))
            else:
                for page in pages_of(record):
                    versions.append(capture_version(page, capture.name, len(pages)))
                    pages.append(page)
                if isinstance(record, DirectoryPage) and record.publications:
                    listings.append(record)
    versions.sort(key=attrgetter("url"))
    row_ids, failed = latest(versions, failures)
    problems, skipped = _without_other_languages(failed, partition.skipped)
    source = MemoryPages(pages)
    problems += _other_people(versions, source)
    loaded = without_linked_items(LoadedPages(source, row_ids), problems)
    known = latest_listings(listings)
    return ReadPages(loaded, known, problems, skipped, MemoryBuffer, None, SerialExecutor(), nullcontext)


def _other_people(versions: Iterable[CaptureVersion], source: Source) -> list[Problem]:
    """Pages that are left out for another page of the same address, though they are of another person."""
    found = {}
    for used, other in undated_rivals(versions):
        name, left_out = (source.summary(version.row_id).name for version in (used, other))
        if not may_be_one_name(name, left_out):
            detail = f"{left_out!r} has the address of {name!r} in {used.requested!r}: one of the two is left out"
            url = other.requested if other.requested != used.requested else other.url
            found[url, detail] = Problem(
                stage="parse", url=url, record=None, field="name", reason="contradiction", detail=detail
            )
    return [found[key] for key in sorted(found)]


def _without_other_languages(problems: list[Problem], skipped: Counter[str]) -> tuple[list[Problem], Counter[str]]:
    """Count pages in a language that is not read among what is skipped; they are no problems."""
    used = [problem for problem in problems if problem.reason != "other-language"]
    return used, skipped + Counter({"other-language": len(problems) - len(used)})
