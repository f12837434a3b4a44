"""Matching two short lists by what may go together, only where no other way of matching is as good."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from profile_scraper.records.base import Language
from profile_scraper.records.provenance import PairedBy

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """What each page says of one thing; on one side None where that page lacks it."""

    en: T | None
    fr: T | None
    by: PairedBy | None
    """By which evidence the two sides were joined, None where one is lacking."""

    @property
    def sides(self) -> list[tuple[Language, T]]:
        """What is there, with its language, English first."""
        both: tuple[tuple[Language, T | None], ...] = (("en", self.en), ("fr", self.fr))
        return [(language, side) for language, side in both if side is not None]

    def part(self, read: Callable[[T], U | None]) -> "Match[U]":
        """What the two sides have in one field, joined by the same evidence."""
        en, fr = (None if side is None else read(side) for side in (self.en, self.fr))
        return Match(en, fr, self.by)


def match_in_steps(
    en: Sequence[T], fr: Sequence[T], steps: Sequence[tuple[PairedBy, Callable[[T, T], bool]]]
) -> list[Match[T]]:
    """Match two lists, the strongest evidence first.

    Each step says which items may go together; items are joined where every best matching of the step joins them.

    Returns:
        The matches in the order of ``en``, then what ``fr`` alone has in its order.
    """
    partner: dict[int, tuple[int, PairedBy]] = {}
    taken: set[int] = set()
    for by, fits in steps:
        if len(taken) == len(fr) or len(partner) == len(en):
            break
        edges = {
            i: candidates
            for i, item in enumerate(en)
            if i not in partner
            and (candidates := {j for j, other in enumerate(fr) if j not in taken and fits(item, other)})
        }
        for i, j in certain_edges(edges):
            partner[i] = j, by
            taken.add(j)
    both = [
        Match(item, fr[partner[i][0]], partner[i][1]) if i in partner else Match(item, None, None)
        for i, item in enumerate(en)
    ]
    return both + [Match(None, item, None) for j, item in enumerate(fr) if j not in taken]


def certain_edges(edges: dict[int, set[int]]) -> list[tuple[int, int]]:
    """The edges that every maximum matching of a bipartite graph has: those without which it is smaller."""
    found = _maximum(edges)
    certain = []
    for i, j in sorted(found.items()):
        has_no_rival = len(edges[i]) == 1 and sum(j in others for others in edges.values()) == 1
        if has_no_rival or len(_maximum({**edges, i: edges[i] - {j}})) < len(found):
            certain.append((i, j))
    return certain


def _maximum(edges: dict[int, set[int]]) -> dict[int, int]:
    owner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in sorted(edges[i]):
            if j not in seen:
                seen.add(j)
                if j not in owner or place(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in sorted(edges):
        place(i, set())
    return {i: j for j, i in owner.items()}
