"""A review session: one question at a time, answers appended to the file of decisions, the latest can be undone."""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.decisions import append_decision, decisions_of_sites, read_decisions
from profile_scraper.dataset.files import DatasetError
from profile_scraper.dataset.filter import Filters, filter_dataset
from profile_scraper.dataset.read import read_dataset
from profile_scraper.messages import _
from profile_scraper.records.decision import Answer, CorrectStatement, Decision, answered_conflicts
from profile_scraper.records.publication import RelationType
from profile_scraper.report.conflicts import ConflictTexts
from profile_scraper.report.questions import KINDS, QuestionKind, ReviewQuestion, questions
from profile_scraper.storage.remote import Location


class GivenAnswer(NamedTuple):
    """An answer of this session."""

    asked: ReviewQuestion
    decisions: Sequence[Decision]
    """The lines that it wrote; several where none of a label's candidates is its counterpart."""


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Review:
    """The questions of a dataset and the answers of the session; safe for concurrent requests."""

    def __init__(
        self,
        dataset: Location,
        decisions: Path,
        by: str,
        kinds: Collection[QuestionKind] = KINDS,
        now: Callable[[], str] = _now,
    ) -> None:
        """Read the dataset and the decisions.

        Args:
            dataset: the dataset's folder.
            decisions: the file of decisions, which need not exist yet.
            by: who answers.
            kinds: kinds of questions to ask.
            now: the time in RFC 3339, UTC.

        Raises:
            DatasetError: one of them cannot be read, or decisions contradict each other.
        """
        self.decisions, self._by, self._now = decisions, by, now
        self._lock = threading.Lock()
        made = read_decisions(decisions)
        shown = filter_dataset(read_dataset(dataset), Filters())
        sites = shown.manifest.sites
        self._site = sites[0] if len(sites) == 1 else None
        self.unused = answered_conflicts(list(shown.conflicts), decisions_of_sites(made, sites)).unused
        """Number of answers about contradictions that this dataset does not have."""
        self.contact_conflicts = sum(conflict.kind in ("email", "phone") for conflict in shown.conflicts)
        """Number of contradictions of e-mail addresses and telephone numbers, about which nothing is asked."""
        self.conflict_texts = ConflictTexts(shown.profiles)
        asked = questions(shown, made)
        self._questions = {each.key: each for each in asked if each.kind in kinds}
        self._open = list(self._questions)
        self._postponed = 0
        self._given: list[GivenAnswer] = []

    def next(self, kind: str | None = None) -> ReviewQuestion | None:
        """The next open question, of one kind where there is one named; None where all are answered."""
        with self._lock:
            asked = (self._questions[key] for key in self._open)
            return next((each for each in asked if kind in (None, each.kind)), None)

    @property
    def open_count(self) -> int:
        """Number of open questions."""
        return len(self._open)

    @property
    def open_by_kind(self) -> Mapping[QuestionKind, int]:
        """Number of open questions of each kind that has any."""
        with self._lock:
            counts = Counter(self._questions[key].kind for key in self._open)
        return {kind: counts[kind] for kind in KINDS if counts[kind]}

    @property
    def postponed_count(self) -> int:
        """Number of questions that were put off until the next session."""
        return self._postponed

    @property
    def given(self) -> list[GivenAnswer]:
        """The answers of this session that were not undone, the latest last."""
        with self._lock:
            return list(self._given)

    def postpone(self, key: str) -> None:
        """Put a question off until the next session.

        Raises:
            DatasetError: the question is not open.
        """
        with self._lock:
            self._close(key)
            self._postponed += 1

    def answer(
        self, key: str, answer: Answer, why: str, relation: RelationType | None = None, *, reverse: bool = False
    ) -> None:
        """Write whether the two things of a question are the same.

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
            unanswered = self._asked(key).decision()
            if answer == "related" and unanswered.subject != "publication":
                raise DatasetError(_("only publications can be related; these two are the same or different"))
            reversed_items = {"first": unanswered.second, "second": unanswered.first} if reverse else {}
            update = {**reversed_items, "answer": answer, "relation": relation if answer == "related" else None}
            self._write(key, why, [unanswered.model_copy(update=update)])

    def say_correct(self, key: str, correct: CorrectStatement, why: str) -> None:
        """Write which of two contradicting statements is right.

        Raises:
            DatasetError: the question is not open or not about statements, or the file cannot be written.
        """
        with self._lock:
            if self._asked(key).kind != "conflict":
                raise DatasetError(_("only one of two statements can be right; these two are the same or different"))
            update = {"answer": "different", "correct": correct}
            self._write(key, why, [self._asked(key).decision().model_copy(update=update)])

    def select_candidate(self, key: str, number: int | None, why: str) -> None:
        """Write which candidate is the counterpart of a label.

        Args:
            key: key of the question.
            number: number of the candidate among the question's items, None where it is none of them.
            why: the reason, empty for none.

        Raises:
            DatasetError: the question is not open or has no such candidate, or the file cannot be written.
        """
        with self._lock:
            asked = self._asked(key)
            candidates = range(1, len(asked.items))
            if asked.kind != "label" or (number is not None and number not in candidates):
                raise DatasetError(_("choose one of the labels that the page shows"))
            answers: Mapping[int, Answer] = (
                dict.fromkeys(candidates, "different") if number is None else {number: "same"}
            )
            decisions = [asked.decision(each).model_copy(update={"answer": given}) for each, given in answers.items()]
            self._write(key, why, decisions)

    def undo(self) -> None:
        """Withdraw the latest answer of this session and reopen its question.

        Raises:
            DatasetError: there is none, or the file cannot be written.
        """
        with self._lock:
            if not self._given:
                raise DatasetError(_("there is no answer of this session to undo"))
            asked, decisions = self._given[-1]
            withdrawal = {"answer": "withdrawn", "relation": None, "correct": None, "when": self._now(), "why": None}
            for decision in decisions:
                append_decision(self.decisions, decision.model_copy(update=withdrawal))
            self._given.pop()
            self._open.insert(0, asked.key)

    def _asked(self, key: str) -> ReviewQuestion:
        if key not in self._open:
            raise DatasetError(_("this question was already answered"))
        return self._questions[key]

    def _write(self, key: str, why: str, decisions: Sequence[Decision]) -> None:
        signature = {"by": self._by, "when": self._now(), "why": why.strip() or None, "site": self._site}
        written = [decision.model_copy(update=signature) for decision in decisions]
        for decision in written:
            append_decision(self.decisions, decision)
        self._close(key)
        self._given.append(GivenAnswer(self._questions[key], written))

    def _close(self, key: str) -> None:
        self._open.remove(self._asked(key).key)
