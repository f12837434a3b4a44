"""INPUTs to parsed pages: in this process where they are few, else in all processors' with the pages kept on disk."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from profile_scraper.archive import find_inputs, read_inputs
from profile_scraper.parallel import Executor, ProcessExecutor, SerialExecutor, available_processors
from profile_scraper.parse import read_page
from profile_scraper.pipeline.latest import Failure, Sighting, latest, sighting
from profile_scraper.pipeline.lists import latest_listings, pages_of, without_pending_cards
from profile_scraper.pipeline.pages import Held, LoadedPages
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
    """What was read."""

    pages: LoadedPages
    """The latest capture of each page, by address; people's cards on list pages are pages of their own."""
    listings: list[DirectoryPage]
    """The latest capture of each page that lists publications without saying whose they are."""
    problems: list[Problem]
    """What could not be used."""
    new_buffer: BufferFactory
    """Where what is made of so many pages is kept until it is written."""
    cache: ResultCache | None
    """What earlier builds made of the same pages, None for so few that everything is worked out."""
    executor: Executor
    """Where so many are compared."""
    stage: Callable[[str], AbstractContextManager[object]]
    """Tells whoever waits what is being done."""


@contextmanager
def read_pages(
    inputs: Sequence[Path], site: Site | None, store: Path, processes: int | None = None
) -> Iterator[ReadPages]:
    """The pages of people and what could not be used, for as long as the block lasts.

    Args:
        inputs: WARC files, saved pages, plain-text renderings, and folders of these.
        site: the site of pages that do not say theirs.
        store: where a large reading keeps its pages, and what was made of them, for the next one.
        processes: how many processes a large reading uses; by default one for each processor.

    Raises:
        StoreError: ``store`` cannot be used.
    """
    files = [entry for entry in find_inputs(inputs) if not isinstance(entry, Problem)]
    if sum(file.size * (_PACKED if file.path.suffix.lower() == ".gz" else 1) for file in files) < _MANY_BYTES:
        yield _read_here(inputs, site)
        return
    from profile_scraper.pipeline.readers import read_into
    from profile_scraper.pipeline.store import PageStore
    from profile_scraper.storage.buffer import (
        TempFileBuffers,  # a small build does without files, processes and a database
    )

    with PageStore(store) as kept, TempFileBuffers(store.parent) as spools:
        done = read_into(store, inputs, site, processes)
        captures = kept.choose(done.captures())
        places, problems = latest(captures, [*done.failures, *captures.failures()])
        results = kept.results()
        pages = without_pending_cards(LoadedPages(captures, places), problems)
        executor = ProcessExecutor(processes or available_processors())
        yield ReadPages(pages, latest_listings(captures.listings()), problems, spools, results, executor, stage)
        results.forget_unasked()
        kept.forget_unmet()


def _read_here(inputs: Sequence[Path], site: Site | None) -> ReadPages:
    pages: list[ProfilePage] = []
    sightings: list[Sighting] = []
    failures: list[Failure] = []
    listings: list[DirectoryPage] = []
    with progress_bar("reading") as advance:
        for capture in read_inputs(inputs, advance):
            if isinstance(capture, Problem):
                failures.append((capture, None))
                continue
            record = read_page(capture, site)
            if isinstance(record, Problem):
                failures.append((record, capture.retrieved))
            else:
                for page in pages_of(record):
                    sightings.append(sighting(page, capture.name, len(pages)))
                    pages.append(page)
                if isinstance(record, DirectoryPage) and record.publications:
                    listings.append(record)
    places, problems = latest(sorted(sightings, key=attrgetter("url")), failures)
    loaded = without_pending_cards(LoadedPages(Held(pages), places), problems)
    return ReadPages(loaded, latest_listings(listings), problems, MemoryBuffer, None, SerialExecutor(), nullcontext)
