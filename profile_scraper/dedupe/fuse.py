"""Fuse the entries of a cluster into one publication: the best value of each field."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from profile_scraper.dedupe.entries import Location
from profile_scraper.dedupe.prepare.authors import name_words
from profile_scraper.dedupe.prepare.titles import ELLIPSES
from profile_scraper.dedupe.prepare.venues import is_preprint_doi
from profile_scraper.records.base import LANGUAGES, Bilingual, Language, PersonReference
from profile_scraper.records.page import Entry
from profile_scraper.records.publication import Identifier, Occurrence, Origins, Publication, Relation
from profile_scraper.text.function_words import is_other_language
from profile_scraper.text.normalize import normalize_text, words_of

_CACHED_NAMES = 4_096
"""Authors who are on many publications of one person."""


class FusedRow(NamedTuple):
    """The content that identical entries share, and their locations."""

    entry: Entry
    """Its position is not looked at."""
    locations: Sequence[Location]
    """At least one."""

    @property
    def occurrence(self) -> Occurrence:
        """The first of its occurrences."""
        return _occurrence(min(self.locations, key=_location_order))


def fuse(publication_id: str, rows: Sequence[FusedRow], relations: Iterable[Relation]) -> Publication:
    """The publication of all entries of a cluster; ``rows`` in any order."""
    # Sorted, so that among locations with equal values the first is recorded as the origin.
    rows = sorted(rows, key=lambda row: min(map(_location_order, row.locations)))
    entries = [row.entry for row in rows]
    title_orders, abstract_orders = [title_order(e) for e in entries], [_abstract_order(e) for e in entries]
    title_source = rows[_least(title_orders)]
    author_source = rows[_least([_authors_order(e) for e in entries])] if len(rows) > 1 else rows[0]
    with_abstract = [index for index, e in enumerate(entries) if e.abstract]
    abstract_source = rows[min(with_abstract, key=abstract_orders.__getitem__)] if with_abstract else None
    best_first = sorted(
        range(len(rows)), key=lambda index: _order(entries[index], abstract_orders[index], title_orders[index])
    )
    entries = [entries[index] for index in best_first]
    by_title = [title_orders[index] for index in best_first]
    by_abstract = [abstract_orders[index] for index in best_first]
    authors = _people(author_source.entry, _links(rows))
    doi, arxiv = _doi(entries), _first(entries, "arxiv")
    return Publication(
        id=publication_id,
        title=title_source.entry.title,
        title_variants=sorted({e.title for e in entries} - {title_source.entry.title}),
        titles=_by_language([(e.language, order, e.title) for e, order in zip(entries, by_title, strict=True)]),
        authors=authors,
        author_variants=sorted(_names(entries) - {person.name for person in authors}),
        authors_complete=author_source.entry.authors_complete,
        abstract=abstract_source.entry.abstract if abstract_source else None,
        abstracts=_by_language(
            [(e.language, order, e.abstract) for e, order in zip(entries, by_abstract, strict=True) if e.abstract]
        ),
        abstract_complete=abstract_source.entry.abstract_complete if abstract_source else None,
        issued=_most_precise(entries),
        venue=_first(entries, "venue"),
        doi=doi,
        arxiv=arxiv,
        identifiers=_further_identifiers(entries, doi, arxiv),
        url=_first(entries, "url"),
        profiles=sorted({location.profile for row in rows for location in row.locations if location.profile}),
        relations=sorted(relations, key=_relation_key),
        occurrences=_occurrences(rows),
        origins=Origins(
            title=title_source.occurrence,
            authors=author_source.occurrence,
            abstract=abstract_source.occurrence if abstract_source else None,
        ),
    )


def _least(orders: Sequence[tuple[object, ...]]) -> int:
    """The index of the first of the least sort keys."""
    return min(range(len(orders)), key=orders.__getitem__)


def _occurrences(rows: Iterable[FusedRow]) -> list[Occurrence]:
    """All locations, sorted, each once."""
    locations = {_location_order(location): location for row in rows for location in row.locations}
    return [_occurrence(locations[key]) for key in sorted(locations)]


def _occurrence(location: Location) -> Occurrence:
    return Occurrence(url=location.url, language=location.language, position=location.position)


def _location_order(location: Location) -> tuple[str, int, Language]:
    return location.url, location.position, location.language


def _order(entry: Entry, abstract: tuple[object, ...], title: tuple[object, ...]) -> tuple[object, ...]:
    """Best source first; independent of the location."""
    return (
        not entry.authors_complete,
        -len(entry.authors),
        abstract,
        title,
        [(person.name or "", person.profile or "") for person in entry.authors],
    )


def title_order(entry: Entry) -> tuple[object, ...]:
    """Sort key of titles: the fullest first, which has most letters, then the best spelt."""
    title = entry.title
    is_upper = title.isupper()
    return (
        -len(normalize_text(title, "alphanumeric")),
        is_upper,
        len(words_of(normalize_text(title, "title"))),
        title.endswith("."),
        -_accents(title),
        title,
    )


def _accents(text: str) -> int:
    return 0 if text.isascii() else sum(not c.isascii() for c in text)


def _abstract_order(entry: Entry) -> tuple[object, ...]:
    text = entry.abstract or ""
    return (entry.abstract_complete is not True, text.rstrip().endswith(ELLIPSES), -len(text), text)


def _by_language(candidates: Sequence[tuple[Language, tuple[object, ...], str]]) -> Bilingual:
    """The best text of each language, of languages, sort keys and texts; one in neither language is none of these."""

    def best(language: Language) -> str | None:
        found = [each for each in candidates if each[0] == language and not is_other_language(each[2])]
        return min(found, key=itemgetter(1))[2] if found else None

    return Bilingual(**{language: best(language) for language in LANGUAGES})


def _first(entries: Sequence[Entry], field: str) -> str | None:
    return next((value for entry in entries if (value := getattr(entry, field))), None)


def _doi(entries: Sequence[Entry]) -> str | None:
    """The first DOI that is no preprint's, else the first."""
    dois = [entry.doi for entry in entries if entry.doi]
    return next((doi for doi in dois if not is_preprint_doi(doi)), dois[0] if dois else None)


def _further_identifiers(entries: Sequence[Entry], doi: str | None, arxiv: str | None) -> list[Identifier]:
    dois = {entry.doi for entry in entries if entry.doi} - {doi}
    arxivs = {entry.arxiv for entry in entries if entry.arxiv} - {arxiv}
    return [
        *(Identifier(type="arxiv", value=value) for value in sorted(arxivs)),
        *(Identifier(type="doi", value=value) for value in sorted(dois)),
    ]


def _most_precise(entries: Sequence[Entry]) -> str | None:
    dates = [entry.issued for entry in entries if entry.issued]
    return min(dates, key=lambda date: (-len(date), date)) if dates else None


def _relation_key(relation: Relation) -> tuple[str, str]:
    return relation.type, relation.target


def _names(entries: Iterable[Entry]) -> set[str]:
    return {person.name for entry in entries for person in entry.authors if person.name}


def _people(best: Entry, links: Mapping[str, str]) -> list[PersonReference]:
    """The authors of the best source, with the profile link that any page gives for them."""
    people: dict[object, PersonReference] = {}
    for person in best.authors:
        key = _name_key(person.name) if person.name else person.profile
        profile = person.profile or (links.get(_name_key(person.name)) if person.name else None)
        if key not in people or (profile and not people[key].profile):
            people[key] = PersonReference(name=person.name, profile=profile)
    return list(people.values())


def _authors_order(entry: Entry) -> tuple[object, ...]:
    names = [person.name or "" for person in entry.authors]
    linked = sum(person.profile is not None for person in entry.authors)
    return (not entry.authors_complete, -len(names), -linked, -sum(map(len, names)), -sum(map(_accents, names)), names)


def _links(rows: Iterable[FusedRow]) -> dict[str, str]:
    """The profile of each name: by a page's link, or where the page's profile has exactly that name."""
    profiles_of: dict[str, set[str]] = {}
    for row in rows:
        profile_of_slug: dict[str, list[str]] = {}
        for location in row.locations:
            profile_of_slug.setdefault(location.profile.rpartition("/")[2], []).append(location.profile)
        for person in row.entry.authors:
            if not person.name:
                continue
            key = _name_key(person.name)
            if person.profile:
                profiles_of.setdefault(key, set()).add(person.profile)
            elif profiles := profile_of_slug.get(key.replace(" ", "-")):
                profiles_of.setdefault(key, set()).update(profiles)
    return {name: next(iter(profiles)) for name, profiles in profiles_of.items() if len(profiles) == 1}


@lru_cache(_CACHED_NAMES)
def _name_key(name: str) -> str:
    return " ".join(name_words(name))
