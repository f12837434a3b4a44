"""Removed people in saved pages: a page of their own, or what another page of a site has about them."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from profile_scraper.archive import read_inputs
from profile_scraper.archive.inputs import SAVED_PARTS
from profile_scraper.parse import read_page
from profile_scraper.parse.page.encoding import decoded
from profile_scraper.records.page import Capture, DirectoryPage, ProfilePage
from profile_scraper.removal.people import KnownPerson, RemovedPerson, Trace, traces_of_page

SUFFIXES = frozenset((".html", ".htm", ".xhtml", ".mhtml"))
"""Names of files that may be saved pages, or reports."""
GENERATOR = b'<meta name="generator" content="profile_scraper">'
"""Tells the pages that this package writes from those of a site."""
_START = 4096


class SavedPage(NamedTuple):
    """A saved page of a site."""

    url: str
    """Its address, the name of its file where it does not tell."""
    text: str
    profile: ProfilePage | None
    """What it says of the person whose page it is; None for a list."""

    def is_of(self, person: RemovedPerson) -> bool:
        """Whether it is the person's own page."""
        if self.profile is None:
            return False
        return f"{self.profile.site}/{self.profile.slug}" in person.ids or bool(person.addresses.search(self.url))


def open_saved_page(path: Path) -> SavedPage | None:
    """The page of a site in a file, None for a report and for whatever no known site has."""
    if path.suffix not in SUFFIXES:
        return None
    with path.open("rb") as file:
        if GENERATOR in file.read(_START):
            return None
    for capture in read_inputs([path]):
        record = read_page(capture) if isinstance(capture, Capture) else None
        if isinstance(capture, Capture) and isinstance(record, ProfilePage | DirectoryPage):
            profile = record if isinstance(record, ProfilePage) else None
            return SavedPage(record.source.url, decoded(capture.body, capture.charset), profile)
    return None


def search_saved_page(path: Path, page: SavedPage, people: Sequence[RemovedPerson]) -> Iterator[Trace]:
    """Yield what a saved page has about the people."""
    own = {person.id for person in people if page.is_of(person)}
    yield from traces_of_page(path, page.url, page.text, people, own)


def person_of_saved_page(page: SavedPage, ids: Sequence[str]) -> Iterator[KnownPerson]:
    """Yield what the own page of a removed person tells about them."""
    for id_ in ids:
        if page.profile is not None and page.is_of(RemovedPerson(id_)):
            yield KnownPerson(frozenset({id_}), page.profile.name, page.profile.email)


def delete_saved_page(path: Path) -> None:
    """Delete a page, and the folder that a browser saves beside it."""
    path.unlink(missing_ok=True)
    for ending in SAVED_PARTS:
        shutil.rmtree(path.with_name(path.stem + ending), ignore_errors=True)
