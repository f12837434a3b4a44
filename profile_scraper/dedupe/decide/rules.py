"""Two lists of rules that a person can read: what is never merged, and what is merged. The first list wins."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.compare.levels import Level
from profile_scraper.dedupe.compare.pairs import Pairs
from profile_scraper.dedupe.compare.texts import NEARLY_ALIKE
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.prepare.arrays import Bools
from profile_scraper.records.merge import Verdict
from profile_scraper.records.publication import RelationType


class Rule(NamedTuple):
    """One rule: when it holds, it decides."""

    name: str
    holds: Callable[[Pairs], Bools]
    why: str
    """For a person who asks."""
    verdict: Verdict = "apart"
    relation: RelationType | None = None


def alike(pairs: Pairs) -> Bools:
    """The titles are one title."""
    holds: Bools = pairs.title >= TitleLevel.SPELLED
    return holds


def same_place(pairs: Pairs) -> Bools:
    """Both have one identifier, or stand on the same pages of the same volume or year."""
    pages = (pairs.page == Level.SAME) & (pairs.last_page != Level.DIFFERENT)
    issue = (pairs.volume == Level.SAME) | ((pairs.volume == Level.UNKNOWN) & (pairs.year == Level.SAME))
    article = (pairs.page == Level.UNKNOWN) & (pairs.last_page == Level.SAME) & (pairs.volume == Level.SAME)
    printed = (pages & issue) | (article & (pairs.year == Level.SAME) & (pairs.venue >= Level.SIMILAR))
    printed &= (pairs.number != Level.DIFFERENT) & (pairs.year != Level.DIFFERENT)
    identified = (pairs.doi == Level.SAME) | (pairs.arxiv == Level.SAME)
    holds: Bools = identified | (printed & (pairs.doi != Level.DIFFERENT))
    return holds


def other_place(pairs: Pairs) -> Bools:
    """What is known of the two places cannot be one place: an identifier differs, or two other things do."""
    anchored = (pairs.page == Level.SAME) | ((pairs.volume == Level.SAME) & (pairs.venue != Level.DIFFERENT))
    signs = (
        (pairs.volume == Level.DIFFERENT) & ~anchored,
        (pairs.number == Level.DIFFERENT) & ~anchored,
        (pairs.page == Level.DIFFERENT) & (pairs.last_page != Level.SAME),
        (pairs.venue == Level.DIFFERENT) & ~anchored,
        pairs.surely_two_venues & ~anchored,
        (pairs.year != Level.SAME) & (pairs.year != Level.UNKNOWN) & ~anchored,
        (pairs.year == Level.DIFFERENT) & ~anchored,
    )
    doubts = sum(sign.astype(np.int64) for sign in signs)
    holds: Bools = ~same_place(pairs) & ((pairs.doi == Level.DIFFERENT) | (doubts >= 2))
    return holds


def recurs(pairs: Pairs) -> Bools:
    """The title is one that comes again from issue to issue, and no team signed it just in these two records."""
    title = (pairs.telling == 0) | ((pairs.telling <= 3) & ((pairs.listed >= 6) | (pairs.teams >= 4)))
    signed = (pairs.authors == Level.SAME) & (pairs.repeats <= 2) & ((pairs.shared >= 3) | same_issue(pairs))
    holds: Bools = title & ~signed
    return holds


def same_issue(pairs: Pairs) -> Bools:
    """The same people, in the same venue, in the same year."""
    venue = (pairs.venue >= Level.SIMILAR) & (pairs.year == Level.SAME)
    issue = (pairs.volume != Level.DIFFERENT) & (pairs.number != Level.DIFFERENT)
    holds: Bools = venue & issue & (pairs.authors == Level.SAME) & ~other_place(pairs)
    return holds


def completed(pairs: Pairs) -> Bools:
    """One title contains the other, in the same venue and year, and neither stands there again with its own letters."""
    holds: Bools = same_issue(pairs) & (pairs.title == TitleLevel.EXTENDED) & (pairs.repeats == 1)
    return holds


def kindred(pairs: Pairs) -> Bools:
    """The same people wrote both, or one text is made from the other."""
    holds: Bools = (pairs.authors >= Level.SIMILAR) | (pairs.abstract >= Level.SIMILAR)
    return holds


def parts_of_one_list(pairs: Pairs) -> Bools:
    """Two lists of authors, not both complete, under one abstract: each can hold what the other has lost."""
    holds: Bools = (pairs.complete == 0) & (pairs.abstract == Level.SAME)
    return holds


def translated(pairs: Pairs) -> Bools:
    """Titles in two languages over the same authors, with the facts of one abstract or in the same place."""
    same = (pairs.abstract == Level.SAME) | (pairs.facts == Level.SAME) | same_place(pairs)
    people = (pairs.authors == Level.SAME) | ((pairs.authors == Level.SIMILAR) & (pairs.complete == 0))
    holds: Bools = (pairs.tongues == Level.DIFFERENT) & people & same & (pairs.numbers == Level.SAME)
    return holds


def untold(pairs: Pairs) -> Bools:
    """Titles in two languages over the same authors, where one record has no abstract: the words cannot be compared."""
    holds: Bools = (
        (pairs.title == TitleLevel.OTHER)
        & (pairs.tongues == Level.DIFFERENT)
        & (pairs.authors == Level.SAME)
        & (pairs.abstract == Level.UNKNOWN)
    )
    return holds


NEVER = (
    Rule(
        "about-another-work",
        lambda p: (p.kinds == 2) & alike(p) & ((p.authors != Level.DIFFERENT) | (p.telling >= 3)),
        "one is a correction, retraction, comment or reply, the other is what it is about",
        "related",
    ),
    Rule("other-kind", lambda p: p.kinds == 2, "a text about a work is not the work"),
    Rule(
        "other-version",
        lambda p: (
            (p.kinds == 3)
            & alike(p)
            & ~(same_place(p) | same_issue(p))
            & ((p.authors >= Level.SIMILAR) | (p.telling >= 3))
        ),
        "one says that it is another version: '(extended version)'",
        "related",
        "isVersionOf",
    ),
    Rule(
        "other-number",
        lambda p: (p.title == TitleLevel.NUMBERED) & ~same_place(p) & ((p.authors >= Level.SIMILAR) | (p.telling >= 3)),
        "the titles differ in a number alone: parts, editions or years of a series",
        "related",
        "isPartOfSeriesWith",
    ),
    Rule(
        "other-part",
        lambda p: (
            (p.series == Level.SAME) & (p.numbers == Level.DIFFERENT) & (p.authors >= Level.SIMILAR) & ~same_place(p)
        ),
        "two parts of one series by the same people, each with a title of its own",
        "related",
        "isPartOfSeriesWith",
    ),
    Rule(
        "numbers-differ",
        lambda p: (p.numbers == Level.DIFFERENT) & ~same_place(p) & ~completed(p),
        "the titles hold different numbers",
    ),
    Rule(
        "other-authors",
        lambda p: (p.authors == Level.DIFFERENT) & ~(alike(p) & (same_place(p) | parts_of_one_list(p))),
        "no author is on both lists",
    ),
    Rule(
        "other-team",
        lambda p: p.rearranged & ~same_place(p) & alike(p),
        "the lists of authors differ both in people and in order: two versions",
        "related",
        "isVersionOf",
    ),
    Rule(
        "extended-title",
        lambda p: (p.title == TitleLevel.EXTENDED) & ~same_place(p) & ~completed(p) & kindred(p),
        "one title has words that the other lacks: two versions",
        "related",
        "isVersionOf",
    ),
    Rule(
        "longer-title",
        lambda p: (p.title == TitleLevel.EXTENDED) & ~same_place(p) & ~completed(p),
        "one title has words that the other lacks",
    ),
    Rule(
        "retitled",
        lambda p: (
            ((p.title == TitleLevel.OTHER) | (p.title == TitleLevel.REORDERED))
            & ~same_place(p)
            & ~translated(p)
            & (p.abstract == Level.SAME)
        ),
        "another title over the same abstract: two versions",
        "related",
        "isVersionOf",
    ),
    Rule(
        "other-tongue",
        lambda p: untold(p) & ~same_place(p),
        "titles in two languages over the same authors, and no second abstract to compare",
        "uncertain",
    ),
    Rule(
        "telling-word",
        lambda p: (p.title == TitleLevel.OTHER) & ~same_place(p) & ~translated(p),
        "the titles differ in telling words",
    ),
    Rule(
        "other-order",
        lambda p: (p.title == TitleLevel.REORDERED) & ~same_place(p),
        "the same words in another order can be another thing: 'text to image', 'image to text'",
        "uncertain",
    ),
    Rule(
        "recurring-title",
        lambda p: recurs(p) & ~same_place(p) & (p.abstract != Level.SAME),
        "a title that comes again and again is no evidence",
        "uncertain",
    ),
    Rule(
        "cut-title",
        lambda p: alike(p) & (p.openings > 1) & ~same_place(p),
        "a title that ends in an ellipsis goes on in several ways",
        "uncertain",
    ),
    Rule(
        "other-spelling-and-abstract",
        lambda p: (p.title == TitleLevel.SPELLED) & (p.abstract == Level.DIFFERENT) & ~same_place(p),
        "words that look like one word, over abstracts that are two",
        "uncertain",
    ),
    Rule("other-place", other_place, "volume, pages, venue or identifier differ", "related", "isVersionOf"),
)

MATCH = (
    Rule(
        "same-place",
        lambda p: same_place(p) & (p.title >= TitleLevel.EXTENDED),
        "one place or one identifier, and the titles agree",
        "same",
    ),
    Rule(
        "same-place-and-authors",
        lambda p: same_place(p) & (p.ratio >= NEARLY_ALIKE) & (p.authors >= Level.SIMILAR),
        "one place or one identifier, the same authors, and the titles nearly agree",
        "same",
    ),
    Rule(
        "same-title-and-authors", lambda p: alike(p) & (p.authors >= Level.SIMILAR), "title and authors agree", "same"
    ),
    Rule(
        "same-issue-and-authors",
        completed,
        "the same people in the same venue and year, and one title contains the other",
        "same",
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
        "the same authors and the facts of one abstract under titles in two languages",
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
