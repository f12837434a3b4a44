"""The best one-to-one assignment, and for each of its edges how much worse the best one without it is.

Own code, since no library gives the margins and a solver (scipy) would be the heaviest dependency of a build.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from profile_scraper.disjoint_set import DisjointSet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

L = TypeVar("L", bound=Hashable)
R = TypeVar("R", bound=Hashable)


def best_assignment(scores: Mapping[tuple[L, R], float]) -> dict[tuple[L, R], float]:
    """Assign left to right one to one, so that the sum of the scores is greatest; leaving out costs 0.

    Args:
        scores: for each edge its score; edges at or below 0 are never used.

    Returns:
        The chosen edges, each with its margin: the best sum minus the best sum without that edge.
    """
    selected: dict[tuple[L, R], float] = {}
    for edges in _components({edge: score for edge, score in scores.items() if score > 0}):
        if len(edges) == 1:
            selected.update(edges)
        else:
            selected.update(_solve(edges))
    return selected


def _components(scores: dict[tuple[L, R], float]) -> list[dict[tuple[L, R], float]]:
    sets = DisjointSet[tuple[bool, Any]]()
    for left, right in scores:
        sets.union((False, left), (True, right))
    parts: dict[tuple[bool, Any], dict[tuple[L, R], float]] = defaultdict(dict)
    for (left, right), score in scores.items():
        parts[sets.find((False, left))][left, right] = score
    return list(parts.values())


def _solve(edges: dict[tuple[L, R], float]) -> dict[tuple[L, R], float]:
    import numpy as np  # only where somebody has a rival; 75 ms that a build of one person must not pay

    lefts, rights = list(dict.fromkeys(left for left, _ in edges)), list(dict.fromkeys(right for _, right in edges))
    row, column = {left: i for i, left in enumerate(lefts)}, {right: j for j, right in enumerate(rights)}
    gain = np.zeros((len(lefts), len(rights) + len(lefts)))  # one column more for each row: to stay alone
    for (left, right), score in edges.items():
        gain[row[left], column[right]] = score
    partner = _assign(gain.max() - gain)
    margins = _margins(gain, partner, len(rights))
    return {
        (lefts[i], rights[j]): float(margins[i])
        for i, j in enumerate(partner)
        if j < len(rights) and gain[i, j] > 0
    }  # fmt: skip


def _assign(cost: "NDArray[np.float64]") -> "NDArray[np.intp]":
    """For each row its column in an assignment of least cost: shortest augmenting paths with dual prices."""
    import numpy as np

    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    row_of = np.full(columns, -1)
    for start in range(rows):
        distance, came_from = np.full(columns, np.inf), np.full(columns, -1)
        done = np.zeros(columns, dtype=bool)
        i, shortest, last = start, 0.0, -1
        visited = []
        while True:
            reach = shortest + cost[i] - row_price[i] - column_price
            nearer = ~done & (reach < distance)
            distance[nearer], came_from[nearer] = reach[nearer], last
            last = int(np.where(done, np.inf, distance).argmin())
            shortest = float(distance[last])
            done[last] = True
            if row_of[last] < 0:
                break
            visited.append(last)
            i = row_of[last]
        row_price[start] += shortest
        for j in visited:
            row_price[row_of[j]] += shortest - distance[j]
            column_price[j] -= shortest - distance[j]
        while last >= 0:
            previous = came_from[last]
            row_of[last] = row_of[previous] if previous >= 0 else start
            last = previous
    partner = np.full(rows, -1)
    partner[row_of[row_of >= 0]] = np.flatnonzero(row_of >= 0)
    return partner


def _margins(gain: "NDArray[np.float64]", partner: "NDArray[np.intp]", real: int) -> "NDArray[np.float64]":
    """For each row what the cheapest change that takes its column away costs: the shortest cycle through it.

    An arc from one row to another is what the first loses by taking the other's column; one more node stands for
    everything unused.
    """
    import numpy as np

    rows = len(partner)
    own = gain[np.arange(rows), partner]
    free = np.ones(real, dtype=bool)
    free[partner[partner < real]] = False
    loss = np.full((rows + 1, rows + 1), np.inf)
    loss[:rows, :rows] = own[:, None] - gain[:, partner]
    loss[:rows, rows] = own - np.maximum(0.0, gain[:, :real][:, free].max(axis=1, initial=0.0))
    loss[rows, :rows] = 0.0
    np.fill_diagonal(loss, np.inf)
    for node in range(rows + 1):
        np.minimum(loss, loss[:, node, None] + loss[None, node, :], out=loss)
    return np.diagonal(loss)[:rows]
