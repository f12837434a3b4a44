"""Write a dataset folder: the same records give the same bytes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from profile_scraper import __version__
from profile_scraper.dataset.coverage import coverage, coverage_by_group
from profile_scraper.dataset.publish import whole_or_not_at_all
from profile_scraper.records.base import LANGUAGES, Record
from profile_scraper.records.conflict import Conflict
from profile_scraper.records.files import (
    CONFLICTS,
    MANIFEST,
    MERGES,
    PAIRINGS,
    PROBLEMS,
    PROFILES,
    PROVENANCE,
    PUBLICATIONS,
    REDIRECTS,
    VOCABULARY,
)
from profile_scraper.records.manifest import SCHEMA_VERSION, Counts, Manifest, UnpairedTerm
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.pairing import PagePairing
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance
from profile_scraper.records.publication import Publication
from profile_scraper.records.redirect import Redirect
from profile_scraper.records.vocabulary import LearnedPair


class Contents(NamedTuple):
    """Everything that a dataset holds; the lists may come in any order but those inside a record."""

    sites: Sequence[str]
    profiles: Sequence[Profile]
    publications: Sequence[Publication]
    merges: Sequence[MergeDecision] = ()
    problems: Sequence[Problem] = ()
    conflicts: Sequence[Conflict] = ()
    pairings: Sequence[PagePairing] = ()
    provenance: Sequence[Provenance] = ()
    redirects: Sequence[Redirect] = ()
    vocabulary: Sequence[LearnedPair] = ()
    unpaired: Sequence[UnpairedTerm] = ()
    removed_on_request: int = 0
    """How many people the removal list names."""
    ways: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    """For each field of a page, on how many pages each way found it."""


def write_dataset(target: Path, contents: Contents) -> Manifest:
    """Write the files of a dataset and put them in place together.

    Raises:
        PublishError: the place cannot be written; whatever was there is untouched.
    """
    files: dict[str, Iterable[bytes]] = {
        PROFILES: _lines(sorted(contents.profiles, key=attrgetter("id"))),
        PUBLICATIONS: _lines(sorted(contents.publications, key=attrgetter("id"))),
        MERGES: sorted(_lines(contents.merges)),
        PROBLEMS: sorted(set(_lines(contents.problems))),
        CONFLICTS: sorted(_lines(contents.conflicts)),
        PAIRINGS: sorted(_lines(contents.pairings)),
        PROVENANCE: sorted(_lines(contents.provenance)),
        REDIRECTS: sorted(_lines(contents.redirects)),
        VOCABULARY: sorted(_lines(contents.vocabulary)),
    }
    with whole_or_not_at_all(target) as folder:
        digests = {name: _write_lines(folder / name, lines) for name, lines in files.items()}
        manifest = _manifest(contents, digests)
        (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf8")
    return manifest


def _lines(records: Iterable[Record]) -> Iterator[bytes]:
    return (record.model_dump_json().encode() + b"\n" for record in records)


def _write_lines(path: Path, lines: Iterable[bytes]) -> str:
    """Write the lines; the SHA-256 of the file."""
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for line in lines:
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
        removed_on_request=contents.removed_on_request,
    )
