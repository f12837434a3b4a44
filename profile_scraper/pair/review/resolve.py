"""Conflicts that a person has looked at: marked with what was decided, so that nobody asks again."""

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from profile_scraper.pair.review.decisions import contradictions, in_order, problem_of
from profile_scraper.records.decision import Decision, answered_conflicts
from profile_scraper.records.problem import Conflict, Problem


class Resolved(NamedTuple):
    """Conflicts and what decisions say of them."""

    conflicts: list[Conflict]
    """In their order."""
    unmatched_decisions: list[Problem]
    """Decisions about somebody whom no page here is of, and decisions about one of several conflicts alike."""
    contradictions: list[Problem]
    """Decisions about one conflict that cannot all hold."""
    outdated: int
    """Number of decisions about what the pages of a person do not say any more, as when a page was corrected."""


def resolve_conflicts(conflicts: Sequence[Conflict], decisions: Iterable[Decision], people: Container[str]) -> Resolved:
    """Mark each conflict of which a person decided whether the two statements say the same.

    Args:
        conflicts: those of one site.
        decisions: of any subject.
        people: ids of the site's profiles.
    """
    resolved = list(conflicts)
    answers = answered_conflicts(conflicts, in_order(decisions))
    for index, decision in answers.answered.items():
        decided = "same" if decision.answer == "same" else "different"
        resolved[index] = conflicts[index].model_copy(update={"decided": decided})
    outdated = [each for each in answers.unmatched if (each.within or "").partition(" ")[0] in people]
    elsewhere = [each for each in answers.unmatched if each not in outdated]
    detail = "several conflicts here have these two statements, and it does not say whose: answer again in a review"
    return Resolved(
        resolved,
        [
            *(problem_of(each, "ambiguous", detail) for each in answers.ambiguous),
            *(problem_of(each, "not-found", "no conflict here has these two statements") for each in elsewhere),
        ],
        [problem for decisions in answers.contradicted for problem in contradictions(decisions)],
        len(outdated),
    )
