"""Publications and their relations: corrections, versions, parts, translations, siblings that differ in one word."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from profile_scraper.records.base import LANGUAGES
from testbed.invent.cast import Figure, stranger
from testbed.invent.prose import Bilingual, abstract, theme, title
from testbed.world import Named, PublicationRelation


@dataclass(frozen=True, slots=True)
class Publication:
    """One publication; ``translated`` ones are printed in French on French pages, the others in English everywhere."""

    key: str
    titles: Bilingual
    abstracts: Bilingual | None
    members: tuple[Figure, ...]
    """Authors of the institute, in order."""
    strangers: tuple[Named, ...]
    """The other authors; they stand after the first member and before the last."""
    translated: bool
    arxiv: str | None
    doi: str | None


@dataclass(slots=True)
class Publications:
    """All publications with their relations; no two have one title by chance."""

    all: list[Publication] = field(default_factory=list)
    relations: list[PublicationRelation] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)


def write(rng: random.Random, figures: Sequence[Figure]) -> Publications:
    """The publications of all faculty, each with students, colleagues and strangers."""
    publications = Publications()
    faculty = [figure for figure in figures if figure.kind == "faculty"]
    groups: dict[str, list[Figure]] = {}
    for student in figures:
        for supervisor in (student.principal, student.co):
            if supervisor and not student.minimal:
                groups.setdefault(supervisor.slug, []).append(student)
    for lead in faculty:
        for _ in range(2 + int(90 ** rng.random())):
            for publication in _publication(rng, publications, _members(rng, lead, groups.get(lead.slug, []), faculty)):
                publications.all.append(publication)
                publications.titles.update(publication.titles.values())
    return publications


def _members(rng: random.Random, lead: Figure, group: list[Figure], faculty: list[Figure]) -> tuple[Figure, ...]:
    students = rng.sample(group, min(len(group), rng.choice((0, 1, 1, 2))))
    colleagues = [rng.choice(faculty)] if rng.random() < 0.2 else []
    return tuple(dict.fromkeys((*students, *colleagues, lead)))


def _publication(rng: random.Random, publications: Publications, members: tuple[Figure, ...]) -> Iterator[Publication]:
    about = theme(rng)
    titles = title(rng, about)
    while not publications.titles.isdisjoint(titles.values()):
        about = theme(rng)
        titles = title(rng, about)
    number = len(publications.all)
    crowd = rng.randrange(20, 28) if rng.random() < 0.02 else rng.choice((0, 1, 1, 2, 3, 4))
    publication = Publication(
        key=f"work-{number}",
        titles=titles,
        abstracts=abstract(rng, about) if rng.random() > 0.08 else None,
        members=members,
        strangers=tuple(dict.fromkeys(stranger(rng) for _ in range(crowd))),
        translated=rng.random() < 0.05,
        arxiv=f"{rng.randrange(15, 26)}{rng.randrange(1, 13):02}.{number:05}" if rng.random() < 0.3 else None,
        doi=f"10.59999/invented.{number}" if rng.random() < 0.2 else None,
    )
    dice = rng.random()
    if dice < 0.02:
        yield from _parts(rng, publications, publication)
        return
    yield publication
    if dice < 0.05:
        word = rng.choice(("Author Correction: ", "Erratum: ", "Publisher Correction: "))
        correction = _sibling(publication, "correction", {language: word + titles[language] for language in LANGUAGES})
        publications.relations.append(PublicationRelation("corrects", correction.key, publication.key))
        yield replace(correction, abstracts=None)
    elif dice < 0.09:
        shorter = {
            language: titles[language].replace(f" {about.values[language]['setting']}", "") for language in LANGUAGES
        }
        if publications.titles.isdisjoint(shorter.values()):
            version = _sibling(publication, "version", shorter)
            publications.relations.append(PublicationRelation("isVersionOf", version.key, publication.key))
            yield replace(
                version, abstracts=abstract(rng, about) if publication.abstracts and rng.random() < 0.5 else None
            )
    elif dice < 0.12:
        other = theme(rng)
        changed = {
            language: titles[language].replace(about.values[language]["setting"], other.values[language]["setting"])
            for language in LANGUAGES
        }
        if publications.titles.isdisjoint(changed.values()) and changed != titles:
            yield replace(_sibling(publication, "sibling", changed), abstracts=abstract(rng, other))


def _parts(rng: random.Random, publications: Publications, publication: Publication) -> Iterator[Publication]:
    parts = [
        _sibling(
            publication,
            f"part-{number}",
            {"en": f"{publication.titles['en']}, Part {number}", "fr": f"{publication.titles['fr']}, partie {number}"},
        )
        for number in ("I", "II")
    ]
    publications.relations.append(PublicationRelation("isPartOfSeriesWith", parts[0].key, parts[1].key))
    for part in parts:
        yield replace(part, abstracts=abstract(rng, theme(rng)))


def _sibling(publication: Publication, what: str, titles: Bilingual) -> Publication:
    return replace(publication, key=f"{publication.key}-{what}", titles=titles, translated=False, arxiv=None, doi=None)
