"""What people decided about pages, labels and contradictions wins over whatever the evidence says."""

from collections.abc import Iterable

from profile_scraper.pair.sides import Side
from profile_scraper.pair.terms import fold
from profile_scraper.records.conflict import Conflict
from profile_scraper.records.decision import Decision
from profile_scraper.records.merge import Evidence
from profile_scraper.records.vocabulary import LearnedPair

_CERTAIN = 1000.0
"""Bits that no evidence outweighs."""


class Decided:
    """Decisions by what they are about; those about works are another room's."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        """Index them; the two things of a decision come in any order."""
        self._pages: dict[frozenset[str], Decision] = {}
        self._terms: dict[tuple[str | None, frozenset[str]], Decision] = {}
        self._settled: set[tuple[str | None, frozenset[str]]] = set()
        for one in decisions:
            things = frozenset({one.first, one.second})
            if one.subject == "page":
                self._pages[things] = one
            elif one.subject == "term":
                self._terms[one.within, frozenset(map(fold, things))] = one
            elif one.subject == "conflict" and one.answer == "same":
                self._settled.add((one.within, things))

    def page_evidence(self, en: Side, fr: Side) -> Evidence | None:
        """What was decided about two pages of a person."""
        one = self._pages.get(frozenset({en.key, fr.key}))
        if one is None:
            return None
        weight = _CERTAIN if one.answer == "same" else -_CERTAIN
        return Evidence(field="decision", weight=weight, detail=f"{one.answer}, says {one.by}")

    def terms(self, learned: Iterable[LearnedPair]) -> list[LearnedPair]:
        """The learned pairs, those that were decided used or not as it was decided."""
        return [self._as_decided(pair) for pair in learned]

    def open(self, conflicts: Iterable[Conflict]) -> list[Conflict]:
        """The contradictions without those whose two statements mean the same, as somebody found."""
        return [conflict for conflict in conflicts if not self._is_settled(conflict)]

    def _as_decided(self, pair: LearnedPair) -> LearnedPair:
        one = self._terms.get((pair.facet, frozenset({fold(pair.en), fold(pair.fr)})))
        return pair if one is None else pair.model_copy(update={"used": one.answer == "same"})

    def _is_settled(self, conflict: Conflict) -> bool:
        said = frozenset(statement.text or "–" for statement in conflict.statements)
        return (f"{conflict.profile} {conflict.field}", said) in self._settled
