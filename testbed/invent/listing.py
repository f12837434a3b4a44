"""How pages list works: shuffled, now and then twice, cut, without authors, or in a form that must be cleaned."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from profile_scraper.records.base import Language
from testbed.invent.cast import Figure
from testbed.invent.teaching import named
from testbed.invent.works import Work, Works
from testbed.world import Card

Listing = dict[tuple[str, Language], list[Card]]
Change = Callable[[Card], Card]


def listing(rng: random.Random, works: Works) -> Listing:
    """The cards of every side, by slug and language."""
    by_author: dict[str, tuple[Figure, list[Work]]] = {}
    for work in works.all:
        for member in work.members:
            by_author.setdefault(member.slug, (member, []))[1].append(work)
    cards: Listing = {}
    for slug, (member, written) in by_author.items():
        rng.shuffle(written)
        for language in member.languages:
            cards[slug, language] = [
                card for work in written if rng.random() > 0.03 for card in _listed(rng, work, language)
            ]
    return cards


def _listed(rng: random.Random, work: Work, language: Language) -> list[Card]:
    card = _card(work, language)
    dice = rng.random()
    for share, change in _CHANGES:
        if dice < share:
            card = change(card)
            break
        dice -= share
    return [card, card] if rng.random() < 0.03 else [card]


def _card(work: Work, language: Language) -> Card:
    text: Language = language if work.translated else "en"
    members = [named(member, language) for member in work.members]
    link = f"https://arxiv.org/abs/{work.arxiv}" if work.arxiv else f"https://doi.org/{work.doi}" if work.doi else None
    return Card(
        work=work.key,
        title=work.titles[text],
        authors=(*members[:1], *work.strangers, *members[1:]),
        abstract=work.abstracts[text] if work.abstracts else None,
        language=text,
        link=link,
        arxiv=work.arxiv,
        doi=None if work.arxiv else work.doi,
    )


def _without_authors(card: Card) -> Card:
    return replace(card, authors=())


def _without_abstract(card: Card) -> Card:
    return replace(card, abstract=None)


def _without_rest(card: Card) -> Card:
    return replace(card, rest=False)


def _ends_in_ellipsis(card: Card) -> Card:
    if not card.abstract:
        return card
    kept = card.abstract[:300]
    if kept.count("$") % 2:  # not inside a formula
        kept = kept[: kept.rindex("$")]
    return replace(card, abstract=f"{kept.rstrip()}…", complete=False)


def _other_case(card: Card) -> Card:
    return replace(card, title=card.title.upper())


def _period(card: Card) -> Card:
    return replace(card, title=card.title if card.title.endswith("?") else card.title + ".")


def _author_twice(card: Card) -> Card:
    return replace(card, printed_authors=(*card.authors[:1], *card.authors))


def _decomposed(card: Card) -> Card:
    authors = tuple(replace(author, name=unicodedata.normalize("NFD", author.name)) for author in card.authors)
    return replace(card, printed_title=unicodedata.normalize("NFD", card.title), printed_authors=authors)


def _latex(card: Card) -> Card:
    return replace(card, printed_abstract=card.abstract.replace("%", r"\%")) if card.abstract else card


def _loose_spaces(card: Card) -> Card:
    return replace(card, printed_title=card.title.replace(" ", "  ", 2))


def _soft_hyphens(card: Card) -> Card:
    return replace(card, printed_title=card.title.replace("ti", "t\u00adi"))


_CHANGES: tuple[tuple[float, Change], ...] = (
    (0.02, _without_authors),
    (0.03, _without_abstract),
    (0.02, _without_rest),
    (0.01, _ends_in_ellipsis),
    (0.02, _other_case),
    (0.02, _period),
    (0.02, _author_twice),
    (0.02, _decomposed),
    (0.04, _latex),
    (0.01, _loose_spaces),
    (0.01, _soft_hyphens),
)
