"""How pages print publications: shuffled, now and then twice, cut, without authors, or to be cleaned."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from profile_scraper.records.base import Language
from testbed.invent.cast import Figure
from testbed.invent.publications import Publication, Publications
from testbed.invent.teaching import named
from testbed.world import Entry

Listing = dict[tuple[str, Language], list[Entry]]
Change = Callable[[Entry], Entry]


def listing(rng: random.Random, publications: Publications) -> Listing:
    """The entries of every language profile, by slug and language."""
    by_author: dict[str, tuple[Figure, list[Publication]]] = {}
    for publication in publications.all:
        for member in publication.members:
            by_author.setdefault(member.slug, (member, []))[1].append(publication)
    entries: Listing = {}
    for slug, (member, written) in by_author.items():
        rng.shuffle(written)
        for language in member.languages:
            entries[slug, language] = [
                entry
                for publication in written
                if rng.random() > 0.03
                for entry in _entries(rng, publication, language)
            ]
    return entries


def _entries(rng: random.Random, publication: Publication, language: Language) -> list[Entry]:
    entry = _entry(publication, language)
    dice = rng.random()
    for share, change in _CHANGES:
        if dice < share:
            entry = change(entry)
            break
        dice -= share
    return [entry, entry] if rng.random() < 0.03 else [entry]


def _entry(publication: Publication, language: Language) -> Entry:
    text: Language = language if publication.translated else "en"
    members = [named(member, language) for member in publication.members]
    link = (
        f"https://arxiv.org/abs/{publication.arxiv}"
        if publication.arxiv
        else f"https://doi.org/{publication.doi}"
        if publication.doi
        else None
    )
    return Entry(
        publication=publication.key,
        title=publication.titles[text],
        authors=(*members[:1], *publication.strangers, *members[1:]),
        abstract=publication.abstracts[text] if publication.abstracts else None,
        language=text,
        link=link,
        arxiv=publication.arxiv,
        doi=None if publication.arxiv else publication.doi,
    )


def _without_authors(entry: Entry) -> Entry:
    return replace(entry, authors=())


def _without_abstract(entry: Entry) -> Entry:
    return replace(entry, abstract=None)


def _without_rest(entry: Entry) -> Entry:
    return replace(entry, rest=False)


def _ends_in_ellipsis(entry: Entry) -> Entry:
    if not entry.abstract:
        return entry
    shortened = entry.abstract[:300]
    if shortened.count("$") % 2:  # not inside a formula
        shortened = shortened[: shortened.rindex("$")]
    return replace(entry, abstract=f"{shortened.rstrip()}…", complete=False)


def _other_case(entry: Entry) -> Entry:
    return replace(entry, title=entry.title.upper())


def _period(entry: Entry) -> Entry:
    return replace(entry, title=entry.title if entry.title.endswith("?") else entry.title + ".")


def _author_twice(entry: Entry) -> Entry:
    return replace(entry, printed_authors=(*entry.authors[:1], *entry.authors))


def _decomposed(entry: Entry) -> Entry:
    authors = tuple(replace(author, name=unicodedata.normalize("NFD", author.name)) for author in entry.authors)
    return replace(entry, printed_title=unicodedata.normalize("NFD", entry.title), printed_authors=authors)


def _latex(entry: Entry) -> Entry:
    return replace(entry, printed_abstract=entry.abstract.replace("%", r"\%")) if entry.abstract else entry


def _loose_spaces(entry: Entry) -> Entry:
    return replace(entry, printed_title=entry.title.replace(" ", "  ", 2))


def _soft_hyphens(entry: Entry) -> Entry:
    return replace(entry, printed_title=entry.title.replace("ti", "t\u00adi"))


_CHANGES: tuple[tuple[float, Change], ...] = (
    (0.02, _without_authors),
    (0.03, _without_abstract),
    (0.02, _without_rest),
    (0.01, _ends_in_ellipsis),
    (0.02, _other_case),
    (0.02, _period),
    (0.02, _author_twice),
    (0.02, _decomposed),
    (0.04, _latex),
    (0.01, _loose_spaces),
    (0.01, _soft_hyphens),
)
