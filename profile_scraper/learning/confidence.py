"""How far what a site's file gives can be trusted, from checks that need no truth."""

from typing import NamedTuple

from profile_scraper.learning.observe import Share, SiteObserver
from profile_scraper.records.manifest import FailedCheck, SiteConfidence

DOUBTFUL = 0.75
"""A confidence below this is said to be doubtful."""


class Check(NamedTuple):
    """One thing that a site's records should agree on."""

    name: str
    field: str
    """The field that is wrong where the check fails; ``pages`` where the kind of pages is."""
    share: Share
    confidence: float
    """0 to 1; below ``DOUBTFUL`` where the share is below what sites that are read right have."""
    examples: list[str]


class Confidence(NamedTuple):
    """All checks of a site."""

    value: float
    """0 to 1: that of the least sure check."""
    checks: list[Check]

    @property
    def failed_checks(self) -> list[Check]:
        """The checks that failed, the least sure first."""
        return sorted((check for check in self.checks if check.confidence < DOUBTFUL), key=lambda each: each.confidence)

    @property
    def doubtful(self) -> bool:
        """Whether the site is called doubtful."""
        return self.value < DOUBTFUL

    def record(self, site: str, unmatched_selectors: list[str]) -> SiteConfidence:
        """As the manifest has it."""
        return SiteConfidence(
            site=site,
            confidence=round(self.value, 2),
            doubtful=self.doubtful,
            failed_checks=[
                FailedCheck(check=each.name, field=each.field, good=each.share.good, all=each.share.all)
                for each in self.failed_checks
            ],
            unmatched_selectors=unmatched_selectors,
        )

    def of_field(self, field: str) -> float:
        """0 to 1: that of the field's least sure check; 1 where nothing checks it."""
        return min((check.confidence for check in self.checks if check.field == field), default=1.0)


_FEWEST = 2
"""A check of fewer things says nothing."""
_BARS = {
    "pages-read": ("pages", 0.85),
    "people-found": ("pages", 0.5),
    "kind-of-pages": ("pages", 0.6),
    "items-of-one": ("people", 0.6),
    "own-names": ("name", 0.8),
    "both-languages": ("pages", 0.5),
    "languages-agree": ("pages", 0.45),
    "positions": ("roles", 0.3),
    "people-described": ("people", 0.4),
    "text-of-pages": ("biography", 0.5),
    "text-of-items": ("people", 0.85),
    "values-name": ("name", 0.9),
    "values-roles": ("roles", 0.6),
    "values-topics": ("topics", 0.7),
    "own-topics": ("topics", 0.75),
    "values-biography": ("biography", 0.45),
    "values-parts": ("biography", 0.75),
    "values-publications": ("publications", 0.75),
    "titles": ("publications", 0.9),
    "whole-publications": ("publications", 0.8),
    "own-publications": ("publications", 0.4),
    "publications-read": ("publications", 0.6),
}
"""For each check its field, and the share below which it is doubtful."""
_OF_FIELD_ALONE = ("positions",)
"""Checks that a site may fail which has nothing of the kind: they count for their field, not for the whole."""


def confidence_of(seen: SiteObserver) -> Confidence:
    """Check what the records of a site say together."""
    lists = len(seen.lists)
    read = seen.pages + lists
    text = seen.text()
    shares = {
        "pages-read": Share(read, read + len(seen.unread)),
        "people-found": Share(len(seen.people), max(1, len(seen.people))),
        "kind-of-pages": Share(lists - len(seen.of_person), lists),
        "items-of-one": Share(seen.items, seen.items + max(0, seen.other_names - seen.items)),
        "own-names": seen.own_pages(),
        "both-languages": seen.in_both_languages(),
        "languages-agree": seen.agreement(),
        "positions": seen.with_any("roles"),
        "people-described": seen.with_any("roles", "topics", "biography", "publications"),
        **{f"text-of-{kind}s": found.words for kind, found in text.items()},
        **{f"values-{field}": Share(values[True], values.total()) for field, values in seen.values.items()},
        "own-topics": seen.own_topics(),
        "titles": seen.titles(),
        "whole-publications": Share(seen.entries["all"] - seen.crowded, seen.entries["all"]),
        "own-publications": Share(seen.entries["own"], seen.entries["owned"]),
        "publications-read": Share(seen.entries["all"], seen.entries["all"] + seen.unread_publications),
    }
    examples = {
        "pages-read": sorted(seen.unread)[:5],
        **{f"text-of-{kind}s": found.longest for kind, found in text.items()},
    }
    checks = [
        Check(name, field, share, _confidence(share, bar), examples.get(name, []))
        for name, (field, bar) in _BARS.items()
        if (share := shares.get(name)) is not None
        if share.all >= (1 if name == "people-found" else _FEWEST)
    ]
    return Confidence(min(check.confidence for check in checks if check.name not in _OF_FIELD_ALONE), checks)


def _confidence(share: Share, bar: float) -> float:
    """1 where all is as it should be, ``DOUBTFUL`` at the bar, 0 where nothing is."""
    value = min(1.0, share.value)
    if value < bar:
        return DOUBTFUL * value / bar
    return DOUBTFUL + (1 - DOUBTFUL) * (value - bar) / (1 - bar)
