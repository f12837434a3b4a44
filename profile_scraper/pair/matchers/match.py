"""Matching two short lists by what may go together, only where no other way of matching is as good."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from profile_scraper.records.base import Language
from profile_scraper.records.profile import PairedBy

T = TypeVar("T")
U = TypeVar("U")
T_contra = TypeVar("T_contra", contravariant=True)

Keys: TypeAlias = Callable[[Language, T_contra], Iterable[Hashable]]
"""For an item of the page in a language the keys that it is compared by; two items that go together share one."""


class Step(NamedTuple, Generic[T_contra]):
    """A kind of evidence, and whether by it two items may go together."""

    by: PairedBy
    fits: Callable[[T_contra, T_contra], bool]
    keys: Keys[T_contra]


_MOST_PAIRS = 40_000
"""Comparisons of one step: lists that need more are a page gone wrong; what is left of them stays unmatched."""
_MOST_TANGLED = 60
"""Items that could go with several others: of more than this none is certain."""


class Match(NamedTuple, Generic[T]):
    """What each page says of one thing; on one language None where that page lacks it."""

    en: T | None
    fr: T | None
    by: PairedBy | None
    """By which evidence the two items were joined, None where one is lacking."""

    @property
    def by_language(self) -> list[tuple[Language, T]]:
        """What is there, with its language, English first."""
        both: tuple[tuple[Language, T | None], ...] = (("en", self.en), ("fr", self.fr))
        return [(language, item) for language, item in both if item is not None]

    def part(self, read: Callable[[T], U | None]) -> "Match[U]":
        """What the two items have in one field, joined by the same evidence."""
        en, fr = (None if item is None else read(item) for item in (self.en, self.fr))
        return Match(en, fr, self.by)


def match_in_steps(en: Sequence[T], fr: Sequence[T], steps: Sequence[Step[T]]) -> list[Match[T]]:
    """Match two lists, the strongest evidence first.

    Each step says which items may go together; items are joined where every best matching of the step joins them.

    Returns:
        The matches in the order of ``en``, then what ``fr`` alone has in its order.
    """
    partner: dict[int, tuple[int, PairedBy]] = {}
    taken: set[int] = set()
    for by, fits, keys in steps:
        if len(taken) == len(fr) or len(partner) == len(en):
            break
        open_en = {i: item for i, item in enumerate(en) if i not in partner}
        open_fr = {j: item for j, item in enumerate(fr) if j not in taken}
        edges: dict[int, set[int]] = {}
        for count, (i, j) in enumerate(_pairs(open_en, open_fr, keys)):
            if count >= _MOST_PAIRS:
                edges.clear()
                break
            if fits(en[i], fr[j]):
                edges.setdefault(i, set()).add(j)
        for i, j in certain_edges(edges):
            partner[i] = j, by
            taken.add(j)
    both = [
        Match(item, fr[partner[i][0]], partner[i][1]) if i in partner else Match(item, None, None)
        for i, item in enumerate(en)
    ]
    return both + [Match(None, item, None) for j, item in enumerate(fr) if j not in taken]


def _pairs(en: dict[int, T], fr: dict[int, T], keys: Keys[T]) -> Iterator[tuple[int, int]]:
    """Every pair of items that share a key, once."""
    by_key: defaultdict[Hashable, list[int]] = defaultdict(list)
    for j, item in fr.items():
        for key in keys("fr", item):
            by_key[key].append(j)
    for i, item in en.items():
        lists = [by_key[key] for key in dict.fromkeys(keys("en", item)) if key in by_key]
        yield from ((i, j) for j in (lists[0] if len(lists) == 1 else dict.fromkeys(chain.from_iterable(lists))))


def certain_edges(edges: dict[int, set[int]]) -> list[tuple[int, int]]:
    """The edges that every maximum matching of a bipartite graph has: those without which it is smaller."""
    degree = Counter(j for candidates in edges.values() for j in candidates)
    certain = [(i, j) for i, (j, *rest) in edges.items() if not rest and degree[j] == 1]
    unrivalled = {i for i, _ in certain}
    tangled = {i: candidates for i, candidates in edges.items() if i not in unrivalled}
    if not tangled or len(tangled) > _MOST_TANGLED:
        return certain
    found = _maximum(tangled)
    return certain + [
        (i, j) for i, j in sorted(found.items()) if len(_maximum({**tangled, i: tangled[i] - {j}})) < len(found)
    ]


def _maximum(edges: dict[int, set[int]]) -> dict[int, int]:
    partner_of: dict[int, int] = {}

    def augment(i: int, seen: set[int]) -> bool:
        for j in sorted(edges[i]):
            if j not in seen:
                seen.add(j)
                if j not in partner_of or augment(partner_of[j], seen):
                    partner_of[j] = i
                    return True
        return False

    for i in sorted(edges):
        augment(i, set())
    return {i: j for j, i in partner_of.items()}
