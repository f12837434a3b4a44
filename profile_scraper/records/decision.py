"""Decisions of the software and of people (``decisions.jsonl``), and which contradictions people answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from profile_scraper.messages import _
from profile_scraper.records.base import Bits, Record
from profile_scraper.records.problem import NOT_STATED, Conflict
from profile_scraper.records.publication import Occurrence, RelationType

Verdict: TypeAlias = Literal["same", "related", "different", "uncertain"]


class Evidence(Record):
    """Evidence of one field for or against two entries being the same publication."""

    field: str
    """The field that was compared."""
    weight: Bits
    """Its weight in bits (log2 of the likelihood ratio): above 0 for the same publication, below 0 against."""
    detail: str
    """What was compared."""


class ComparedEntry(Occurrence):
    """One of the two entries of a decision: where it stands and what the page prints there."""

    title: str
    """The title as printed."""
    authors: list[str]
    """The authors' names as printed, in that order; names that a plain-text rendering lost are left out."""
    abstract: str | None
    """The first 300 characters of the abstract as printed; null without an abstract."""


class MergeDecision(Record):
    """A decision about two entries, with its evidence (``merges.jsonl``)."""

    decision: Verdict
    """``same`` is merged; ``related`` is linked; ``different`` and ``uncertain`` are near misses."""
    relation: RelationType | None
    """For ``related``, the relation from the first publication to the second; null otherwise."""
    publications: list[str]
    """Ids of the publications that the entries ended in: one for ``same``, else two."""
    entries: Annotated[list[ComparedEntry], Field(min_length=2, max_length=2)]
    """The two entries that were compared."""
    keys: list[str]
    """For each entry a name of its own that a person's decision can use, independent of the entry's position."""
    rule: str
    """Name of the rule that decided, from ``profile_scraper/dedupe/decide/rules``."""
    score: Bits
    """Sum of the weights of the evidence, in bits."""
    evidence: list[Evidence]
    """Evidence of each field."""
    version: str
    """Version of the software that decided."""


PairingVerdict: TypeAlias = Literal["same", "different", "unmatched"]


class PagePairing(Record):
    """A decision about two pages, or about one without counterpart, with its evidence (``pairings.jsonl``)."""

    decision: PairingVerdict
    """``same`` is one profile; ``different`` is a near miss that was not paired; ``unmatched`` has no counterpart."""
    profiles: list[str]
    """Ids of the profiles that the pages ended in: one, or two for ``different``, the English page's first."""
    en: str | None
    """Address of the English page, null for an unmatched French page."""
    fr: str | None
    """Address of the French page, null for an unmatched English page."""
    score: Bits
    """Sum of the weights of the evidence, in bits; 0 for an unmatched page."""
    margin: Bits
    """How many bits the best pairing of all pages is better than the best one that decides otherwise."""
    confidence: float
    """Probability of the decision that the margin stands for, from 0.5 to 1."""
    evidence: list[Evidence]
    """Evidence of each field."""
    reason: str
    """The decision in a sentence for a person."""


class LearnedPair(Record):
    """An English and a French label learned to mean the same from people's two pages (``vocabulary.jsonl``)."""

    facet: str
    """``topic``, ``role``, ``level``, ``department`` or ``organization``."""
    en: str
    """The English label as most pages print it."""
    fr: str
    """The French label as most pages print it."""
    together: int
    """Number of people whose two pages have both labels."""
    en_unmatched: int
    """Number of people with the English label only."""
    fr_unmatched: int
    """Number of people with the French label only."""
    cognates: bool
    """Whether the labels' words are alike in both languages."""
    next_best: str | None
    """The second-best French label for the English one, null where there is none."""
    margin: Bits
    """How many bits the best one-to-one vocabulary is better than the best one without this pair."""
    used: bool
    """Whether the margin is above the certainty that is asked for; only such pairs are used."""


Subject: TypeAlias = Literal["publication", "page", "term", "conflict"]

Answer: TypeAlias = Literal["same", "different", "related", "withdrawn"]

CorrectStatement: TypeAlias = Literal["first", "second", "neither"]


class Decision(Record):
    """A person's answer to whether two things are the same; later lines can withdraw it, none is changed."""

    subject: Subject
    """What the decision is about."""
    first: str
    """The id that a publication has or ever had, or one of the ``keys`` of a line of ``merges.jsonl``; the address of a
    page, a label or a statement, the English one where languages differ."""
    second: str
    """The other thing."""
    within: str | None
    """For a label its facet; for a statement its profile's id and its field, with the id or the name of a student or
    supervisor for the index in the list; null for publications and pages."""
    answer: Answer
    """``withdrawn`` takes back every earlier answer about the two."""
    relation: RelationType | None
    """For ``related``, the relation from the first publication to the second; null otherwise."""
    by: str
    """Who answered."""
    when: str
    """When (RFC 3339, UTC)."""
    why: str | None
    """The reason in the person's words, null where none was given."""
    correct: CorrectStatement | None = None
    """For two statements that differ, which of them is right; null where nobody said."""
    site: str | None = None
    """The site of the dataset in which it was asked; null for a dataset of several sites and in older lines."""

    @property
    def summary(self) -> str:
        """The decision in a few words, without the texts of statements: messages are published."""
        subject = self.within if self.subject == "conflict" else f"{self.first} / {self.second}"
        return f"{self.answer} {subject} (by {self.by}, {self.when})"

    @field_validator("subject", mode="before")
    @classmethod
    def _accept_older_subject(cls, value: object) -> object:
        """Read the subject of format 1.0: the file is append-only, its lines keep the name they were written with."""
        return "publication" if value == "work" else value

    @model_validator(mode="after")
    def _check_relation(self) -> "Decision":
        if self.relation is not None and self.answer != "related":
            raise ValueError(_("relation: give it for 'related' and for nothing else"))
        if self.answer == "related" and self.subject != "publication":
            raise ValueError(_("answer: only publications are related; these two are the same or different"))
        if self.answer == "related" and self.relation is None:
            raise ValueError(_("relation: say which of the types of relation it is"))
        if self.correct is not None and (self.subject != "conflict" or self.answer != "different"):
            raise ValueError(_("correct: give it for two statements that are 'different' and for nothing else"))
        if self.first == self.second:
            raise ValueError(_("second: name two different things (two entries of one publication go by their keys)"))
        return self


@dataclass(slots=True)
class ConflictAnswers:
    """The contradictions that people decided about, and decisions that cannot be used."""

    answered: dict[int, Decision] = field(default_factory=dict)
    """By the index of the contradiction; where several decisions agree, one that says what is right."""
    contradicted: list[tuple[Decision, ...]] = field(default_factory=list)
    """Decisions about one contradiction that cannot all hold; none of them is used."""
    ambiguous: list[Decision] = field(default_factory=list)
    """Decisions about one of several contradictions, and nothing tells which."""
    unmatched: list[Decision] = field(default_factory=list)
    """Decisions about what no contradiction here says."""

    @property
    def unused(self) -> int:
        """Number of decisions that are not used."""
        return len(self.ambiguous) + len(self.unmatched) + sum(map(len, self.contradicted))


def conflict_scope(conflict: Conflict) -> str:
    """What a decision about a conflict names beside the statements: the person's id, the field, and whose item it is.

    The index in a list is left out: it is another one when somebody is added to the list or left out of it.
    """
    before, index, after = _split(conflict.field)
    item = f"[{conflict.item}]" if index is not None and conflict.item is not None else ""
    return f"{conflict.profile} {before}{item}{after}"


def right_statement(conflict: Conflict, decision: Decision) -> int | None:
    """Index of the statement that a decision about the conflict says is right, None where it names neither."""
    right = {"first": decision.first, "second": decision.second}.get(decision.correct or "")
    texts = [statement.text or NOT_STATED for statement in conflict.statements]
    return texts.index(right) if right in texts else None


def answered_conflicts(conflicts: Sequence[Conflict], decisions: Iterable[Decision]) -> ConflictAnswers:
    """Find the contradictions that decisions are about: the same person, field and two statements.

    Of several such contradictions the decision is about the one of the item that it names. A line of an earlier version
    names an index: it is about the contradiction at this index, else about the only one.

    Args:
        conflicts: of any sites.
        decisions: valid ones of any subject, in the order in which contradictions between them are to be named.
    """
    by_content: dict[tuple[str, frozenset[str]], list[int]] = {}
    for index, conflict in enumerate(conflicts):
        statements = frozenset(statement.text or NOT_STATED for statement in conflict.statements)
        by_content.setdefault((_without_item(f"{conflict.profile} {conflict.field}"), statements), []).append(index)
    answers = ConflictAnswers()
    found: dict[int, list[Decision]] = {}
    for decision in decisions:
        if decision.subject != "conflict":
            continue
        scope = decision.within or ""
        alike = by_content.get((_without_item(scope), frozenset({decision.first, decision.second})), [])
        named = [index for index in alike if scope in _scopes(conflicts[index])] or alike
        if len(named) == 1:
            found.setdefault(named[0], []).append(decision)
        else:
            (answers.ambiguous if named else answers.unmatched).append(decision)
    for index, about in found.items():
        if _agree(about, conflicts[index]):
            answers.answered[index] = next((each for each in about if each.correct), about[0])
        else:
            answers.contradicted.append(tuple(about))
    return answers


def _scopes(conflict: Conflict) -> tuple[str, str]:
    """How decisions name the person, the field and the item, today and in earlier versions."""
    return conflict_scope(conflict), f"{conflict.profile} {conflict.field}"


def _agree(decisions: Sequence[Decision], conflict: Conflict) -> bool:
    answers = {decision.answer for decision in decisions}
    right = {right_statement(conflict, decision) for decision in decisions if decision.correct}
    return len(answers) == 1 and len(right) <= 1


def _without_item(scope: str) -> str:
    before, _item, after = _split(scope)
    return before + after


def _split(path: str) -> tuple[str, str | None, str]:
    """The path before the item of its list, the item (an index or a name), and the path after it."""
    before, bracket, rest = path.partition("[")
    item, _bracket, after = rest.rpartition("]")
    return before, item if bracket else None, after
