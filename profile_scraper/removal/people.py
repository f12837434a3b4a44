"""What tells a removed person in a text: addresses, e-mail addresses, names."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from profile_scraper.sites import naming
from profile_scraper.text.id_forms import slugify

TraceKind: TypeAlias = Literal["page", "address", "e-mail", "link", "name", "unsearched"]
"""A page of the person's own; its address; the e-mail address; a link on the archived page of somebody else; the name;
a file that could not be searched."""

HELD: tuple[TraceKind, ...] = ("page", "address", "e-mail", "unsearched")
"""What must be gone; the other kinds are mentions in somebody else's text."""
_TAG = re.compile(r"<[^<>]{0,2000}>")


class Trace(NamedTuple):
    """Something about a removed person that a file holds."""

    file: Path
    """The file."""
    person: str
    """Id of the person; empty for a file that could not be searched."""
    kind: TraceKind
    """What it is."""
    where: str
    """The address of the page, the number of the line, the name of the table."""

    @property
    def is_held(self) -> bool:
        """Whether it must be gone; otherwise it is a mention in somebody else's text."""
        return self.kind in HELD


class KnownPerson(NamedTuple):
    """What a dataset or a page tells about a person."""

    ids: frozenset[str]
    """Every id that an address of the person gives."""
    name: str
    email: str | None


@dataclass
class RemovedPerson:
    """What tells one person."""

    id: str
    """Id (``site/slug``)."""
    names: set[str] = field(default_factory=set)
    """Names in plain letters."""
    emails: set[str] = field(default_factory=set)
    """E-mail addresses in lower case."""

    ids: set[str] = field(default_factory=set)
    """Every id that an address of the person gives."""

    def __post_init__(self) -> None:
        self.ids.add(self.id)
        self.addresses = naming(self.ids)
        self.add_name(re.sub(r"[-_]\d{1,3}$", "", self.id.partition("/")[2]))

    def add_name(self, name: str) -> None:
        """Add a name; one word alone would be found everywhere."""
        words = plain(name)
        if words.strip().count(" "):
            self.names.add(words)


def identify(ids: Iterable[str], known: Iterable[KnownPerson]) -> list[RemovedPerson]:
    """The people with these ids, with what is known about them."""
    people = {id_: RemovedPerson(id_) for id_ in sorted(ids)}
    for each in known:
        for id_ in each.ids & people.keys():
            person = people[id_]
            person.ids |= each.ids
            person.addresses = naming(person.ids)
            person.add_name(each.name)
            person.emails |= {each.email.lower()} if each.email else set()
    return list(people.values())


def kinds_in(text: str, people: Sequence[RemovedPerson], *, is_markup: bool = False) -> Iterator[tuple[str, TraceKind]]:
    """Yield the id of each person of whom a text has something, and what."""
    text = unescape(text) if "&" in text else text
    lower = text.casefold()
    words = plain(text) + (plain(_TAG.sub(" ", text)) if is_markup else "")
    for person in people:
        if person.addresses.search(text) or person.addresses.search(f"/{text}"):
            yield person.id, "address"
        if any(email in lower for email in person.emails):
            yield person.id, "e-mail"
        if any(name in words for name in person.names):
            yield person.id, "name"


def traces_of_page(file: Path, url: str, text: str, people: Sequence[RemovedPerson], own: Set[str]) -> Iterator[Trace]:
    """Yield what one page of a site has about the people.

    Args:
        file: where the page is.
        url: its address.
        text: its markup.
        people: the people.
        own: ids of those whose own page it is.
    """
    yield from (Trace(file, person_id, "page", url) for person_id in sorted(own))
    others = [person for person in people if person.id not in own]
    for person_id, kind in kinds_in(text, others, is_markup=True):
        yield Trace(file, person_id, "link" if kind == "address" else kind, url)


def plain(text: str) -> str:
    """The words of a text in plain lower-case letters, a space before and after each."""
    return f" {slugify(text).replace('-', ' ')} "
