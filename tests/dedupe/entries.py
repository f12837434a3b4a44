"""Invented entries for the tests of merging."""

from collections.abc import Mapping, Sequence

from profile_scraper.dedupe import LocatedEntry
from profile_scraper.records.base import Language, PersonReference
from profile_scraper.records.page import Entry


def entry(
    title: str,
    authors: Sequence[str] = (),
    abstract: str | None = None,
    *,
    position: int = 1,
    complete: bool | None = None,
    abstract_complete: bool = True,
    language: Language = "en",
    links: Mapping[str, str] | None = None,
    doi: str | None = None,
) -> Entry:
    return Entry(
        position=position,
        title=title,
        authors=[PersonReference(name=name, profile=(links or {}).get(name)) for name in authors],
        authors_complete=bool(authors) if complete is None else complete,
        abstract=abstract,
        abstract_complete=abstract_complete if abstract else None,
        language=language,
        issued=None,
        venue=None,
        doi=doi,
        arxiv=None,
        url=None,
        raw=[],
    )


def listed_entry(
    printed: Entry,
    profile: str = "ada-brume",
    language: Language = "en",
    *,
    position: int | None = None,
    url: str | None = None,
) -> LocatedEntry:
    folder = {"en": "en/directory", "fr": "fr/annuaire"}[language]
    return LocatedEntry(
        f"lanterns/{profile}",
        url or f"https://lanterns.example/{folder}/{profile}",
        language,
        printed.model_copy(update={"position": position or printed.position}),
    )
