"""The pages of one language, put together by person: a pager repeats the header, a page may be saved twice."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from profile_scraper.pair.terms import fold
from profile_scraper.records.base import Language
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import Site, profile_id


class Side(NamedTuple):
    """What one person has in one language."""

    language: Language
    pages: tuple[ProfilePage, ...]
    """Pages with an address first, by place in the pager, the current address before older ones."""
    address: str | None
    """Canonical address of the first page, None where no page has one."""
    slug: str | None
    """The person's part of the address."""

    @property
    def head(self) -> ProfilePage:
        """The page whose header counts."""
        return self.pages[0]

    @property
    def name(self) -> str:
        """The person's name as the header prints it."""
        return self.head.name

    @property
    def addresses(self) -> set[str]:
        """Every address of the first page, older forms too."""
        return {page.source.url.partition("?")[0] for page in self.pages if page.slug}

    @property
    def named_counterpart(self) -> str | None:
        """The address that the pages name as the other language's, None where they name none."""
        other: Language = "fr" if self.language == "en" else "en"
        return next((page.alternates[other] for page in self.pages if other in page.alternates), None)

    @property
    def key(self) -> str:
        """What the side is called: its address, else the path of its first page."""
        return self.address or self.head.source.url


def sides_of(pages: Iterable[ProfilePage], site: Site) -> list[Side]:
    """Put pages together by person and language.

    Pages with one address are one page, of which the last retrieved counts. Pages with one slug are one person; so are
    pages without address that share name and header, and such a page and the person whose page it so resembles.

    Returns:
        The sides, sorted by language and key, whatever the order of the pages.
    """
    by_slug: dict[tuple[Language, str], list[ProfilePage]] = defaultdict(list)
    loose: list[ProfilePage] = []
    for page in _last_of_each_address(pages):
        if page.slug:
            by_slug[page.source.language, page.slug].append(page)
        else:
            loose.append(page)
    by_name: dict[tuple[Language, str], list[list[ProfilePage]]] = defaultdict(list)
    for (language, _), group in sorted(by_slug.items()):
        by_name[language, fold(group[0].name)].append(group)
    for page in loose:
        alike = by_name[page.source.language, fold(page.name)]
        home = [group for group in alike if any(_same_header(page, other) for other in group)]
        if len(home) == 1:
            home[0].append(page)
        else:
            alike.append([page])
    sides = [_side(group, site) for alike in by_name.values() for group in alike]
    return sorted(sides, key=lambda side: (side.language, side.key))


def _last_of_each_address(pages: Iterable[ProfilePage]) -> list[ProfilePage]:
    last: dict[tuple[Language, str], ProfilePage] = {}
    for page in pages:
        key = page.source.language, page.source.url
        if key not in last or _age(last[key]) < _age(page):
            last[key] = page
    return [last[key] for key in sorted(last)]


def _age(page: ProfilePage) -> tuple[str, str, str]:
    return page.source.retrieved or "", page.source.sha256, page.name


def _same_header(page: ProfilePage, other: ProfilePage) -> bool:
    """Whether two pages with one name and language are one person's: something must say so, nothing against it."""
    if page.email and other.email and page.email != other.email:
        return False
    roles = {role.raw for role in page.roles}, {role.raw for role in other.roles}
    topics = set(page.topics), set(other.topics)
    if any(left and right and not left & right for left, right in (roles, topics)):
        return False
    whole = roles[0] == roles[1] and topics[0] == topics[1] and page.biography == other.biography
    paragraphs = set(page.biography) & set(other.biography)
    most_topics = 2 * len(topics[0] & topics[1]) > max(map(len, topics))
    return whole or bool(paragraphs) or most_topics or bool(page.email and page.email == other.email)


def _side(group: list[ProfilePage], site: Site) -> Side:
    def rank(page: ProfilePage) -> tuple[bool, int, bool, str]:
        return not page.slug, page.page, _is_older_form(page, site), page.source.url

    addresses = [(_is_older_form(page, site), page.source.url.partition("?")[0]) for page in group if page.slug]
    pages = tuple(sorted(group, key=rank))
    return Side(pages[0].source.language, pages, min(addresses)[1] if addresses else None, pages[0].slug)


def _is_older_form(page: ProfilePage, site: Site) -> bool:
    return bool(page.slug) and profile_id(site, page.source.url) is None
