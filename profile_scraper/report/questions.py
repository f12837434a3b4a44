"""The questions of a review: each is one that a person can answer from the pages, the one with most effect first."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from profile_scraper.dataset.decisions import Question, question
from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import Language
from profile_scraper.records.decision import (
    ComparedEntry,
    Decision,
    PagePairing,
    Subject,
    answered_conflicts,
    conflict_scope,
)
from profile_scraper.records.problem import NOT_STATED, Conflict
from profile_scraper.records.publication import Publication
from profile_scraper.report.charts import NO_EVIDENCE, Waterfall, waterfall
from profile_scraper.report.decisions import PublicationIndex, is_uncertain
from profile_scraper.report.open_labels import LabelHolder, OpenLabel, label_holders, open_labels
from profile_scraper.report.people import distinct_names

QuestionKind: TypeAlias = Literal["publication", "page", "term", "label", "conflict"]
"""``term`` asks about a pair of labels, ``label`` for the counterpart of one label; both answers are about terms."""

Holders: TypeAlias = Mapping[tuple[str, Language, str], Sequence[LabelHolder]]
"""The people whose pages print a label, by its kind, language and text."""

KINDS: tuple[QuestionKind, ...] = ("publication", "page", "term", "label", "conflict")

_SUBJECTS: Mapping[QuestionKind, Subject] = {
    "publication": "publication",
    "page": "page",
    "term": "term",
    "label": "term",
    "conflict": "conflict",
}


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One of the items of a question."""

    value: str
    """The id, address, term or text that the decision records."""
    heading: str
    """The item as a person knows it: a title, a name, a label or a statement."""
    lines: Sequence[str] = ()
    """Further lines to show; an address becomes a link."""
    language: str | None = None
    holders: Sequence[LabelHolder] = ()
    """For a label the people whose pages print it."""


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """One question about two items, or about a label and its candidates."""

    kind: QuestionKind
    within: str | None
    items: Sequence[ReviewItem]
    """Two items; of a ``label`` the label, then the candidates."""
    effect: int
    """Number of profiles that an answer may change; 0 where it changes none."""
    about_name: str = ""
    """The kind of label that it is about."""
    conflict: Conflict | None = None
    """The contradiction that it is about."""
    evidence: Waterfall = NO_EVIDENCE
    score: float = 0.0

    @property
    def about(self) -> Question:
        """What an answer is about; of a label the pair with its first candidate."""
        return question(self.decision())

    @property
    def key(self) -> str:
        """A short key that is the same in every session."""
        values = sorted(item.value for item in self.items)
        return hashlib.sha256("\0".join([self.kind, self.within or "", *values]).encode()).hexdigest()[:12]

    def decision(self, number: int = 1) -> Decision:
        """The decision about the first item and another one, without its answer."""
        return Decision(
            subject=_SUBJECTS[self.kind],
            first=self.items[0].value,
            second=self.items[number].value,
            within=self.within,
            answer="withdrawn",
            relation=None,
            by="",
            when="",
            why=None,
        )


def questions(dataset: Dataset, decisions: Sequence[Decision] = ()) -> list[ReviewQuestion]:
    """Everything that is uncertain and not answered yet, each question once, those with most effect first."""
    answered = {question(decision) for decision in decisions}
    index = PublicationIndex(dataset)
    names = distinct_names(dataset.profiles)
    holders = label_holders(dataset.profiles)
    asked: dict[Question, ReviewQuestion] = {}
    for each in (
        *_publications(dataset, index, names),
        *_pages(dataset, names),
        *_terms(dataset, holders),
        *_conflicts(list(dataset.conflicts), decisions),
    ):
        if each.about not in answered:
            asked.setdefault(each.about, each)
    known = {*answered, *asked}
    ordered = [*asked.values(), *_labels(open_labels(dataset), known, holders)]
    return sorted(ordered, key=lambda each: (-each.effect, KINDS.index(each.kind), -each.score))


def conflict_question(conflict: Conflict) -> ReviewQuestion | None:
    """Which of two statements is right; None where there are not two that can be put into the file of decisions."""
    # The file of decisions is kept under version control, so it contains no e-mail address.
    if conflict.kind in ("email", "phone") or len(conflict.statements) != 2:
        return None
    texts = [statement.text or NOT_STATED for statement in conflict.statements]
    items = [
        ReviewItem(text, text, [statement.url], statement.language)
        for text, statement in zip(texts, conflict.statements, strict=True)
    ]
    if items[0].value == items[1].value:
        return None
    return ReviewQuestion("conflict", conflict_scope(conflict), items, 0, conflict=conflict)


def _publications(dataset: Dataset, index: PublicationIndex, names: Mapping[str, str]) -> Iterator[ReviewQuestion]:
    for merge in dataset.merges:
        if merge.decision == "uncertain" and len(merge.publications) == 2:
            publications = [index[id_] for id_ in merge.publications]
            items = [
                _publication_item(publication, entry, names)
                for publication, entry in zip(publications, merge.entries, strict=True)
            ]
            people = {profile for publication in publications for profile in publication.profiles}
            yield ReviewQuestion(
                "publication", None, items, len(people), evidence=waterfall(merge.evidence), score=merge.score
            )


def _publication_item(publication: Publication, entry: ComparedEntry, names: Mapping[str, str]) -> ReviewItem:
    """The compared entry as printed, with date, venue and identifiers of its publication and whose pages list it."""
    details = " · ".join(
        part for part in (publication.issued, publication.venue, publication.doi, publication.arxiv) if part
    )
    people = ", ".join(names[id_] for id_ in publication.profiles if id_ in names)
    lines = (", ".join(entry.authors), details, entry.abstract, people and f"→ {people}", entry.url)
    return ReviewItem(publication.id, entry.title, [line for line in lines if line])


def _pages(dataset: Dataset, names: Mapping[str, str]) -> Iterator[ReviewQuestion]:
    for pairing in dataset.pairings:
        if is_uncertain(pairing) and pairing.en and pairing.fr:
            items = (
                ReviewItem(pairing.en, _name(pairing, 0, names), [pairing.en], "en"),
                ReviewItem(pairing.fr, _name(pairing, -1, names), [pairing.fr], "fr"),
            )
            yield ReviewQuestion(
                "page", None, items, 2, evidence=waterfall(pairing.evidence), score=-abs(pairing.score)
            )


def _name(pairing: PagePairing, which: int, names: Mapping[str, str]) -> str:
    return names.get(pairing.profiles[which], pairing.profiles[which])


def _terms(dataset: Dataset, holders: Holders) -> Iterator[ReviewQuestion]:
    """Pairs of labels that are not certain enough to be used; those that are used need no answer."""
    for pair in dataset.learned:
        if pair.en != pair.fr and not pair.used:
            items = (
                _label_item(pair.facet, "en", pair.en, holders),
                _label_item(pair.facet, "fr", pair.fr, holders),
            )
            people = pair.together + pair.en_unmatched + pair.fr_unmatched
            yield ReviewQuestion("term", pair.facet, items, people, pair.facet, score=pair.margin)


def _label_item(facet: str, language: Language, label: str, holders: Holders) -> ReviewItem:
    return ReviewItem(label, label, language=language, holders=holders.get((facet, language, label), ()))


def _labels(labels: Iterable[OpenLabel], known: Collection[Question], holders: Holders) -> Iterator[ReviewQuestion]:
    """Labels without counterpart; candidates about which there is an answer or another question are left out."""
    for label in labels:
        candidates = [
            each for each in label.candidates if ("term", label.facet, frozenset({label.en, each})) not in known
        ]
        if candidates:
            items = [
                _label_item(label.facet, "en", label.en, holders),
                *(_label_item(label.facet, "fr", each, holders) for each in candidates),
            ]
            yield ReviewQuestion("label", label.facet, items, label.profiles, label.facet)


def _conflicts(conflicts: Sequence[Conflict], decisions: Iterable[Decision]) -> Iterator[ReviewQuestion]:
    answered = answered_conflicts(conflicts, decisions).answered
    for index, conflict in enumerate(conflicts):
        asked = conflict_question(conflict) if index not in answered else None
        if asked is not None:
            yield asked
