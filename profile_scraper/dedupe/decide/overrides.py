"""What people decided, found again in the present entries and checked for contradictions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from profile_scraper.records.decision import Decision
from profile_scraper.records.problem import Problem, Reason

FILE = "decisions.jsonl"


@dataclass(slots=True)
class Overrides:
    """Decisions as pairs of rows."""

    same: list[tuple[int, int]] = field(default_factory=list)
    """Rows that are one work."""
    apart: list[tuple[int, int]] = field(default_factory=list)
    """Rows that must not meet in one work, whatever else is merged."""
    used: list[tuple[Decision, int, int]] = field(default_factory=list)
    """Each decision that could be used, with one row of each of its works."""
    problems: list[Problem] = field(default_factory=list)


class _Groups:
    """Rows that decisions call one work."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}

    def find(self, row: int) -> int:
        while (parent := self._parent.get(row, row)) != row:
            row = parent
        return row

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._parent[high] = low

    def members(self, row: int) -> list[int]:
        root = self.find(row)
        return sorted({row, root, *(other for other in self._parent if self.find(other) == root)})


def resolve(decisions: Iterable[Decision], rows_of: Mapping[str, Sequence[int]]) -> Overrides:
    """Turn decisions into pairs of rows.

    Args:
        decisions: what people decided of works, in any order; a repeated decision counts once.
        rows_of: for each id and key that entries have or would have alone, the rows that have it.

    Returns:
        The pairs. A decision that names nothing present, or contradicts another, is left out and listed as a problem.
    """
    overrides, groups = Overrides(), _Groups()
    found = []
    for decision in sorted(set(decisions), key=_order):
        sides = [list(rows_of.get(work, ())) for work in _works(decision)]
        missing = [work for work, rows in zip(_works(decision), sides, strict=True) if not rows]
        if missing:
            overrides.problems.append(_problem(decision, "not-found", f"no entry here is or was {missing[0]!r}"))
        elif set(sides[0]) & set(sides[1]) and decision.answer != "same":
            detail = "both names mean the same entry; name the entries by their keys in merges.jsonl"
            overrides.problems.append(_problem(decision, "ambiguous", detail))
        else:
            found.append((decision, sides[0], sides[1]))
    found = _without_contradictions(found, overrides)
    for decision, left, right in found:
        if decision.answer == "same":
            for row in (*left, *right):
                groups.join(left[0], row)
        overrides.used.append((decision, left[0], right[0]))
    for decision, left, right in found:
        if decision.answer == "same":
            overrides.same.extend((left[0], row) for row in (*left[1:], *right))
        else:
            these = {member for row in left for member in groups.members(row)}
            those = {member for row in right for member in groups.members(row)}
            overrides.apart.extend((a, b) for a in sorted(these) for b in sorted(those))
    return overrides


_Found = list[tuple[Decision, list[int], list[int]]]


def _without_contradictions(found: _Found, overrides: Overrides) -> _Found:
    """Leave out every decision that keeps apart what others make one, with those others; each is named."""
    refused: set[Decision] = set()
    for decision, left, right in found:
        if decision.answer == "same":
            continue
        groups = _Groups()
        joined_by: list[Decision] = []
        for other, ones, others in found:
            if other.answer != "same":
                continue
            for row in (*ones, *others):
                groups.join(ones[0], row)
            joined_by.append(other)
            if {groups.find(row) for row in left} & {groups.find(row) for row in right}:
                detail = f"it contradicts {other.said}; neither was used: take one of the two out"
                overrides.problems.append(_problem(decision, "contradiction", detail))
                refused.update((decision, other))
                break
    return [item for item in found if item[0] not in refused]


def _works(decision: Decision) -> tuple[str, str]:
    return decision.first, decision.second


def _order(decision: Decision) -> tuple[str, ...]:
    said = (decision.answer, decision.relation or "", decision.when, decision.by, decision.why or "")
    return (*_works(decision), *said)


def _problem(decision: Decision, reason: Reason, detail: str) -> Problem:
    return Problem(
        stage="merge",
        url=FILE,
        record=decision.first,
        field=None,
        reason=reason,
        detail=f"{decision.said}: {detail}",
    )
