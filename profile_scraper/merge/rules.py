"""Two lists of rules that a person can read: what is never merged, and what is merged. The first list wins."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from profile_scraper.merge.columns import Bools
from profile_scraper.merge.compare import Level, Pairs
from profile_scraper.merge.difference import TitleLevel
from profile_scraper.records.merge import Verdict
from profile_scraper.records.publication import RelationType


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when it holds, it decides."""

    name: str
    holds: Callable[[Pairs], Bools]
    why: str
    """For a person who asks."""
    verdict: Verdict = "apart"
    relation: RelationType | None = None


def alike(pairs: Pairs) -> Bools:
    """The titles are one title."""
    return pairs.title >= TitleLevel.SPELLED


def same_place(pairs: Pairs) -> Bools:
    """Both stand on the same page of the same volume or year, or have one identifier."""
    printed = (pairs.page == Level.SAME) & ((pairs.volume == Level.SAME) | (pairs.year == Level.SAME))
    return (printed & (pairs.venue != Level.DIFFERENT)) | (pairs.doi == Level.SAME) | (pairs.arxiv == Level.SAME)


def other_place(pairs: Pairs) -> Bools:
    """What is known of the two places cannot be one place."""
    journal = (pairs.volume == Level.DIFFERENT) & (pairs.page != Level.SAME)
    proceedings = (pairs.venue == Level.DIFFERENT) & ((pairs.year == Level.DIFFERENT) | (pairs.page == Level.DIFFERENT))
    pages = (pairs.page == Level.DIFFERENT) & (pairs.year != Level.SAME)
    return ~same_place(pairs) & ((pairs.doi == Level.DIFFERENT) | journal | proceedings | pages)


def recurs(pairs: Pairs) -> Bools:
    """The title is one that comes again from issue to issue."""
    return (pairs.telling == 0) | ((pairs.telling <= 3) & ((pairs.listed >= 6) | (pairs.teams >= 4)))


def kindred(pairs: Pairs) -> Bools:
    """The same people wrote both, or one text is made from the other."""
    return (pairs.authors >= Level.SIMILAR) | (pairs.abstract >= Level.SIMILAR)


def translated(pairs: Pairs) -> Bools:
    """Two titles without common words over the same authors and the same abstract, or in the same place."""
    apart = (pairs.title == TitleLevel.OTHER) & (pairs.ratio < 62)
    same = (pairs.abstract == Level.SAME) | same_place(pairs)
    return apart & (pairs.authors == Level.SAME) & same & (pairs.numbers == Level.SAME)


NEVER = (
    Rule(
        "about-another-work",
        lambda p: (p.kinds == 2) & alike(p) & (p.authors != Level.DIFFERENT),
        "one is a correction, retraction, comment or reply, the other is what it is about",
        "related",
    ),
    Rule("other-kind", lambda p: p.kinds == 2, "a text about a work is not the work"),
    Rule(
        "other-number",
        lambda p: (p.title == TitleLevel.NUMBERED) & ~same_place(p) & ((p.authors >= Level.SIMILAR) | (p.telling >= 3)),
        "the titles differ in a number alone: parts, editions or years of a series",
        "related",
        "isPartOfSeriesWith",
    ),
    Rule(
        "numbers-differ", lambda p: (p.numbers == Level.DIFFERENT) & ~same_place(p), "the titles hold different numbers"
    ),
    Rule("other-authors", lambda p: p.authors == Level.DIFFERENT, "no author is on both lists"),
    Rule(
        "extended-title",
        lambda p: (p.title == TitleLevel.EXTENDED) & ~same_place(p) & kindred(p),
        "one title has words that the other lacks: two versions",
        "related",
        "isVersionOf",
    ),
    Rule(
        "longer-title",
        lambda p: (p.title == TitleLevel.EXTENDED) & ~same_place(p),
        "one title has words that the other lacks",
    ),
    Rule(
        "retitled",
        lambda p: (
            (p.title == TitleLevel.OTHER) & ~same_place(p) & ~translated(p) & (p.abstract >= Level.SIMILAR) & kindred(p)
        ),
        "another title over a like abstract: two versions",
        "related",
        "isVersionOf",
    ),
    Rule(
        "telling-word",
        lambda p: (p.title == TitleLevel.OTHER) & ~same_place(p) & ~translated(p),
        "the titles differ in telling words",
    ),
    Rule(
        "recurring-title",
        lambda p: recurs(p) & ~same_place(p) & (p.abstract != Level.SAME),
        "a title that comes again and again is no evidence",
        "uncertain",
    ),
    Rule("other-place", other_place, "volume, pages, venue or identifier differ", "related", "isVersionOf"),
)

MATCH = (
    Rule(
        "same-identifier", lambda p: same_place(p) & (p.title >= TitleLevel.EXTENDED), "one place, titles agree", "same"
    ),
    Rule(
        "same-title-and-authors", lambda p: alike(p) & (p.authors >= Level.SIMILAR), "title and authors agree", "same"
    ),
    Rule(
        "same-title-and-abstract",
        lambda p: alike(p) & (p.abstract >= Level.SIMILAR),
        "title and abstract agree",
        "same",
    ),
    Rule(
        "same-title",
        lambda p: (
            (p.title == TitleLevel.SAME)
            & (p.authors == Level.UNKNOWN)
            & (p.abstract != Level.DIFFERENT)
            & (p.telling >= 3)
        ),
        "a telling title agrees and nothing speaks against it",
        "same",
    ),
    Rule(
        "translated-title",
        translated,
        "the same authors and the same abstract under a title in another language",
        "same",
    ),
)

RULES = (*NEVER, *MATCH)


def apply_rules(pairs: Pairs) -> np.ndarray:
    """For each pair, the place in :data:`RULES` of the rule that decides it; -1 where none does."""
    decided = np.full(len(pairs), -1)
    for place, rule in enumerate(RULES):
        decided[(decided < 0) & rule.holds(pairs)] = place
    return decided
