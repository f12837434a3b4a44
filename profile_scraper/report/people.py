"""The people of the report: names that tell them apart, one row of the list and one card a person."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import LANGUAGES, Bilingual, Language
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import FieldProvenance, Profile, RoleKind
from profile_scraper.records.publication import Publication
from profile_scraper.report.decisions import MergeDecisions, PublicationIndex
from profile_scraper.text.normalize import normalize_text


def distinct_names(profiles: Iterable[Profile]) -> dict[str, str]:
    """The name of each person by id; people of one name have the last part of their ids beside it."""
    names = {profile.id: profile.name for profile in profiles}
    count = Counter(map(_key, names.values()))
    return {id_: f"{name} ({id_.partition('/')[2]})" if count[_key(name)] > 1 else name for id_, name in names.items()}


def _key(name: str) -> str:
    return normalize_text(name, "characters")


Item = TypeVar("Item", Conflict, Problem)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """What the list of people shows and filters by."""

    profile: Profile
    key: str
    """The fragment or file name of the person's card."""
    initial: str
    """The letter under which the list has the person."""
    missing: Sequence[Language]
    """Languages in which the person has no page."""
    role_kinds: Sequence[RoleKind]
    role: Bilingual
    """The first title of a role in each language."""


@dataclass(frozen=True, slots=True)
class ListedPublication:
    """A publication of a person, with the rules that merged its entries."""

    publication: Publication
    rules: Counter[str]


@dataclass(frozen=True, slots=True)
class _Findings:
    """What is listed by the person whom it is about."""

    conflicts: Mapping[str | None, Sequence[Conflict]]
    problems: Mapping[str | None, Sequence[Problem]]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything that the dataset has about one person."""

    row: PersonRow
    publications: Sequence[ListedPublication]
    """The newest first."""
    conflicts: Sequence[Conflict]
    problems: Sequence[Problem]
    provenance: Sequence[FieldProvenance]


def person_key(id_: str) -> str:
    """A name for a person's card that is safe as a fragment and as a file name, whatever the id."""
    return hashlib.sha256(id_.encode("utf8", "surrogatepass")).hexdigest()[:12]


def person_rows(profiles: Iterable[Profile]) -> list[PersonRow]:
    """The rows of the list of people, by family name."""
    return sorted(map(_row, profiles), key=lambda row: (row.initial, _sort_key(row.profile.name), row.profile.id))


def person_cards(
    rows: Sequence[PersonRow], dataset: Dataset, index: PublicationIndex, merges: MergeDecisions
) -> Iterator[PersonCard]:
    """The card of each person, in the order of the records of ``dataset``; provenance is not held in memory."""
    findings = _Findings(
        _by_record((conflict.profile, conflict) for conflict in dataset.conflicts),
        _by_record((problem.record, problem) for problem in dataset.problems),
    )
    by_id = {row.profile.id: row for row in rows}
    for provenance in dataset.provenance:
        row = by_id.pop(provenance.profile, None)
        if row is not None:
            yield _card(row, provenance.fields, index, merges, findings)
    for row in by_id.values():
        yield _card(row, (), index, merges, findings)


def _row(profile: Profile) -> PersonRow:
    initial = _sort_key(profile.name)[:1].upper()
    return PersonRow(
        profile=profile,
        key=person_key(profile.id),
        initial=initial if initial.isalpha() else "#",
        missing=missing_languages(profile),
        role_kinds=sorted({role.kind for role in profile.roles}),
        role=Bilingual(
            en=next((role.title.en for role in profile.roles if role.title.en), None),
            fr=next((role.title.fr for role in profile.roles if role.title.fr), None),
        ),
    )


def missing_languages(profile: Profile) -> list[Language]:
    """The languages in which the person has no page; an item of a list is none, unless the person has nothing else."""
    pages = [source for source in profile.sources if "#" not in source.url]
    languages = {source.language for source in pages or profile.sources}
    return [language for language in LANGUAGES if language not in languages]


def _sort_key(name: str) -> str:
    """The last word of a name first, without accents and case."""
    words = normalize_text(name, "characters").split() or [""]
    return " ".join([words[-1], *words[:-1]])


def _card(
    row: PersonRow,
    provenance: Sequence[FieldProvenance],
    index: PublicationIndex,
    merges: MergeDecisions,
    findings: _Findings,
) -> PersonCard:
    id_ = row.profile.id
    publications = [index[each] for each in row.profile.publications if each in index]
    publications.sort(key=lambda publication: publication.issued or "", reverse=True)
    return PersonCard(
        row,
        [ListedPublication(each, merges.rules.get(each.id, Counter())) for each in publications],
        findings.conflicts.get(id_, ()),
        findings.problems.get(id_, ()),
        provenance,
    )


def _by_record(pairs: Iterable[tuple[str | None, Item]]) -> Mapping[str | None, list[Item]]:
    grouped: defaultdict[str | None, list[Item]] = defaultdict(list)
    for record, item in pairs:
        grouped[record].append(item)
    return grouped
