"""A review: one question at a time, answers appended to the file of decisions, each of which can be taken back."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeAlias

from profile_scraper.dataset.decisions import Decided, add_decision, read_decisions, take_back_decision, things
from profile_scraper.dataset.filter import Filters, choose
from profile_scraper.dataset.read import DatasetError, read_dataset
from profile_scraper.records.answer import Answer
from profile_scraper.records.decision import Decision
from profile_scraper.records.publication import RelationType
from profile_scraper.report.questions import Asked, questions

Choice: TypeAlias = Literal["same", "different", "related"]


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Review:
    """The questions of a dataset and the answers that stand; several requests may use it at once."""

    def __init__(self, dataset: Path, decisions: Path, by: str, now: Callable[[], str] = _now) -> None:
        """Read both.

        Args:
            dataset: the dataset's folder.
            decisions: the file of decisions, which need not be there yet.
            by: who answers.
            now: the time in RFC 3339, UTC.

        Raises:
            DatasetError: one of them cannot be read, or decisions contradict each other.
        """
        self._decisions, self._by, self._now = decisions, by, now
        self._lock = threading.Lock()
        self._asked = {one.key: one for one in questions(choose(read_dataset(dataset), Filters()))}
        answered = {frozenset(things(decided)) for decided in read_decisions(decisions)}
        self._open = [key for key, one in self._asked.items() if one.about not in answered]
        self._given: list[tuple[str, Decided]] = []

    def next(self) -> Asked | None:
        """The question to ask, None where all are answered."""
        with self._lock:
            return self._asked[self._open[0]] if self._open else None

    @property
    def left(self) -> int:
        """How many questions are open."""
        return len(self._open)

    @property
    def given(self) -> list[tuple[Asked, Decided]]:
        """The answers of this session that stand, the latest last."""
        with self._lock:
            return [(self._asked[key], decision) for key, decision in self._given]

    def later(self, key: str) -> None:
        """Put a question behind the others.

        Raises:
            DatasetError: the question is not open.
        """
        with self._lock:
            self._close(key)
            self._open.append(key)

    def answer(self, key: str, choice: Choice, why: str, relation: RelationType | None, *, turned: bool) -> None:
        """Write an answer down.

        Args:
            key: the question's.
            choice: what the two are to each other; ``related`` is for works.
            why: the reason, empty for none.
            relation: for ``related``, the relation from the first to the second.
            turned: whether the relation goes from the second to the first.

        Raises:
            DatasetError: the question is not open, or the answer contradicts another.
            PublishError: the file cannot be written.
        """
        with self._lock:
            if key not in self._open:
                raise DatasetError("this question was already answered")
            asked = self._asked[key]
            if choice == "related" and asked.subject != "work":
                raise DatasetError("only works are related; these two are the same or different")
            first, second = (side.thing for side in asked.sides)
            given = {"decision": choice, "by": self._by, "why": why.strip(), "when": self._now()}
            decided: Decided
            if asked.subject == "work":
                works = (second, first) if turned else (first, second)
                decided = Decision.model_validate({**given, "works": works, "relation": relation})
            else:
                subject = {"subject": asked.subject, "within": asked.within, "things": (first, second)}
                decided = Answer.model_validate({**given, **subject})
            add_decision(self._decisions, decided)
            self._close(key)
            self._given.append((key, decided))

    def take_back(self) -> None:
        """Take the latest answer of this session out of the file and ask its question again.

        Raises:
            DatasetError: there is none, or somebody else took it out.
            PublishError: the file cannot be written.
        """
        with self._lock:
            if not self._given:
                raise DatasetError("there is no answer of this session to take back")
            key, decided = self._given[-1]
            take_back_decision(self._decisions, decided)
            self._given.pop()
            self._open.insert(0, key)

    def _close(self, key: str) -> None:
        if key not in self._open:
            raise DatasetError("this question was already answered")
        self._open.remove(key)
