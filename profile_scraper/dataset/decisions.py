"""People's decisions in a file of their own: read whole and free of contradictions, or not at all."""

import json
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pydantic import ValidationError

from profile_scraper.dataset.publish import file_whole_or_not_at_all
from profile_scraper.dataset.read import DatasetError, fault
from profile_scraper.records.answer import Answer
from profile_scraper.records.decision import Decision

Decided: TypeAlias = Decision | Answer

Thing: TypeAlias = tuple[str, str | None, str]
"""What is decided about: what it is, where it stands, its name."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A decision and the line that it stands on."""

    number: int
    decided: Decided

    def __str__(self) -> str:
        first, second = (name for *_, name in things(self.decided))
        relation = self.decided.relation if isinstance(self.decided, Decision) else None
        meaning = f"{self.decided.decision}{f' ({relation})' if relation else ''}"
        return f"line {self.number} ({self.decided.by}, {self.decided.when}: {first} and {second} are {meaning})"


def things(decided: Decided) -> tuple[Thing, Thing]:
    """The two that a decision is about."""
    if isinstance(decided, Decision):
        first, second = decided.works
        return ("work", None, first), ("work", None, second)
    first, second = decided.things
    return (decided.subject, decided.within, first), (decided.subject, decided.within, second)


def read_decisions(path: Path) -> list[Decided]:
    """The decisions of a file in its order; an empty list where there is no file yet.

    Raises:
        DatasetError: a line is broken, or decisions contradict each other; all that do are named.
    """
    lines = list(_lines(path, _read(path)))
    _refuse_contradictions(path, lines)
    return [line.decided for line in lines]


def add_decision(path: Path, decided: Decided) -> None:
    """Add a decision as the last line; where it would contradict another, the file stays as it is.

    Raises:
        DatasetError: the decision contradicts another, or the file is broken.
        PublishError: the file cannot be written.
    """
    texts = _read(path)
    _refuse_contradictions(path, [*_lines(path, texts), _Line(len(texts) + 1, decided)])
    _write(path, [*texts, decided.model_dump_json()])


def take_back_decision(path: Path, decided: Decided) -> None:
    """Take a decision out of the file; version control still knows it.

    Raises:
        DatasetError: the file has no such decision, or is broken.
        PublishError: the file cannot be written.
    """
    texts = _read(path)
    lines = list(_lines(path, texts))
    kept = [line for line in lines if line.decided != decided]
    if len(kept) == len(lines):
        raise DatasetError(f"{path} does not have this decision any more")
    _write(path, [texts[line.number - 1] for line in kept])


def _read(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path} cannot be read: {error}") from error


def _lines(path: Path, texts: Iterable[str]) -> Iterator[_Line]:
    for number, text in enumerate(texts, 1):
        try:
            fields = json.loads(text)
            model = Answer if isinstance(fields, dict) and "subject" in fields else Decision
            yield _Line(number, model.model_validate_json(text))
        except ValidationError as error:
            raise DatasetError(f"{path}, line {number}, {fault(error)}") from None
        except json.JSONDecodeError as error:
            raise DatasetError(f"{path}, line {number}: {error}") from None


def _write(path: Path, texts: Iterable[str]) -> None:
    with file_whole_or_not_at_all(path) as target:
        target.write_text("".join(f"{text}\n" for text in texts), encoding="utf8")


def _refuse_contradictions(path: Path, lines: Iterable[_Line]) -> None:
    """Refuse two meanings of one pair, and another meaning than 'same' where a chain of 'same' joins the two."""
    first_of: dict[frozenset[Thing], _Line] = {}
    same: defaultdict[Thing, dict[Thing, _Line]] = defaultdict(dict)
    for line in lines:
        pair = things(line.decided)
        earlier = first_of.setdefault(frozenset(pair), line)
        if _meaning(earlier.decided) != _meaning(line.decided):
            raise _contradiction(path, [earlier, line])
        if line.decided.decision == "same":
            same[pair[0]][pair[1]] = same[pair[1]][pair[0]] = line
    for line in first_of.values():
        chain = [] if line.decided.decision == "same" else _chain(same, *things(line.decided))
        if chain:
            raise _contradiction(path, [*chain, line])


def _meaning(decided: Decided) -> tuple[str, ...]:
    """What two decisions about one pair must share; a relation counts with its direction, but a series has none."""
    if isinstance(decided, Decision) and decided.relation in {"corrects", "isVersionOf"}:
        return (decided.relation, *decided.works)
    return (decided.decision,)


def _chain(same: Mapping[Thing, Mapping[Thing, _Line]], start: Thing, end: Thing) -> list[_Line]:
    """The shortest chain of 'same' from one thing to another, empty where there is none."""
    reached: dict[Thing, list[_Line]] = {start: []}
    waiting = deque([start])
    while waiting:
        thing = waiting.popleft()
        for other, line in same.get(thing, {}).items():
            if other not in reached:
                reached[other] = [*reached[thing], line]
                waiting.append(other)
    return reached.get(end, [])


def _contradiction(path: Path, lines: Iterable[_Line]) -> DatasetError:
    named = " contradicts ".join(map(str, sorted(lines, key=lambda line: line.number)))
    return DatasetError(f"{path}: {named}; take one of them back")
