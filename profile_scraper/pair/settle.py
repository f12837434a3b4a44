"""Conflicts that a person has looked at: marked with what was decided, so that nobody asks again."""

import re
from collections.abc import Iterable, Sequence

from profile_scraper.pair.decided import in_order, problem_of
from profile_scraper.records.decision import Decision
from profile_scraper.records.problem import NOT_STATED, Conflict, Problem

_PLACE = re.compile(r"\[\d+\]")


def settle(conflicts: Sequence[Conflict], decisions: Iterable[Decision]) -> tuple[list[Conflict], list[Problem]]:
    """Mark each conflict of which a person decided whether the two statements say the same.

    A conflict is found by its profile, its field and what the pages say. Where the field has
    another place in its list by now, the one conflict of such a field that says the same is taken.

    Returns:
        The conflicts in their order, and the decisions that name none of them.
    """
    settled, unmet = list(conflicts), []
    about = [decision for decision in in_order(decisions) if decision.subject == "conflict"]
    places: dict[str, list[int]] = {}
    if about:
        for index, conflict in enumerate(conflicts):
            places.setdefault(conflict.profile, []).append(index)
    for decision in about:
        profile, _, field = (decision.within or "").partition(" ")
        alike = [index for index in places.get(profile, ()) if _says(conflicts[index], field, decision)]
        found = [index for index in alike if conflicts[index].field == field] or alike
        if len(found) == 1 and decision.answer in ("same", "different"):
            settled[found[0]] = conflicts[found[0]].model_copy(update={"decided": decision.answer})
        else:
            unmet.append(problem_of(decision, "not-found", "no conflict here has these two statements"))
    return settled, unmet


def _says(conflict: Conflict, field: str, decision: Decision) -> bool:
    statements = {said.text or NOT_STATED for said in conflict.statements}
    return statements == {decision.first, decision.second} and _PLACE.sub("", conflict.field) == _PLACE.sub("", field)
