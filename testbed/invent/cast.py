"""Who is there: names, slugs, and what kind of person each is, before anything is printed of them."""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from profile_scraper.records.base import LANGUAGES, Language
from testbed.invent.words import words
from testbed.world import Label, Named

Kind: TypeAlias = Literal["faculty", "student", "staff", "alumni"]

_STUDENT_LEVELS = (
    ("phd", 40),
    ("masters-research", 22),
    ("professional-masters", 3),
    ("collaborating-researcher", 12),
    ("postdoctorate", 9),
    ("research-intern", 7),
    ("independent-visiting-researcher", 4),
    ("dess", 3),
)
_KINDS: tuple[tuple[Kind, int], ...] = (("alumni", 50), ("student", 38), ("faculty", 7), ("staff", 5))


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody of the cast; institutions and topics are decided here so that both languages can print them."""

    name: str
    slug: str
    gender: str
    """``m``, ``f``, or ``i`` for inclusive French forms."""
    kind: Kind
    institution: int
    """Index into the institutions of ``positions``."""
    level: str | None
    """For students and alumni, the key of the level."""
    minimal: bool
    """Whether the pages hold a name and a role only."""
    languages: tuple[Language, ...]
    in_directory: bool
    topics: list[tuple[Label, Label]] = field(default_factory=list)
    principal: "Figure | None" = None
    co: "Figure | None" = None

    @property
    def named(self) -> Named:
        """The figure as a link."""
        return Named(self.name, self.slug)


def cast(rng: random.Random, count: int) -> list[Figure]:
    """``count`` people; one in a hundred shares the name of another."""
    names = _names(rng)
    kinds = _kinds(rng, count)
    figures: list[Figure] = []
    slugs: set[str] = set()
    for number, kind in enumerate(kinds):
        homonym = rng.choice(figures) if number % 100 == 57 else None
        name, gender = (homonym.name, homonym.gender) if homonym else next(names)
        slug = _slug(name)
        while slug in slugs:
            slug = f"{_slug(name)}-{rng.randrange(2, 100)}"
        slugs.add(slug)
        one_language = rng.random() < 0.05
        figures.append(
            Figure(
                name=name,
                slug=slug,
                gender=gender,
                kind=kind,
                institution=_zipf(rng, len(words("positions")["institution"])),
                level=_level(rng, kind),
                minimal=kind == "alumni" and rng.random() < 0.7,
                languages=(rng.choice(LANGUAGES),) if one_language else LANGUAGES,
                in_directory=kind != "student" or rng.random() > 0.03,
            )
        )
    _supervise(rng, figures)
    _sample_topics(rng, figures)
    return figures


def _kinds(rng: random.Random, count: int) -> list[Kind]:
    kinds = [kind for kind, share in _KINDS for _ in range(round(count * share / 100))]
    kinds = (kinds + ["alumni"] * count)[:count]
    rng.shuffle(kinds)
    return kinds


def _level(rng: random.Random, kind: Kind) -> str | None:
    if kind == "student":
        levels, weights = zip(*_STUDENT_LEVELS, strict=True)
        return str(rng.choices(levels, weights)[0])
    return rng.choice(("alumni", "collaborating-alumni")) if kind == "alumni" else None


def _names(rng: random.Random) -> Iterator[tuple[str, str]]:
    lists = words("names")
    seen: set[str] = set()
    while True:
        given, gender = rng.choice(lists["given"])
        surname = _surname(rng) + (f"-{_surname(rng)}" if rng.random() < 0.08 else "")
        initial = f" {rng.choice('ABCDEFGHJKLMNPRST')}." if rng.random() < 0.06 else ""
        name = f"{given}{initial} {surname}"
        if name not in seen:
            seen.add(name)
            yield name, gender


def _surname(rng: random.Random) -> str:
    lists = words("names")
    return str(rng.choice(lists["surname_starts"]) + rng.choice(lists["surname_ends"]))


def stranger(rng: random.Random) -> Named:
    """Somebody outside the institute: an author without a link."""
    given = rng.choice(words("names")["given"])[0]
    return Named(f"{given} {_surname(rng)}")


def _slug(name: str) -> str:
    latin = name.translate({ord("ø"): "o", ord("Ø"): "O", ord("æ"): "ae"})
    plain = "".join(char for char in unicodedata.normalize("NFD", latin) if not unicodedata.combining(char))
    return "-".join("".join(char if char.isalnum() else " " for char in plain.lower()).split())


def _supervise(rng: random.Random, figures: list[Figure]) -> None:
    faculty = [figure for figure in figures if figure.kind == "faculty"]
    if not faculty:
        return
    for student in figures:
        if student.kind == "student":
            student.principal = rng.choice(faculty)
            student.institution = student.principal.institution if rng.random() < 0.8 else student.institution
            others = [figure for figure in rng.sample(faculty, min(2, len(faculty))) if figure is not student.principal]
            student.co = others[0] if others and rng.random() < 0.25 else None


def _sample_topics(rng: random.Random, figures: list[Figure]) -> None:
    topics = [(Label(_slug(en), en), Label(_slug(en), fr)) for en, fr in words("topics")["pairs"]]
    rng.shuffle(topics)
    for figure in figures:
        if figure.kind == "staff" or figure.minimal:
            continue
        most = 10 if figure.kind == "faculty" else 6
        least = 3 if figure.kind == "faculty" else 0
        indices = {_zipf(rng, len(topics)) for _ in range(rng.randint(least, most))}
        figure.topics = [topics[index] for index in sorted(indices)]


def _zipf(rng: random.Random, count: int) -> int:
    """An index under ``count``, small ones more often: Zipf's law with exponent 1, by inversion."""
    return min(count - 1, int((count + 1.0) ** rng.random()) - 1)
