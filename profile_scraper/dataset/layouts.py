"""The structures of pages that earlier crawls met: a redesign is told before it costs a field."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeAlias

from profile_scraper.records.alarm import Alarm
from profile_scraper.storage.publish import publish_file

Layouts: TypeAlias = dict[str, dict[str, int]]
"""For each part of a page, on how many of the pages looked at it stood in which way (a hash)."""

_FEW = 10
"""Below so many pages a share says nothing."""
_GONE = 0.2
"""A part is gone where it stands on less than this share of the pages that usually have it."""
_MOST = 0.5
"""A part has moved where more than this share of the pages have it in a way never met before."""


def count_layouts(structures: Iterable[Mapping[str, str]]) -> Layouts:
    """Count the ways in which the parts of some pages stand."""
    counts: Layouts = {}
    for structure in structures:
        for part, way in structure.items():
            ways = counts.setdefault(part, {})
            ways[way] = ways.get(way, 0) + 1
    return counts


def layout_changes(found: Layouts, known: Layouts) -> list[Alarm]:
    """Parts that stand in a new way, or nowhere, on most pages; nothing where no crawl has taught what is known."""
    changes = []
    pages, pages_known = _pages(found), _pages(known)
    if pages < _FEW or pages_known < _FEW:
        return []
    for part in sorted(known):
        usual = sum(known[part].values()) / pages_known
        here = sum(found.get(part, {}).values())
        new = sum(count for way, count in found.get(part, {}).items() if way not in known[part])
        if usual * pages >= _FEW and here < _GONE * usual * pages:
            changes.append(_change(part, usual, here / pages, "is gone from most pages"))
        elif here >= _FEW and new > _MOST * here:
            changes.append(_change(part, 0.0, new / here, "stands in another place than before"))
    return changes


def read_layouts(path: Path) -> Layouts:
    """What earlier crawls met; nothing where there is no such file, or not one that this version understands."""
    try:
        found = json.loads(path.read_text(encoding="utf8"))
        return {str(part): {str(way): int(count) for way, count in ways.items()} for part, ways in found.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def remember_layouts(path: Path, found: Layouts, known: Layouts) -> None:
    """Keep what this crawl met, and the ways met before with no pages to them: a layout that comes back is known.

    A crawl that had hardly any page anew says nothing of the rest, and nothing is kept of it.
    """
    if _pages(found) < _FEW:
        return
    merged = {
        part: {**dict.fromkeys(known.get(part, {}), 0), **found.get(part, {})} for part in sorted({*known, *found})
    }
    with publish_file(path) as file:
        file.write_text(json.dumps(merged, indent=1, sort_keys=True) + "\n", encoding="utf8")


def _pages(layouts: Layouts) -> int:
    """On how many pages the most common part stands."""
    return max((sum(ways.values()) for ways in layouts.values()), default=0)


def _change(part: str, expected: float, found: float, what: str) -> Alarm:
    return Alarm(
        kind="layout-changed",
        what=part,
        expected=round(expected, 4),
        found=round(found, 4),
        detail=f"{part} {what} ({found:.0%}): the site has a new layout; docs/redesign.md says what to do",
    )
