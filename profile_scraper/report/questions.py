"""What a review asks: the uncertain things of a dataset, each as two sides with what speaks for and against."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from profile_scraper.dataset.decisions import Question, question
from profile_scraper.dataset.read import Dataset
from profile_scraper.records.conflict import NOTHING_SAID
from profile_scraper.records.decision import Decision, Subject
from profile_scraper.records.merge import ComparedEntry
from profile_scraper.records.publication import Publication
from profile_scraper.report.charts import Waterfall, waterfall
from profile_scraper.report.contents import PublicationIndex

_CERTAIN = 0.999


@dataclass(frozen=True, slots=True)
class Shown:
    """One of the two sides."""

    thing: str
    """What the decision calls it."""
    heading: str
    lines: Sequence[str] = ()
    """What else is known of it; an address becomes a link."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One question."""

    subject: Subject
    within: str | None
    sides: tuple[Shown, Shown]
    detail: str
    evidence: Waterfall
    score: float | None = None

    @property
    def about(self) -> Question:
        """What an answer to it is about."""
        return question(self.decision())

    @property
    def key(self) -> str:
        """A short name that is the same in every session."""
        subject, within, things = self.about
        return hashlib.sha256("\0".join([subject, within or "", *sorted(things)]).encode()).hexdigest()[:12]

    def decision(self) -> Decision:
        """The decision that an answer makes, yet without the answer."""
        return Decision(
            subject=self.subject,
            first=self.sides[0].thing,
            second=self.sides[1].thing,
            within=self.within,
            answer="withdrawn",
            relation=None,
            by="",
            when="",
            why=None,
        )


def questions(dataset: Dataset) -> list[Asked]:
    """Everything that is uncertain, the same question once."""
    asked: dict[Question, Asked] = {}
    for one in (*_works(dataset), *_pages(dataset), *_terms(dataset), *_conflicts(dataset)):
        asked.setdefault(one.about, one)
    return list(asked.values())


def _works(dataset: Dataset) -> Iterator[Asked]:
    works = PublicationIndex(dataset)
    uncertain = [merge for merge in dataset.merges if merge.decision == "uncertain" and len(merge.publications) == 2]
    for merge in sorted(uncertain, key=lambda merge: (-merge.score, merge.publications)):
        first, second = (_work(works[id_], entry) for id_, entry in zip(merge.publications, merge.entries, strict=True))
        yield Asked("work", None, (first, second), merge.rule, waterfall(merge.evidence), merge.score)


def _work(work: Publication, entry: ComparedEntry) -> Shown:
    """A work as the entry prints it that was compared, with what only the work as a whole has."""
    whole = " · ".join(part for part in (work.issued, work.venue, work.doi, work.arxiv) if part)
    lines = (", ".join(entry.authors), whole, entry.abstract, entry.url)
    return Shown(work.id, entry.title, [line for line in lines if line])


def _pages(dataset: Dataset) -> Iterator[Asked]:
    for pairing in dataset.pairings:
        doubtful = pairing.decision == "apart" or (pairing.decision == "same" and pairing.confidence < _CERTAIN)
        if doubtful and pairing.en and pairing.fr:
            sides = (
                Shown(pairing.en, pairing.profiles[0], [pairing.en], "en"),
                Shown(pairing.fr, pairing.profiles[-1], [pairing.fr], "fr"),
            )
            yield Asked("page", None, sides, pairing.reason, waterfall(pairing.evidence), pairing.score)


def _terms(dataset: Dataset) -> Iterator[Asked]:
    told_apart = (pair for pair in dataset.learned if pair.en != pair.fr)
    for pair in sorted(told_apart, key=lambda pair: pair.margin):
        seen = f"{pair.together} en + fr, {pair.en_alone} en, {pair.fr_alone} fr, {pair.margin:.1f} bits"
        sides = (Shown(pair.en, pair.en, language="en"), Shown(pair.fr, pair.fr, language="fr"))
        yield Asked("term", pair.facet, sides, seen, waterfall([]))


def _conflicts(dataset: Dataset) -> Iterator[Asked]:
    for conflict in dataset.conflicts:
        # Addresses stay out of a file that goes under version control.
        if conflict.kind == "email" or len(conflict.statements) != 2:
            continue
        texts = [said.text or NOTHING_SAID for said in conflict.statements]
        first, second = (
            Shown(text, text, [said.url], said.language) for text, said in zip(texts, conflict.statements, strict=True)
        )
        if first.thing != second.thing:
            within = f"{conflict.profile} {conflict.field}"
            yield Asked("conflict", within, (first, second), conflict.detail, waterfall([]))
