"""Write a dataset folder atomically; the same records give the same bytes."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from profile_scraper import __version__
from profile_scraper.dataset.coverage import Coverage, person_kind
from profile_scraper.dataset.parts import publish_dataset
from profile_scraper.records.base import LANGUAGES, Language, Record
from profile_scraper.records.decision import LearnedPair, MergeDecision, PagePairing
from profile_scraper.records.manifest import (
    CONFLICTS,
    FILES,
    MANIFEST,
    MERGES,
    PAIRINGS,
    PROBLEMS,
    PROFILES,
    PROVENANCE,
    PUBLICATIONS,
    REDIRECTS,
    SCHEMA_VERSION,
    VOCABULARY,
    Counts,
    LanguageCoverage,
    Manifest,
    SiteConfidence,
    UnmatchedTerm,
)
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile, ProfileSource, Provenance
from profile_scraper.records.publication import Publication, Redirect
from profile_scraper.storage.buffer import SortedLines, record_line, record_lines
from profile_scraper.storage.remote import Location

_KeyedLine: TypeAlias = tuple[str, bytes]
"""A sort key and a line; lines of the same key are sorted by their bytes."""


class Contents(NamedTuple):
    """The content of a dataset: records in any order, iterated once and not held in memory."""

    sites: Sequence[str]
    profiles: Iterable[Profile]
    publications: Iterable[Publication]
    merges: Iterable[MergeDecision] = ()
    problems: Iterable[Problem] = ()
    conflicts: Iterable[Conflict] = ()
    pairings: Iterable[PagePairing] = ()
    provenance: Iterable[Provenance] = ()
    redirects: Iterable[Redirect] = ()
    vocabulary: Iterable[LearnedPair] = ()
    unmatched: Sequence[UnmatchedTerm] = ()
    removed_on_request: int = 0
    """Number of people on the removal list."""
    extraction_methods: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    """For each field of a page, on how many pages each method found it."""
    skipped: Mapping[str, int] = MappingProxyType({})
    """What was skipped on purpose, by kind."""
    site_confidence: Sequence[SiteConfidence] = ()
    """How far each site's records can be trusted."""


def write_dataset(target: Location, contents: Contents) -> Manifest:
    """Write all files of a dataset, then publish the folder atomically; in a store, the manifest last.

    Raises:
        PublishError: ``target`` cannot be written; an earlier dataset there stays unchanged.
    """
    counter, problems = ManifestCounter(), frozenset(contents.problems)
    files = {
        # Records are computed while they are written, publications first: their inputs are then freed.
        PUBLICATIONS: _by_id(counter.publications(contents.publications)),
        MERGES: _by_line(contents.merges),
        PROFILES: _by_id(counter.profiles(contents.profiles)),
        PROBLEMS: _by_line(problems),
        CONFLICTS: _by_line(contents.conflicts),
        PAIRINGS: _by_line(contents.pairings),
        PROVENANCE: _by_line(contents.provenance),
        REDIRECTS: _by_line(contents.redirects),
        VOCABULARY: _by_line(contents.vocabulary),
    }
    with publish_dataset(target) as folder:
        digests = {name: _write_sorted(folder / name, lines) for name, lines in files.items()}
        manifest = Manifest(
            schema_version=SCHEMA_VERSION,
            software_version=__version__,
            sites=sorted(set(contents.sites)),
            counts=counter.counts(len(problems), contents.removed_on_request),
            coverage=counter.coverage(),
            coverage_by_group=counter.coverage_by_group(),
            extraction_methods={
                field: dict(sorted(methods.items())) for field, methods in sorted(contents.extraction_methods.items())
            },
            unmatched=sorted(contents.unmatched, key=lambda term: (term.kind, term.language, term.label)),
            skipped=dict(sorted(contents.skipped.items())),
            site_confidence=list(contents.site_confidence),
            sources=sorted(counter.sources, key=lambda source: (source.url, source.language, source.sha256)),
            files={name: digests[name] for name in FILES if name in digests},
        )
        (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf8")
    return manifest


def _by_id(records: Iterable[Profile | Publication]) -> Iterator[_KeyedLine]:
    return ((record.id, record_line(record)) for record in records)


def _by_line(records: Iterable[Record]) -> Iterator[_KeyedLine]:
    return (("", line) for line in record_lines(records))


def _write_sorted(path: Path, keyed: Iterable[_KeyedLine]) -> str:
    """Write the lines sorted by their keys; return the SHA-256 of the file."""
    digest = hashlib.sha256()
    with SortedLines(path.parent) as lines, path.open("wb") as file:
        for key, line in keyed:
            lines.add(line, key)
        for line in lines:
            digest.update(line)
            file.write(line)
    return digest.hexdigest()


class ManifestCounter:
    """Counts profiles and publications while they are written, so that they are not held in memory."""

    def __init__(self) -> None:
        self.sources: list[ProfileSource] = []
        """Every page that profiles were built from."""
        self._publications = Coverage("publication", Publication)
        self._groups: dict[str, Coverage] = {}
        self._people: Counter[Language] = Counter()
        self._pages: Counter[Language] = Counter()
        self._entries: Counter[Language] = Counter()
        self._numbers: Counter[str] = Counter()

    def profiles(self, profiles: Iterable[Profile]) -> Iterator[Profile]:
        """Yield the profiles and count them."""
        for profile in profiles:
            languages = {source.language for source in profile.sources}
            group = f"{profile.id.partition('/')[0]} {person_kind(profile)}"
            if group not in self._groups:
                self._groups[group] = Coverage("profile", Profile)
            self._groups[group].add(profile, languages)
            self.sources += profile.sources
            self._pages.update(source.language for source in profile.sources)
            self._people.update(languages)
            self._numbers["profiles"] += 1
            self._numbers["bilingual"] += len(languages) == len(LANGUAGES)
            yield profile

    def publications(self, publications: Iterable[Publication]) -> Iterator[Publication]:
        """Yield the publications and count them."""
        for publication in publications:
            languages = [occurrence.language for occurrence in publication.occurrences]
            self._publications.add(publication, set(languages))
            self._entries.update(languages)
            self._numbers["publications"] += 1
            self._numbers["abstracts"] += publication.abstract is not None
            self._numbers["relations"] += len(publication.relations)
            yield publication

    def coverage(self) -> dict[str, dict[str, LanguageCoverage]]:
        """The coverage of each field of profiles and publications."""
        profiles = Coverage("profile", Profile)
        for group in self._groups.values():
            profiles.include(group)
        return {**profiles.figures(), **self._publications.figures()}

    def coverage_by_group(self) -> dict[str, dict[str, dict[str, LanguageCoverage]]]:
        """The coverage of profiles by site and kind of person (``mila academic``)."""
        return {group: coverage.figures() for group, coverage in sorted(self._groups.items())}

    def counts(self, problems: int, removed_on_request: int) -> Counts:
        """Number of records of each kind."""
        return Counts(
            profiles=self._numbers["profiles"],
            profiles_by_language={language: self._people[language] for language in LANGUAGES},
            profiles_bilingual=self._numbers["bilingual"],
            pages={language: self._pages[language] for language in LANGUAGES},
            entries={language: self._entries[language] for language in LANGUAGES},
            publications=self._numbers["publications"],
            publications_with_abstract=self._numbers["abstracts"],
            duplicates_merged=self._entries.total() - self._numbers["publications"],
            relations=self._numbers["relations"],
            problems=problems,
            removed_on_request=removed_on_request,
        )
