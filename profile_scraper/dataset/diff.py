"""Differences between two datasets: people, roles, topics, students, publications, field by field."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias, get_args

from profile_scraper.dataset.read import Dataset
from profile_scraper.messages import _, labelled
from profile_scraper.records.base import Record
from profile_scraper.records.profile import Profile
from profile_scraper.records.publication import Publication

Json = Any
ChangeKind: TypeAlias = Literal["added", "removed", "changed", "redirected"]
Rows = Mapping[str, Mapping[str, Json]]
"""Records by id, as read from a dataset's JSON Lines."""

_KEYS: Mapping[str, Callable[[Mapping[str, Json]], Json]] = {
    "roles": lambda role: (role["kind"], role["organization"] and role["organization"]["name"]),
    "topics": lambda topic: topic["id"],
    "students": lambda student: student["profile"] or student["name"],
    "supervisors": lambda supervisor: supervisor["profile"] or supervisor["name"],
    "authors": lambda author: author["profile"] or author["name"],
}
"""Keys that identify the items of a list; an item with the same key in both lists has changed."""

_IGNORED = {"sources", "occurrences", "origins"}
"""Fields of a record that only say on which page, and where on it, an entry was read."""

_ORDERED = {"authors", "roles"}
"""Lists whose order is information; any other list is in the order in which a page prints its entries."""


class Change(Record):
    """A record, item or value that differs between two datasets."""

    kind: ChangeKind
    """``redirected``: the id is replaced by that of a publication with which it was merged."""
    record: Literal["profile", "publication"]
    """The kind of record."""
    id: str
    """The record's id; the old one where it was redirected."""
    name: str
    """The person's name or the publication's title, for a person to read."""
    field: str | None
    """Path of the field inside the record, null where the whole record was added, removed or redirected."""
    old: Any
    """The value or item in the old dataset, null where there was none."""
    new: Any
    """The value or item in the new dataset (the new id where it was redirected), null where there is none."""


def diff(
    record: Literal["profile", "publication"], old: Rows, new: Rows, redirects: Mapping[str, str] | None = None
) -> Iterator[Change]:
    """The changes from ``old`` to ``new``, sorted by id.

    Args:
        record: the kind of record.
        old: the earlier records by id.
        new: the later records by id.
        redirects: replaced ids of the later dataset, with their replacements.
    """
    redirects = redirects or {}
    name = "name" if record == "profile" else "title"
    for id_ in sorted(old.keys() | new.keys()):
        before, after = old.get(id_), new.get(id_)
        if before is None and after is not None:
            yield Change(kind="added", record=record, id=id_, name=after[name], field=None, old=None, new=None)
        elif before is not None and after is None and id_ in redirects:
            target = redirects[id_]
            yield Change(kind="redirected", record=record, id=id_, name=before[name], field=None, old=id_, new=target)
        elif before is not None and after is None:
            yield Change(kind="removed", record=record, id=id_, name=before[name], field=None, old=None, new=None)
        elif before is not None and after is not None:
            for path, was, now in _values(before, after):
                kind: Literal["added", "removed", "changed"] = (
                    "added" if was is None else "removed" if now is None else "changed"
                )
                yield Change(kind=kind, record=record, id=id_, name=after[name], field=path, old=was, new=now)


def diff_datasets(old: Dataset, new: Dataset) -> Iterator[Change]:
    """The changes of people, then of publications, from one dataset to a later one."""
    redirects = {redirect.old: redirect.new for redirect in new.redirects}
    yield from diff("profile", _rows(old.profiles), _rows(new.profiles))
    yield from diff("publication", _rows(old.publications), _rows(new.publications), redirects)


class ChangeCounts:
    """Counts the records that were added, removed, redirected and changed, while their changes are used."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, int]] = {
            record: dict.fromkeys(get_args(ChangeKind), 0) for record in ("profile", "publication")
        }
        """For each kind of record, the number of records by kind of change."""

    @property
    def total(self) -> int:
        """The number of records that differ."""
        return sum(sum(counts.values()) for counts in self.of.values())

    def count(self, changes: Iterable[Change]) -> Iterator[Change]:
        """Yield the changes; those of one record count once."""
        earlier = None
        for change in changes:
            if change.field is None or (change.record, change.id) != earlier:
                self.of[change.record][change.kind if change.field is None else "changed"] += 1
            earlier = (change.record, change.id)
            yield change


def as_text(changes: Iterator[Change]) -> Iterator[str]:
    """The changes as text: one heading for each record, one line for each field."""
    heading = None
    headings = _headings()
    for change in changes:
        if change.field is None:
            yield headings[change.record, change.kind].format(id=change.id, name=change.name, new=change.new)
            continue
        title = headings[change.record, "changed"].format(id=change.id, name=change.name)
        if title != heading:
            heading = title
            yield title
        sign = {"added": "+", "removed": "-"}.get(change.kind, "~")
        values = [_short(value) for value in (change.old, change.new) if value is not None]
        yield "  " + labelled(f"{sign} {change.field}", " -> ".join(values))


def _headings() -> Mapping[tuple[str, ChangeKind], str]:
    """The line about a record of each kind that changed in each way."""
    return {
        ("profile", "added"): _("added profile {id} ({name})"),
        ("profile", "removed"): _("removed profile {id} ({name})"),
        ("profile", "changed"): _("changed profile {id} ({name})"),
        ("publication", "added"): _("added publication {id} ({name})"),
        ("publication", "removed"): _("removed publication {id} ({name})"),
        ("publication", "changed"): _("changed publication {id} ({name})"),
        ("publication", "redirected"): _("redirected publication {id} ({name}) -> {new}"),
    }


def _rows(records: Iterable[Profile] | Iterable[Publication]) -> Rows:
    return {record.id: record.model_dump(mode="json") for record in records}


def _values(old: Mapping[str, Json], new: Mapping[str, Json], path: str = "") -> Iterator[tuple[str, Json, Json]]:
    for field in sorted(old.keys() | new.keys()):
        was, now = old.get(field), new.get(field)
        if was == now or (not path and field in _IGNORED):
            continue
        if isinstance(was, dict) and isinstance(now, dict):
            yield from _values(was, now, f"{path}{field}.")
        elif isinstance(was, list) and isinstance(now, list):
            yield from _items(was, now, f"{path}{field}")
        else:
            yield f"{path}{field}", was, now


def _items(old: list[Json], new: list[Json], path: str) -> Iterator[tuple[str, Json, Json]]:
    """The items that were removed from a list and added to it; another order of an ordered list is one change."""
    removed, added = _surplus(old, new), _surplus(new, old)
    if not removed and not added:
        if path in _ORDERED:
            yield f"{path} (order)", old, new
        return
    key = _KEYS.get(path)
    if key is not None:
        for item in list(removed):
            counterpart = next((other for other in added if key(item) is not None and key(other) == key(item)), None)
            if counterpart is not None:
                removed.remove(item)
                added.remove(counterpart)
                yield from _values(item, counterpart, f"{path}[{_label(key(item))}].")
    yield from ((path, item, None) for item in removed)
    yield from ((path, None, item) for item in added)


def _surplus(items: list[Json], others: list[Json]) -> list[Json]:
    """The items that the other list does not contain as often, in order."""
    counts = Counter(map(repr, others))
    surplus = []
    for item in items:
        if counts[repr(item)]:
            counts[repr(item)] -= 1
        else:
            surplus.append(item)
    return surplus


def _label(key: Json) -> str:
    return ", ".join(str(part) for part in key if part) if isinstance(key, tuple) else str(key)


def _short(value: Json, width: int = 100) -> str:
    if isinstance(value, dict):
        value = ", ".join(f"{name} {_short(part, 40)}" for name, part in value.items() if part not in (None, []))
    text = " ".join(str(value).split())
    return text if len(text) <= width else text[: width - 1] + "…"
