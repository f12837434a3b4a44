"""Resolve decisions of people to rows of the present entries, and find contradictions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from profile_scraper.disjoint_set import DisjointSet
from profile_scraper.records.decision import Decision
from profile_scraper.records.problem import Problem, Reason

FILE = "decisions.jsonl"


@dataclass(slots=True)
class Overrides:
    """Decisions of people as constraints on pairs of rows."""

    must_link: list[tuple[int, int]] = field(default_factory=list)
    """Rows that belong to one publication."""
    cannot_link: list[tuple[int, int]] = field(default_factory=list)
    """Rows that must not be in one publication."""
    used: list[tuple[Decision, int, int]] = field(default_factory=list)
    """Each decision that was applied, with one row of each of its two publications."""
    problems: list[Problem] = field(default_factory=list)


def resolve(decisions: Iterable[Decision], rows_by_id: Mapping[str, Sequence[int]]) -> Overrides:
    """Resolve decisions to constraints on pairs of rows.

    Args:
        decisions: decisions about publications, in any order; a repeated decision counts once.
        rows_by_id: for each id and key that an entry by itself could have, the rows of these entries.

    Returns:
        The constraints. A decision that matches nothing, or contradicts another, is listed as a problem instead.
    """
    overrides, groups = Overrides(), DisjointSet[int]()
    found = []
    for decision in sorted(set(decisions), key=_order):
        left, right = (list(rows_by_id.get(publication_id, ())) for publication_id in _publication_ids(decision))
        missing = [name for name, rows in zip(_publication_ids(decision), (left, right), strict=True) if not rows]
        if missing:
            overrides.problems.append(_problem(decision, "not-found", f"no entry here is or was {missing[0]!r}"))
        elif set(left) & set(right) and decision.answer != "same":
            detail = "both names mean the same entry; name the entries by their keys in merges.jsonl"
            overrides.problems.append(_problem(decision, "ambiguous", detail))
        else:
            found.append((decision, left, right))
    found = _without_contradictions(found, overrides)
    for decision, left, right in found:
        if decision.answer == "same":
            for row in (*left, *right):
                groups.union(left[0], row)
        overrides.used.append((decision, left[0], right[0]))
    for decision, left, right in found:
        if decision.answer == "same":
            overrides.must_link.extend((left[0], row) for row in (*left[1:], *right))
        else:
            these = {member for row in left for member in groups.members(row)}
            those = {member for row in right for member in groups.members(row)}
            overrides.cannot_link.extend((a, b) for a in sorted(these) for b in sorted(those))
    return overrides


_Found = list[tuple[Decision, list[int], list[int]]]


def _without_contradictions(found: _Found, overrides: Overrides) -> _Found:
    """Remove each cannot-link decision that contradicts must-link decisions, with those; each is a problem."""
    rejected: set[Decision] = set()
    for decision, left, right in found:
        if decision.answer == "same":
            continue
        groups = DisjointSet[int]()
        joined_by: list[Decision] = []
        for other, ones, others in found:
            if other.answer != "same":
                continue
            for row in (*ones, *others):
                groups.union(ones[0], row)
            joined_by.append(other)
            if {groups.find(row) for row in left} & {groups.find(row) for row in right}:
                detail = f"it contradicts {other.summary}; neither was used: take one of the two out"
                overrides.problems.append(_problem(decision, "contradiction", detail))
                rejected.update((decision, other))
                break
    return [item for item in found if item[0] not in rejected]


def _publication_ids(decision: Decision) -> tuple[str, str]:
    return decision.first, decision.second


def _order(decision: Decision) -> tuple[str, ...]:
    fields = (decision.answer, decision.relation or "", decision.when, decision.by, decision.why or "")
    return (*_publication_ids(decision), *fields)


def _problem(decision: Decision, reason: Reason, detail: str) -> Problem:
    return Problem(
        stage="merge",
        url=FILE,
        record=decision.first,
        field=None,
        reason=reason,
        detail=f"{decision.summary}: {detail}",
    )
