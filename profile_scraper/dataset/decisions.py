"""The append-only file of people's decisions: read without contradictions or not at all."""

import os
from collections import defaultdict, deque
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from profile_scraper.dataset.files import DatasetError, RecordFile
from profile_scraper.messages import _
from profile_scraper.records.decision import Decision
from profile_scraper.sites import site_names, site_of
from profile_scraper.storage.remote import Location

Question: TypeAlias = tuple[str, str | None, frozenset[str]]
"""What a decision is about: subject, scope, and the two things in any order."""


class NumberedDecision(NamedTuple):
    """A decision and its line number."""

    line: int
    decision: Decision

    def __str__(self) -> str:
        made = self.decision
        text = _("line {line} ({by}, {when}: {first} and {second} are {answer})")
        return text.format(line=self.line, **made.model_dump(include={"by", "when", "first", "second", "answer"}))


def question(decision: Decision) -> Question:
    """What a decision is about."""
    return (decision.subject, decision.within, frozenset({decision.first, decision.second}))


def read_decisions(path: Location) -> list[Decision]:
    """The valid decisions, without withdrawn ones; an empty list where there is no file.

    Raises:
        DatasetError: a line is not valid, or decisions contradict each other; all of these are named.
    """
    if not path.exists():
        return []
    valid: dict[Question, NumberedDecision] = {}
    for number, decision in enumerate(RecordFile(path, Decision, _("correct or delete that line"), "forbid"), 1):
        key = question(decision)
        earlier = valid.get(key)
        if decision.answer == "withdrawn":
            valid.pop(key, None)
        elif earlier is None:
            valid[key] = NumberedDecision(number, decision)
        elif not _agree(earlier.decision, decision):
            raise _contradiction(path, [earlier, NumberedDecision(number, decision)])
        elif decision.correct is not None:
            valid[key] = NumberedDecision(number, decision)
    _check_chains(path, valid.values())
    return [numbered.decision for numbered in valid.values()]


def decisions_of_sites(decisions: Iterable[Decision], sites: Container[str]) -> list[Decision]:
    """The decisions but those that were made about another site, or are about people or pages of another known one."""
    return [decision for decision in decisions if (site := _site_of(decision)) is None or site in sites]


def _site_of(decision: Decision) -> str | None:
    """The site of which a decision is, None where it does not tell or no site of this name is known."""
    if decision.site is not None:
        return decision.site
    if decision.subject == "conflict":
        name = (decision.within or "").partition("/")[0]
        return name if name in site_names() else None
    site = site_of(decision.first) if decision.subject == "page" else None
    return site.name if site else None


def append_decision(path: Path, decision: Decision) -> None:
    """Append a decision; where it contradicts a valid one, the file stays unchanged.

    Raises:
        DatasetError: the decision contradicts a valid one, or the file is not valid or cannot be written.
    """
    size = path.stat().st_size if path.exists() else None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            # A person may have edited the file and left out the last line feed.
            separator = b"" if not size or path.read_bytes().endswith(b"\n") else b"\n"
            file.write(separator + decision.model_dump_json().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        _cut(path, size)  # a full disk takes half a line
        raise DatasetError(
            _("{path} cannot be written: {error}; choose another --decisions").format(path=path, error=error.strerror)
        ) from error
    try:
        read_decisions(path)
    except DatasetError:
        _cut(path, size)
        raise


def _agree(earlier: Decision, later: Decision) -> bool:
    """Whether two answers to one question can both hold."""
    if _answer_key(earlier) != _answer_key(later):
        return False
    if earlier.correct is None or later.correct is None:
        return True
    return _correct_text(earlier) == _correct_text(later)


def _correct_text(decision: Decision) -> str | None:
    """The statement that a decision says is right, None for neither."""
    return {"first": decision.first, "second": decision.second}.get(decision.correct or "")


def _cut(path: Path, size: int | None) -> None:
    """Take off what was appended to a file of this size; None for a file that did not exist."""
    with suppress(OSError):
        if size is None:
            path.unlink(missing_ok=True)
        elif path.stat().st_size > size:
            os.truncate(path, size)


def _answer_key(decision: Decision) -> tuple[str, ...]:
    """A key that two consistent answers share; a relation has a direction, except in a series."""
    if decision.relation is None or decision.relation == "isPartOfSeriesWith":
        return (decision.answer, decision.relation or "")
    return (decision.answer, decision.relation, decision.first, decision.second)


def _check_chains(path: Location, valid: Iterable[NumberedDecision]) -> None:
    """Reject 'different' or 'related' between two things that a chain of 'same' connects."""
    same: defaultdict[tuple[str, str | None, str], dict[str, NumberedDecision]] = defaultdict(dict)
    for each in valid:
        if each.decision.answer == "same":
            for thing, other in (
                (each.decision.first, each.decision.second),
                (each.decision.second, each.decision.first),
            ):
                same[each.decision.subject, each.decision.within, thing][other] = each
    for each in valid:
        if each.decision.answer in {"different", "related"}:
            chain = _chain(same, each.decision)
            if chain:
                raise _contradiction(path, [*chain, each])


def _chain(
    same: Mapping[tuple[str, str | None, str], Mapping[str, NumberedDecision]], decision: Decision
) -> list[NumberedDecision]:
    """The shortest chain of 'same' from the decision's first thing to its second; empty where there is none."""
    reached: dict[str, list[NumberedDecision]] = {decision.first: []}
    waiting = deque([decision.first])
    while waiting:
        thing = waiting.popleft()
        for other, link in same.get((decision.subject, decision.within, thing), {}).items():
            if other not in reached:
                reached[other] = [*reached[thing], link]
                waiting.append(other)
    return reached.get(decision.second, [])


def _contradiction(path: Location, answers: Iterable[NumberedDecision]) -> DatasetError:
    named = _(" contradicts ").join(map(str, sorted(answers, key=lambda each: each.line)))
    return DatasetError(_("{path}: {named}; withdraw one of them").format(path=path, named=named))
