import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.dedupe.decide.verdicts import MatchedPairs, apply_must_link, clusters_of

ROWS = 8
PAIRS = st.lists(
    st.tuples(st.integers(0, ROWS - 1), st.integers(0, ROWS - 1)).filter(lambda pair: pair[0] < pair[1]),
    max_size=14,
    unique=True,
)


def clusters(same: list[tuple[int, int]], cannot_link: list[tuple[int, int]]) -> list[int]:
    joins = np.array(same, np.int64).reshape(-1, 2)
    cannot_link_rows = np.array(cannot_link, np.int64).reshape(-1, 2)
    score = np.arange(len(joins), 0, -1, dtype=np.float64)
    return [
        int(label)
        for label in clusters_of(
            ROWS, MatchedPairs(joins[:, 0], joins[:, 1], score), cannot_link_rows[:, 0], cannot_link_rows[:, 1]
        )
    ]


@given(same=PAIRS, cannot_link=PAIRS)
def test_what_must_stay_apart_never_meets(same: list[tuple[int, int]], cannot_link: list[tuple[int, int]]) -> None:
    label = clusters(same, [pair for pair in cannot_link if pair not in same])
    assert all(label[one] != label[other] for one, other in cannot_link if (one, other) not in same)


@given(same=PAIRS)
def test_joins_everything_that_is_connected(same: list[tuple[int, int]]) -> None:
    assert clusters(same, []) == apply_must_link(list(range(ROWS)), same)


@given(same=PAIRS, cannot_link=PAIRS)
def test_a_cluster_holds_only_what_is_connected(
    same: list[tuple[int, int]], cannot_link: list[tuple[int, int]]
) -> None:
    connected = apply_must_link(list(range(ROWS)), same)
    label = clusters(same, cannot_link)
    assert all(connected[row] == connected[root] for row, root in enumerate(label))
    assert all(label[root] == root for root in label)


def test_the_weakest_pair_gives_way() -> None:
    assert clusters([(0, 1), (1, 2)], [(0, 2)]) == [0, 0, 2, 3, 4, 5, 6, 7]
