"""Fuse the entries of a cluster into one publication: the best value of each field."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from profile_scraper.dedupe.entries import LocatedEntry
from profile_scraper.dedupe.prepare.authors import name_words
from profile_scraper.dedupe.prepare.titles import ELLIPSES
from profile_scraper.dedupe.prepare.venues import is_preprint_doi
from profile_scraper.records.base import LANGUAGES, Bilingual, Language, PersonReference
from profile_scraper.records.page import Entry
from profile_scraper.records.publication import Identifier, Occurrence, Origins, Publication, Relation
from profile_scraper.text.normalize import normalize_text, words_of


def fuse(publication_id: str, located: Sequence[LocatedEntry], relations: Iterable[Relation]) -> Publication:
    """The publication of all entries of a cluster; ``located`` in any order."""
    # Sorted, so that among locations with equal values the first is recorded as the origin.
    located = sorted(located, key=_location_order)
    entries = sorted((item.entry for item in located), key=_order)
    abstracts = [e for e in entries if e.abstract]
    title_source = min(located, key=lambda item: title_order(item.entry))
    author_source = min(located, key=lambda item: _authors_order(item.entry))
    abstract_source = min(
        (item for item in located if item.entry.abstract), key=lambda i: _abstract_order(i.entry), default=None
    )
    authors = _people(author_source.entry, _links(located))
    doi, arxiv = _doi(entries), _first(entries, "arxiv")
    return Publication(
        id=publication_id,
        title=title_source.entry.title,
        title_variants=sorted({e.title for e in entries} - {title_source.entry.title}),
        titles=_by_language(entries, lambda e: e.title, title_order),
        authors=authors,
        author_variants=sorted(_names(entries) - {person.name for person in authors}),
        authors_complete=author_source.entry.authors_complete,
        abstract=abstract_source.entry.abstract if abstract_source else None,
        abstracts=_by_language(abstracts, lambda e: e.abstract, _abstract_order),
        abstract_complete=abstract_source.entry.abstract_complete if abstract_source else None,
        issued=_most_precise(entries),
        venue=_first(entries, "venue"),
        doi=doi,
        arxiv=arxiv,
        identifiers=_further_identifiers(entries, doi, arxiv),
        url=_first(entries, "url"),
        profiles=sorted({item.profile for item in located if item.profile}),
        relations=sorted(relations, key=_relation_key),
        occurrences=occurrences_of(located),
        origins=Origins(
            title=_occurrence(title_source),
            authors=_occurrence(author_source),
            abstract=_occurrence(abstract_source) if abstract_source else None,
        ),
    )


def occurrences_of(located: Iterable[LocatedEntry]) -> list[Occurrence]:
    """The locations of entries, sorted, each once."""
    locations = {_location_order(item): item for item in located}
    return [_occurrence(locations[location]) for location in sorted(locations)]


def _occurrence(item: LocatedEntry) -> Occurrence:
    return Occurrence(url=item.url, language=item.language, position=item.entry.position)


def _location_order(item: LocatedEntry) -> tuple[str, int, Language]:
    return item.url, item.entry.position, item.language


def _order(entry: Entry) -> tuple[object, ...]:
    """Best source first; independent of the location."""
    return (
        not entry.authors_complete,
        -len(entry.authors),
        _abstract_order(entry),
        title_order(entry),
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


def _by_language(
    entries: Sequence[Entry], text: Callable[[Entry], str | None], order: Callable[[Entry], tuple[object, ...]]
) -> Bilingual:
    def best(language: Language) -> str | None:
        candidates = [entry for entry in entries if entry.language == language]
        return text(min(candidates, key=order)) if candidates else None

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


def _links(located: Sequence[LocatedEntry]) -> dict[str, str]:
    """The profile of each name: by a page's link, or where the page's profile has exactly that name."""
    profiles_of: dict[str, set[str]] = {}
    for item in located:
        slug = item.profile.rpartition("/")[2]
        for person in item.entry.authors:
            if not person.name:
                continue
            key = _name_key(person.name)
            if person.profile:
                profiles_of.setdefault(key, set()).add(person.profile)
            elif "-".join(name_words(person.name)) == slug:
                profiles_of.setdefault(key, set()).add(item.profile)
    return {name: next(iter(profiles)) for name, profiles in profiles_of.items() if len(profiles) == 1}


def _name_key(name: str) -> str:
    return " ".join(name_words(name))
