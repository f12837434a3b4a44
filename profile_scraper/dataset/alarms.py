"""Tell a site that changed, or a parser that lost its way, from the usual ups and downs: learned from earlier runs."""

from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from statistics import median, pstdev

from profile_scraper.records.alarm import Alarm, AlarmKind
from profile_scraper.records.manifest import Manifest

_LEARNED_RUNS = 8
"""Runs that teach what is usual; older ones tell of a site that has moved on."""
_LEAST_FALL = 0.03
"""A share may move so far without a word: the figure that the drift of two pages alone reaches."""
_LEAST_SHRINKING = 0.05
"""A count may fall by so much of itself: people leave at the end of a term."""
_FEW = 10
"""Below so many records a share says nothing."""
_SPREADS = 4.0
"""How many standard deviations away from the usual a figure rings."""


def alarms(new: Manifest, earlier: Sequence[Manifest]) -> list[Alarm]:
    """What rings, worst first within its kind; nothing where there is no earlier run to learn from.

    Args:
        new: the run to judge.
        earlier: manifests of the runs before it, oldest first.
    """
    runs = earlier[-_LEARNED_RUNS:]
    return [*_fewer(new, runs), *_coverage(new, runs), *_fall_back(new, runs)] if runs else []


def _fewer(new: Manifest, runs: Sequence[Manifest]) -> Iterator[Alarm]:
    """Counts that fell: a directory that shrank, pages that stayed away, languages that lost each other."""
    figures: dict[str, Callable[[Manifest], int]] = {
        "people": lambda run: run.counts.profiles,
        "pages in English": lambda run: run.counts.pages.get("en", 0),
        "pages in French": lambda run: run.counts.pages.get("fr", 0),
        "publications": lambda run: run.counts.publications,
        "entries of publications": lambda run: sum(run.counts.entries.values()),
        "people in both languages": lambda run: run.counts.profiles_bilingual,
    }
    for what, figure in figures.items():
        learned = [float(figure(run)) for run in runs]
        usual = median(learned)
        found = float(figure(new))
        allowed = max(_LEAST_SHRINKING * usual, _SPREADS * pstdev(learned), 1.0)
        if found < usual - allowed:
            kind: AlarmKind = "fewer-pairs" if what == "people in both languages" else "fewer-records"
            yield _alarm(kind, what, usual, found, f"{found:.0f} {what}, usually {usual:.0f}")


def _coverage(new: Manifest, runs: Sequence[Manifest]) -> Iterator[Alarm]:
    """Fields that fewer records have than usual, for each kind of person and each language."""
    for group, fields in new.coverage_by_group.items():
        for field, languages in fields.items():
            for language, now in languages.items():
                learned = [
                    before.present / before.total
                    for run in runs
                    if (before := run.coverage_by_group.get(group, {}).get(field, {}).get(language))
                    and before.total >= _FEW
                ]
                if learned and now.total >= _FEW:
                    found = now.present / now.total
                    usual = median(learned)
                    if found < usual - _allowed(learned, usual, now.total):
                        what = f"{group} / {field} / {language}"
                        yield _alarm(
                            "coverage-fell", what, usual, found, f"{what}: {found:.0%} have it, usually {usual:.0%}"
                        )


def _fall_back(new: Manifest, runs: Sequence[Manifest]) -> Iterator[Alarm]:
    """Fields that are found by their second way more often than usual: rings before a field is lost."""
    for field, ways in new.extraction_methods.items():
        total = sum(ways.values())
        learned = [
            _second(before) for run in runs if sum((before := run.extraction_methods.get(field, {})).values()) >= _FEW
        ]
        if learned and total >= _FEW:
            found, usual = _second(ways), median(learned)
            if found > usual + _allowed(learned, usual, total):
                said = f"{field}: {found:.0%} found by the second way, usually {usual:.0%}; class names have changed"
                yield _alarm("fall-back-rose", field, usual, found, said)


def _second(ways: dict[str, int]) -> float:
    """The share of pages on which a field was not found by its first way."""
    total = sum(ways.values())
    return 1 - ways.get("class", 0) / total


def _allowed(learned: Sequence[float], usual: float, total: int) -> float:
    """How far a share may move: by the runs' own spread, and by what chance does to so few records."""
    return max(_LEAST_FALL, _SPREADS * pstdev(learned), _SPREADS * sqrt(usual * (1 - usual) / total))


def _alarm(kind: AlarmKind, what: str, expected: float, found: float, detail: str) -> Alarm:
    return Alarm(kind=kind, what=what, expected=round(expected, 4), found=round(found, 4), detail=detail)
