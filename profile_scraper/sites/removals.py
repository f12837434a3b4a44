"""Who asked to be left out: ids or addresses, one a line (``removals.txt``)."""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Set
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from profile_scraper.messages import _
from profile_scraper.sites.address import read_address, site_of, unquoted
from profile_scraper.sites.model import SiteError, site_names
from profile_scraper.storage.remote import Location
from profile_scraper.text.id_forms import slugify


class RemovalEntry(NamedTuple):
    """One line of a removal list."""

    line: int
    """Number of the line, from 1."""
    text: str
    """The line as written, without its comment."""
    id: str
    """Id of the person (``site/slug``)."""


class RemovalList:
    """A removal list, with a memory of the entries that matched somebody once.

    The memory is a file of hashes beside the list: somebody whose pages are gone everywhere is no typing error.
    """

    def __init__(self, path: Location | None) -> None:
        """Read a list; None is an empty one.

        Raises:
            SiteError: the file cannot be read, or a line names no profile; whoever asked would not be left out, so
                nothing goes on.
        """
        self.path = path
        """The file."""
        self.entries = _read_entries(path) if path else ()
        """Its lines."""

    @property
    def ids(self) -> frozenset[str]:
        """Ids (``site/slug``) of the people."""
        return frozenset(entry.id for entry in self.entries)

    @property
    def memory(self) -> Location:
        """The file of hashes."""
        path = self.path or Path()
        return path.with_name(f".{path.name}.matched")

    def never_matched(self, matched: Set[str], sites: Collection[str]) -> list[RemovalEntry]:
        """The entries that matched nobody, now or earlier; those that match now are remembered.

        Args:
            matched: ids that were found.
            sites: names of the sites that were looked at; entries of other sites are not judged.
        """
        if self.path is None:
            return []
        memory = self.memory
        earlier = set(memory.read_text(encoding="ascii", errors="replace").split()) if memory.is_file() else set()
        new = {_hash(entry.id) for entry in self.entries if entry.id in matched}
        if new - earlier:
            with suppress(OSError):  # where the folder cannot be written, an entry is named again
                memory.write_text("".join(f"{each}\n" for each in sorted(earlier | new)), encoding="ascii")
        return [
            entry
            for entry in self.entries
            if entry.id.partition("/")[0] in sites and _hash(entry.id) not in earlier | new
        ]


def read_removals(path: Location, *, must_exist: bool = False) -> frozenset[str]:
    """The ids (``site/slug``) of the profiles that a removal list names; none where there need not be such a file.

    A line is an id, or any address of the person's page in any language; ``#`` starts a comment.

    Raises:
        SiteError: the file cannot be read, does not exist although it must, or a line names no profile.
    """
    return RemovalList(path if must_exist or path.exists() else None).ids


def mentions_of_list(path: Location) -> Callable[[str], bool]:
    """Tells whether a text names somebody on a removal list, whose sites need not be known.

    Raises:
        SiteError: the file cannot be read.
    """
    return mentions(f"site/{line.rstrip('/').rpartition('/')[2].lower()}" for _number, line in _lines(path))


def naming(people: Iterable[str]) -> re.Pattern[str]:
    """Finds, inside any text, the ids and addresses of these people: their slugs as whole parts of a path.

    Args:
        people: ids (``site/slug``).
    """
    slugs = {person.partition("/")[2] for person in people}
    forms = sorted({re.escape(form) for slug in slugs for form in _forms(slug)})
    return re.compile(rf"/(?:{'|'.join(forms)})(?![\w.%-]*[\w%-])" if forms else r"(?!)", re.IGNORECASE)


def _forms(slug: str) -> Iterable[str]:
    """How a slug stands in addresses: as it is, and as escaped bytes of either encoding that servers use."""
    yield slug
    yield quote(slug, safe="-._~")
    with suppress(UnicodeEncodeError):
        yield quote(slug.encode("cp1252"), safe="-._~")


def mentions(people: Iterable[str], names: Iterable[str] = ()) -> Callable[[str], bool]:
    """Tells whether a text names one of these people: an id or address, a file's name or a title with their name.

    Args:
        people: ids (``site/slug``).
        names: their names as printed, where pages of theirs are known.
    """
    people = list(people)
    addresses = naming(people)
    slugs = {_words(person.partition("/")[2]) for person in people}
    known = {words for words in (*slugs, *map(_words, names)) if "-" in words}
    known |= {"-".join(reversed(words.split("-"))) for words in known}
    single = {slug for slug in slugs if slug and "-" not in slug}

    def mention(text: str) -> bool:
        if addresses.search(text):
            return True
        words = f"-{_words(unquoted(text))}-"
        if any(f"-{each}-" in words for each in known):
            return True
        return bool(single) and any(_words(part.partition(".")[0]) in single for part in re.split(r"[/\s]", text))

    return mention


def _words(text: str) -> str:
    """The words of a text without accents and case, joined by hyphens; a slug's number at the end is none."""
    return re.sub(r"-\d+$", "", slugify(text))


def _lines(path: Location) -> list[tuple[int, str]]:
    """The lines that name somebody, with their numbers from 1."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SiteError(_("{path} cannot be read: {error}").format(path=path, error=error)) from None
    asked = ((number, line.partition("#")[0].strip()) for number, line in enumerate(lines, 1))
    return [(number, line) for number, line in asked if line]


def _read_entries(path: Location) -> tuple[RemovalEntry, ...]:
    return tuple(RemovalEntry(number, line, _id(path, number, line)) for number, line in _lines(path))


def _hash(id_: str) -> str:
    return hashlib.sha256(id_.encode()).hexdigest()


def _id(path: Location, number: int, line: str) -> str:
    site_name, *slug = line.split("/")
    if site_name in site_names() and len(slug) == 1 and slug[0]:
        return line.lower()
    try:
        site = site_of(line)
        address = read_address(site, line) if site else None
    except ValueError:
        site = address = None
    if site is None and "://" in line:
        unknown = _(
            "{path}, line {number}: no known site has the address {line!r}: name the folder of sites with --sites"
        )
        raise SiteError(unknown.format(path=path, number=number, line=line))
    if not (site and address and address.slug):
        raise SiteError(
            _("{path}, line {number}: {line!r} is neither an id (mila/ada-lovelace) nor a profile's address").format(
                path=path, number=number, line=line
            )
        )
    return f"{site.name}/{address.slug}"
