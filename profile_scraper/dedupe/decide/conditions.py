"""Conditions on pairs of which the decision rules are made."""

import numpy as np

from profile_scraper.dedupe.compare.fields import Level
from profile_scraper.dedupe.compare.pairs import Pairs
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.prepare.arrays import Bools

SHORT_TITLE = 3
"""Content words of a title that several publications can have."""


def titles_agree(pairs: Pairs) -> Bools:
    """The titles are one title."""
    holds: Bools = pairs.title >= TitleLevel.SPELLED
    return holds


def same_venue(pairs: Pairs) -> Bools:
    """An identifier agrees, or the pages of the same volume or year."""
    pages = (pairs.page == Level.SAME) & (pairs.last_page != Level.DIFFERENT)
    issue = (pairs.volume == Level.SAME) | ((pairs.volume == Level.UNKNOWN) & (pairs.year == Level.SAME))
    article = (pairs.page == Level.UNKNOWN) & (pairs.last_page == Level.SAME) & (pairs.volume == Level.SAME)
    printed = (pages & issue) | (article & (pairs.year == Level.SAME) & (pairs.venue >= Level.SIMILAR))
    printed &= (pairs.number != Level.DIFFERENT) & (pairs.year != Level.DIFFERENT)
    identified = (pairs.doi == Level.SAME) | (pairs.arxiv == Level.SAME)
    holds: Bools = identified | (printed & (pairs.doi != Level.DIFFERENT))
    return holds


def other_venue(pairs: Pairs) -> Bools:
    """The DOI differs, or two of volume, issue, page, venue and year do."""
    anchored = (pairs.page == Level.SAME) | ((pairs.volume == Level.SAME) & (pairs.venue != Level.DIFFERENT))
    differences = (
        (pairs.volume == Level.DIFFERENT) & ~anchored,
        (pairs.number == Level.DIFFERENT) & ~anchored,
        (pairs.page == Level.DIFFERENT) & (pairs.last_page != Level.SAME),
        (pairs.venue == Level.DIFFERENT) & ~anchored,
        pairs.known_distinct_venues & ~anchored,
        (pairs.year != Level.SAME) & (pairs.year != Level.UNKNOWN) & ~anchored,
        (pairs.year == Level.DIFFERENT) & ~anchored,
    )
    count = sum(difference.astype(np.int64) for difference in differences)
    holds: Bools = ~same_venue(pairs) & ((pairs.doi == Level.DIFFERENT) | (count >= 2))
    return holds


def recurs(pairs: Pairs) -> Bools:
    """The title recurs, as of editorials, and its authors do not identify these two records."""
    title = (pairs.content_words == 0) | (
        (pairs.content_words <= SHORT_TITLE) & ((pairs.title_count >= 6) | (pairs.author_set_count >= 4))
    )
    seldom = (pairs.repeat_count <= 2) & ((pairs.shared_authors >= 3) | same_issue(pairs))
    # Several people have one work of a title, however many lists print it; editors sign every 'Editorial'.
    of_several = (pairs.shared_authors >= 3) & (pairs.content_words >= 2)
    of_issue = same_issue(pairs) & (pairs.content_words >= 2)
    signed = (pairs.authors == Level.SAME) & (seldom | of_several | of_issue)
    holds: Bools = title & ~signed
    return holds


def same_issue(pairs: Pairs) -> Bools:
    """Same authors, venue and year."""
    venue = (pairs.venue >= Level.SIMILAR) & (pairs.year == Level.SAME)
    issue = (pairs.volume != Level.DIFFERENT) & (pairs.number != Level.DIFFERENT)
    holds: Bools = venue & issue & (pairs.authors == Level.SAME) & ~other_venue(pairs)
    return holds


def completes_title(pairs: Pairs) -> Bools:
    """One title contains the other, with the same authors, venue and year, and neither recurs there."""
    seldom = (pairs.repeat_count == 1) | (pairs.subtitle & (pairs.content_words >= 2))
    holds: Bools = same_issue(pairs) & (pairs.title == TitleLevel.EXTENDED) & seldom
    return holds


def related_content(pairs: Pairs) -> Bools:
    """Authors or abstracts agree."""
    holds: Bools = (pairs.authors >= Level.SIMILAR) | (pairs.abstract >= Level.SIMILAR)
    return holds


def parts_of_one_list(pairs: Pairs) -> Bools:
    """Author lists, not both complete, of one abstract: each can have names that the other lacks."""
    holds: Bools = (pairs.authors_complete == 0) & (pairs.abstract == Level.SAME)
    return holds


def same_text(pairs: Pairs) -> Bools:
    """Title and abstract agree, and the abstract is long."""
    holds: Bools = titles_agree(pairs) & (pairs.abstract == Level.SAME) & pairs.long_abstracts
    return holds


def same_work(pairs: Pairs) -> Bools:
    """Title and authors agree, and the abstract does; where one is a preprint, no abstract says otherwise."""
    abstract = (pairs.abstract == Level.SAME) | (pairs.preprint & (pairs.abstract != Level.DIFFERENT))
    people = (pairs.authors == Level.SAME) | ((pairs.authors == Level.SIMILAR) & (pairs.authors_complete == 0))
    holds: Bools = titles_agree(pairs) & people & abstract & ~recurs(pairs)
    return holds


def translated(pairs: Pairs) -> Bools:
    """Titles in two languages with the same authors, and the same abstract, digits or venue."""
    same = (pairs.abstract == Level.SAME) | (pairs.abstract_digits == Level.SAME) | same_venue(pairs)
    people = (pairs.authors == Level.SAME) | ((pairs.authors == Level.SIMILAR) & (pairs.authors_complete == 0))
    holds: Bools = (pairs.languages == Level.DIFFERENT) & people & same & (pairs.numbers == Level.SAME)
    return holds


def not_comparable(pairs: Pairs) -> Bools:
    """Titles in two languages with the same authors, and no second abstract to compare."""
    holds: Bools = (
        (pairs.title == TitleLevel.OTHER)
        & (pairs.languages == Level.DIFFERENT)
        & (pairs.authors == Level.SAME)
        & (pairs.abstract == Level.UNKNOWN)
    )
    return holds
