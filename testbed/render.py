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
from testbed import profile_markup
from testbed.chrome import Head, page, pager
from testbed.world import (
    DIRECTORY,
    PEOPLE_A_PAGE,
    PUBLICATIONS_A_PAGE,
    LanguageProfile,
    Person,
    World,
    directory_order,
    directory_target,
    page_count,
    target,
)

_DIRECTORY_HEADING: Mapping[Language, str] = {"en": "Directory", "fr": "Annuaire"}
_FRONT_PAGE: Mapping[Language, tuple[str, str]] = {
    "en": ("Home", "Learning machines for the common good. Meet the people who build them and read what they write."),
    "fr": ("Accueil", "Des machines qui apprennent pour le bien commun. Voici les gens qui les font et leurs écrits."),
}


def render(world: World) -> dict[str, bytes]:
    """Every page: front pages, directories with their pager, people with the pager of their publications."""
    return dict(pages(world))


def pages(world: World) -> Iterator[tuple[str, bytes]]:
    """The same pages one at a time, for worlds that do not fit into memory."""
    for language in LANGUAGES:
        yield f"/{language}", _front_page(language, world.menu_size)
        yield from _directory(world, language)
    for person in world.people:
        for profile in person.language_profiles.values():
            for number in range(page_count(profile)):
                yield target(person, profile.language, number), _profile(person, profile, number, world.menu_size)


def _front_page(language: Language, menu_size: int) -> bytes:
    heading, words = _FRONT_PAGE[language]
    content = f"<h1>{words}</h1>\n<h2>{profile_markup.HEADINGS[language]['publications']}</h2>\n<p>{words}</p>"
    return page(Head(language, heading, f"/{language}", {"en": "/en", "fr": "/fr"}), content, menu_size)


def _directory(world: World, language: Language) -> Iterator[tuple[str, bytes]]:
    people = directory_order(world, language)
    heading = _DIRECTORY_HEADING[language]
    count = max(1, -(-len(people) // PEOPLE_A_PAGE))
    for number in range(count):
        shown = people[number * PEOPLE_A_PAGE : (number + 1) * PEOPLE_A_PAGE]
        members = "\n".join(_member(person, person.language_profiles[language]) for person in shown)
        content = (
            f'<h1>{heading}</h1>\n<div class="view-content">\n{members}\n</div>\n'
            f"{pager(language, number, count, '?page=')}"
        )
        address = directory_target(language, number)
        yield address, page(Head(language, heading, address, DIRECTORY), content, world.menu_size)


def _member(person: Person, profile: LanguageProfile) -> str:
    picture = ""
    if profile.portrait:
        picture = f'<img src="{escape(profile.portrait.path)}" alt="{escape(profile.portrait.alt)}" loading="lazy">'
    title = escape(profile.header[0].text) if profile.header else ""
    return (
        '<article class="node node--type-member node--view-mode-teaser">'
        f'<a href="{target(person, profile.language)}">{picture}'
        f'<span class="field-name-title">{escape(person.name)}</span></a>'
        f'<div class="group-titles">{title}</div></article>'
    )


def _profile(person: Person, profile: LanguageProfile, number: int, menu_size: int) -> bytes:
    alternates: dict[Language, str] = {profile.language: target(person, profile.language)}
    if profile.alternate:
        alternates["fr" if profile.language == "en" else "en"] = profile.alternate
    shown = profile.publications[number * PUBLICATIONS_A_PAGE : (number + 1) * PUBLICATIONS_A_PAGE]
    parts = (
        '<article class="node node--type-member node--view-mode-full">',
        *profile_markup.header(person.name, profile),
        *profile_markup.sections(profile, shown),
        pager(profile.language, number, page_count(profile), "?page=0%2C"),
        "</article>",
    )
    head = Head(profile.language, person.name, target(person, profile.language, number), alternates)
    return page(head, "\n".join(filter(None, parts)), menu_size)
