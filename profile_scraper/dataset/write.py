"""Write a dataset folder atomically, and count its coverage; the same records give the same bytes."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from profile_scraper import __version__
from profile_scraper.dataset.files import publish_dataset
from profile_scraper.records.base import LANGUAGES, Bilingual, Language, Record
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
from profile_scraper.records.profile import Profile, ProfileSource, Provenance, Topic
from profile_scraper.records.publication import Publication, Redirect
from profile_scraper.storage.buffer import SortedLines, record_line, record_lines
from profile_scraper.storage.remote import Location

PersonKind: TypeAlias = Literal["academic", "student", "staff", "other"]

ALL = "all"
"""Key of a field that has no language."""


class Coverage:
    """Number of records that have each field of a model, counted record by record.

    A profile counts in a language where it has a page in that language; a publication, where such a page lists it.
    """

    def __init__(self, name: str, model: type[Record]) -> None:
        """Count the fields of ``model``; the figures call them ``name.field``."""
        self._name = name
        self.fields = {field: _FieldCount() for field in model.model_fields}
        self.total = 0
        self.total_by_language = dict.fromkeys(LANGUAGES, 0)

    def add(self, record: Record, languages: Collection[Language]) -> None:
        """Count a record that has pages in these languages."""
        self.total += 1
        for language in languages:
            self.total_by_language[language] += 1
        for field, count in self.fields.items():
            count.add(getattr(record, field), languages)

    def include(self, other: "Coverage") -> None:
        """Add the counts of another group of the same model."""
        self.total += other.total
        for language, total in other.total_by_language.items():
            self.total_by_language[language] += total
        for field, count in self.fields.items():
            count.include(other.fields[field])

    def figures(self) -> dict[str, dict[str, LanguageCoverage]]:
        """For each field (``profile.biography``) the coverage by language, or by ``all`` where it has none."""
        return {
            f"{self._name}.{field}": (
                {
                    language: LanguageCoverage(
                        present=count.present_by_language[language], total=self.total_by_language[language]
                    )
                    for language in LANGUAGES
                }
                if count.bilingual
                else {ALL: LanguageCoverage(present=count.present, total=self.total)}
            )
            for field, count in self.fields.items()
        }


def person_kind(profile: Profile) -> PersonKind:
    """The kind of person, from the roles; ``other`` where the roles do not tell."""
    kinds = {role.kind for role in profile.roles}
    if kinds & {"membership", "chair", "appointment", "visiting"}:
        return "academic"
    if "student" in kinds:
        return "student"
    return "staff" if kinds & {"staff", "leadership"} else "other"


class _FieldCount:
    """Counts of one field; whether it is bilingual is known once a record has it."""

    def __init__(self) -> None:
        self.bilingual = False
        self.present = 0
        self.present_by_language: dict[Language, int] = dict.fromkeys(LANGUAGES, 0)

    def add(self, value: object, languages: Collection[Language]) -> None:
        if value is None:
            return
        self.present += _is_present(value)
        if _is_bilingual(value):
            self.bilingual = True
            for language in languages:
                self.present_by_language[language] += _is_present_in(value, language)

    def include(self, other: "_FieldCount") -> None:
        self.bilingual = self.bilingual or other.bilingual
        self.present += other.present
        for language, present in other.present_by_language.items():
            self.present_by_language[language] += present


def _is_bilingual(value: object) -> bool:
    return isinstance(value, Bilingual) or (isinstance(value, list) and bool(value) and isinstance(value[0], Topic))


def _is_present_in(value: object, language: Language) -> bool:
    if isinstance(value, list):
        return any(_is_present_in(item, language) for item in value)
    return isinstance(value, Bilingual | Topic) and _is_present(getattr(value, language))


def _is_present(value: object) -> bool:
    if isinstance(value, Record):
        return any(_is_present(each) for _, each in value)
    return value is not None and not (isinstance(value, str | list) and not value)


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
