"""The pages of one language, put together by person: a pager repeats the header, a page may be saved twice."""

from collections import defaultdict
from typing import NamedTuple

from profile_scraper.pair.card import Card, Pages, cards_of
from profile_scraper.pair.names import name_key
from profile_scraper.records.base import Language
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import Site, profile_id, read_address
from profile_scraper.text.normalize import normalize_text


class Side(NamedTuple):
    """What one person has in one language; what the pages say beyond this is loaded when it is asked for."""

    cards: tuple[Card, ...]
    """Of pages with an address first, by place in the pager, the current address before older ones."""
    addresses: tuple[str, ...]
    """Every address of the first page, older forms too."""
    everybody: Pages
    """The pages of all people."""

    @property
    def language(self) -> Language:
        """Of all pages."""
        return self.cards[0].language

    @property
    def address(self) -> str | None:
        """Canonical address of the first page, None where no page has one."""
        return self.addresses[0] if self.addresses else None

    @property
    def slug(self) -> str | None:
        """The person's part of the address."""
        return self.cards[0].slug

    @property
    def name(self) -> str:
        """The person's name as the header prints it."""
        return self.cards[0].name

    @property
    def named_counterpart(self) -> str | None:
        """The address that the pages name as the other language's, None where they name none."""
        return next((card.counterpart for card in self.cards if card.counterpart is not None), None)

    @property
    def urls(self) -> tuple[str, ...]:
        """For each page where it came from."""
        return tuple(card.url for card in self.cards)

    @property
    def pages(self) -> tuple[ProfilePage, ...]:
        """The pages of the cards."""
        return tuple(self.everybody[card.place] for card in self.cards)

    @property
    def head(self) -> ProfilePage:
        """The page whose header counts, completed by the person's cards on list pages where it lacks something."""
        head = self.everybody[self.cards[0].place]
        for card in self.cards[1:]:
            if card.listed:
                head = completed(head, self.everybody[card.place])
        return head

    @property
    def key(self) -> str:
        """What the side is called: its address, else the path of its first page."""
        return self.address or self.cards[0].url


_COMPLETED = ("portrait", "email", "roles", "topics", "biography", "students", "supervisors")


def completed(page: ProfilePage, card: ProfilePage) -> ProfilePage:
    """A page with what it lacks taken from the person's card on a list page of the same language."""
    lacking = {field for field in _COMPLETED if not getattr(page, field) and getattr(card, field)}
    update: dict[str, object] = {field: getattr(card, field) for field in lacking}
    links = {name: value or getattr(card.links, name) for name, value in page.links}
    if links != dict(page.links):
        update["links"] = page.links.model_copy(update=links)
    ways = {**card.extraction_methods, **page.extraction_methods}
    return page.model_copy(update={**update, "extraction_methods": ways}) if update else page


def sides_of(pages: Pages, site: Site) -> list[Side]:
    """Put pages together by person and language.

    Pages with one address are one page, of which the last retrieved counts. Pages with one slug are one person; so are
    pages without address that share name and header, and such a page and the person whose page it so resembles.

    Returns:
        The sides, sorted by language and key, whatever the order of the pages.
    """
    by_slug: dict[tuple[Language, str], list[Card]] = defaultdict(list)
    loose: list[Card] = []
    for card in _last_of_each_address(pages):
        if card.slug:
            by_slug[card.language, card.slug].append(card)
        else:
            loose.append(card)
    _join_listed(by_slug)
    by_name: dict[tuple[Language, str], list[list[Card]]] = defaultdict(list)
    for (language, _), group in sorted(by_slug.items()):
        by_name[language, normalize_text(group[0].name, "words")].append(group)
    for card in loose:
        alike = by_name[card.language, normalize_text(card.name, "words")]
        page = pages[card.place]
        home = [group for group in alike if any(_same_header(page, pages[other.place]) for other in group)]
        if len(home) == 1:
            home[0].append(card)
        else:
            alike.append([card])
    sides = [_side(group, site, pages) for alike in by_name.values() for group in alike]
    return sorted(sides, key=lambda side: (side.language, side.key))


def _join_listed(by_slug: dict[tuple[Language, str], list[Card]]) -> None:
    """Give a card of a list to the person of its language whose page has the same name, where there is one only."""
    pages: dict[tuple[Language, tuple[str, ...]], list[str]] = defaultdict(list)
    for (language, slug), group in by_slug.items():
        if not all(card.listed for card in group):
            pages[language, name_key(group[0].name)].append(slug)
    for (language, slug), group in sorted(by_slug.items()):
        if all(card.listed for card in group):
            own = pages.get((language, name_key(group[0].name)), [])
            if len(own) == 1:
                by_slug[language, own[0]] += by_slug.pop((language, slug))


def _last_of_each_address(pages: Pages) -> list[Card]:
    last: dict[tuple[Language, str], Card] = {}
    for card in cards_of(pages):
        known = last.get((card.language, card.url))
        if known is None or (known.age, known.name) < (card.age, card.name):
            last[card.language, card.url] = card
    return [last[key] for key in sorted(last)]


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


def _side(group: list[Card], site: Site, pages: Pages) -> Side:
    older = {card.url: bool(card.slug) and profile_id(site, card.url) is None for card in group}

    def rank(card: Card) -> tuple[bool, bool, int, bool, str]:
        return card.listed, not card.slug, card.number, older[card.url], card.url

    own = [card for card in group if card.slug and not card.listed] or [card for card in group if card.slug]
    addresses = sorted((older[card.url], _first_page(site, card)) for card in own)
    return Side(
        cards=tuple(sorted(group, key=rank)),
        addresses=tuple(dict.fromkeys(address for _, address in addresses)),
        everybody=pages,
    )


def _first_page(site: Site, card: Card) -> str:
    """The address of the first page of a card's pager; a card of a list keeps its fragment."""
    return card.url if card.listed else read_address(site, card.url).first_page
