"""A directory of invented people with known truth, from a seed: the same seed gives the same world."""

import random
import unicodedata
from collections.abc import Mapping

from profile_scraper.records.base import LANGUAGES, Language
from testbed.invent.cast import Figure, cast
from testbed.invent.contradict import contradict
from testbed.invent.listing import Listing, listing
from testbed.invent.positions import header, place
from testbed.invent.prose import biography
from testbed.invent.teaching import teach
from testbed.invent.works import write
from testbed.world import (
    DIRECTORY,
    Conflict,
    Label,
    Person,
    Portrait,
    Side,
    WorkRelation,
    World,
)


def generate(people: int = 200, seed: int = 0) -> World:
    """An institute of so many people."""
    rng = random.Random(seed)
    figures = cast(rng, people)
    teaching = teach(rng, figures)
    works = write(rng, figures)
    cards = listing(rng, works)
    world = World([], relations=_listed(works.relations, cards), disagreements=teaching.disagreements)
    for figure in figures:
        lines, conflicts = header(rng, figure)
        sides = {language: Side(language, header=lines[language]) for language in figure.languages}
        _describe(rng, figure, sides)
        if any(side.biography for side in sides.values()):
            conflicts += contradict(rng, figure, sides)
        for language, side in sides.items():
            side.students = teaching.cards.get((figure.slug, language), [])
            side.supervisors = teaching.lines.get((figure.slug, language), [])
            side.publications = cards.get((figure.slug, language), [])
        world.people.append(Person(figure.slug, figure.name, sides, figure.listed))
        world.conflicts += conflicts
        world.conflicts += _between(figure, sides)
    world.conflicts += teaching.conflicts
    return world


def _listed(relations: list[WorkRelation], cards: Listing) -> list[WorkRelation]:
    """The relations between works that pages list; drift may have taken one from all of them."""
    listed = {card.work for side in cards.values() for card in side}
    return [relation for relation in relations if relation.source in listed and relation.target in listed]


def _describe(rng: random.Random, figure: Figure, sides: Mapping[Language, Side]) -> None:
    """Portrait, contact, topics, biography and language links; a bare alumni page has the links only."""
    wrong = rng.random()
    for language, side in sides.items():
        other: Language = "fr" if language == "en" else "en"
        if len(sides) == 1:
            side.alternate = f"/{other}" if wrong < 0.3 else None
        elif wrong < 0.03:
            side.alternate = f"/{other}" if wrong < 0.015 else None
        else:
            side.alternate = f"{DIRECTORY[other]}/{figure.slug}"
    if figure.bare:
        return
    number = rng.randrange(1000, 9999)
    dice = rng.random()
    email = f"{figure.slug}@institute.example" if rng.random() < 0.2 else None
    links = {
        name: address.format(slug=figure.slug)
        for name, address, share in _LINKS
        if rng.random() < share * (1.0 if figure.kind == "faculty" else 0.4)
    }
    told = {}
    if figure.kind in ("faculty", "staff") or rng.random() < 0.25:
        told = biography(rng, figure.name, _institution(figure), figure.languages)
    missing = rng.choice(figure.topics) if figure.topics and len(sides) == 2 and rng.random() < 0.05 else None
    for language, side in sides.items():
        if dice < 0.5:
            side.portrait = _portrait(figure, language, number)
        side.placeholder = dice > 0.8
        side.email = email
        side.links = links
        column = LANGUAGES.index(language)
        skipped = missing if language == "fr" else None
        side.topics = sorted((pair[column] for pair in figure.topics if pair is not skipped), key=_alphabetical)
        side.biography = told.get(language, [])
    if email and len(sides) == 2 and rng.random() < 0.1:
        sides["fr"].email = f"{figure.slug}@autre.example"


_LINKS = (
    ("homepage", "https://{slug}.example.org/", 0.6),
    ("google_scholar", "https://scholar.google.com/citations?user={slug}", 0.7),
    ("linkedin", "https://www.linkedin.com/in/{slug}", 0.5),
    ("x", "https://x.com/{slug}", 0.3),
    ("github", "https://github.com/{slug}", 0.4),
)


def _portrait(figure: Figure, language: Language, number: int) -> Portrait:
    folder = f"/sites/default/files/styles/member_full/public/member/{number}"
    path = f"{folder}/portrait-of-{figure.slug}.jpg.webp?itok=q{number}"
    if language == "en":
        return Portrait(path, f"Portrait of {figure.name}")
    particle = "d'" if figure.name[0] in "AÉEIOUY" else "de "
    return Portrait(path, f"Portrait {particle}{figure.name}")


def _institution(figure: Figure) -> tuple[str, str]:
    english, french = (place(figure.institution, language).printed for language in LANGUAGES)
    return english, f"l'{french}" if french.startswith("Université") else french


def _between(figure: Figure, sides: Mapping[Language, Side]) -> list[Conflict]:
    """Other addresses, and topics that only one side has."""
    if len(sides) < len(LANGUAGES):
        return []
    english, french = (sides[language] for language in LANGUAGES)
    conflicts = []
    if english.email and french.email and english.email != french.email:
        conflicts.append(Conflict(f"mila/{figure.slug}", "email", (english.email, french.email)))
    alone = {topic.key for topic in english.topics} - {topic.key for topic in french.topics}
    if alone:
        labels = ", ".join(topic.text for topic in english.topics if topic.key in alone)
        conflicts.append(Conflict(f"mila/{figure.slug}", "topics", (labels, "")))
    return conflicts


def _alphabetical(topic: Label) -> str:
    return unicodedata.normalize("NFD", topic.text).casefold()
