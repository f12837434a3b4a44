"""Write a dataset folder: the same records give the same bytes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from profile_scraper import __version__
from profile_scraper.dataset.coverage import coverage, coverage_by_group
from profile_scraper.dataset.publish import whole_or_not_at_all
from profile_scraper.records.base import LANGUAGES, Record
from profile_scraper.records.files import MANIFEST, MERGES, PROBLEMS, PROFILES, PUBLICATIONS
from profile_scraper.records.manifest import SCHEMA_VERSION, Counts, Manifest, UnpairedTerm
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.publication import Publication


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything that a dataset holds; the lists may come in any order but those inside a record."""

    sites: Sequence[str]
    profiles: Sequence[Profile]
    publications: Sequence[Publication]
    merges: Sequence[MergeDecision]
    problems: Sequence[Problem]
    unpaired: Sequence[UnpairedTerm]
    ways: Mapping[str, Mapping[str, int]]
    """For each field of a page, on how many pages each way found it."""


def write_dataset(target: Path, contents: Contents) -> Manifest:
    """Write the files of a dataset and put them in place together.

    Raises:
        PublishError: the place cannot be written; whatever was there is untouched.
    """
    files: dict[str, Sequence[Record]] = {
        PROFILES: sorted(contents.profiles, key=attrgetter("id")),
        PUBLICATIONS: sorted(contents.publications, key=attrgetter("id")),
        MERGES: sorted(contents.merges, key=lambda merge: merge.model_dump_json()),
        PROBLEMS: sorted(contents.problems, key=lambda problem: problem.model_dump_json()),
    }
    with whole_or_not_at_all(target) as folder:
        digests = {name: _write_lines(folder / name, records) for name, records in files.items()}
        manifest = _manifest(contents, digests)
        (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf8")
    return manifest


def _write_lines(path: Path, records: Iterable[Record]) -> str:
    """Write one record a line; the SHA-256 of the file."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for record in records:
            line = record.model_dump_json().encode() + b"\n"
            digest.update(line)
            file.write(line)
    return digest.hexdigest()


def _manifest(contents: Contents, digests: dict[str, str]) -> Manifest:
    return Manifest(
        schema_version=SCHEMA_VERSION,
        software_version=__version__,
        sites=sorted(set(contents.sites)),
        counts=_counts(contents),
        coverage=coverage(contents.profiles, contents.publications),
        coverage_by_group=coverage_by_group(contents.profiles),
        ways={field: dict(sorted(ways.items())) for field, ways in sorted(contents.ways.items())},
        unpaired=sorted(contents.unpaired, key=lambda term: (term.kind, term.language, term.label)),
        sources=sorted(
            (source for profile in contents.profiles for source in profile.sources),
            key=lambda source: (source.url, source.language, source.sha256),
        ),
        files=digests,
    )


def _counts(contents: Contents) -> Counts:
    pages = [source.language for profile in contents.profiles for source in profile.sources]
    seen = [{source.language for source in profile.sources} for profile in contents.profiles]
    entries = [place.language for publication in contents.publications for place in publication.occurrences]
    return Counts(
        profiles=len(contents.profiles),
        profiles_by_language={language: sum(language in languages for languages in seen) for language in LANGUAGES},
        profiles_bilingual=sum(len(languages) == len(LANGUAGES) for languages in seen),
        pages={language: pages.count(language) for language in LANGUAGES},
        entries={language: entries.count(language) for language in LANGUAGES},
        publications=len(contents.publications),
        publications_with_abstract=sum(publication.abstract is not None for publication in contents.publications),
        duplicates_merged=len(entries) - len(contents.publications),
        relations=sum(len(publication.relations) for publication in contents.publications),
        problems=len(contents.problems),
    )
