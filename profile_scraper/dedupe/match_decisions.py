"""Match decisions and relations: from the columns in which they were made to records."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from profile_scraper import __version__
from profile_scraper.dedupe.compare.fields import Level
from profile_scraper.dedupe.compare.pairs import Pairs
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.decide.overrides import Overrides
from profile_scraper.dedupe.decide.rules import RULES
from profile_scraper.dedupe.decide.verdicts import DecidedPairs, weigh
from profile_scraper.dedupe.prepare.arrays import Floats
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.dedupe.prepare.titles import Kind
from profile_scraper.records.base import Language
from profile_scraper.records.decision import ComparedEntry, Evidence, MergeDecision, Verdict
from profile_scraper.records.page import Entry
from profile_scraper.records.publication import Relation, RelationType

_NEAR_MISS = 4.0
"""Bits of score from which a pair that was not merged is reported."""
_CERTAIN = 99.0
"""Bits of score of a certain decision."""
KEPT_DIFFERENT = "kept-different"
"""The rule of a matched pair whose merge would violate a cannot-link constraint."""
_REASONS = {rule.name: rule.why for rule in RULES} | {
    KEPT_DIFFERENT: "a rule matched the two, but merging them would join records that are not the same",
    "no-rule": "no rule decided",
}
_ABSTRACT_LENGTH = 300
"""Characters of an abstract that a record of a decision holds."""
_STRONGEST: tuple[RelationType, ...] = ("corrects", "isVersionOf", "isPartOfSeriesWith")


class MatchDecision(NamedTuple):
    """The decision about two rows, before it becomes a record."""

    first: int
    second: int
    verdict: Verdict
    relation: RelationType | None
    rule: str
    score: float
    """Bits."""
    evidence: tuple[tuple[str, float, str], ...]
    """Field, weight in bits, observation."""


def reason_of(rule: str) -> str:
    """What a rule of a match decision means, in words."""
    return _REASONS[rule]


class ComparedRow(NamedTuple):
    """A row of a match decision: what its record says of the entry."""

    entry: ComparedEntry
    """The entry at one of its occurrences."""
    key: str
    """Key of the entry."""
    publication: str
    """Id of the publication that it ended in."""


def decision_record(match: MatchDecision, first: ComparedRow, second: ComparedRow) -> MergeDecision:
    """A match decision about two rows as a record."""
    return MergeDecision(
        decision=match.verdict,
        relation=match.relation,
        publications=list(dict.fromkeys((first.publication, second.publication))),
        entries=[first.entry, second.entry],
        keys=[first.key, second.key],
        rule=match.rule,
        score=match.score,
        evidence=[Evidence(field=field, weight=weight, detail=detail) for field, weight, detail in match.evidence],
        version=__version__,
    )


def compared_entry(entry: Entry, occurrence: tuple[str, int, Language]) -> ComparedEntry:
    """What the record of a decision says of an entry, at the URL, position and language of one occurrence."""
    url, position, language = occurrence
    return ComparedEntry(
        url=url,
        language=language,
        position=position,
        title=entry.title,
        authors=[person.name for person in entry.authors if person.name],
        abstract=entry.abstract[:_ABSTRACT_LENGTH] if entry.abstract else None,
    )


def relations_of(
    decided: DecidedPairs, columns: Columns, ids: Sequence[str], overrides: Overrides
) -> dict[str, list[Relation]]:
    """Relations of each publication, the strongest of each pair; decisions of people take precedence.

    Args:
        decided: all pairs.
        columns: the compared rows.
        ids: for each row the id of its publication.
        overrides: decisions of people.
    """
    found: dict[tuple[str, str], RelationType] = {}
    decided_by_people = {frozenset((ids[first], ids[second])) for _, first, second in overrides.used}
    for first, second, number in _decided_pairs(decided):
        if number < 0 or RULES[number].verdict != "related":
            continue
        if frozenset((ids[first], ids[second])) not in decided_by_people:
            source, target, kind = _directed(columns, first, second, RULES[number].relation)
            _relate(found, ids[source], ids[target], kind)
    for decision, first, second in overrides.used:
        if decision.relation:
            _relate(found, ids[first], ids[second], decision.relation)
    relations: dict[str, list[Relation]] = {}
    for (source_id, target_id), kind in sorted(found.items()):
        relations.setdefault(source_id, []).append(Relation(type=kind, target=target_id))
    return relations


def _relate(found: dict[tuple[str, str], RelationType], source: str, target: str, kind: RelationType) -> None:
    """Record one relation for each pair: the strongest type, in the direction found first; a series goes both ways."""
    if source == target:
        return
    previous = found.get((source, target)) or found.get((target, source))
    if previous and _STRONGEST.index(previous) <= _STRONGEST.index(kind):
        return
    found.pop((target, source), None)
    found[source, target] = kind
    if kind == "isPartOfSeriesWith":
        found[target, source] = kind


def identical_entries(row: ComparedRow, others: Iterable[tuple[str, int, Language]]) -> Iterator[MergeDecision]:
    """A decision for each further occurrence of a row's entry: the contents are identical."""
    match = MatchDecision(0, 0, "same", None, "identical", _CERTAIN, (("entry", _CERTAIN, "the same to the letter"),))
    first = decision_record(match, row, row)
    for url, position, language in others:
        second = row.entry.model_copy(update={"url": url, "position": position, "language": language})
        yield first.model_copy(update={"entries": [row.entry, second]})


def manual_decisions(overrides: Overrides) -> Iterator[MatchDecision]:
    """The decisions of people that were applied."""
    verdicts: dict[str, Verdict] = {"same": "same", "different": "different", "related": "related"}
    for decision, first, second in overrides.used:
        yield MatchDecision(
            first,
            second,
            verdicts[decision.answer],
            decision.relation,
            rule="decided-by-a-person",
            score=_CERTAIN if decision.answer == "same" else -_CERTAIN,
            evidence=(("decision", _CERTAIN, f"{decision.by}, {decision.when}: {decision.why}"),),
        )


def match_decisions_of(
    decided: DecidedPairs, columns: Columns, ids: Sequence[object], sort_key: Callable[[int], tuple[str, int]]
) -> Iterator[MatchDecision]:
    """The decisions worth reporting: pairs that were merged or related, and near misses.

    Args:
        decided: all pairs.
        columns: the compared rows.
        ids: for each row the publication or cluster that it ended in.
        sort_key: the order of the two rows of an undirected decision.
    """
    title, score = decided.pairs.title.tolist(), decided.score.tolist()
    weights = weigh(decided.pairs)
    for pair, (one, other, number) in enumerate(_decided_pairs(decided)):
        rule = RULES[number] if number >= 0 else None
        verdict: Verdict = rule.verdict if rule else "uncertain"
        name = rule.name if rule else "no-rule"
        if ids[one] == ids[other]:
            if verdict != "same":  # merged through other pairs, or by a person
                continue
        elif verdict == "same":
            verdict, name = "uncertain", KEPT_DIFFERENT
        if verdict in ("different", "uncertain") and title[pair] < TitleLevel.EXTENDED and score[pair] < _NEAR_MISS:
            continue
        first, second = sorted((one, other), key=sort_key)
        relation = None
        if rule and verdict == "related":
            first, second, relation = _directed(columns, one, other, rule.relation)
        evidence = tuple(_evidence(decided.pairs, weights, pair))
        yield MatchDecision(first, second, verdict, relation, name, round(score[pair], 2), evidence)


def _evidence(pairs: Pairs, weights: dict[str, Floats], pair: int) -> Iterator[tuple[str, float, str]]:
    """Field, weight and level of one pair; fields that are unknown on either side are left out."""
    for field, weight_of in weights.items():
        level = int(getattr(pairs, field)[pair])
        weight = round(float(weight_of[pair]), 2)
        if field == "title":
            yield field, weight, TitleLevel(level).name.lower()
        elif level != Level.UNKNOWN and not (field == "numbers" and level == Level.SAME):
            yield field, weight, Level(level).name.lower()


def _decided_pairs(decided: DecidedPairs) -> Iterator[tuple[int, int, int]]:
    """First row, second row and number of the rule."""
    return zip(decided.pairs.first.tolist(), decided.pairs.second.tolist(), decided.rule.tolist(), strict=True)


def _directed(
    columns: Columns, first: int, second: int, relation: RelationType | None
) -> tuple[int, int, RelationType]:
    """Source, target and type: from a correction to what it corrects, from the lesser version to the fuller."""
    if relation is None:
        kinds = {first: Kind(int(columns.kind[first])), second: Kind(int(columns.kind[second]))}
        source = next((row for row in (first, second) if kinds[row] in (Kind.CORRECTION, Kind.RETRACTION)), None)
        if source is None or Kind.ORIGINAL not in kinds.values():
            return first, second, "isPartOfSeriesWith"
        return source, first + second - source, "corrects"
    if relation == "isVersionOf" and _fullness(columns, first) > _fullness(columns, second):
        return second, first, relation
    return first, second, relation


def _fullness(columns: Columns, row: int) -> tuple[int, int, int, int, str]:
    """Sort key of versions: stated version, words of the title, length of the abstract, authors."""
    words, kind = str(columns.words[row]), int(columns.kind[row])
    stated = (kind == Kind.FULLER_VERSION) - (kind == Kind.LESSER_VERSION)
    length, authors = int(columns.abstract_length[row]), int(columns.authors.counts[row])
    return stated, len(words.split()), length, authors, words
