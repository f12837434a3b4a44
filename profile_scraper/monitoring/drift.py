"""Detect drift of a run's counts, coverage and extraction methods from the range of earlier runs."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import sqrt
from statistics import median, pstdev
from typing import get_args

from profile_scraper.monitoring.alerts import AlertKind, DriftAlert, drift_alert
from profile_scraper.records.base import ExtractionMethod
from profile_scraper.records.manifest import Manifest
from profile_scraper.sites import Address

_LEARNED_RUNS = 8
"""Number of latest runs that define the expected range; a site changes over more."""
_MIN_SHARE_CHANGE = 0.03
"""Smallest change of a share that triggers an alert; two drifting pages of a small site reach it."""
_MIN_COUNT_DROP = 0.05
"""Smallest relative drop of a count that triggers an alert; people leave at the end of a term."""
_MIN_RECORDS = 10
"""Shares of fewer records are not compared."""
_DEVIATIONS = 4.0
"""Number of standard deviations from the median that triggers an alert."""

_METHODS: tuple[str, ...] = get_args(ExtractionMethod)
"""Extraction methods, the most trusted first."""


def drift_alerts(new: Manifest, earlier: Sequence[Manifest]) -> list[DriftAlert]:
    """The alerts of a run; none where there is no earlier run.

    Args:
        new: manifest of the run.
        earlier: manifests of earlier runs, oldest first.
    """
    runs = earlier[-_LEARNED_RUNS:]
    return [*_count_alerts(new, runs), *_coverage_alerts(new, runs), *_method_alerts(new, runs)] if runs else []


def size_alerts(before: Iterable[Address], after: Iterable[Address], shrink: float, growth: float) -> list[str]:
    """Describe each kind of page whose number changed by more than it may between two complete crawls.

    Args:
        before: addresses of the earlier crawl.
        after: addresses of the later crawl.
        shrink: the greatest share of pages that may disappear, from 0 to 1.
        growth: the greatest share of pages that may be added.
    """
    earlier, later = _page_counts(before), _page_counts(after)
    return [
        f"{name}: {earlier[name]} in the last crawl, {later[name]} in this one"
        for name in sorted(earlier)
        if earlier[name] >= _MIN_RECORDS
        and not earlier[name] * (1 - shrink) <= later[name] <= earlier[name] * (1 + growth)
    ]


def _count_alerts(new: Manifest, runs: Sequence[Manifest]) -> Iterator[DriftAlert]:
    counts: dict[str, Callable[[Manifest], int]] = {
        "people": lambda run: run.counts.profiles,
        "pages in English": lambda run: run.counts.pages.get("en", 0),
        "pages in French": lambda run: run.counts.pages.get("fr", 0),
        "publications": lambda run: run.counts.publications,
        "entries of publications": lambda run: sum(run.counts.entries.values()),
        "people in both languages": lambda run: run.counts.profiles_bilingual,
    }
    for metric, count in counts.items():
        learned = [float(count(run)) for run in runs]
        expected = median(learned)
        observed = float(count(new))
        allowed = max(_MIN_COUNT_DROP * expected, _DEVIATIONS * pstdev(learned), 1.0)
        if observed < expected - allowed:
            kind: AlertKind = "fewer-pairs" if metric == "people in both languages" else "fewer-records"
            yield drift_alert(kind, metric, expected, observed, f"{observed:.0f} {metric}, usually {expected:.0f}")


def _coverage_alerts(new: Manifest, runs: Sequence[Manifest]) -> Iterator[DriftAlert]:
    """Fields with a lower coverage than usual, for each kind of person and each language."""
    for group, fields in new.coverage_by_group.items():
        for field, languages in fields.items():
            for language, coverage in languages.items():
                learned = [
                    before.present / before.total
                    for run in runs
                    if (before := run.coverage_by_group.get(group, {}).get(field, {}).get(language))
                    and before.total >= _MIN_RECORDS
                ]
                if learned and coverage.total >= _MIN_RECORDS:
                    observed, expected = coverage.present / coverage.total, median(learned)
                    if observed < expected - _allowed_change(learned, expected, coverage.total):
                        metric = f"{group} / {field} / {language}"
                        detail = f"{metric}: {observed:.0%} have it, usually {expected:.0%}"
                        yield drift_alert("coverage-fell", metric, expected, observed, detail)


def _method_alerts(new: Manifest, runs: Sequence[Manifest]) -> Iterator[DriftAlert]:
    """Fields that a less trusted method than usual finds more often: this comes before a field is lost."""
    for field, methods in new.extraction_methods.items():
        total = sum(methods.values())
        earlier = [
            before for run in runs if sum((before := run.extraction_methods.get(field, {})).values()) >= _MIN_RECORDS
        ]
        if earlier and total >= _MIN_RECORDS:
            usual = _most_frequent_method(earlier)
            learned = [_fallback_share(before, usual) for before in earlier]
            observed, expected = _fallback_share(methods, usual), median(learned)
            if observed > expected + _allowed_change(learned, expected, total):
                detail = (
                    f"{field}: {observed:.0%} found by a less trusted method than {usual!r}, usually {expected:.0%}; "
                    "the site's markup has changed"
                )
                yield drift_alert("fall-back-rose", field, expected, observed, detail)


def _most_frequent_method(runs: Iterable[Mapping[str, int]]) -> str:
    counts: Counter[str] = Counter()
    for methods in runs:
        counts.update(methods)
    return max(_METHODS, key=lambda method: counts[method])


def _fallback_share(methods: Mapping[str, int], usual: str) -> float:
    """The share of pages on which a less trusted method than the usual one found a field."""
    trusted = _METHODS[: _METHODS.index(usual) + 1]
    return 1 - sum(methods.get(method, 0) for method in trusted) / sum(methods.values())


def _allowed_change(learned: Sequence[float], expected: float, total: int) -> float:
    """The allowed change of a share: by the deviation between runs, and by chance in ``total`` records."""
    return max(_MIN_SHARE_CHANGE, _DEVIATIONS * pstdev(learned), _DEVIATIONS * sqrt(expected * (1 - expected) / total))


def _page_counts(addresses: Iterable[Address]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for address in addresses:
        if address.kind == "list":
            counts[f"directory pages ({address.language})"] += 1
        elif address.slug:
            counts[f"people ({address.language})"] += address.page == 0
            counts[f"pages of publications ({address.language})"] += address.page > 0
    return counts
