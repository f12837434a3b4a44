"""From INPUTs to a dataset: archive, parse, pair, merge, write, in this order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.write import Contents, write_dataset
from profile_scraper.merge import ListedEntry, Merged, merge_publications
from profile_scraper.pair import Paired, pair_profiles
from profile_scraper.pipeline.read import read_pages
from profile_scraper.pipeline.removed import decisions_but_theirs, problems_but_theirs, without_removed
from profile_scraper.pipeline.wishes import NO_WISHES, Wishes
from profile_scraper.records.base import Language
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.page import Entry, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.redirect import Redirect
from profile_scraper.sites import Site, count_removed, load_site


class Built(NamedTuple):
    """What a build did."""

    manifest: Manifest | None
    """What was written, None where nothing could be."""
    problems: Sequence[Problem]
    """Everything that could not be used."""


def build(inputs: Sequence[Path], out: Path, site: Site | None = None, wishes: Wishes = NO_WISHES) -> Built:
    """Read the inputs and write the dataset ``out``; where no page can be used, nothing is written.

    Args:
        inputs: WARC files, saved pages, plain-text renderings, and folders of these.
        out: the dataset's folder; a dataset that is there is replaced in one step.
        site: the site of pages that do not say theirs.
        wishes: what people decided, and who asked to be left out.

    Raises:
        PublishError: ``out`` cannot be written.
    """
    pages, problems = read_pages(inputs, site, out.with_name(f".{out.name}.pages.sqlite"))
    pages = without_removed(pages, wishes.removed)
    problems = problems_but_theirs(problems, wishes.removed)
    if not pages:
        return Built(None, problems)
    failed = {problem.url for problem in problems}
    problems.extend(_doubts(pages))
    decided = decisions_but_theirs(wishes.about("page", "term", "conflict"), wishes.removed)
    paired = [(site_name, pair_profiles(group, load_site(site_name), decided)) for site_name, group in _by_site(pages)]
    merged = merge_publications(_listed(pages, dict(paired)), wishes.about("work"))
    problems.extend(problem for _, one in paired for problem in one.problems)
    problems.extend(
        sorted(set[Problem].intersection(*(set(one.unmet) for _, one in paired)), key=Problem.model_dump_json)
    )
    problems.extend(merged.problems)
    contents = Contents(
        sites=[site_name for site_name, _ in paired],
        profiles=[_finished(profile, merged, failed) for _, one in paired for profile in one.profiles],
        publications=merged.publications,
        merges=merged.decisions,
        problems=problems,
        conflicts=[conflict for _, one in paired for conflict in one.conflicts],
        pairings=[pairing for _, one in paired for pairing in one.pairings],
        provenance=[provenance for _, one in paired for provenance in one.provenance],
        vocabulary=[pair for _, one in paired for pair in one.learned],
        redirects=[Redirect(old=old, new=new) for old, new in merged.redirects.items()],
        unpaired=[term for _, one in paired for term in one.unpaired],
        removed_on_request=count_removed(wishes.removed, [site_name for site_name, _ in paired]),
        ways=_ways(pages),
    )
    return Built(write_dataset(out, contents), problems)


def _doubts(pages: Iterable[ProfilePage]) -> list[Problem]:
    return [
        Problem(
            stage="parse",
            url=page.source.url,
            record=f"{page.site}/{page.slug}" if page.slug else None,
            field=doubt.field,
            reason=doubt.reason,
            detail=doubt.detail,
        )
        for page in pages
        for doubt in page.doubts
    ]


def _ways(pages: Iterable[ProfilePage]) -> dict[str, Counter[str]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        for field, way in page.ways.items():
            counts[field][way] += 1
    return counts


def _by_site(pages: Iterable[ProfilePage]) -> list[tuple[str, list[ProfilePage]]]:
    groups: defaultdict[str, list[ProfilePage]] = defaultdict(list)
    for page in pages:
        groups[page.site].append(page)
    return sorted(groups.items())


def _listed(pages: Iterable[ProfilePage], paired: dict[str, Paired]) -> list[ListedEntry]:
    return [
        ListedEntry(
            paired[page.site].owner[page.source.url],
            page.source.url,
            page.source.language,
            _with_known_authors(entry, page.source.language, paired[page.site]),
        )
        for page in pages
        for entry in page.publications
    ]


def _with_known_authors(entry: Entry, language: Language, paired: Paired) -> Entry:
    """The entry with its linked authors under the ids that their profiles have."""
    aliases = paired.aliases
    if not any(author.profile and (language, author.profile) in aliases for author in entry.authors):
        return entry
    authors = [
        author.model_copy(update={"profile": aliases.get((language, author.profile or ""), author.profile)})
        for author in entry.authors
    ]
    return entry.model_copy(update={"authors": authors})


def _finished(profile: Profile, merged: Merged, failed: Set[str]) -> Profile:
    """The profile with its publications, and its sources marked where a later try failed."""
    sources = [source.model_copy(update={"stale": source.url in failed}) for source in profile.sources]
    return profile.model_copy(update={"publications": merged.by_profile.get(profile.id, []), "sources": sources})
