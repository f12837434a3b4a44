"""The decision rules on pairs that are given by the agreement of their fields."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from profile_scraper.dedupe.compare.fields import Level
from profile_scraper.dedupe.compare.pairs import Pairs
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.decide.rules import MATCH, NEVER, RULES, Rule, apply_rules

PAGE = (Path(__file__).parents[2] / "docs" / "deduplication.md").read_text(encoding="utf8")

UNKNOWN, DIFFERENT, SIMILAR, SAME = Level
OTHER, NUMBERED, EXTENDED, REORDERED, SPELLED, EQUAL = TitleLevel
BOTH_PUBLICATIONS, BOTH_ABOUT, ABOUT, VERSIONS = range(4)

# Two records with one informative title and complete author lists; everything else is unknown.
PLAIN = {field.name: UNKNOWN for field in fields(Pairs)} | {
    "title": EQUAL, "ratio": 100.0, "content_words": 5, "title_count": 2, "author_set_count": 1, "repeat_count": 1,
    "numbers": SAME, "kinds": BOTH_PUBLICATIONS, "shared_authors": 0, "authors_complete": 1,
    "authors_reordered": False, "known_distinct_venues": False, "preprint": False, "long_abstracts": False,
    "other_text": False, "serial": False, "namesakes": False, "subtitle": False,
}  # fmt: skip


def decided(**changes: Any) -> str | None:
    """Name of the rule that decides a pair with these changes of PLAIN."""
    assert changes.keys() <= PLAIN.keys()
    [number] = apply_rules(Pairs(**{name: np.array([value]) for name, value in (PLAIN | changes).items()}))
    return RULES[number].name if number >= 0 else None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_about_deduplication_names_every_rule_and_its_reason(rule: Rule) -> None:
    assert f"| `{rule.name}` |" in PAGE
    assert f"| {rule.why} |" in PAGE


def test_no_rule_of_the_first_list_merges_and_every_rule_of_the_second_does() -> None:
    assert all(rule.verdict != "same" for rule in NEVER)
    assert all(rule.verdict == "same" for rule in MATCH)
    assert len({rule.name for rule in RULES}) == len(RULES)


PAGES = {"page": SAME, "volume": SAME}
"""The same pages of the same volume."""


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"doi": SAME}, True),
        ({"arxiv": SAME}, True),
        ({"doi": DIFFERENT, "arxiv": SAME}, True),
        ({}, False),
        (PAGES, True),
        (PAGES | {"last_page": SAME}, True),
        (PAGES | {"last_page": DIFFERENT}, False),
        (PAGES | {"page": UNKNOWN}, False),
        (PAGES | {"page": DIFFERENT}, False),
        (PAGES | {"volume": DIFFERENT}, False),
        (PAGES | {"volume": DIFFERENT, "year": SAME}, False),
        (PAGES | {"volume": UNKNOWN}, False),
        (PAGES | {"volume": UNKNOWN, "year": SIMILAR}, False),
        (PAGES | {"volume": UNKNOWN, "year": SAME}, True),
        (PAGES | {"number": DIFFERENT}, False),
        (PAGES | {"number": SAME}, True),
        (PAGES | {"year": DIFFERENT}, False),
        (PAGES | {"year": SIMILAR}, True),
        (PAGES | {"doi": DIFFERENT}, False),
        # An article that is paged from 1: only the last page identifies it.
        ({"last_page": SAME, "volume": SAME, "year": SAME, "venue": SIMILAR}, True),
        ({"last_page": SAME, "volume": SAME, "year": SAME, "venue": SAME}, True),
        ({"last_page": SAME, "volume": SAME, "year": SAME, "venue": DIFFERENT}, False),
        ({"last_page": SAME, "volume": SAME, "year": SIMILAR, "venue": SAME}, False),
        ({"last_page": SAME, "volume": UNKNOWN, "year": SAME, "venue": SAME}, False),
        ({"last_page": DIFFERENT, "volume": SAME, "year": SAME, "venue": SAME}, False),
        ({"last_page": SAME, "page": DIFFERENT, "volume": SAME, "year": SAME, "venue": SAME}, False),
        ({"last_page": SAME, "volume": SAME, "year": SAME, "venue": SAME, "doi": DIFFERENT}, False),
    ],
)
def test_venue_and_pages_agree(changes: dict[str, Any], same: bool) -> None:
    """With an extended title and other authors nothing but the venue can merge two records."""
    rule = decided(title=EXTENDED, ratio=70.0, **changes)
    assert (rule == "same-venue") is same


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"doi": DIFFERENT}, True),
        ({"doi": DIFFERENT, "arxiv": SAME}, False),
        ({"arxiv": DIFFERENT}, False),
        ({"year": DIFFERENT}, True),
        ({"year": SIMILAR}, False),
        ({"year": SIMILAR, "venue": DIFFERENT}, True),
        ({"year": SAME, "venue": DIFFERENT}, False),
        ({"venue": DIFFERENT}, False),
        ({"venue": DIFFERENT, "known_distinct_venues": True}, True),
        ({"known_distinct_venues": True}, False),
        ({"volume": DIFFERENT}, False),
        ({"volume": DIFFERENT, "number": DIFFERENT}, True),
        ({"volume": DIFFERENT, "venue": DIFFERENT}, True),
        ({"volume": DIFFERENT, "page": DIFFERENT}, True),
        ({"volume": DIFFERENT, "page": DIFFERENT, "last_page": SAME}, False),
        ({"number": DIFFERENT, "page": DIFFERENT}, True),
        ({"page": DIFFERENT}, False),
        # The same page, or the same volume of a venue that may be one, outweighs everything but the DOI.
        ({"page": SAME, "volume": DIFFERENT, "number": DIFFERENT}, False),
        ({"page": SAME, "year": DIFFERENT}, False),
        ({"page": SAME, "venue": DIFFERENT, "known_distinct_venues": True}, False),
        ({"page": SAME, "year": DIFFERENT, "doi": DIFFERENT}, True),
        ({"volume": SAME, "year": DIFFERENT}, False),
        ({"volume": SAME, "number": DIFFERENT, "page": DIFFERENT}, False),
        ({"volume": SAME, "known_distinct_venues": True, "page": DIFFERENT}, False),
        ({"volume": SAME, "year": SIMILAR, "page": DIFFERENT}, False),
        ({"volume": SAME, "year": DIFFERENT, "page": DIFFERENT}, False),
        ({"volume": SAME, "venue": SIMILAR, "number": DIFFERENT, "year": SIMILAR}, False),
        ({"volume": SAME, "venue": DIFFERENT, "year": SIMILAR}, True),
        ({"volume": SAME, "venue": DIFFERENT, "number": DIFFERENT}, True),
    ],
)
def test_venue_and_pages_differ(changes: dict[str, Any], differs: bool) -> None:
    rule = decided(authors=SAME, shared_authors=2, **changes)
    assert rule in {"other-venue", "same-venue", "same-title-and-authors"}
    assert (rule == "other-venue") is differs


SIGNED = {"authors": SAME, "shared_authors": 2}
ISSUE = SIGNED | {"venue": SAME, "year": SAME}
"""The same authors, venue and year."""
TRANSLATED = SIGNED | {"title": OTHER, "ratio": 20.0, "languages": DIFFERENT, "abstract": SIMILAR}


LONG_TEXT = {"authors": DIFFERENT, "abstract": SAME, "long_abstracts": True}
"""One long abstract, and no author on both lists."""
TWO_TEXTS = {"authors": SAME, "abstract": DIFFERENT, "other_text": True}
"""The same authors, and two abstracts that have nothing in common."""
NAMESAKES = {"authors": SAME, "namesakes": True, "content_words": 3}
"""A short title, by authors with one surname and two given names."""
YEARLY = {"serial": True, "authors": SAME, "year": SIMILAR}
"""A report that appears each year, of two years."""
TWO_DOIS = {"doi": DIFFERENT, "authors": SAME, "abstract": SAME}
"""The same authors and abstract under two DOIs."""


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        # A text about another publication.
        ("about-another-work", {"kinds": ABOUT}),
        ("about-another-work", {"kinds": ABOUT, "content_words": 2}),
        ("about-another-work", {"kinds": ABOUT, "title": SPELLED, "authors": SAME}),
        ("about-another-work", {"kinds": ABOUT, "content_words": 3, "authors": DIFFERENT}),
        ("other-kind", {"kinds": ABOUT, "content_words": 2, "authors": DIFFERENT}),
        ("other-kind", {"kinds": ABOUT, "title": REORDERED, "authors": SAME}),
        ("other-kind", {"kinds": ABOUT, "title": OTHER, "doi": SAME}),
        ("same-title", {"kinds": BOTH_ABOUT}),
        # A stated version.
        ("other-version", {"kinds": VERSIONS}),
        ("other-version", {"kinds": VERSIONS, "content_words": 3}),
        ("other-version", {"kinds": VERSIONS, "content_words": 2, "authors": SIMILAR}),
        ("other-version", {"kinds": VERSIONS, "title": SPELLED}),
        ("other-order", {"kinds": VERSIONS, "title": REORDERED}),
        (None, {"kinds": VERSIONS, "content_words": 2}),
        ("same-venue", {"kinds": VERSIONS, "doi": SAME}),
        ("same-title-and-authors", ISSUE | {"kinds": VERSIONS}),
        # Numbers.
        ("other-number", {"title": NUMBERED, "content_words": 3}),
        ("other-number", {"title": NUMBERED, "content_words": 2, "authors": SIMILAR}),
        (None, {"title": NUMBERED, "content_words": 2}),
        (None, {"title": NUMBERED, "doi": SAME}),
        ("same-venue-and-authors", {"title": NUMBERED, "doi": SAME, "authors": SIMILAR, "ratio": 93.0}),
        ("other-part", {"title": OTHER, "series": SAME, "numbers": DIFFERENT, "authors": SIMILAR}),
        ("numbers-differ", {"title": OTHER, "series": SAME, "numbers": DIFFERENT, "authors": UNKNOWN}),
        ("numbers-differ", {"title": OTHER, "series": DIFFERENT, "numbers": DIFFERENT, "authors": SAME}),
        ("other-content-words", {"title": OTHER, "series": SAME, "authors": SAME}),
        (None, {"title": OTHER, "series": SAME, "numbers": DIFFERENT, "authors": SAME, "doi": SAME, "ratio": 92.0}),
        ("numbers-differ", {"numbers": DIFFERENT}),
        ("numbers-differ", ISSUE | {"numbers": DIFFERENT, "title": SPELLED}),
        ("numbers-differ", {"title": OTHER, "series": SAME, "numbers": DIFFERENT, "authors": DIFFERENT}),
        ("same-venue", {"numbers": DIFFERENT, "doi": SAME}),
        ("same-issue-and-authors", ISSUE | {"numbers": DIFFERENT, "title": EXTENDED}),
        # Authors.
        ("other-authors", {"authors": DIFFERENT}),
        ("other-authors", {"authors": DIFFERENT, "kinds": VERSIONS, "content_words": 2}),
        ("other-authors", {"authors": DIFFERENT, "title": NUMBERED, "content_words": 2}),
        ("other-authors", {"authors": DIFFERENT, "abstract": SAME}),
        ("cut-author-lists", {"authors": DIFFERENT, "authors_complete": 0}),
        ("other-authors", {"authors": DIFFERENT, "authors_complete": 0, "title": SPELLED}),
        ("other-authors", {"authors": DIFFERENT, "authors_complete": 0, "content_words": 3}),
        ("other-authors", {"authors": DIFFERENT, "authors_complete": 0, "abstract": SIMILAR}),
        ("other-authors", {"authors": DIFFERENT, "title": EXTENDED, "doi": SAME}),
        ("same-title-and-abstract", {"authors": DIFFERENT, "authors_complete": 0, "abstract": SAME}),
        ("same-venue", {"authors": DIFFERENT, "doi": SAME}),
        ("other-author-set", {"authors": SIMILAR, "authors_reordered": True}),
        ("other-author-set", {"authors": SIMILAR, "authors_reordered": True, "title": SPELLED}),
        ("other-content-words", {"authors": SIMILAR, "authors_reordered": True, "title": OTHER}),
        ("same-venue", {"authors": SIMILAR, "authors_reordered": True, "doi": SAME}),
        # One surname and two given names.
        ("namesakes", NAMESAKES),
        ("namesakes", NAMESAKES | {"abstract": DIFFERENT}),
        ("same-title-and-authors", NAMESAKES | {"content_words": 4}),
        ("same-title-and-authors", NAMESAKES | {"abstract": SIMILAR}),
        ("same-title-and-authors", NAMESAKES | {"venue": SAME, "year": SAME}),
        ("same-venue", NAMESAKES | {"doi": SAME}),
        # One title contains the other.
        ("extended-title", {"title": EXTENDED, "authors": SIMILAR}),
        ("extended-title", {"title": EXTENDED, "abstract": SIMILAR}),
        ("longer-title", {"title": EXTENDED}),
        ("longer-title", {"title": EXTENDED, "abstract": DIFFERENT}),
        ("same-venue", {"title": EXTENDED, "authors": SIMILAR, "doi": SAME}),
        ("same-issue-and-authors", ISSUE | {"title": EXTENDED}),
        ("same-issue-and-authors", ISSUE | {"title": EXTENDED, "venue": SIMILAR}),
        ("extended-title", ISSUE | {"title": EXTENDED, "repeat_count": 2}),
        ("extended-title", ISSUE | {"title": EXTENDED, "venue": DIFFERENT}),
        ("extended-title", ISSUE | {"title": EXTENDED, "year": SIMILAR}),
        ("extended-title", ISSUE | {"title": EXTENDED, "volume": DIFFERENT}),
        ("extended-title", ISSUE | {"title": EXTENDED, "number": DIFFERENT}),
        ("extended-title", ISSUE | {"title": EXTENDED, "authors": SIMILAR}),
        ("extended-title", ISSUE | {"title": EXTENDED, "doi": DIFFERENT}),
        # Other words.
        ("retitled", {"title": OTHER, "abstract": SAME}),
        ("retitled", {"title": REORDERED, "abstract": SAME}),
        ("retitled", TRANSLATED | {"languages": SAME, "abstract": SAME}),
        ("other-content-words", {"title": OTHER, "abstract": SIMILAR}),
        ("other-content-words", {"title": OTHER}),
        ("other-order", {"title": REORDERED}),
        ("other-order", {"title": REORDERED, "authors": SAME, "abstract": SIMILAR}),
        ("same-venue", {"title": REORDERED, "doi": SAME}),
        (None, {"title": OTHER, "doi": SAME, "authors": SAME, "ratio": 92.0}),
        ("same-venue-and-authors", {"title": OTHER, "doi": SAME, "authors": SIMILAR, "ratio": 93.0}),
        (None, {"title": OTHER, "doi": SAME, "ratio": 100.0}),
        ("retitled", {"title": OTHER, "abstract": SAME, "doi": DIFFERENT}),
        (None, {"title": OTHER, "abstract": SAME, "doi": SAME}),
        # Two languages.
        ("translated-title", TRANSLATED | {"abstract": SAME}),
        ("translated-title", TRANSLATED | {"abstract_digits": SAME}),
        (None, TRANSLATED | {"numbers": DIFFERENT, "doi": SAME}),
        ("translated-title", TRANSLATED | PAGES | {"ratio": 20.0}),
        ("other-content-words", TRANSLATED),
        ("other-content-words", TRANSLATED | {"abstract_digits": SAME, "languages": UNKNOWN}),
        ("other-content-words", TRANSLATED | {"abstract_digits": SAME, "authors": SIMILAR}),
        ("translated-title", TRANSLATED | {"abstract_digits": SAME, "authors": SIMILAR, "authors_complete": 0}),
        ("other-content-words", TRANSLATED | {"abstract_digits": SAME, "authors": UNKNOWN, "authors_complete": 0}),
        ("numbers-differ", TRANSLATED | {"abstract_digits": SAME, "numbers": DIFFERENT}),
        ("other-language", TRANSLATED | {"abstract": UNKNOWN}),
        ("other-content-words", TRANSLATED | {"abstract": UNKNOWN, "authors": SIMILAR}),
        ("other-content-words", TRANSLATED | {"abstract": UNKNOWN, "languages": SAME}),
        ("other-order", TRANSLATED | {"abstract": UNKNOWN, "title": REORDERED}),
        ("translated-title", TRANSLATED | {"abstract": UNKNOWN, "arxiv": SAME}),
        # A title that recurs.
        ("recurring-title", {"content_words": 0, "authors": SIMILAR}),
        ("recurring-title", {"content_words": 0, "authors": SAME, "shared_authors": 2}),
        ("same-title-and-authors", {"content_words": 0, "authors": SAME, "shared_authors": 3}),
        ("same-title-and-authors", {"content_words": 0, "authors": SAME, "shared_authors": 3, "repeat_count": 2}),
        ("recurring-title", {"content_words": 0, "authors": SAME, "shared_authors": 3, "repeat_count": 3}),
        ("recurring-title", {"content_words": 0, "authors": SIMILAR, "shared_authors": 3}),
        ("same-title-and-authors", ISSUE | {"content_words": 0}),
        ("recurring-title", ISSUE | {"content_words": 0, "repeat_count": 3}),
        ("recurring-title", SIGNED | {"content_words": 3, "title_count": 6}),
        ("same-title-and-authors", SIGNED | {"content_words": 3, "title_count": 5, "author_set_count": 3}),
        ("recurring-title", SIGNED | {"content_words": 3, "author_set_count": 4}),
        ("recurring-title", SIGNED | {"content_words": 1, "author_set_count": 4}),
        ("same-title-and-authors", SIGNED | {"content_words": 4, "title_count": 9, "author_set_count": 9}),
        ("same-title-and-authors", SIGNED | {"content_words": 1}),
        ("same-venue", SIGNED | {"content_words": 0, "doi": SAME}),
        ("same-title-and-authors", SIGNED | {"content_words": 0, "abstract": SAME}),
        ("recurring-title", SIGNED | {"content_words": 0, "abstract": SIMILAR}),
        # Truncated titles and spelling.
        ("cut-title", SIGNED | {"title": SPELLED, "continuation_count": 2}),
        (None, {"title": NUMBERED, "content_words": 2, "continuation_count": 2}),
        ("same-title-and-authors", SIGNED | {"title": SPELLED, "continuation_count": 1}),
        ("same-venue", SIGNED | {"title": SPELLED, "continuation_count": 2, "doi": SAME}),
        ("extended-title", SIGNED | {"title": EXTENDED, "continuation_count": 2}),
        ("other-spelling-and-abstract", SIGNED | {"title": SPELLED, "abstract": DIFFERENT}),
        ("same-title-and-authors", SIGNED | {"title": EQUAL, "abstract": DIFFERENT}),
        ("same-title-and-authors", SIGNED | {"title": SPELLED, "abstract": SIMILAR}),
        ("same-venue", SIGNED | {"title": SPELLED, "abstract": DIFFERENT, "doi": SAME}),
        # One long abstract under one title, whoever is named.
        ("same-title-and-abstract", LONG_TEXT),
        ("same-title-and-abstract", LONG_TEXT | {"title": SPELLED}),
        ("other-authors", LONG_TEXT | {"title": EXTENDED}),
        ("other-authors", LONG_TEXT | {"abstract": SIMILAR}),
        ("same-title-and-authors", LONG_TEXT | {"authors": SIMILAR, "authors_reordered": True}),
        ("other-author-set", LONG_TEXT | {"authors": SIMILAR, "authors_reordered": True, "long_abstracts": False}),
        # Two texts under one title.
        ("other-text", TWO_TEXTS),
        ("other-text", TWO_TEXTS | {"authors": SIMILAR, "authors_complete": 0}),
        ("other-text", TWO_TEXTS | {"doi": DIFFERENT}),
        ("other-spelling-and-abstract", TWO_TEXTS | {"title": SPELLED}),
        ("recurring-title", TWO_TEXTS | {"content_words": 0}),
        ("extended-title", TWO_TEXTS | {"title": EXTENDED}),
        ("other-authors", TWO_TEXTS | {"authors": DIFFERENT}),
        ("same-venue", TWO_TEXTS | {"arxiv": SAME}),
        # Two years of one report.
        ("other-year", YEARLY),
        ("other-year", YEARLY | {"authors": UNKNOWN}),
        ("other-year", YEARLY | {"title": SPELLED, "abstract": SIMILAR, "authors": DIFFERENT}),
        ("other-authors", YEARLY | {"authors": DIFFERENT, "content_words": 2}),
        ("same-title-and-authors", YEARLY | {"abstract": SAME}),
        ("same-venue", YEARLY | {"doi": SAME}),
        # Two DOIs of one text: preprint and article.
        ("same-title-and-authors", TWO_DOIS),
        ("same-title-and-authors", TWO_DOIS | {"title": SPELLED}),
        ("same-title-and-authors", TWO_DOIS | {"authors": SIMILAR, "authors_complete": 0}),
        ("other-venue", TWO_DOIS | {"authors": SIMILAR}),
        ("other-venue", TWO_DOIS | {"authors": UNKNOWN, "authors_complete": 0}),
        ("other-venue", TWO_DOIS | {"content_words": 0}),
        ("other-venue", TWO_DOIS | {"abstract": SIMILAR}),
        ("other-venue", TWO_DOIS | {"abstract": UNKNOWN}),
        ("same-title-and-authors", TWO_DOIS | {"abstract": UNKNOWN, "preprint": True}),
        ("same-title-and-authors", TWO_DOIS | {"abstract": SIMILAR, "preprint": True}),
        ("other-venue", TWO_DOIS | {"abstract": DIFFERENT, "preprint": True}),
        # Merged.
        ("same-venue", {"title": EXTENDED, "doi": SAME}),
        ("same-title-and-authors", {"authors": SIMILAR}),
        ("same-title-and-authors", {"authors": SIMILAR, "title": SPELLED}),
        ("same-title-and-abstract", {"abstract": SIMILAR}),
        ("same-title-and-abstract", {"abstract": SIMILAR, "title": SPELLED}),
        ("same-title", {"content_words": 3}),
        (None, {"content_words": 2}),
        (None, {"title": SPELLED}),
        (None, {"abstract": DIFFERENT}),
        ("other-venue", {"doi": DIFFERENT}),
    ],
)  # fmt: skip
def test_the_first_rule_that_holds_decides(expected: str | None, changes: dict[str, Any]) -> None:
    assert decided(**changes) == expected


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"address": DIFFERENT}, False),
        ({"address": UNKNOWN}, False),
        ({"title": SPELLED}, False),
        ({"year": DIFFERENT}, False),
        ({"abstract": DIFFERENT}, False),
    ],
)
def test_a_short_title_with_the_address_of_its_page_is_one_publication(changes: dict[str, Any], same: bool) -> None:
    rule = decided(**{"content_words": 1, "address": SAME, "year": SAME} | changes)
    assert (rule == "same-title-and-address") is same
