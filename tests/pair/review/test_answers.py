"""An answer about two statements is found again by what it is about, wherever in a list it stands by now."""

import pytest

from profile_scraper.pair.review.decisions import resolve_conflicts
from profile_scraper.records.decision import (
    Answer,
    CorrectStatement,
    Decision,
    answered_conflicts,
    conflict_scope,
    right_statement,
)
from profile_scraper.records.problem import Conflict, Statement

ADA = "mila/ada-lind"
FENNA, OTHER_FENNA = "mila/fenna-druyts", "mila/fenna-druyts-2"


def conflict(field: str, first: str | None, second: str | None, item: str | None = None) -> Conflict:
    statements = [
        Statement(url="https://mila.quebec/en/directory/ada-lind", language="en", text=first),
        Statement(url="https://mila.quebec/fr/annuaire/ada-lind", language="fr", text=second),
    ]
    return Conflict(
        profile=ADA, kind="supervision", field=field, statements=statements, chosen=None, detail="", item=item
    )


def decision(
    within: str, first: str, second: str, answer: Answer = "different", correct: CorrectStatement | None = None
) -> Decision:
    return Decision(
        subject="conflict",
        first=first,
        second=second,
        within=f"{ADA} {within}",
        answer=answer,
        relation=None,
        by="ana",
        when="2026-11-22T06:00:00Z",
        why=None,
        correct=correct,
    )


@pytest.mark.parametrize(
    ("made", "now"),
    [
        ("students[7].supervision", conflict("students[6].supervision", "of Idris", None, "mila/idris")),
        ("students[7].level", conflict("students[2].level", "of Idris", None, "Idris Roe [PhD]")),
        ("supervisors[1].supervision", conflict("supervisors[0].supervision", "of Idris", None)),
        ("roles[3]", conflict("roles[0]", "of Idris", None)),
        ("links.github", conflict("links.github", "of Idris", None)),
    ],
)
def test_a_line_of_any_age_is_about_the_only_contradiction_that_says_this(made: str, now: Conflict) -> None:
    (today,) = (conflict_scope(now).removeprefix(f"{ADA} "),)
    assert not any(character.isdigit() for character in today), "no index"
    for within in (made, today):
        for first, second in (("of Idris", "–"), ("–", "of Idris")):
            answers = answered_conflicts([now], [decision(within, first, second)])
            assert (list(answers.answered), answers.unused) == ([0], 0)


def test_two_people_of_one_name_keep_their_answers_when_the_list_shifts() -> None:
    before = [
        conflict(f"students[{index}].supervision", "of F.", None, id_) for index, id_ in ((6, FENNA), (8, OTHER_FENNA))
    ]
    after = [
        conflict(f"students[{index}].supervision", "of F.", None, id_) for index, id_ in ((4, FENNA), (6, OTHER_FENNA))
    ]
    scopes = [conflict_scope(one).removeprefix(f"{ADA} ") for one in before]
    made = [decision(scopes[0], "of F.", "–", correct="first"), decision(scopes[1], "of F.", "–", correct="neither")]
    found = answered_conflicts(after, made).answered
    assert {index: each.correct for index, each in found.items()} == {0: "first", 1: "neither"}


def test_a_line_that_could_be_about_two_is_a_problem_and_not_used() -> None:
    alike = [
        conflict(f"students[{index}].supervision", "of F.", None, id_) for index, id_ in ((5, FENNA), (7, OTHER_FENNA))
    ]
    old = decision("students[6].supervision", "of F.", "–")
    resolved = resolve_conflicts(alike, [old], {ADA})
    assert [each.decided for each in resolved.conflicts] == [None, None]
    (problem,) = resolved.unmatched_decisions
    assert problem.reason == "ambiguous"
    by_index = decision("students[7].supervision", "of F.", "–")
    assert [each.decided for each in resolve_conflicts(alike, [by_index], {ADA}).conflicts] == [None, "different"]


def test_an_old_and_a_new_line_that_contradict_each_other_are_both_named() -> None:
    (now,) = [conflict("students[6].supervision", "of Idris", None, "mila/idris")]
    old, new = (
        decision("students[7].supervision", "of Idris", "–", "same"),
        decision("students[mila/idris].supervision", "of Idris", "–"),
    )
    resolved = resolve_conflicts([now], [old, new], {ADA})
    assert [each.reason for each in resolved.contradictions] == ["contradiction"] * 2
    assert resolved.conflicts == [now]


def test_what_is_not_said_any_more_is_counted_never_forgotten() -> None:
    now = conflict("students[6].supervision", "of Idris", None, "mila/idris")
    unmatched = [
        decision("students[6].supervision", "of Kiri", "–"),
        decision("students[6].level", "of Idris", "–"),
        decision("students", "of Idris", "–"),
    ]
    assert answered_conflicts([now], unmatched).unused == 3
    resolved = resolve_conflicts([now], unmatched, {ADA})
    assert (resolved.outdated, resolved.unmatched_decisions) == (3, [])


def test_which_is_right_is_told_whatever_the_order_of_the_two() -> None:
    now = conflict("students[6].supervision", "of Idris", None, "mila/idris")
    for first, second, correct, index in (
        ("of Idris", "–", "first", 0),
        ("–", "of Idris", "first", 1),
        ("of Idris", "–", "second", 1),
        ("of Idris", "–", "neither", None),
    ):
        assert right_statement(now, decision("students[6].supervision", first, second, correct=correct)) == index  # type: ignore[arg-type] # of any text
