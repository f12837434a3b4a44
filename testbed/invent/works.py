"""Works and how they are related: corrections, versions, parts, translations, and siblings that differ in one word."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from profile_scraper.records.base import LANGUAGES
from testbed.invent.cast import Figure, stranger
from testbed.invent.prose import Bilingual, abstract, theme, title
from testbed.world import Named, WorkRelation


@dataclass(frozen=True, slots=True)
class Work:
    """One work; ``translated`` ones are printed in French on French pages, the others in English everywhere."""

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
class Works:
    """All works with their relations; a work with the title of another is never made by chance."""

    all: list[Work] = field(default_factory=list)
    relations: list[WorkRelation] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)


def write(rng: random.Random, figures: Sequence[Figure]) -> Works:
    """The works of all faculty, each with students, colleagues and strangers."""
    works = Works()
    faculty = [figure for figure in figures if figure.kind == "faculty"]
    groups: dict[str, list[Figure]] = {}
    for student in figures:
        for supervisor in (student.principal, student.co):
            if supervisor and not student.bare:
                groups.setdefault(supervisor.slug, []).append(student)
    for lead in faculty:
        for _ in range(2 + int(90 ** rng.random())):
            for work in _work(rng, works, _members(rng, lead, groups.get(lead.slug, []), faculty)):
                works.all.append(work)
                works.titles.update(work.titles.values())
    return works


def _members(rng: random.Random, lead: Figure, group: list[Figure], faculty: list[Figure]) -> tuple[Figure, ...]:
    students = rng.sample(group, min(len(group), rng.choice((0, 1, 1, 2))))
    colleagues = [rng.choice(faculty)] if rng.random() < 0.2 else []
    return tuple(dict.fromkeys((*students, *colleagues, lead)))


def _work(rng: random.Random, works: Works, members: tuple[Figure, ...]) -> Iterator[Work]:
    about = theme(rng)
    titles = title(rng, about)
    while not works.titles.isdisjoint(titles.values()):
        about = theme(rng)
        titles = title(rng, about)
    number = len(works.all)
    crowd = rng.randrange(20, 28) if rng.random() < 0.02 else rng.choice((0, 1, 1, 2, 3, 4))
    work = Work(
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
        yield from _parts(rng, works, work)
        return
    yield work
    if dice < 0.05:
        word = rng.choice(("Author Correction: ", "Erratum: ", "Publisher Correction: "))
        correction = _sibling(work, "correction", {language: word + titles[language] for language in LANGUAGES})
        works.relations.append(WorkRelation("corrects", correction.key, work.key))
        yield replace(correction, abstracts=None)
    elif dice < 0.09:
        shorter = {
            language: titles[language].replace(f" {about.places[language]['setting']}", "") for language in LANGUAGES
        }
        if works.titles.isdisjoint(shorter.values()):
            version = _sibling(work, "version", shorter)
            works.relations.append(WorkRelation("isVersionOf", version.key, work.key))
            yield replace(version, abstracts=abstract(rng, about) if work.abstracts and rng.random() < 0.5 else None)
    elif dice < 0.12:
        other = theme(rng)
        changed = {
            language: titles[language].replace(about.places[language]["setting"], other.places[language]["setting"])
            for language in LANGUAGES
        }
        if works.titles.isdisjoint(changed.values()) and changed != titles:
            yield replace(_sibling(work, "sibling", changed), abstracts=abstract(rng, other))


def _parts(rng: random.Random, works: Works, work: Work) -> Iterator[Work]:
    parts = [
        _sibling(
            work,
            f"part-{number}",
            {"en": f"{work.titles['en']}, Part {number}", "fr": f"{work.titles['fr']}, partie {number}"},
        )
        for number in ("I", "II")
    ]
    works.relations.append(WorkRelation("isPartOfSeriesWith", parts[0].key, parts[1].key))
    for part in parts:
        yield replace(part, abstracts=abstract(rng, theme(rng)))


def _sibling(work: Work, what: str, titles: Bilingual) -> Work:
    return replace(work, key=f"{work.key}-{what}", titles=titles, translated=False, arxiv=None, doi=None)
