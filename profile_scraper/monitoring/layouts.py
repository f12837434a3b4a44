"""Detect changes of page layouts: where each part of a page stands, compared with earlier crawls."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from profile_scraper.monitoring.alerts import DriftAlert, drift_alert
from profile_scraper.storage.publish import publish_file

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
