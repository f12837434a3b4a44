"""Build a dataset from inputs: ingest, pair, deduplicate, join, write."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.decisions import decisions_of_sites
from profile_scraper.dataset.write import Contents, write_dataset
from profile_scraper.dedupe import EntryText, LocatedText, deduplicate_entries
from profile_scraper.messages import UserError
from profile_scraper.pair import PageSummary, Paired, pair_profiles
from profile_scraper.parallel import gc_paused, is_worker_lost
from profile_scraper.pipeline.ingest import ingest, input_size
from profile_scraper.pipeline.options import DEFAULT_OPTIONS, BuildOptions
from profile_scraper.pipeline.pages import (
    LoadedPages,
    decisions_without,
    people_left_out,
    problems_without,
    without_removed,
)
from profile_scraper.pipeline.store import PageStore
from profile_scraper.pipeline.unchanged import inputs_key, remember, unchanged
from profile_scraper.pipeline.workspace import open_workspace
from profile_scraper.records.base import Language
from profile_scraper.records.manifest import OTHER_SITES_DECISION, UNUSED_DECISION, Manifest, SiteConfidence
from profile_scraper.records.page import DirectoryPage
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.publication import Redirect
from profile_scraper.sites import load_site
from profile_scraper.storage.buffer import ConcatenatedBuffers
from profile_scraper.storage.remote import Location
from profile_scraper.workspace import NO_CACHE, Workspace


def site_confidences(
    pages: Mapping[str, LoadedPages], listings: Sequence[DirectoryPage], problems: Iterable[Problem]
) -> list[SiteConfidence]:
    """The confidence of each site that selectors and structure read, sorted by site.

    Args:
        pages: of each site, people's items of list pages among them.
        listings: pages that list publications.
        problems: pages that were not read.
    """
    sites = [site for name in sorted(pages) if (site := load_site(name)).by_structure]
    if not sites:
        return []
    from profile_scraper.learning.confidence import confidence_of  # sites whose class names are known do without
    from profile_scraper.learning.observe import SiteObserver

    found = []
    failed = list(problems)
    for site in sites:
        seen, own = SiteObserver(site), pages[site.name]
        for summary in own.summaries():
            seen.add_page(own[summary.page_index], [text.entry() for text in own.entries(summary.page_index)])
        for listing in listings:
            if listing.site == site.name:
                seen.add_list(listing)
        for problem in failed:
            seen.add_problem(problem)
        found.append(confidence_of(seen).record(site.name, seen.unmatched_selectors()))
    return found


def joined_profiles(
    paired: Iterable[Paired], publications: Mapping[str, Sequence[str]], failed: Set[str]
) -> Iterator[Profile]:
    """Each profile with its publications and sources; a source is stale where a later fetch failed.

    Args:
        paired: the profiles of each site.
        publications: ids of the publications of each profile.
        failed: addresses with a problem.
    """
    for site in paired:
        for draft in site.drafts:
            sources = [
                source.model_copy(update={"stale": True}) if source.url in failed else source
                for source in site.sources[draft.id]
            ]
            yield draft.model_copy(update={"publications": list(publications.get(draft.id, [])), "sources": sources})


class BuildError(UserError):
    """The build was interrupted; the message says why and what to do."""


class Built(NamedTuple):
    """Result of a build."""

    manifest: Manifest | None
    """The manifest of the dataset, None where nothing was written."""
    problems: Sequence[Problem]
    """Pages, files, entries and fields that could not be used."""
    left_out: frozenset[str] = frozenset()
    """Ids on the removal list that name somebody of the input."""


def build(inputs: Sequence[Location], out: Location, options: BuildOptions = DEFAULT_OPTIONS) -> Built:
    """Read the inputs and write the dataset ``out``; nothing is written where no page can be used.

    A dataset that was built of the same inputs, options and software stays as it is.

    Args:
        inputs: WARC files, saved pages, plain-text renderings, and folders of these.
        out: the dataset's folder; an earlier dataset there is replaced atomically.
        options: what else the build is told.

    Raises:
        PublishError: ``out`` cannot be written.
        StoreError: the store of parsed pages cannot be used.
        BuildError: a process was killed.
    """
    with gc_paused(), open_workspace(out, options, input_size(inputs)) as (workspace, store):
        key = None if workspace.cache is NO_CACHE or not isinstance(out, Path) else inputs_key(inputs, options)
        if key is not None and isinstance(out, Path) and (known := unchanged(workspace.cache, key, out)):
            return Built(*known)
        try:
            built = _build(inputs, out, options, workspace, store)
        except RuntimeError as error:
            if not is_worker_lost(error):
                raise
            raise BuildError(
                "a process was killed, perhaps for lack of memory; the same command resumes from what was read"
            ) from None
        if key is not None and isinstance(out, Path) and built.manifest is not None:
            remember(workspace.cache, key, out, built.left_out)
        store.delete_unused()
        return built


def _build(
    inputs: Sequence[Location], out: Location, options: BuildOptions, workspace: Workspace, store: PageStore
) -> Built:
    removed, overrides = options.overrides.removed, options.overrides
    ingested = ingest(inputs, options.site, workspace, store, removed)
    left_out = people_left_out(ingested.pages, store.directories(), removed)
    matched = frozenset[str]().union(*left_out)
    problems = problems_without(ingested.problems, removed, ingested.pages)
    pages = without_removed(ingested.pages, removed)
    if not pages:
        return Built(None, problems, matched)
    failed = {problem.url for problem in problems}
    by_site = _by_site(pages)
    decided = decisions_of_sites(overrides.decisions, by_site.keys())
    of_pages = decisions_without([each for each in decided if each.subject != "publication"], removed)
    with workspace.stage(f"pairing {len(pages)} pages"):
        paired = {name: pair_profiles(group, load_site(name), of_pages, workspace) for name, group in by_site.items()}
    outdated = sum(site.outdated_decisions for site in paired.values())
    unused = Counter({OTHER_SITES_DECISION: len(overrides.decisions) - len(decided), UNUSED_DECISION: outdated})
    confidences = site_confidences(by_site, ingested.listings, problems)
    with workspace.stage(f"merging the publications of {len(pages)} pages"):
        entries = _located_entries(pages, paired, ingested.listings)
        merged = deduplicate_entries(entries, [each for each in decided if each.subject == "publication"], workspace)
    problems += [*_parse_problems(pages.summaries(), paired.values()), *_problems_of(paired.values()), *merged.problems]
    contents = Contents(
        sites=list(paired),
        profiles=joined_profiles(paired.values(), merged.by_profile, failed),
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
        extraction_methods=_count_methods(pages.summaries()),
        skipped=Counter(ingested.skipped) + unused,
        site_confidence=confidences,
    )
    with workspace.stage(f"writing {out}"):
        return Built(write_dataset(out, contents), problems, matched)


def _by_site(pages: LoadedPages) -> dict[str, LoadedPages]:
    """The pages of each site, sites sorted by name."""
    summaries: defaultdict[str, list[PageSummary]] = defaultdict(list)
    for summary in pages.summaries():
        summaries[summary.site].append(summary)
    return {site: pages.part(summaries[site]) for site in sorted(summaries)}


def _count_methods(summaries: Iterable[PageSummary]) -> Mapping[str, Mapping[str, int]]:
    """For each field of a page, on how many pages each method found it."""
    methods: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for summary in summaries:
        for name, method in summary.extraction_methods.items():
            methods[name][method] += 1
    return methods


def _parse_problems(summaries: Iterable[PageSummary], paired: Iterable[Paired]) -> Iterator[Problem]:
    """The values that could not be extracted with certainty."""
    sites = list(paired)
    for summary in summaries:
        for warning in summary.warnings:
            yield Problem(
                stage="parse",
                url=summary.url,
                record=f"{summary.site}/{summary.slug}" if summary.slug else _profile_of(summary.url, sites),
                field=warning.field,
                reason=warning.reason,
                detail=warning.detail,
            )


def _profile_of(url: str, paired: Iterable[Paired]) -> str | None:
    return next((site.profile_of_page[url] for site in paired if url in site.profile_of_page), None)


def _problems_of(paired: Iterable[Paired]) -> list[Problem]:
    """The problems of each site, and the decisions that match nothing on any site."""
    sites = list(paired)
    unmatched = set[Problem].intersection(*(set(site.unmatched_decisions) for site in sites))
    return [*(problem for site in sites for problem in site.problems), *sorted(unmatched, key=Problem.model_dump_json)]


def _located_entries(
    pages: LoadedPages, paired: Mapping[str, Paired], listings: Iterable[DirectoryPage]
) -> Iterator[LocatedText]:
    for summary in pages.summaries():
        site = paired[summary.site]
        profile = site.profile_of_page[summary.url]
        for entry in pages.entries(summary.page_index):
            known = _with_known_authors(entry, summary.language, site)
            yield LocatedText(profile, summary.url, summary.language, known)
    for listing in listings:
        source = listing.source
        for text in map(EntryText.of, listing.publications):
            known = _with_known_authors(text, source.language, paired[listing.site]) if listing.site in paired else text
            yield LocatedText("", source.url, source.language, known)


def _with_known_authors(text: EntryText, language: Language, paired: Paired) -> EntryText:
    """The entry with the ids of its linked authors' profiles."""
    aliases = paired.aliases
    if not any((language, profile) in aliases for profile in text.linked):
        return text
    entry = text.entry()
    authors = [
        author.model_copy(update={"profile": aliases.get((language, author.profile or ""), author.profile)})
        for author in entry.authors
    ]
    return EntryText.of(entry.model_copy(update={"authors": authors}))
