"""What goes into a merge and what comes out of it."""

from typing import NamedTuple

from profile_scraper.records.base import Language
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.page import Entry
from profile_scraper.records.problem import Problem
from profile_scraper.records.publication import Publication
from profile_scraper.records.shelf import Shelf


class ListedEntry(NamedTuple):
    """One entry and where it stands; the same work may stand on several pages and on several people's."""

    profile: str
    """``id`` of the profile whose page lists it."""
    url: str
    """Canonical address of the page, or its path relative to the INPUT that was named."""
    language: Language
    """The page's language."""
    entry: Entry
    """The entry as the page prints it."""


class Merged(NamedTuple):
    """The distinct works of many entries, and how they were told apart."""

    publications: Shelf[Publication]
    """Sorted by ``id``."""
    decisions: Shelf[MergeDecision]
    """In an order of their own."""
    by_profile: dict[str, list[str]]
    """Publication ids of each profile: in the order of its English pages, then those on French pages alone."""
    redirects: dict[str, str]
    """For every id that one of the entries alone would have, the id that its work has now."""
    problems: list[Problem]
    """Entries or decisions that could not be used."""
