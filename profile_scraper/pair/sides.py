"""The pages of one language, put together by person: a pager repeats the header, a page may be saved twice."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from profile_scraper.pair.terms import fold
from profile_scraper.records.base import Language
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import Site, profile_id


class Pages(Protocol):
    """Pages by their index: a list, or what loads a page when it is asked for."""

    def __len__(self) -> int:
        """How many pages there are."""

    def __getitem__(self, index: int, /) -> ProfilePage:
        """One page."""

    def __iter__(self) -> Iterator[ProfilePage]:
        """All pages in their order."""


class Side(NamedTuple):
    """What one person has in one language; what the pages say beyond this is loaded when it is asked for."""

    language: Language
    address: str | None
    """Canonical address of the first page, None where no page has one."""
    slug: str | None
    """The person's part of the address."""
    name: str
    """The person's name as the header prints it."""
    named_counterpart: str | None
    """The address that the pages name as the other language's, None where they name none."""
    urls: tuple[str, ...]
    """For each page where it came from."""
    addresses: tuple[str, ...]
    """Every address of the first page, older forms too."""
    everybody: Pages
    """The pages of all people."""
    places: tuple[int, ...]
    """Which of them are the person's."""

    @property
    def pages(self) -> tuple[ProfilePage, ...]:
        """Pages with an address first, by place in the pager, the current address before older ones."""
        return tuple(self.everybody[place] for place in self.places)

    @property
    def head(self) -> ProfilePage:
        """The page whose header counts."""
        return self.everybody[self.places[0]]

    @property
    def key(self) -> str:
        """What the side is called: its address, else the path of its first page."""
        return self.address or self.urls[0]


class _Leaf(NamedTuple):
    """What tells whose a page is, without the page."""

    place: int
    language: Language
    url: str
    slug: str | None
    number: int
    name: str
    counterpart: str | None
    age: tuple[str, str]


def sides_of(pages: Pages, site: Site) -> list[Side]:
    """Put pages together by person and language.

    Pages with one address are one page, of which the last retrieved counts. Pages with one slug are one person; so are
    pages without address that share name and header, and such a page and the person whose page it so resembles.

    Returns:
        The sides, sorted by language and key, whatever the order of the pages.
    """
    by_slug: dict[tuple[Language, str], list[_Leaf]] = defaultdict(list)
    loose: list[_Leaf] = []
    for leaf in _last_of_each_address(pages):
        if leaf.slug:
            by_slug[leaf.language, leaf.slug].append(leaf)
        else:
            loose.append(leaf)
    by_name: dict[tuple[Language, str], list[list[_Leaf]]] = defaultdict(list)
    for (language, _), group in sorted(by_slug.items()):
        by_name[language, fold(group[0].name)].append(group)
    for leaf in loose:
        alike = by_name[leaf.language, fold(leaf.name)]
        page = pages[leaf.place]
        home = [group for group in alike if any(_same_header(page, pages[other.place]) for other in group)]
        if len(home) == 1:
            home[0].append(leaf)
        else:
            alike.append([leaf])
    sides = [_side(group, site, pages) for alike in by_name.values() for group in alike]
    return sorted(sides, key=lambda side: (side.language, side.key))


def _last_of_each_address(pages: Pages) -> list[_Leaf]:
    last: dict[tuple[Language, str], _Leaf] = {}
    for place, page in enumerate(pages):
        leaf = _leaf(place, page)
        known = last.get((leaf.language, leaf.url))
        if known is None or (known.age, known.name) < (leaf.age, leaf.name):
            last[leaf.language, leaf.url] = leaf
    return [last[key] for key in sorted(last)]


def _leaf(place: int, page: ProfilePage) -> _Leaf:
    source = page.source
    other: Language = "fr" if source.language == "en" else "en"
    age = source.retrieved or "", source.sha256
    return _Leaf(place, source.language, source.url, page.slug, page.page, page.name, page.alternates.get(other), age)


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


def _side(group: list[_Leaf], site: Site, pages: Pages) -> Side:
    def rank(leaf: _Leaf) -> tuple[bool, int, bool, str]:
        return not leaf.slug, leaf.number, _is_older_form(leaf, site), leaf.url

    leaves = sorted(group, key=rank)
    addresses = [(_is_older_form(leaf, site), leaf.url.partition("?")[0]) for leaf in group if leaf.slug]
    return Side(
        language=leaves[0].language,
        address=min(addresses)[1] if addresses else None,
        slug=leaves[0].slug,
        name=leaves[0].name,
        named_counterpart=next((leaf.counterpart for leaf in leaves if leaf.counterpart is not None), None),
        urls=tuple(leaf.url for leaf in leaves),
        addresses=tuple(dict.fromkeys(address for _, address in sorted(addresses))),
        everybody=pages,
        places=tuple(leaf.place for leaf in leaves),
    )


def _is_older_form(leaf: _Leaf, site: Site) -> bool:
    return bool(leaf.slug) and profile_id(site, leaf.url) is None
