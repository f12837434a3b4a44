"""A review session: one question at a time, answers appended to the file of decisions, the latest can be undone."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from profile_scraper.dataset.decisions import append_decision, question, read_decisions
from profile_scraper.dataset.filter import Filters, filter_dataset
from profile_scraper.dataset.read import read_dataset
from profile_scraper.dataset.record_file import DatasetError
from profile_scraper.records.decision import Answer, Decision
from profile_scraper.records.publication import RelationType
from profile_scraper.report.questions import ReviewQuestion, questions


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Review:
    """The questions of a dataset and the answers of the session; safe for concurrent requests."""

    def __init__(self, dataset: Path, decisions: Path, by: str, now: Callable[[], str] = _now) -> None:
        """Read the dataset and the decisions.

        Args:
            dataset: the dataset's folder.
            decisions: the file of decisions, which need not exist yet.
            by: who answers.
            now: the time in RFC 3339, UTC.

        Raises:
            DatasetError: one of them cannot be read, or decisions contradict each other.
        """
        self._decisions, self._by, self._now = decisions, by, now
        self._lock = threading.Lock()
        self._questions = {each.key: each for each in questions(filter_dataset(read_dataset(dataset), Filters()))}
        answered = {question(decision) for decision in read_decisions(decisions)}
        self._open = [key for key, each in self._questions.items() if each.about not in answered]
        self._given: list[tuple[str, Decision]] = []

    def next(self) -> ReviewQuestion | None:
        """The next open question; None where all are answered."""
        with self._lock:
            return self._questions[self._open[0]] if self._open else None

    @property
    def open_count(self) -> int:
        """Number of open questions."""
        return len(self._open)

    @property
    def given(self) -> list[tuple[ReviewQuestion, Decision]]:
        """The answers of this session that were not undone, the latest last."""
        with self._lock:
            return [(self._questions[key], decision) for key, decision in self._given]

    def postpone(self, key: str) -> None:
        """Move a question to the end.

        Raises:
            DatasetError: the question is not open.
        """
        with self._lock:
            self._close(key)
            self._open.append(key)

    def answer(self, key: str, answer: Answer, why: str, relation: RelationType | None, *, reverse: bool) -> None:
        """Write an answer to the file of decisions.

        Args:
            key: key of the question.
            answer: what the two are to each other.
            why: the reason, empty for none.
            relation: for ``related``, the relation from the first to the second.
            reverse: whether the relation goes from the second to the first.

        Raises:
            DatasetError: the question is not open, the answer contradicts another, or the file cannot be written.
        """
        with self._lock:
            if key not in self._open:
                raise DatasetError("this question was already answered")
            unanswered = self._questions[key].decision()
            if answer == "related" and unanswered.subject != "publication":
                raise DatasetError("only publications can be related; these two are the same or different")
            reversed_items = {"first": unanswered.second, "second": unanswered.first} if reverse else {}
            decision = unanswered.model_copy(
                update={
                    **reversed_items,
                    "answer": answer,
                    "relation": relation if answer == "related" else None,
                    "by": self._by,
                    "when": self._now(),
                    "why": why.strip() or None,
                }
            )
            append_decision(self._decisions, decision)
            self._close(key)
            self._given.append((key, decision))

    def undo(self) -> None:
        """Withdraw the latest answer of this session and reopen its question.

        Raises:
            DatasetError: there is none, or the file cannot be written.
        """
        with self._lock:
            if not self._given:
                raise DatasetError("there is no answer of this session to undo")
            key, decision = self._given[-1]
            withdrawal = {"answer": "withdrawn", "relation": None, "when": self._now(), "why": None}
            append_decision(self._decisions, decision.model_copy(update=withdrawal))
            self._given.pop()
            self._open.insert(0, key)

    def _close(self, key: str) -> None:
        if key not in self._open:
            raise DatasetError("this question was already answered")
        self._open.remove(key)
