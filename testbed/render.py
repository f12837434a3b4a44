"""Prints an invented institute as HTML pages in the markup that is reported of Mila's site.

    from testbed.generate import generate
    from testbed.render import render
    from testbed.truth import truth

    world = generate(people=200, seed=1)
    render(world)   # {'/en/directory': b'<!DOCTYPE html>…', '/en/directory?page=1': …,
                    #  '/fr/annuaire/ada-lindqvist': …, '/en/directory/ada-lindqvist?page=0%2C1': …}
    truth(world)    # what a reader must get from them, see testbed.truth

Keys are request targets in canonical form, each page once. A server must itself answer ``?page=0``, ``?page=0%2C0``,
stray parameters and final slashes with the page of the canonical target, and unknown addresses with ``/en`` (the
site's habit).
"""

from collections.abc import Iterator, Mapping
from html import escape

from profile_scraper.records.base import LANGUAGES, Language
from testbed import cards
from testbed.chrome import Head, page, pager
from testbed.world import (
    DIRECTORY,
    PEOPLE_A_PAGE,
    PUBLICATIONS_A_PAGE,
    Person,
    Side,
    World,
    directory_order,
    directory_target,
    page_count,
    target,
)

_DIRECTORY_HEADING: Mapping[Language, str] = {"en": "Directory", "fr": "Annuaire"}
_HOME: Mapping[Language, tuple[str, str]] = {
    "en": ("Home", "Learning machines for the common good. Meet the people who build them and read what they write."),
    "fr": ("Accueil", "Des machines qui apprennent pour le bien commun. Voici les gens qui les font et leurs écrits."),
}


def render(world: World) -> dict[str, bytes]:
    """Every page of the institute: home pages, directories with their pager, people with the pager of their works."""
    return dict(pages(world))


def pages(world: World) -> Iterator[tuple[str, bytes]]:
    """The same pages one at a time, for worlds that do not fit into memory."""
    for language in LANGUAGES:
        yield f"/{language}", _home(language, world.menu_size)
        yield from _directory(world, language)
    for person in world.people:
        for side in person.sides.values():
            for number in range(page_count(side)):
                yield target(person, side.language, number), _profile(person, side, number, world.menu_size)


def _home(language: Language, menu_size: int) -> bytes:
    heading, words = _HOME[language]
    content = f"<h1>{words}</h1>\n<h2>{cards.HEADINGS[language]['publications']}</h2>\n<p>{words}</p>"
    return page(Head(language, heading, f"/{language}", {"en": "/en", "fr": "/fr"}), content, menu_size)


def _directory(world: World, language: Language) -> Iterator[tuple[str, bytes]]:
    people = directory_order(world, language)
    heading = _DIRECTORY_HEADING[language]
    count = max(1, -(-len(people) // PEOPLE_A_PAGE))
    for number in range(count):
        shown = people[number * PEOPLE_A_PAGE : (number + 1) * PEOPLE_A_PAGE]
        members = "\n".join(_member(person, person.sides[language]) for person in shown)
        content = (
            f'<h1>{heading}</h1>\n<div class="view-content">\n{members}\n</div>\n'
            f"{pager(language, number, count, '?page=')}"
        )
        address = directory_target(language, number)
        yield address, page(Head(language, heading, address, DIRECTORY), content, world.menu_size)


def _member(person: Person, side: Side) -> str:
    picture = ""
    if side.portrait:
        picture = f'<img src="{escape(side.portrait.path)}" alt="{escape(side.portrait.alt)}" loading="lazy">'
    title = escape(side.header[0].text) if side.header else ""
    return (
        '<article class="node node--type-member node--view-mode-teaser">'
        f'<a href="{target(person, side.language)}">{picture}'
        f'<span class="field-name-title">{escape(person.name)}</span></a>'
        f'<div class="group-titles">{title}</div></article>'
    )


def _profile(person: Person, side: Side, number: int, menu_size: int) -> bytes:
    alternates: dict[Language, str] = {side.language: target(person, side.language)}
    if side.alternate:
        alternates["fr" if side.language == "en" else "en"] = side.alternate
    shown = side.publications[number * PUBLICATIONS_A_PAGE : (number + 1) * PUBLICATIONS_A_PAGE]
    parts = (
        '<article class="node node--type-member node--view-mode-full">',
        *cards.header(person.name, side),
        *cards.sections(side, shown),
        pager(side.language, number, page_count(side), "?page=0%2C"),
        "</article>",
    )
    head = Head(side.language, person.name, target(person, side.language, number), alternates)
    return page(head, "\n".join(filter(None, parts)), menu_size)
