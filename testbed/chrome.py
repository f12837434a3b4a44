"""What stands around the content of a page and readers must ignore: head, menu, language links, pager, footer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from profile_scraper.records.base import Language
from testbed.world import BASE_URL

_FRAME = Template(Path(__file__).with_name("frame.html").read_text(encoding="utf8"))
_MENU: Mapping[Language, Sequence[tuple[str, str]]] = {
    "en": (
        ("/en/directory", "Directory"),
        ("/en/research/publications", "Publications"),
        ("/en/research/topics", "Research Topics"),
        ("/en/news", "News"),
        ("/en/news/lantern-day", "Lantern day"),
        ("/en/programs", "Programs"),
        ("/en/about", "About us"),
    ),
    "fr": (
        ("/fr/annuaire", "Annuaire"),
        ("/fr/recherche/publications", "Publications"),
        ("/fr/recherche/sujets", "Sujets de recherche"),
        ("/fr/nouvelles", "Nouvelles"),
        ("/fr/nouvelles/journee-des-lanternes", "Journée des lanternes"),
        ("/fr/programmes", "Programmes"),
        ("/fr/a-propos", "À propos"),
    ),
}
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "institute": "Mila – Quebec Artificial Intelligence Institute",
        "skip": "Skip to main content",
        "menu": "Main navigation",
        "section": "Section",
        "trail": "Breadcrumb",
        "home": "Home",
        "letter": "Subscribe to the newsletter",
        "rights": "All rights reserved",
        "first": "« First",
        "previous": "‹ Previous",
        "next": "Next ›",
        "last": "Last »",
        "go": "Go to page",
    },
    "fr": {
        "institute": "Mila – Institut québécois d&#039;intelligence artificielle",
        "skip": "Aller au contenu principal",
        "menu": "Navigation principale",
        "section": "Rubrique",
        "trail": "Fil d&#039;Ariane",
        "home": "Accueil",
        "letter": "S&#039;abonner à l&#039;infolettre",
        "rights": "Tous droits réservés",
        "first": "« Premier",
        "previous": "‹ Précédent",
        "next": "Suivant ›",
        "last": "Dernier »",
        "go": "Aller à la page",
    },
}
_NAMES: Mapping[Language, str] = {"en": "English", "fr": "Français"}
_PAGER_REACH = 4


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says of it; addresses are request targets."""

    language: Language
    heading: str
    target: str
    alternates: Mapping[Language, str]


def page(head: Head, content: str, menu_size: int) -> bytes:
    """A whole page: ``content`` inside the site's frame, with ``menu_size`` links in the menu."""
    alternates = [(language, escape(address)) for language, address in sorted(head.alternates.items())]
    return _FRAME.substitute(
        _WORDS[head.language],
        language=head.language,
        title=escape(f"{head.heading} | Mila"),
        canonical=BASE_URL + escape(head.target),
        hreflang="\n".join(
            f'<link rel="alternate" hreflang="{language}" href="{BASE_URL}{address}">'
            for language, address in alternates
        ),
        switch="".join(
            f'<li><a href="{address}" class="language-link" hreflang="{language}">{_NAMES[language]}</a></li>'
            for language, address in alternates
        ),
        links=_links(head.language, menu_size),
        content=content,
    ).encode()


def pager(language: Language, current: int, count: int, first: str) -> str:
    """Drupal's pager of ``count`` pages; ``first`` is what comes before the page number in a link (``?page=``)."""
    if count < 2:
        return ""
    words = _WORDS[language]

    def item(kind: str, number: int, text: str) -> str:
        link = f'<a href="{first}{number}" title="{words["go"]} {number + 1}">{text}</a>'
        return f'<li class="pager__item pager__item--{kind}">{link}</li>'

    items: list[str] = []
    if current:
        items += [item("first", 0, words["first"]), item("previous", current - 1, words["previous"])]
    items += [
        item("page", number, str(number + 1))
        if number != current
        else f'<li class="pager__item is-active" aria-current="page">{number + 1}</li>'
        for number in range(max(0, current - _PAGER_REACH), min(count, current + _PAGER_REACH + 1))
    ]
    if current + 1 < count:
        items += [item("next", current + 1, words["next"]), item("last", count - 1, words["last"])]
    return (
        '<nav class="pager" role="navigation"><h4 class="visually-hidden">Pagination</h4>'
        f'<ul class="pager__items js-pager__items">{"".join(items)}</ul></nav>'
    )


@cache
def _links(language: Language, menu_size: int) -> str:
    section = _WORDS[language]["section"]
    more = (
        (f"/{language}/{section.lower()}-{number}", f"{section} {number}")
        for number in range(1, menu_size - len(_MENU[language]) + 1)
    )
    return "\n".join(
        f'<li class="menu-item menu-item--level-1"><a href="{href}" class="menu-link">{escape(text)}</a></li>'
        for href, text in (*_MENU[language], *more)
    )
