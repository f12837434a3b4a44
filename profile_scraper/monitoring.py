"""Drift detection: alerts where counts, coverage, extraction methods or layouts leave the range of earlier runs."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import sqrt
from pathlib import Path
from statistics import median, pstdev
from typing import Literal, TypeAlias, get_args

from profile_scraper.records.base import ExtractionMethod, Record
from profile_scraper.records.manifest import MANIFEST, Manifest
from profile_scraper.sites import Address
from profile_scraper.storage.publish import publish_file

AlertKind: TypeAlias = Literal["fewer-records", "coverage-fell", "fall-back-rose", "fewer-pairs", "layout-changed"]


class DriftAlert(Record):
    """One metric outside its expected range."""

    kind: AlertKind
    """The kind of drift."""
    metric: str
    """The metric: a count, ``kind of person / field / language``, or a part of a page."""
    expected: float
    """The median of earlier runs: a count, or a share from 0 to 1."""
    observed: float
    """The value of this run, in the same unit."""
    detail: str
    """The drift in a sentence for a person."""


def drift_alert(kind: AlertKind, metric: str, expected: float, observed: float, detail: str) -> DriftAlert:
    """An alert with its figures rounded to four decimals."""
    return DriftAlert(kind=kind, metric=metric, expected=round(expected, 4), observed=round(observed, 4), detail=detail)


_KEPT_RUNS = 52
"""A year of weekly runs."""
_NAMES_OF_1_0 = {"ways": "extraction_methods", "unpaired": "unmatched"}


def earlier_runs(history: Path, dataset: Path) -> list[Manifest]:
    """The manifests of earlier runs, oldest first.

    Where a person has built ``dataset`` since the last run, that dataset is accepted: it alone is the expected range.
    """
    current = _read(dataset / MANIFEST)
    runs = [manifest for path in sorted(history.glob("*.json")) if (manifest := _read(path))]
    if current is None:
        return runs
    return runs if runs and runs[-1].files == current.files else [current]


def save_run(history: Path, manifest: Manifest) -> None:
    """Add a run's manifest, without its list of sources, and delete the oldest beyond a year of weekly runs."""
    files = sorted(history.glob("*.json"))
    number = int(files[-1].stem) + 1 if files else 1
    with publish_file(history / f"{number:06d}.json") as file:
        file.write_text(manifest.model_copy(update={"sources": []}).model_dump_json() + "\n", encoding="utf8")
    for oldest in files[: -(_KEPT_RUNS - 1)]:
        oldest.unlink()


def _read(path: Path) -> Manifest | None:
    """A manifest, None where there is none that this version can read."""
    try:
        fields = json.loads(path.read_bytes())
        # Format 1.0 has the same figures under other names: an upgrade keeps the expected ranges.
        return Manifest.model_validate({_NAMES_OF_1_0.get(name, name): value for name, value in fields.items()})
    except (OSError, ValueError, AttributeError):
        return None


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


Layouts: TypeAlias = dict[str, dict[str, int]]
"""For each part of a page and each path hash of it, the number of pages."""

_MIN_PAGES = 10
"""Shares of fewer pages are not compared."""
_MISSING = 0.2
"""A part is missing where fewer than this share of the expected pages have it."""
_MOVED = 0.5
"""A part has moved where it has an unknown path on more than this share of its pages."""


def count_layouts(fingerprints: Iterable[Mapping[str, str]]) -> Layouts:
    """Count the paths of each part over the fingerprints of pages."""
    counts: Layouts = {}
    for fingerprint in fingerprints:
        for part, path in fingerprint.items():
            paths = counts.setdefault(part, {})
            paths[path] = paths.get(path, 0) + 1
    return counts


def layout_alerts(observed: Layouts, known: Layouts) -> list[DriftAlert]:
    """The parts that moved or are missing on most pages; none where no earlier crawl is known."""
    alerts = []
    pages, known_pages = _page_count(observed), _page_count(known)
    if pages < _MIN_PAGES or known_pages < _MIN_PAGES:
        return []
    for part in sorted(known):
        paths = observed.get(part, {})
        usual = sum(known[part].values()) / known_pages
        present = sum(paths.values())
        unknown = sum(count for path, count in paths.items() if path not in known[part])
        if usual * pages >= _MIN_PAGES and present < _MISSING * usual * pages:
            alerts.append(_alert(part, usual, present / pages, "is missing on most pages"))
        elif present >= _MIN_PAGES and unknown > _MOVED * present:
            alerts.append(_alert(part, 0.0, unknown / present, "has moved to another place of the page"))
    return alerts


def read_layouts(file: Path) -> Layouts:
    """The layouts of earlier crawls; empty where there is no such file or this version cannot read it."""
    try:
        content = json.loads(file.read_text(encoding="utf8"))
        return {str(part): {str(path): int(count) for path, count in paths.items()} for part, paths in content.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def save_layouts(file: Path, observed: Layouts, known: Layouts) -> None:
    """Write the layouts of this crawl, and earlier paths with a count of 0: a layout that returns is known.

    A crawl with few new pages is not representative; its layouts are not written.
    """
    if _page_count(observed) < _MIN_PAGES:
        return
    merged = {
        part: {**dict.fromkeys(known.get(part, {}), 0), **observed.get(part, {})}
        for part in sorted({*known, *observed})
    }
    with publish_file(file) as target:
        target.write_text(json.dumps(merged, indent=1, sort_keys=True) + "\n", encoding="utf8")


def _page_count(layouts: Layouts) -> int:
    """The number of pages with the most common part."""
    return max((sum(paths.values()) for paths in layouts.values()), default=0)


def _alert(part: str, expected: float, observed: float, change: str) -> DriftAlert:
    detail = f"{part} {change} ({observed:.0%}): the site has a new layout; docs/redesign.md says what to do"
    return drift_alert("layout-changed", part, expected, observed, detail)
