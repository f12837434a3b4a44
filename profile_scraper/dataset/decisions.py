"""People's decisions in a file of their own: read whole and free of contradictions, or not at all; only appended to."""

import os
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

from profile_scraper.dataset.lines import DatasetError, Lines
from profile_scraper.records.decision import Decision

Question: TypeAlias = tuple[str, str | None, frozenset[str]]
"""What an answer is about: subject, where, and the two things in any order."""


class Numbered(NamedTuple):
    """A decision and the line that it stands on."""

    line: int
    decision: Decision

    def __str__(self) -> str:
        one = self.decision
        return f"line {self.line} ({one.by}, {one.when}: {one.first} and {one.second} are {one.answer})"


def question(decision: Decision) -> Question:
    """What a decision is about."""
    return (decision.subject, decision.within, frozenset({decision.first, decision.second}))


def read_decisions(path: Path) -> list[Decision]:
    """The answers that stand: none that was withdrawn; an empty list where there is no file yet.

    Raises:
        DatasetError: a line is broken, or answers contradict each other; all that do are named.
    """
    if not path.exists():
        return []
    standing: dict[Question, Numbered] = {}
    for number, decision in enumerate(Lines(path, Decision), 1):
        about = question(decision)
        earlier = standing.get(about)
        if decision.answer == "withdrawn":
            standing.pop(about, None)
        elif earlier is None:
            standing[about] = Numbered(number, decision)
        elif _meaning(earlier.decision) != _meaning(decision):
            raise _contradiction(path, [earlier, Numbered(number, decision)])
    _refuse_chains(path, standing.values())
    return [numbered.decision for numbered in standing.values()]


def append_decision(path: Path, decision: Decision) -> None:
    """Add one line; where it would contradict what stands, the file stays as it was.

    Raises:
        DatasetError: the decision contradicts one that stands, or the file is broken or cannot be written.
    """
    before = path.stat().st_size if path.exists() else None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write(decision.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise DatasetError(f"{path} cannot be written: {error.strerror}; choose another --decisions") from error
    try:
        read_decisions(path)
    except DatasetError:
        if before is None:
            path.unlink()
        else:
            os.truncate(path, before)
        raise


def _meaning(decision: Decision) -> tuple[str, ...]:
    """What two answers must share; a relation counts with its direction, but a series has none."""
    if decision.relation is None or decision.relation == "isPartOfSeriesWith":
        return (decision.answer, decision.relation or "")
    return (decision.answer, decision.relation, decision.first, decision.second)


def _refuse_chains(path: Path, standing: Iterable[Numbered]) -> None:
    """Refuse 'different' or 'related' between two things that a chain of 'same' joins."""
    same: defaultdict[tuple[str, str | None, str], dict[str, Numbered]] = defaultdict(dict)
    for one in standing:
        if one.decision.answer == "same":
            for thing, other in ((one.decision.first, one.decision.second), (one.decision.second, one.decision.first)):
                same[one.decision.subject, one.decision.within, thing][other] = one
    for one in standing:
        if one.decision.answer in {"different", "related"}:
            chain = _chain(same, one.decision)
            if chain:
                raise _contradiction(path, [*chain, one])


def _chain(same: Mapping[tuple[str, str | None, str], Mapping[str, Numbered]], decision: Decision) -> list[Numbered]:
    """The shortest chain of 'same' from the decision's first thing to its second, empty where there is none."""
    reached: dict[str, list[Numbered]] = {decision.first: []}
    waiting = deque([decision.first])
    while waiting:
        thing = waiting.popleft()
        for other, link in same.get((decision.subject, decision.within, thing), {}).items():
            if other not in reached:
                reached[other] = [*reached[thing], link]
                waiting.append(other)
    return reached.get(decision.second, [])


def _contradiction(path: Path, answers: Iterable[Numbered]) -> DatasetError:
    named = " contradicts ".join(map(str, sorted(answers, key=lambda one: one.line)))
    return DatasetError(f"{path}: {named}; withdraw one of them")
