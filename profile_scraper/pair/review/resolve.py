"""Conflicts that a person has looked at: marked with what was decided, so that nobody asks again."""

import re
from collections.abc import Iterable, Sequence

from profile_scraper.pair.review.decisions import in_order, problem_of
from profile_scraper.records.decision import Decision
from profile_scraper.records.problem import NOT_STATED, Conflict, Problem

_INDEX = re.compile(r"\[\d+\]")


def resolve_conflicts(
    conflicts: Sequence[Conflict], decisions: Iterable[Decision]
) -> tuple[list[Conflict], list[Problem]]:
    """Mark each conflict of which a person decided whether the two statements say the same.

    A conflict is found by its profile, its field and what the pages say. Where the field has
    another index in its list by now, the one conflict of such a field that says the same is taken.

    Returns:
        The conflicts in their order, and the decisions that name none of them.
    """
    resolved, unmatched_decisions = list(conflicts), []
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
        else:
            unmatched_decisions.append(problem_of(decision, "not-found", "no conflict here has these two statements"))
    return resolved, unmatched_decisions


def _is_about(conflict: Conflict, field: str, decision: Decision) -> bool:
    statements = {statement.text or NOT_STATED for statement in conflict.statements}
    return statements == {decision.first, decision.second} and _INDEX.sub("", conflict.field) == _INDEX.sub("", field)
