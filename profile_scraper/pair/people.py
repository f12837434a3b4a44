"""Who is who: which English and which French pages are one person's, with a stated confidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple, Protocol

from profile_scraper.pair.assignment import best_assignment
from profile_scraper.pair.card import mark
from profile_scraper.pair.resemblance import Sign
from profile_scraper.pair.sides import Side
from profile_scraper.records.decision import Decision
from profile_scraper.text.id_forms import slugify

_LEAST_SCORE = 6.0
_LEAST_MARGIN = 4.0
_MOST_ALIKE = 40
"""A mark that more people have (a laboratory's homepage) tells nobody apart."""

_DECIDED = 1000.0
"""Weight of what a person decided, in bits: more than all that pages can say, of the two and of their rivals."""


class Comparison(NamedTuple):
    """One English and one French side, compared."""

    en: Side
    fr: Side
    evidence: tuple[Sign, ...]
    score: float
    margin: float
    """How many bits the best pairing of all sides loses without (for a refused pair: with) this one."""
    accepted: bool
    decision: Decision | None
    """What a person decided of the two, None for nothing."""

    @property
    def reason(self) -> str:
        """The decision in a sentence."""
        if self.decision:
            return f"{self.decision.by} decided that the two pages are {'' if self.accepted else 'not '}one person's"
        if self.accepted:
            return "the evidence joins the two pages, and no other pairing explains it as well"
        if self.score < _LEAST_SCORE:
            return f"what the pages share weighs {self.score:.1f} bits, under the {_LEAST_SCORE:g} that are asked for"
        return "another page resembles one of the two as much or more"


class Comparing(Protocol):
    """Whatever compares two sides."""

    def evidence(self, en: Side, fr: Side) -> Sequence[Sign]:
        """What each field says for or against the two being one person's."""


class Person(NamedTuple):
    """One person's sides; at least one."""

    en: Side | None
    fr: Side | None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides that there are, English first."""
        return tuple(side for side in (self.en, self.fr) if side)


def candidates_of(sides: Iterable[Side]) -> list[tuple[str, str]]:
    """Keys of an English and a French side that share a mark which tells people apart, sorted: all that are compared.

    A mark is an address, a slug, a picture, a contact or a name.
    """
    left: dict[int, list[str]] = defaultdict(list)
    right: dict[int, list[str]] = defaultdict(list)
    for side in {(side.language, side.key): side for side in sides}.values():
        for one in _marks(side):
            (left if side.language == "en" else right)[one].append(side.key)
    telling = (one for one in left.keys() & right.keys() if max(len(left[one]), len(right[one])) <= _MOST_ALIKE)
    return sorted({pair for one in telling for pair in product(left[one], right[one])})


def people_of(
    sides: Sequence[Side],
    candidates: Iterable[tuple[str, str]],
    resemblance: Comparing,
    decided: Mapping[tuple[str, str], Decision],
) -> tuple[list[Person], list[Comparison]]:
    """Pair the sides one to one; what no evidence joins stays a person in one language.

    Args:
        sides: the pages of each person in each language.
        candidates: keys of those that are compared.
        resemblance: compares them.
        decided: by the keys of an English and a French side, what a person decided of them.

    Returns:
        The people, and every comparison that was accepted or nearly so.
    """
    en, fr = ({side.key: side for side in sides if side.language == language} for language in ("en", "fr"))
    found: dict[tuple[str, str], tuple[Sign, ...]] = {}
    scores: dict[tuple[str, str], float] = {}
    for left, right in sorted({*candidates, *decided}):
        evidence = tuple(resemblance.evidence(en[left], fr[right]))
        if (left, right) in decided:
            evidence = (_said(decided[left, right]), *evidence)
        found[left, right] = evidence
        scores[left, right] = sum(each.weight for each in evidence)
    margins = best_assignment(scores)
    partner: dict[str, str] = {}
    comparisons = []
    for (left, right), evidence in sorted(found.items()):
        decision = decided.get((left, right))
        score, margin = scores[left, right], margins.get((left, right), _DECIDED if decision else 0.0)
        accepted = score >= _LEAST_SCORE and margin >= _LEAST_MARGIN
        if accepted:
            partner[left] = right
        if accepted or score > 0 or decision:
            comparisons.append(Comparison(en[left], fr[right], evidence, score, margin, accepted, decision))
    taken = set(partner.values())
    people = [Person(side, fr[partner[key]] if key in partner else None) for key, side in en.items()]
    return people + [Person(None, side) for key, side in fr.items() if key not in taken], comparisons


def _said(decision: Decision) -> Sign:
    weight = _DECIDED if decision.answer == "same" else -_DECIDED
    why = f": {decision.why}" if decision.why else ""
    return Sign("decision", weight, f"{decision.by}, {decision.when}{why}")


def _marks(side: Side) -> set[int]:
    marks = {*side.cards[0].marks}
    marks |= {mark("address", address) for address in (side.named_counterpart, *side.addresses) if address}
    if side.slug:
        marks.add(mark("slug", slugify(side.slug)))
    return marks
