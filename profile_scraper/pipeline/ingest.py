"""Read the inputs into the page store, and select the captures and the items of list pages that count."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from profile_scraper.archive import find_inputs, read_inputs
from profile_scraper.pair import PageSummary
from profile_scraper.parse.bounded import record_reader
from profile_scraper.pipeline.latest import Failure, latest
from profile_scraper.pipeline.pages import LoadedPages
from profile_scraper.pipeline.parsing import ParsedCapture, parse_batch
from profile_scraper.pipeline.store import PageStore, capture_key
from profile_scraper.pipeline.workspace import progress_bar
from profile_scraper.records.base import Language
from profile_scraper.records.manifest import LISTED_PERSON
from profile_scraper.records.page import Capture, DirectoryPage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site, SiteError, load_site, read_address
from profile_scraper.storage.remote import Location, RemotePath
from profile_scraper.workspace import CACHE_KEY_BYTES, Workspace


def latest_listings(listings: Iterable[DirectoryPage]) -> list[DirectoryPage]:
    """The last capture of each page that lists publications, by address."""
    last: dict[str, DirectoryPage] = {}
    for listing in (each for each in listings if each.publications):
        known = last.get(listing.source.url)
        if known is None or _age(known) < _age(listing):
            last[listing.source.url] = listing
    return [last[url] for url in sorted(last)]


def _age(listing: DirectoryPage) -> tuple[str, str]:
    return listing.source.retrieved or "", listing.source.sha256


def without_linked_items(pages: Sequence[PageSummary], problems: Iterable[Problem]) -> list[PageSummary]:
    """The pages without the list items of people whose own page can be fetched.

    An item that links to the person's own page is no profile by itself: where the build has pages of other people of
    that site and language, that page can be fetched, too, unless a fetch failed.
    """
    if not any(page.linked for page in pages):
        return list(pages)
    with_page: set[tuple[str, Language]] = {(page.site, page.language) for page in pages if not page.listed}
    present = {_own(page) for page in pages if not page.listed}
    failed = {slug for problem in problems for slug in _slugs(problem.url, {site for site, _ in with_page})}
    return [
        page
        for page in pages
        if not page.linked
        or (page.site, page.language) not in with_page
        or _own(page) in present
        or _own(page) in failed
    ]


def count_only_listed(
    pages: Iterable[PageSummary], used: Iterable[PageSummary], removed: Set[str] = frozenset()
) -> int:
    """The number of people of whom nothing is used, since their own page is not among the inputs.

    Args:
        pages: all pages.
        used: those that :func:`without_linked_items` leaves.
        removed: ids (``site/slug``) of people who asked to be left out, who are not counted.
    """
    only_listed = {_own(page) for page in pages} - {_own(page) for page in used}
    return sum(f"{site}/{slug}" not in removed for site, slug in only_listed)


def _own(page: PageSummary) -> tuple[str, str]:
    return page.site, page.slug or ""


def _slugs(url: str, sites: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The people whose page an address is, by each of these sites."""
    for name in sites:
        try:
            address = read_address(load_site(name), url)
        except (ValueError, SiteError):
            continue
        if address.slug:
            yield name, address.slug


if TYPE_CHECKING:
    from profile_scraper.pipeline.parts import ParsedPart

_BATCH_BYTES = 1024 * 1024
"""Bytes of pages that a worker takes at a time; fewer are parsed in this process."""
_BATCH_PAGES = 128
_PACKED = 4
"""Bytes of pages for a byte of a gzipped file, at least."""
_TIMESTAMP_BYTES = len("2026-11-22T06:00:00Z")


class IngestedPages(NamedTuple):
    """The parsed inputs."""

    pages: LoadedPages
    """The latest capture of each page, by address; people's items of list pages are pages."""
    listings: list[DirectoryPage]
    """The latest capture of each page that lists publications without a person."""
    problems: list[Problem]
    """Pages and files that could not be used."""
    skipped: Mapping[str, int]
    """What was skipped on purpose, by kind."""


def input_size(inputs: Sequence[Location]) -> int:
    """The estimated bytes of the pages of all inputs."""
    files = [entry for entry in find_inputs(inputs) if not isinstance(entry, Problem)]
    return sum(file.size * (_PACKED if file.path.suffix.lower() == ".gz" else 1) for file in files)


def ingest(
    inputs: Sequence[Location],
    site: Site | None,
    workspace: Workspace,
    store: PageStore,
    removed: Set[str] = frozenset(),
) -> IngestedPages:
    """Parse the pages of the inputs that the store does not have, and select those that count.

    Args:
        inputs: WARC files, saved pages, plain-text renderings, and folders of these.
        site: the site of pages that do not name theirs.
        workspace: runs the parser.
        store: takes the pages.
        removed: ids (``site/slug``) of people who asked to be left out.

    Raises:
        StoreError: the store cannot be written.
    """
    read = _ReadInputs(site.name if site else None, store)
    with progress_bar("reading") as advance, record_reader() as reader:
        if workspace.executor.is_cluster and all(isinstance(each, RemotePath) for each in inputs):
            from profile_scraper.pipeline.parts import parse_parts  # a build in this process does without it

            parts = parse_parts(inputs, workspace.executor, read.site_name, store.keys(), advance)
            batches: Iterator[Sequence[ParsedCapture]] = (read.taken(part) for part in parts)
        else:
            captures = read_inputs(inputs, advance, read.skipped)
            batches = workspace.executor.map(parse_batch, read.batches(captures), reader, read.site_name)
        for parsed in batches:
            for capture in parsed:
                if capture.over_time is not None:
                    read.over_time[capture.key] = capture.over_time
                else:
                    store.add(capture.key, capture.rows)
    store.select(read.captures())
    selected = latest(store.summaries(), [*read.all_failures(), *store.failures()])
    problems = [problem for problem in selected.problems if problem.reason != "other-language"]
    other_languages = Counter({"other-language": len(selected.problems) - len(problems)})
    used = without_linked_items(selected.summaries, problems)
    only_listed = Counter({LISTED_PERSON: count_only_listed(selected.summaries, used, removed)})
    return IngestedPages(
        pages=LoadedPages(store, used),
        listings=latest_listings(store.directories()),
        problems=problems,
        skipped=read.skipped + other_languages + only_listed,
    )


@dataclass(slots=True)
class _ReadInputs:
    """What was read of the inputs."""

    site_name: str | None
    store: PageStore
    skipped: Counter[str] = field(default_factory=Counter)
    """What was skipped on purpose, by kind."""
    over_time: dict[bytes, Problem] = field(default_factory=dict)
    """The problem of each capture that was given up for its time, by its key."""
    _failures: list[Failure] = field(default_factory=list)
    """Problems without a capture."""
    _keys: bytearray = field(default_factory=bytearray)
    """The keys of all captures one after the other, each followed by its time of retrieval."""

    def batches(self, found: Iterable[Capture | Problem]) -> Iterator[list[tuple[bytes, Capture]]]:
        """The captures that the store lacks, in batches."""
        batch: dict[bytes, Capture] = {}
        size = 0
        for capture in found:
            if isinstance(capture, Problem):
                self._failures.append((capture, None))
                continue
            key = capture_key(capture, self.site_name)
            self._add(key, capture.retrieved)
            if key in batch or key in self.store:
                continue
            batch[key] = capture
            size += len(capture.body)
            if size >= _BATCH_BYTES or len(batch) >= _BATCH_PAGES:
                yield list(batch.items())
                batch, size = {}, 0
        if batch:
            yield list(batch.items())

    def taken(self, part: "ParsedPart") -> Sequence[ParsedCapture]:
        """Take what a worker read; what it parsed."""
        self._failures += [(problem, None) for problem in part.problems]
        for key, retrieved in part.captures:
            self._add(key, retrieved)
        self.skipped.update(part.skipped)
        return part.parsed

    def _add(self, key: bytes, retrieved: str | None) -> None:
        self._keys += key + (retrieved or "").encode().ljust(_TIMESTAMP_BYTES)

    def captures(self) -> Iterator[tuple[bytes, str | None]]:
        """The key of each capture in the store, and when it was retrieved."""
        return ((key, retrieved) for key, retrieved in self._all_captures() if key not in self.over_time)

    def all_failures(self) -> list[Failure]:
        """Problems of what is not in the store."""
        late = [(self.over_time[key], retrieved) for key, retrieved in self._all_captures() if key in self.over_time]
        return sorted([*self._failures, *late], key=lambda failure: (failure[0].url, failure[0].detail))

    def _all_captures(self) -> Iterator[tuple[bytes, str | None]]:
        for start in range(0, len(self._keys), CACHE_KEY_BYTES + _TIMESTAMP_BYTES):
            middle = start + CACHE_KEY_BYTES
            timestamp = self._keys[middle : middle + _TIMESTAMP_BYTES]
            yield bytes(self._keys[start:middle]), timestamp.decode().rstrip() or None
