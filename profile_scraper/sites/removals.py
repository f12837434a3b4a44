"""Who asked to be left out: ids or addresses, one a line (``removals.txt``)."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from profile_scraper.sites.address import read_address, site_of
from profile_scraper.sites.model import SiteError, site_names


def read_removals(path: Path) -> frozenset[str]:
    """The ids (``site/slug``) of the profiles that a removal list names; none where there is no such file.

    A line is an id, or any address of the person's page in any language; ``#`` starts a comment.

    Raises:
        SiteError: a line names no profile; whoever asked would not be left out, so nothing goes on.
    """
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise SiteError(f"{path} cannot be read: {error}") from None
    asked = ((number, line.partition("#")[0].strip()) for number, line in enumerate(lines, 1))
    return frozenset(_id(path, number, line) for number, line in asked if line)


def naming(people: Iterable[str]) -> re.Pattern[str]:
    """Finds, inside any text, the ids and addresses of these people: their slugs as whole parts of a path.

    Args:
        people: ids (``site/slug``).
    """
    slugs = {person.partition("/")[2] for person in people}
    forms = sorted({re.escape(form) for slug in slugs for form in (slug, quote(slug, safe="-._~"))})
    return re.compile(rf"/(?:{'|'.join(forms)})(?![\w.%-]*[\w%-])" if forms else r"(?!)", re.IGNORECASE)


def count_removed(people: Iterable[str], site_names: Iterable[str]) -> int:
    """How many of these people (``site/slug``) are of these sites."""
    names = set(site_names)
    return sum(person.partition("/")[0] in names for person in people)


def _id(path: Path, number: int, line: str) -> str:
    site_name, _, slug = line.partition("/")
    if site_name in site_names() and slug and "/" not in slug:
        return line.lower()
    try:
        site = site_of(line)
        address = read_address(site, line) if site else None
    except ValueError:
        site = address = None
    if not (site and address and address.slug):
        raise SiteError(f"{path}, line {number}: {line!r} is neither an id (mila/ada-lovelace) nor a profile's address")
    return f"{site.name}/{address.slug}"
