"""Conflicts that a person has looked at: marked with what was decided, so that nobody asks again."""

import re
from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from profile_scraper.pair.review.decisions import in_order, problem_of
from profile_scraper.records.decision import Decision
from profile_scraper.records.problem import NOT_STATED, Conflict, Problem

_INDEX = re.compile(r"\[\d+\]")


class Resolved(NamedTuple):
    """Conflicts and what decisions say of them."""

    conflicts: list[Conflict]
    """In their order."""
    unmatched_decisions: list[Problem]
    """Decisions about somebody whom no page here is of."""
    outdated: int
    """Number of decisions about what the pages of a person do not say any more, as when a page was corrected."""


def resolve_conflicts(conflicts: Sequence[Conflict], decisions: Iterable[Decision], people: Container[str]) -> Resolved:
    """Mark each conflict of which a person decided whether the two statements say the same.

    A conflict is found by its profile, its field and what the pages say. Where the field has
    another index in its list by now, the one conflict of such a field that says the same is taken.

    Args:
        conflicts: those of one site.
        decisions: of any subject.
        people: ids of the site's profiles.
    """
    resolved, unmatched_decisions, outdated = list(conflicts), [], 0
    about = [decision for decision in in_order(decisions) if decision.subject == "conflict"]
    indices: dict[str, list[int]] = {}
    if about:
        for index, conflict in enumerate(conflicts):
            indices.setdefault(conflict.profile, []).append(index)
    for decision in about:
        profile, _, field = (decision.within or "").partition(" ")
        alike = [index for index in indices.get(profile, ()) if _is_about(conflicts[index], field, decision)]
        found = [index for index in alike if conflicts[index].field == field] or alike
        if len(found) == 1 and decision.answer in ("same", "different"):
            resolved[found[0]] = conflicts[found[0]].model_copy(update={"decided": decision.answer})
        elif profile in people and not found:
            outdated += 1
        else:
            unmatched_decisions.append(problem_of(decision, "not-found", "no conflict here has these two statements"))
    return Resolved(resolved, unmatched_decisions, outdated)


def _is_about(conflict: Conflict, field: str, decision: Decision) -> bool:
    statements = {statement.text or NOT_STATED for statement in conflict.statements}
    return statements == {decision.first, decision.second} and _INDEX.sub("", conflict.field) == _INDEX.sub("", field)
