"""Two lists are matched only where no other matching is as good; a page gone wrong costs no minutes."""

from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.pair.matchers.match import Match, Step, certain_edges, match_in_steps


def largest(edges: dict[int, set[int]]) -> list[set[tuple[int, int]]]:
    """All matchings of the greatest size, by trying everything."""
    found: list[set[tuple[int, int]]] = [set()]
    for source, targets in edges.items():
        found += [{*one, (source, target)} for one in found for target in targets if target not in {j for _, j in one}]
    size = max(map(len, found))
    return [one for one in found if len(one) == size]


graphs = st.dictionaries(st.integers(0, 4), st.sets(st.integers(0, 4), min_size=1, max_size=3), max_size=5)


@given(graphs)
def test_certain_is_what_every_largest_matching_has(edges: dict[int, set[int]]) -> None:
    assert set(certain_edges(edges)) == set.intersection(*largest(edges))


def test_stronger_evidence_goes_first() -> None:
    matches = match_in_steps(
        ["ax", "ay"],
        ["ay", "az"],
        [
            Step("link", lambda a, b: a == b, lambda _, text: [text]),
            Step("name", lambda a, b: a[0] == b[0], lambda _, text: [text[0]]),
        ],
    )
    assert matches == [Match("ax", "az", "name"), Match("ay", "ay", "link")]


def test_what_is_tangled_or_endless_is_left_apart() -> None:
    for count in (500, 5_000):
        matches = match_in_steps(
            ["a"] * count, ["a"] * count, [Step("name", lambda a, b: a == b, lambda _, text: [text])]
        )
        assert len(matches) == 2 * count
