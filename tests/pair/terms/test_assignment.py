"""The best one-to-one assignment and its margins, against trying everything."""

from collections.abc import Mapping
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_scraper.pair.terms.assignment import best_assignment

Pair = tuple[int, int]
edges = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(-3, 9).map(float), max_size=14)


def best_sum(scores: Mapping[Pair, float]) -> float:
    rows = range(5)
    return max(
        sum(max(scores.get((row, column), 0.0), 0.0) for row, column in zip(rows, columns, strict=True))
        for columns in permutations(rows)
    )


@settings(deadline=None)
@given(edges)
def test_no_assignment_is_better_and_each_margin_is_what_the_edge_is_worth(scores: dict[Pair, float]) -> None:
    selected = best_assignment(scores)
    assert len({row for row, _ in selected}) == len({column for _, column in selected}) == len(selected)
    assert sum(scores[pair] for pair in selected) == pytest.approx(best_sum(scores))
    for pair, margin in selected.items():
        without = {other: score for other, score in scores.items() if other != pair}
        assert margin == pytest.approx(best_sum(scores) - best_sum(without))


def test_what_could_as_well_be_the_other_way_round_has_no_margin() -> None:
    scores = {("a", "x"): 5.0, ("a", "y"): 5.0, ("b", "x"): 5.0, ("b", "y"): 5.0}
    assert set(best_assignment(scores).values()) == {0.0}


def test_a_rival_who_has_a_better_partner_is_no_rival() -> None:
    margins = best_assignment({("a", "x"): 5.0, ("a", "y"): 5.0, ("b", "y"): 9.0})
    assert set(margins) == {("a", "x"), ("b", "y")}
    assert margins["b", "y"] == 9.0
