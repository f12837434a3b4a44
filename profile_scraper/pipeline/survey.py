"""One look at what is known of every page, before they are paired: whose site they are, and what is uncertain."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from profile_scraper.pair import Card
from profile_scraper.pipeline.pages import LoadedPages, Remarks
from profile_scraper.records.problem import Problem


class Survey(NamedTuple):
    """What all pages together say beside their content."""

    sites: list[tuple[str, LoadedPages]]
    """The pages of each site, sites sorted by name."""
    warnings: list[Problem]
    """What could not be read with certainty."""
    extraction_methods: Mapping[str, Mapping[str, int]]
    """For each field of a page, on how many pages each way found it."""


def survey(pages: LoadedPages) -> Survey:
    """Look at every page once."""
    indices: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
    ways: defaultdict[str, Counter[str]] = defaultdict(Counter)
    warnings: list[Problem] = []
    for index, remarks in enumerate(pages.remarks()):
        indices[remarks.site].append(index)
        for name, way in remarks.extraction_methods.items():
            ways[name][way] += 1
        if remarks.warnings:
            warnings += _problems_of(pages.card(index), remarks)
    return Survey([(site, pages.part(where)) for site, where in sorted(indices.items())], warnings, ways)


def _problems_of(card: Card, remarks: Remarks) -> list[Problem]:
    return [
        Problem(
            stage="parse",
            url=card.url,
            record=f"{card.site}/{card.slug}" if card.slug else None,
            field=warning.field,
            reason=warning.reason,
            detail=warning.detail,
        )
        for warning in remarks.warnings
    ]
