"""From INPUTs to a dataset: archive, parse, pair, merge, write, in this order."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from profile_scraper.archive import read_inputs
from profile_scraper.dataset.write import Contents, write_dataset
from profile_scraper.merge import ListedEntry, Merged, merge_publications
from profile_scraper.pair import Paired, pair_profiles
from profile_scraper.parse import read_page
from profile_scraper.progress import progress_bar
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.sites import Site, load_site


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    manifest: Manifest | None
    """What was written, None where nothing could be."""
    problems: Sequence[Problem]
    """Everything that could not be used."""


def build(inputs: Sequence[Path], out: Path, site: Site | None = None, earlier: Sequence[Problem] = ()) -> Built:
    """Read the inputs and write the dataset ``out``; where no page can be used, nothing is written.

    Args:
        inputs: WARC files, saved pages, plain-text renderings, and folders of these.
        out: the dataset's folder; a dataset that is there is replaced in one step.
        site: the site of pages that do not say theirs.
        earlier: problems of the crawl that fetched the inputs.

    Raises:
        PublishError: ``out`` cannot be written.
    """
    pages, problems = _read(inputs, site)
    problems.extend(earlier)
    if not pages:
        return Built(None, problems)
    paired = [(site_name, pair_profiles(group, load_site(site_name))) for site_name, group in _by_site(pages)]
    merged = merge_publications(_listed(pages, dict(paired)))
    problems.extend(problem for _, one in paired for problem in one.problems)
    problems.extend(merged.problems)
    contents = Contents(
        sites=[site_name for site_name, _ in paired],
        profiles=[_with_publications(profile, merged) for _, one in paired for profile in one.profiles],
        publications=merged.publications,
        merges=merged.decisions,
        problems=problems,
        unpaired=[term for _, one in paired for term in one.unpaired],
        ways=_ways(pages),
    )
    return Built(write_dataset(out, contents), problems)


def _read(inputs: Sequence[Path], site: Site | None) -> tuple[list[ProfilePage], list[Problem]]:
    """The pages of people, the latest capture of each, and what could not be used."""
    latest: dict[tuple[str, int, str], ProfilePage] = {}
    problems: list[Problem] = []
    with progress_bar("reading") as advance:
        for capture in read_inputs(inputs, advance):
            record = capture if isinstance(capture, Problem) else read_page(capture, site)
            if isinstance(record, Problem):
                problems.append(record)
            elif isinstance(record, ProfilePage):
                key = _identity(record)
                latest[key] = max(record, latest.get(key, record), key=_recency)
    pages = sorted(latest.values(), key=lambda page: (page.source.url, page.page, page.source.sha256))
    problems.extend(_doubts(pages))
    return pages, problems


def _identity(page: ProfilePage) -> tuple[str, int, str]:
    """Captures of one address are versions of one page; files without an address differ by their bytes."""
    return (page.source.url, page.page, "" if page.slug else page.source.sha256)


def _recency(page: ProfilePage) -> tuple[str, str]:
    return (page.source.retrieved or "", page.source.sha256)


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
        ListedEntry(paired[page.site].owner[page.source.url], page.source.url, page.source.language, entry)
        for page in pages
        for entry in page.publications
    ]


def _with_publications(profile: Profile, merged: Merged) -> Profile:
    return profile.model_copy(update={"publications": merged.by_profile.get(profile.id, [])})
