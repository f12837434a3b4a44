"""Pages that answer for another one, or hold no person: told by their content, never by their status."""

from typing import NamedTuple

from profile_scraper.parse.dictionary import Lexicon, fold
from profile_scraper.parse.extracted import Outline
from profile_scraper.parse.fields.names import looks_like_name
from profile_scraper.parse.fields.roles import looks_like_role
from profile_scraper.records.problem import Reason
from profile_scraper.sites import Address, Site, usable_sites

_REASONS: tuple[tuple[str, Reason], ...] = (
    ("challenge_titles", "challenge-page"),
    ("not_found_titles", "not-found"),
)


class RefusedError(Exception):
    """The page cannot be used; becomes a problem line."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason
        self.detail = detail


class Titled(NamedTuple):
    """What a page says that it is."""

    title: str | None
    name: str | None
    """The title without the site's name."""


def titled(title: str | None, site: Site) -> Titled:
    """The title of a page, and the name in it ('Ada Lindqvist | Mila' is Ada Lindqvist)."""
    if not title:
        return Titled(None, None)
    name, bar, rest = title.rpartition(" | ")
    if not bar or fold(site.title) not in fold(rest):
        name = title
    return Titled(title, name.strip() or None)


def refuse_by_title(title: str | None, site: Site | None) -> None:
    """Refuse a challenge or a missing page; without a site, by what any known site calls them.

    Raises:
        RefusedError: the title says that the page is one of them.
    """
    if title is None:
        return
    for known in [site] if site else usable_sites():
        said_so = {fold(title), fold(titled(title, known).name or "")}
        for words, reason in _REASONS:
            if not said_so.isdisjoint(map(fold, known.rejections[words])):
                raise RefusedError(reason, said(title))


def said(title: str | None) -> str:
    """What a problem's detail says of a page, by its title."""
    return f"the page is titled {title[:120]!r}" if title else "the page has no title"


def is_profile(outline: Outline, address: Address | None, lexicon: Lexicon) -> bool:
    """Whether what was found is a person's page.

    Sections alone are no proof (a news item may have a 'Biography', the home page has 'Publications'): a profile has a
    person's name and, beside it, a portrait of that name, a role, a class of its own, or the address of that name.
    """
    if not outline.name or len(outline.name) > 100:
        return False
    if outline.marked:
        return True
    if not looks_like_name(outline.name) or " " not in outline.name:
        return False
    if outline.portrait and fold(outline.portrait[1]).endswith(fold(outline.name)):
        return True
    telling = sum(bool(part) for part in (outline.topics, outline.biography, outline.students, outline.supervisors))
    if address is not None and address.kind == "profile" and address.slug and _same(address.slug, outline.name):
        return bool(telling or outline.header or outline.publications or outline.listed)
    roles = any(looks_like_role(line.text, lexicon) for line in outline.header)
    return telling > 1 or (roles and bool(telling or outline.publications or outline.listed))


def _same(slug: str, name: str) -> bool:
    """Whether an address' last part is made of the words of a name."""
    words = {"".join(filter(str.isalnum, word)) for word in fold(name).replace("-", " ").split()}
    parts = set(slug.split("-"))
    return len(words & parts) * 2 > len(words)
