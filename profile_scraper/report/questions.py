"""The questions of a review: each shows two uncertain items of a dataset and the evidence for and against a match."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from profile_scraper.dataset.decisions import Question, question
from profile_scraper.dataset.read import Dataset
from profile_scraper.records.decision import ComparedEntry, Decision, Subject
from profile_scraper.records.problem import NOT_STATED
from profile_scraper.records.publication import Publication
from profile_scraper.report.charts import Waterfall, waterfall
from profile_scraper.report.contents import PublicationIndex, is_uncertain


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One of the two items of a question."""

    value: str
    """The id, address, term or text that the decision records."""
    heading: str
    lines: Sequence[str] = ()
    """Further lines to show; an address becomes a link."""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewQuestion:
    """One question about two items."""

    subject: Subject
    within: str | None
    items: tuple[ReviewItem, ReviewItem]
    detail: str
    evidence: Waterfall
    score: float | None = None

    @property
    def about(self) -> Question:
        """What an answer is about."""
        return question(self.decision())

    @property
    def key(self) -> str:
        """A short key that is the same in every session."""
        subject, within, values = self.about
        return hashlib.sha256("\0".join([subject, within or "", *sorted(values)]).encode()).hexdigest()[:12]

    def decision(self) -> Decision:
        """The decision without its answer."""
        return Decision(
            subject=self.subject,
            first=self.items[0].value,
            second=self.items[1].value,
            within=self.within,
            answer="withdrawn",
            relation=None,
            by="",
            when="",
            why=None,
        )


def questions(dataset: Dataset) -> list[ReviewQuestion]:
    """Everything that is uncertain, each question once."""
    by_subject: dict[Question, ReviewQuestion] = {}
    for each in (*_publications(dataset), *_pages(dataset), *_terms(dataset), *_conflicts(dataset)):
        by_subject.setdefault(each.about, each)
    return list(by_subject.values())


def _publications(dataset: Dataset) -> Iterator[ReviewQuestion]:
    index = PublicationIndex(dataset)
    uncertain = [merge for merge in dataset.merges if merge.decision == "uncertain" and len(merge.publications) == 2]
    for merge in sorted(uncertain, key=lambda merge: (-merge.score, merge.publications)):
        first, second = (
            _publication_item(index[id_], entry) for id_, entry in zip(merge.publications, merge.entries, strict=True)
        )
        yield ReviewQuestion("publication", None, (first, second), merge.rule, waterfall(merge.evidence), merge.score)


def _publication_item(publication: Publication, entry: ComparedEntry) -> ReviewItem:
    """The compared entry as printed, with date, venue and identifiers of its publication."""
    details = " · ".join(
        part for part in (publication.issued, publication.venue, publication.doi, publication.arxiv) if part
    )
    lines = (", ".join(entry.authors), details, entry.abstract, entry.url)
    return ReviewItem(publication.id, entry.title, [line for line in lines if line])


def _pages(dataset: Dataset) -> Iterator[ReviewQuestion]:
    for pairing in dataset.pairings:
        if is_uncertain(pairing) and pairing.en and pairing.fr:
            items = (
                ReviewItem(pairing.en, pairing.profiles[0], [pairing.en], "en"),
                ReviewItem(pairing.fr, pairing.profiles[-1], [pairing.fr], "fr"),
            )
            yield ReviewQuestion("page", None, items, pairing.reason, waterfall(pairing.evidence), pairing.score)


def _terms(dataset: Dataset) -> Iterator[ReviewQuestion]:
    translations = (pair for pair in dataset.learned if pair.en != pair.fr)
    for pair in sorted(translations, key=lambda pair: pair.margin):
        counts = (
            f"together {pair.together}, en only {pair.en_unmatched}, fr only {pair.fr_unmatched}, "
            f"log2 likelihood ratio {pair.margin:.1f}"
        )
        items = (ReviewItem(pair.en, pair.en, language="en"), ReviewItem(pair.fr, pair.fr, language="fr"))
        yield ReviewQuestion("term", pair.facet, items, counts, waterfall([]))


def _conflicts(dataset: Dataset) -> Iterator[ReviewQuestion]:
    for conflict in dataset.conflicts:
        # The file of decisions is kept under version control, so it contains no e-mail address.
        if conflict.kind == "email" or len(conflict.statements) != 2:
            continue
        texts = [statement.text or NOT_STATED for statement in conflict.statements]
        first, second = (
            ReviewItem(text, text, [statement.url], statement.language)
            for text, statement in zip(texts, conflict.statements, strict=True)
        )
        if first.value != second.value:
            within = f"{conflict.profile} {conflict.field}"
            yield ReviewQuestion("conflict", within, (first, second), conflict.detail, waterfall([]))
