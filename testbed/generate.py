"""A directory of invented people with known truth, from a seed: the same seed gives the same world."""

import random
import unicodedata
from collections.abc import Mapping

from profile_scraper.records.base import LANGUAGES, Language
from testbed.invent.cast import Figure, cast
from testbed.invent.contradict import contradict
from testbed.invent.listing import Listing, listing
from testbed.invent.positions import header, organization
from testbed.invent.prose import biography
from testbed.invent.publications import write
from testbed.invent.teaching import teach
from testbed.world import (
    DIRECTORY,
    Conflict,
    Label,
    LanguageProfile,
    Person,
    Portrait,
    PublicationRelation,
    World,
)


def generate(people: int = 200, seed: int = 0) -> World:
    """An institute of so many people."""
    rng = random.Random(seed)
    figures = cast(rng, people)
    teaching = teach(rng, figures)
    publications = write(rng, figures)
    entries = listing(rng, publications)
    world = World([], relations=_printed(publications.relations, entries), disagreements=teaching.disagreements)
    for figure in figures:
        lines, conflicts = header(rng, figure)
        profiles = {language: LanguageProfile(language, header=lines[language]) for language in figure.languages}
        _describe(rng, figure, profiles)
        if any(profile.biography for profile in profiles.values()):
            conflicts += contradict(rng, figure, profiles)
        for language, profile in profiles.items():
            profile.students = teaching.students.get((figure.slug, language), [])
            profile.supervisors = teaching.lines.get((figure.slug, language), [])
            profile.publications = entries.get((figure.slug, language), [])
        world.people.append(Person(figure.slug, figure.name, profiles, figure.in_directory))
        world.conflicts += conflicts
        world.conflicts += _between(figure, profiles)
    world.conflicts += teaching.conflicts
    return world


def _printed(relations: list[PublicationRelation], entries: Listing) -> list[PublicationRelation]:
    """The relations between publications that pages print; drift may have taken one from all of them."""
    printed = {entry.publication for page_entries in entries.values() for entry in page_entries}
    return [relation for relation in relations if relation.source in printed and relation.target in printed]


def _describe(rng: random.Random, figure: Figure, profiles: Mapping[Language, LanguageProfile]) -> None:
    """Portrait, contact, topics, biography and language links; a minimal alumni page has the links only."""
    wrong = rng.random()
    for language, profile in profiles.items():
        other: Language = "fr" if language == "en" else "en"
        if len(profiles) == 1:
            profile.alternate = f"/{other}" if wrong < 0.3 else None
        elif wrong < 0.03:
            profile.alternate = f"/{other}" if wrong < 0.015 else None
        else:
            profile.alternate = f"{DIRECTORY[other]}/{figure.slug}"
    if figure.minimal:
        return
    number = rng.randrange(1000, 9999)
    dice = rng.random()
    email = f"{figure.slug}@institute.example" if rng.random() < 0.2 else None
    links = {
        name: address.format(slug=figure.slug)
        for name, address, share in _LINKS
        if rng.random() < share * (1.0 if figure.kind == "faculty" else 0.4)
    }
    biographies = {}
    if figure.kind in ("faculty", "staff") or rng.random() < 0.25:
        biographies = biography(rng, figure.name, _institution(figure), figure.languages)
    missing = rng.choice(figure.topics) if figure.topics and len(profiles) == 2 and rng.random() < 0.05 else None
    for language, profile in profiles.items():
        if dice < 0.5:
            profile.portrait = _portrait(figure, language, number)
        profile.placeholder = dice > 0.8
        profile.email = email
        profile.links = links
        column = LANGUAGES.index(language)
        skipped = missing if language == "fr" else None
        profile.topics = sorted((pair[column] for pair in figure.topics if pair is not skipped), key=_alphabetical)
        profile.biography = biographies.get(language, [])
    if email and len(profiles) == 2 and rng.random() < 0.1:
        profiles["fr"].email = f"{figure.slug}@autre.example"


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
    english, french = (organization(figure.institution, language).printed for language in LANGUAGES)
    return english, f"l'{french}" if french.startswith("Université") else french


def _between(figure: Figure, profiles: Mapping[Language, LanguageProfile]) -> list[Conflict]:
    """Other addresses, and topics that only one language has."""
    if len(profiles) < len(LANGUAGES):
        return []
    english, french = (profiles[language] for language in LANGUAGES)
    conflicts = []
    if english.email and french.email and english.email != french.email:
        conflicts.append(Conflict(f"mila/{figure.slug}", "email", (english.email, french.email)))
    english_only = {topic.key for topic in english.topics} - {topic.key for topic in french.topics}
    if english_only:
        labels = ", ".join(topic.text for topic in english.topics if topic.key in english_only)
        conflicts.append(Conflict(f"mila/{figure.slug}", "topics", (labels, "")))
    return conflicts


def _alphabetical(topic: Label) -> str:
    return unicodedata.normalize("NFD", topic.text).casefold()
