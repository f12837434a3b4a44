"""Who supervises whom, as both pages say it, with a few pages that forget."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.profile import Supervision
from testbed.invent.cast import Figure
from testbed.invent.positions import level, school
from testbed.world import Conflict, Named, Organization, StudentItem, SupervisorLine


@dataclass(slots=True)
class Teaching:
    """The items of each supervisor's list and the lines of each student, by slug and language."""

    students: dict[tuple[str, Language], list[StudentItem]] = field(default_factory=dict)
    lines: dict[tuple[str, Language], list[SupervisorLine]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    disagreements: list[tuple[str, str]] = field(default_factory=list)


def teach(rng: random.Random, figures: Sequence[Figure]) -> Teaching:
    """Print each supervision on the pages of both people."""
    teaching = Teaching()
    for student in figures:
        schools = school(rng, student)
        for supervisor, other in ((student.principal, student.co), (student.co, student.principal)):
            if supervisor:
                _print(rng, teaching, (student, supervisor, other), schools)
    for supervisor in figures:
        if supervisor.kind == "faculty" and len(supervisor.languages) == len(LANGUAGES):
            english, french = (
                len(teaching.students.get((supervisor.slug, language), ())) for language in supervisor.languages
            )
            if english != french:
                teaching.conflicts.append(
                    Conflict(f"mila/{supervisor.slug}", "student-count", (str(english), str(french)))
                )
    return teaching


def _print(
    rng: random.Random,
    teaching: Teaching,
    people: tuple[Figure, Figure, Figure | None],
    schools: dict[Language, Organization | None],
) -> None:
    """One supervision: an item on the supervisor's pages and a line on the student's, of which one may be forgotten."""
    student, supervisor, other = people
    part: Supervision = "principal" if supervisor is student.principal else "co"
    forgotten = rng.choices((None, "item", "line"), (97, 1.5, 1.5))[0]
    if forgotten:
        teaching.disagreements.append((f"mila/{supervisor.slug}", f"mila/{student.slug}"))
    drifted = rng.choice(supervisor.languages) if rng.random() < 0.04 else None
    for language in supervisor.languages:
        if forgotten != "item" and language != drifted:
            item = StudentItem(
                key=student.slug,
                student=named(student, language),
                level=level(student, language),
                organization=schools[language],
                supervision=part,
                label=("co" if part == "principal" else "principal") if other else None,
                others=(named(other, language),) if other else (),
            )
            teaching.students.setdefault((supervisor.slug, language), []).append(item)
    for language in student.languages:
        if forgotten != "line":
            line = SupervisorLine(named(supervisor, language), part)
            teaching.lines.setdefault((student.slug, language), []).append(line)


def named(figure: Figure, language: Language) -> Named:
    """Somebody as pages of a language name them: a link where they have a page in it."""
    return figure.named if language in figure.languages else Named(figure.name)
