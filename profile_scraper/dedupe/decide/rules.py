"""The decision rules: the first of NEVER and MATCH that holds decides."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.compare.fields import Level
from profile_scraper.dedupe.compare.pairs import Pairs
from profile_scraper.dedupe.compare.texts import NEAR_IDENTICAL
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.decide.conditions import (
    SHORT_TITLE,
    completes_title,
    not_comparable,
    other_venue,
    parts_of_one_list,
    recurs,
    related_content,
    same_issue,
    same_text,
    same_venue,
    same_work,
    titles_agree,
    translated,
)
from profile_scraper.dedupe.prepare.arrays import Bools
from profile_scraper.records.decision import Verdict
from profile_scraper.records.publication import RelationType


class Rule(NamedTuple):
    """A condition on pairs and the verdict that follows."""

    name: str
    holds: Callable[[Pairs], Bools]
    why: str
    """The reason in words."""
    verdict: Verdict = "different"
    relation: RelationType | None = None


NEVER = (
    Rule(
        "about-another-work",
        lambda p: (p.kinds == 2) & titles_agree(p) & ((p.authors != Level.DIFFERENT) | (p.content_words >= 3)),
        "one is a correction, retraction, comment or reply about the other",
        "related",
    ),
    Rule("other-kind", lambda p: p.kinds == 2, "a text about a publication is not that publication"),
    Rule(
        "other-version",
        lambda p: (
            (p.kinds == 3)
            & titles_agree(p)
            & ~(same_venue(p) | same_issue(p))
            & ((p.authors >= Level.SIMILAR) | (p.content_words >= 3))
        ),
        "a title names another version: '(extended version)'",
        "related",
        "isVersionOf",
    ),
    Rule(
        "other-number",
        lambda p: (
            (p.title == TitleLevel.NUMBERED) & ~same_venue(p) & ((p.authors >= Level.SIMILAR) | (p.content_words >= 3))
        ),
        "the titles differ in a number alone: parts, editions or years of a series",
        "related",
        "isPartOfSeriesWith",
    ),
    Rule(
        "other-year",
        lambda p: (
            p.serial
            & titles_agree(p)
            & (p.abstract != Level.SAME)
            & ~same_venue(p)
            & ((p.authors >= Level.SIMILAR) | (p.content_words >= 3))
        ),
        "two years of a text that appears again and again under one title: 'annual report'",
        "related",
        "isPartOfSeriesWith",
    ),
    Rule(
        "other-part",
        lambda p: (
            (p.series == Level.SAME) & (p.numbers == Level.DIFFERENT) & (p.authors >= Level.SIMILAR) & ~same_venue(p)
        ),
        "two parts of one series by the same authors, each with its own title",
        "related",
        "isPartOfSeriesWith",
    ),
    Rule(
        "numbers-differ",
        lambda p: (p.numbers == Level.DIFFERENT) & ~same_venue(p) & ~completes_title(p),
        "the titles contain different numbers",
    ),
    Rule(
        "cut-author-lists",
        lambda p: (
            (p.authors == Level.DIFFERENT)
            & (p.authors_complete == 0)
            & (p.title == TitleLevel.SAME)
            & (p.content_words > SHORT_TITLE)
            & (p.abstract == Level.UNKNOWN)
            & ~same_venue(p)
        ),
        "one title, and author lists of which one is cut: what it lacks may be on the other",
        "uncertain",
    ),
    Rule(
        "other-authors",
        lambda p: (
            (p.authors == Level.DIFFERENT) & ~(titles_agree(p) & (same_venue(p) | parts_of_one_list(p) | same_text(p)))
        ),
        "no author is on both lists",
    ),
    Rule(
        "namesakes",
        lambda p: (
            p.namesakes
            & titles_agree(p)
            & (p.content_words <= SHORT_TITLE)
            & (p.abstract < Level.SIMILAR)
            & ~(same_venue(p) | same_issue(p))
        ),
        "a short title, and authors with one surname and two given names",
        "uncertain",
    ),
    Rule(
        "other-author-set",
        lambda p: p.authors_reordered & ~same_venue(p) & titles_agree(p) & ~same_text(p),
        "the author lists differ both in members and in order: two versions",
        "related",
        "isVersionOf",
    ),
    Rule(
        "extended-title",
        lambda p: (p.title == TitleLevel.EXTENDED) & ~same_venue(p) & ~completes_title(p) & related_content(p),
        "one title has words that the other lacks: two versions",
        "related",
        "isVersionOf",
    ),
    Rule(
        "longer-title",
        lambda p: (p.title == TitleLevel.EXTENDED) & ~same_venue(p) & ~completes_title(p),
        "one title has words that the other lacks",
    ),
    Rule(
        "retitled",
        lambda p: (
            ((p.title == TitleLevel.OTHER) | (p.title == TitleLevel.REORDERED))
            & ~same_venue(p)
            & ~translated(p)
            & (p.abstract == Level.SAME)
        ),
        "the abstracts agree and the titles do not: two versions",
        "related",
        "isVersionOf",
    ),
    Rule(
        "other-language",
        lambda p: not_comparable(p) & ~same_venue(p),
        "titles in two languages with the same authors, and no second abstract to compare",
        "uncertain",
    ),
    Rule(
        "other-content-words",
        lambda p: (p.title == TitleLevel.OTHER) & ~same_venue(p) & ~translated(p),
        "the titles differ in content words",
    ),
    Rule(
        "other-order",
        lambda p: (p.title == TitleLevel.REORDERED) & ~same_venue(p),
        "the same words in another order can mean another thing: 'text to image', 'image to text'",
        "uncertain",
    ),
    Rule(
        "recurring-title",
        lambda p: recurs(p) & ~same_venue(p) & (p.abstract != Level.SAME),
        "a title that recurs often is no evidence",
        "uncertain",
    ),
    Rule(
        "cut-title",
        lambda p: titles_agree(p) & (p.continuation_count > 1) & ~same_venue(p),
        "a truncated title has several continuations",
        "uncertain",
    ),
    Rule(
        "other-spelling-and-abstract",
        lambda p: (p.title == TitleLevel.SPELLED) & (p.abstract == Level.DIFFERENT) & ~same_venue(p),
        "the titles differ in spelling alone, and the abstracts differ",
        "uncertain",
    ),
    Rule(
        "other-text",
        lambda p: p.other_text & titles_agree(p) & (p.authors >= Level.SIMILAR) & ~same_venue(p),
        "title and authors agree, and the abstracts are two texts: two versions",
        "related",
        "isVersionOf",
    ),
    Rule(
        "other-venue",
        lambda p: other_venue(p) & ~same_work(p),
        "volume, pages, venue or identifier differ",
        "related",
        "isVersionOf",
    ),
)

MATCH = (
    Rule(
        "same-venue",
        lambda p: same_venue(p) & (p.title >= TitleLevel.EXTENDED),
        "venue and pages or an identifier agree, and the titles agree",
        "same",
    ),
    Rule(
        "same-venue-and-authors",
        lambda p: same_venue(p) & (p.ratio >= NEAR_IDENTICAL) & (p.authors >= Level.SIMILAR),
        "venue and pages or an identifier agree, the authors agree, and the titles nearly agree",
        "same",
    ),
    Rule(
        "same-title-and-authors",
        lambda p: titles_agree(p) & (p.authors >= Level.SIMILAR),
        "title and authors agree",
        "same",
    ),
    Rule(
        "same-issue-and-authors",
        completes_title,
        "the same authors, venue and year, and one title contains the other",
        "same",
    ),
    Rule(
        "same-title-and-abstract",
        lambda p: titles_agree(p) & (p.abstract >= Level.SIMILAR),
        "title and abstract agree",
        "same",
    ),
    Rule(
        "same-title",
        lambda p: (
            (p.title == TitleLevel.SAME)
            & (p.authors == Level.UNKNOWN)
            & (p.abstract != Level.DIFFERENT)
            & (p.content_words >= 3)
        ),
        "an informative title agrees, and nothing contradicts it",
        "same",
    ),
    Rule(
        "same-title-and-address",
        lambda p: (
            (p.title == TitleLevel.SAME)
            & (p.address == Level.SAME)
            & (p.authors != Level.DIFFERENT)
            & (p.year != Level.DIFFERENT)
            & (p.abstract != Level.DIFFERENT)
        ),
        "the title and the address of the publication's page agree, and nothing contradicts them",
        "same",
    ),
    Rule(
        "translated-title",
        translated,
        "titles in two languages with the same authors and the same abstract, digits or venue",
        "same",
    ),
)

COMPLETED_TITLE = Rule(
    "completed-title",
    lambda p: np.zeros(len(p), np.bool_),  # other pairs of the two titles decide, once all rules are applied
    "one title contains the other, and further records of the two titles are one publication",
    "same",
)
RULES = (*NEVER, *MATCH, COMPLETED_TITLE)


def apply_rules(pairs: Pairs) -> np.ndarray:
    """For each pair the index in :data:`RULES` of the first rule that holds; -1 for none."""
    decided = np.full(len(pairs), -1)
    for index, rule in enumerate(RULES):
        decided[(decided < 0) & rule.holds(pairs)] = index
    return decided
