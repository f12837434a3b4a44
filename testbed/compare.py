"""Compares records and datasets with what they should be, and names each place where they differ."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from testbed.page_truth import Fields

Change: TypeAlias = tuple[str, Any, Any]
"""Path of a field, the expected value, the value found."""

ABSENT = "(absent)"


def changes(old: object, new: object, path: str = "") -> Iterator[Change]:
    """Where two records differ, field by field."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            yield from changes(old.get(key, ABSENT), new.get(key, ABSENT), f"{path}.{key}" if path else key)
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            before, after = (items[index] if index < len(items) else ABSENT for items in (old, new))
            yield from changes(before, after, f"{path}[{index}]")
    elif old != new:
        yield path, old, new


def profile_changes(expected: list[Fields], actual: list[Fields], keys: dict[str, str]) -> Iterator[Change]:
    """Where a dataset's profiles differ from the expected ones; ``keys`` as :func:`work_keys` gives them.

    Fields that the expected profile does not have are not looked at.
    """
    found = {profile["id"]: profile for profile in actual}
    for profile in expected:
        other = found.pop(profile["id"], None)
        if other is None:
            yield profile["id"], profile, ABSENT
            continue
        sources = [{key: source[key] for key in ("url", "language")} for source in other["sources"]]
        works = [keys.get(work, work) for work in other["publications"]]
        same = {name: value for name, value in other.items() if name in profile}
        yield from changes(profile, same | {"sources": sources, "publications": works}, profile["id"])
    for name, profile in found.items():
        yield name, ABSENT, profile


def publication_changes(expected: list[Fields], actual: list[Fields]) -> Iterator[Change]:
    """Where a dataset's works differ from the expected ones; works are matched by the places that list them.

    Fields that the expected work does not have are not looked at.
    """
    keys = work_keys(expected, actual)
    found = {keys[work["id"]]: work for work in actual}
    for work in expected:
        other = found.pop(work["id"], None)
        if other is None:
            yield work["id"], work, ABSENT
            continue
        relations = sorted(
            ({"type": relation["type"], "target": keys[relation["target"]]} for relation in other["relations"]),
            key=lambda relation: (relation["type"], relation["target"]),
        )
        same = {name: value for name, value in other.items() if name in work}
        yield from changes(work, same | {"id": work["id"], "relations": relations}, work["id"])
    for name, work in found.items():
        yield name, ABSENT, work


def work_keys(expected: list[Fields], actual: list[Fields]) -> dict[str, str]:
    """The expected work's key for each actual id: that of the work that stands at its first place and is still free."""
    by_place = {place: work["id"] for work in expected for place in _places(work)}
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for work in actual:
        known = (by_place[place] for place in _places(work) if place in by_place)
        key = next((key for key in known if key not in taken), work["id"])
        keys[work["id"]] = key
        taken.add(key)
    return keys


def _places(work: Fields) -> list[tuple[str, int]]:
    return [(occurrence["url"], occurrence["position"]) for occurrence in work["occurrences"]]
