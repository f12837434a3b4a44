"""Pages that answer for another one, or hold no person: told by their content, never by their status."""

from typing import NamedTuple

from profile_scraper.records.problem import Reason
from profile_scraper.sites import Site, usable_sites
from profile_scraper.text.normalize import normalize_text

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
    if not bar or normalize_text(site.title, "label") not in normalize_text(rest, "label"):
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
        said_so = {normalize_text(title, "label"), normalize_text(titled(title, known).name or "", "label")}
        for words, reason in _REASONS:
            if not said_so.isdisjoint(normalize_text(each, "label") for each in known.rejections[words]):
                raise RefusedError(reason, said(title))


def said(title: str | None) -> str:
    """What a problem's detail says of a page, by its title."""
    return f"the page is titled {title[:120]!r}" if title else "the page has no title"
