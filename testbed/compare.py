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
    """Where a dataset's profiles differ from the expected ones; ``keys`` as :func:`publication_keys` gives them.

    Fields that the expected profile does not have are not looked at.
    """
    found = {profile["id"]: profile for profile in actual}
    for profile in expected:
        other = found.pop(profile["id"], None)
        if other is None:
            yield profile["id"], profile, ABSENT
            continue
        sources = [{key: source[key] for key in ("url", "language")} for source in other["sources"]]
        publications = [keys.get(publication, publication) for publication in other["publications"]]
        same = {name: value for name, value in other.items() if name in profile}
        yield from changes(profile, same | {"sources": sources, "publications": publications}, profile["id"])
    for name, profile in found.items():
        yield name, ABSENT, profile


def publication_changes(expected: list[Fields], actual: list[Fields]) -> Iterator[Change]:
    """Where a dataset's publications differ from the expected ones; they are matched by their occurrences.

    Fields that the expected publication does not have are not looked at.
    """
    keys = publication_keys(expected, actual)
    found = {keys[publication["id"]]: publication for publication in actual}
    for publication in expected:
        other = found.pop(publication["id"], None)
        if other is None:
            yield publication["id"], publication, ABSENT
            continue
        relations = sorted(
            ({"type": relation["type"], "target": keys[relation["target"]]} for relation in other["relations"]),
            key=lambda relation: (relation["type"], relation["target"]),
        )
        same = {name: value for name, value in other.items() if name in publication}
        yield from changes(publication, same | {"id": publication["id"], "relations": relations}, publication["id"])
    for name, publication in found.items():
        yield name, ABSENT, publication


def publication_keys(expected: list[Fields], actual: list[Fields]) -> dict[str, str]:
    """The expected key for each actual id: that of the publication at its first occurrence that is still free."""
    by_occurrence = {
        occurrence: publication["id"] for publication in expected for occurrence in _occurrences(publication)
    }
    keys: dict[str, str] = {}
    taken: set[str] = set()
    for publication in actual:
        known = (by_occurrence[occurrence] for occurrence in _occurrences(publication) if occurrence in by_occurrence)
        key = next((key for key in known if key not in taken), publication["id"])
        keys[publication["id"]] = key
        taken.add(key)
    return keys


def _occurrences(publication: Fields) -> list[tuple[str, int]]:
    return [(occurrence["url"], occurrence["position"]) for occurrence in publication["occurrences"]]
