"""Build a dataset from inputs: read, pair, deduplicate, write."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.write import Contents, write_dataset
from profile_scraper.dedupe import DeduplicatedPublications, LocatedEntry, deduplicate_entries
from profile_scraper.pair import PageSummary, Paired, pair_profiles
from profile_scraper.parallel import gc_paused
from profile_scraper.pipeline.overrides import NO_OVERRIDES, Overrides
from profile_scraper.pipeline.pages import LoadedPages, PageDiagnostics
from profile_scraper.pipeline.read import read_pages
from profile_scraper.pipeline.removals import decisions_without, people_left_out, problems_without, without_removed
from profile_scraper.records.base import Language
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.page import DirectoryPage, Entry, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.publication import Redirect
from profile_scraper.sites import Site, load_site
from profile_scraper.storage.buffer import ConcatenatedBuffers


class Built(NamedTuple):
    """Result of a build."""

    manifest: Manifest | None
    """The manifest of the dataset, None where nothing was written."""
    problems: Sequence[Problem]
    """Pages, files, entries and fields that could not be used."""
    left_out: frozenset[str] = frozenset()
    """Ids on the removal list that name somebody of the input."""


def page_store(out: Path) -> Path:
    """The page store of a large build of the dataset ``out``."""
    return out.with_name(f".{out.name}.pages.sqlite")


def build(  # noqa: PLR0913 - independent options
    inputs: Sequence[Path],
    out: Path,
    site: Site | None = None,
    overrides: Overrides = NO_OVERRIDES,
    store: Path | None = None,
    *,
    processes: int | None = None,
) -> Built:
    """Read the inputs and write the dataset ``out``; nothing is written where no page can be used.

    Args:
        inputs: WARC files, saved pages, plain-text renderings, and folders of these.
        out: the dataset's folder; an earlier dataset there is replaced atomically.
        site: the site of pages that do not name theirs.
        overrides: what people decided, and who asked to be left out.
        store: the page store of a large build; by default beside ``out``.
        processes: number of processes of a large build; by default one for each processor.

    Raises:
        PublishError: ``out`` cannot be written.
        StoreError, ReadersError: reading failed.
    """
    with gc_paused(), read_pages(inputs, site, store or page_store(out), processes) as read:
        left_out = people_left_out(read.pages, overrides.removed)
        matched = frozenset[str]().union(*left_out)
        pages = without_removed(read.pages, overrides.removed)
        problems = problems_without(read.problems, overrides.removed, read.pages)
        if not pages:
            return Built(None, problems, matched)
        failed = {problem.url for problem in problems}
        decided = decisions_without(overrides.about("page", "term", "conflict"), overrides.removed)
        with read.stage(f"pairing {len(pages)} pages"):
            summary = _summarize(pages)
            paired = {
                name: pair_profiles(group, load_site(name), decided, read.new_buffer, read.cache)
                for name, group in summary.sites
            }
        with read.stage(f"merging the publications of {len(pages)} pages"):
            entries, decisions = _located_entries(pages, paired, read.listings), overrides.about("publication")
            merged = deduplicate_entries(entries, decisions, read.new_buffer, read.executor, read.cache)
        problems += [
            *(_with_profile(warning, paired.values()) for warning in summary.warnings),
            *_problems_of(paired.values()),
            *merged.problems,
        ]
        contents = Contents(
            sites=list(paired),
            profiles=(_finished(profile, merged, failed) for site in paired.values() for profile in site.profiles),
            publications=merged.publications,
            merges=merged.decisions,
            problems=problems,
            conflicts=[conflict for site in paired.values() for conflict in site.conflicts],
            pairings=ConcatenatedBuffers([site.pairings for site in paired.values()]),
            provenance=ConcatenatedBuffers([site.provenance for site in paired.values()]),
            vocabulary=[pair for site in paired.values() for pair in site.learned],
            redirects=(Redirect(old=old, new=new) for old, new in merged.redirects.items()),
            unmatched=[term for site in paired.values() for term in site.unmatched],
            removed_on_request=len(left_out),
            extraction_methods=summary.extraction_methods,
            skipped=read.skipped,
        )
        with read.stage(f"writing {out}"):
            return Built(write_dataset(out, contents), problems, matched)


def _with_profile(warning: Problem, paired: Iterable[Paired]) -> Problem:
    """The warning with the id of its page's profile, where the page's address does not name it."""
    profile = warning.record or next(
        (site.profile_of_page[warning.url] for site in paired if warning.url in site.profile_of_page), None
    )
    return warning.model_copy(update={"record": profile})


def _problems_of(paired: Iterable[Paired]) -> list[Problem]:
    """The problems of each site, and the decisions that match nothing on any site."""
    sites = list(paired)
    unmatched = set[Problem].intersection(*(set(site.unmatched_decisions) for site in sites))
    return [*(problem for site in sites for problem in site.problems), *sorted(unmatched, key=Problem.model_dump_json)]


def _located_entries(
    pages: Iterable[ProfilePage], paired: Mapping[str, Paired], listings: Iterable[DirectoryPage]
) -> Iterator[LocatedEntry]:
    for page in pages:
        site, source = paired[page.site], page.source
        for entry in page.publications:
            known = _with_known_authors(entry, source.language, site)
            yield LocatedEntry(site.profile_of_page[source.url], source.url, source.language, known)

    for listing in listings:
        source = listing.source
        for entry in listing.publications:
            known = (
                _with_known_authors(entry, source.language, paired[listing.site]) if listing.site in paired else entry
            )
            yield LocatedEntry("", source.url, source.language, known)


def _with_known_authors(entry: Entry, language: Language, paired: Paired) -> Entry:
    """The entry with the ids of its linked authors' profiles."""
    aliases = paired.aliases
    if not any(author.profile and (language, author.profile) in aliases for author in entry.authors):
        return entry
    authors = [
        author.model_copy(update={"profile": aliases.get((language, author.profile or ""), author.profile)})
        for author in entry.authors
    ]
    return entry.model_copy(update={"authors": authors})


def _finished(profile: Profile, merged: DeduplicatedPublications, failed: Set[str]) -> Profile:
    """The profile with its publications, and with its sources marked stale where a later fetch failed."""
    sources = [source.model_copy(update={"stale": source.url in failed}) for source in profile.sources]
    return profile.model_copy(update={"publications": merged.by_profile.get(profile.id, []), "sources": sources})


class _PagesSummary(NamedTuple):
    """Sites, parse warnings and extraction methods of all pages."""

    sites: list[tuple[str, LoadedPages]]
    """The pages of each site, sites sorted by name."""
    warnings: list[Problem]
    """Values that could not be extracted with certainty."""
    extraction_methods: Mapping[str, Mapping[str, int]]
    """For each field of a page, on how many pages each method found it."""


def _summarize(pages: LoadedPages) -> _PagesSummary:
    """Summarize all pages in one iteration."""
    indices: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
    methods: defaultdict[str, Counter[str]] = defaultdict(Counter)
    warnings: list[Problem] = []
    for index, diagnostics in enumerate(pages.diagnostics()):
        indices[diagnostics.site].append(index)
        for name, method in diagnostics.extraction_methods.items():
            methods[name][method] += 1
        if diagnostics.warnings:
            warnings += _parse_problems(pages.summary(index), diagnostics)
    return _PagesSummary([(site, pages.part(where)) for site, where in sorted(indices.items())], warnings, methods)


def _parse_problems(summary: PageSummary, diagnostics: PageDiagnostics) -> list[Problem]:
    return [
        Problem(
            stage="parse",
            url=summary.url,
            record=f"{summary.site}/{summary.slug}" if summary.slug else None,
            field=warning.field,
            reason=warning.reason,
            detail=warning.detail,
        )
        for warning in diagnostics.warnings
    ]
