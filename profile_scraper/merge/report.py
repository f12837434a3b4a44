"""Decisions and relations as records, from the columns in which they were made."""

from collections.abc import Callable, Iterator, Sequence

from profile_scraper import __version__
from profile_scraper.merge.columns import Columns
from profile_scraper.merge.levels import Level
from profile_scraper.merge.decide import Decided
from profile_scraper.merge.difference import TitleLevel
from profile_scraper.merge.rules import RULES
from profile_scraper.merge.titles import Kind
from profile_scraper.records.merge import Evidence, MergeDecision
from profile_scraper.records.publication import Occurrence, Relation, RelationType

_NOTEWORTHY = 4.0
"""Bits from which a refused pair is a near miss that is worth a line."""
_STRONGEST: tuple[RelationType, ...] = ("corrects", "isVersionOf", "isPartOfSeriesWith")


def relations_of(decided: Decided, columns: Columns, ids: Sequence[str]) -> dict[str, list[Relation]]:
    """Relations of each publication; ``ids`` holds the publication of each row."""
    found: dict[tuple[str, str], RelationType] = {}
    for first, second, place in _ruled(decided):
        rule = RULES[place]
        if rule.verdict != "related":
            continue
        source, target, kind = _directed(columns, first, second, rule.relation)
        if ids[source] == ids[target]:
            continue
        pairs = [(ids[source], ids[target])]
        if kind == "isPartOfSeriesWith":
            pairs.append((ids[target], ids[source]))
        for pair in pairs:
            known = found.get(pair, kind)
            found[pair] = min(known, kind, key=_STRONGEST.index)
    relations: dict[str, list[Relation]] = {}
    for (source_id, target_id), kind in sorted(found.items()):
        if kind == "isVersionOf" and (target_id, source_id) in found and source_id > target_id:
            continue
        relations.setdefault(source_id, []).append(Relation(type=kind, target=target_id))
    return relations


def decisions_of(
    decided: Decided, columns: Columns, ids: Sequence[str], place_of: Callable[[int], Occurrence]
) -> Iterator[MergeDecision]:
    """Every decision that a person may want to read: what was merged or related, and near misses."""
    title, rule_of = decided.pairs.title.tolist(), decided.rule.tolist()
    score = decided.score.tolist()
    for number, (first, second) in enumerate(
        zip(decided.pairs.first.tolist(), decided.pairs.second.tolist(), strict=True)
    ):
        rule = RULES[rule_of[number]] if rule_of[number] >= 0 else None
        verdict = rule.verdict if rule else "uncertain"
        if verdict in ("apart", "uncertain") and title[number] < TitleLevel.EXTENDED and score[number] < _NOTEWORTHY:
            continue
        relation = None
        if rule and verdict == "related":
            first, second, relation = _directed(columns, first, second, rule.relation)
        yield MergeDecision(
            decision=verdict,
            relation=relation,
            publications=list(dict.fromkeys((ids[first], ids[second]))),
            entries=[place_of(first), place_of(second)],
            rule=rule.name if rule else "no-rule",
            score=round(score[number], 2),
            evidence=evidence_of(decided, number),
            version=__version__,
        )


def evidence_of(decided: Decided, number: int) -> list[Evidence]:
    """What each field of one pair said, the fields that said nothing left out."""
    seen = []
    for field, weights in decided.weights.items():
        level = int(getattr(decided.pairs, field)[number])
        weight = float(weights[number])
        if field == "title":
            words = TitleLevel(level).name.lower()
        elif level == Level.UNKNOWN or (field == "numbers" and level == Level.SAME):
            continue
        else:
            words = Level(level).name.lower()
        seen.append(Evidence(field=field, weight=round(weight, 2), detail=words))
    return seen


def _ruled(decided: Decided) -> Iterator[tuple[int, int, int]]:
    for first, second, place in zip(
        decided.pairs.first.tolist(), decided.pairs.second.tolist(), decided.rule.tolist(), strict=True
    ):
        if place >= 0:
            yield first, second, place


def _directed(
    columns: Columns, first: int, second: int, relation: RelationType | None
) -> tuple[int, int, RelationType]:
    """Source, target and type: a correction points at its work, the lesser version at the fuller."""
    if relation is None:
        kinds = {first: Kind(int(columns.kind[first])), second: Kind(int(columns.kind[second]))}
        source = next((row for row in (first, second) if kinds[row] in (Kind.CORRECTION, Kind.RETRACTION)), None)
        if source is None or Kind.WORK not in kinds.values():
            return first, second, "isPartOfSeriesWith"
        return source, first + second - source, "corrects"
    if relation == "isVersionOf" and _fullness(columns, first) > _fullness(columns, second):
        return second, first, relation
    return first, second, relation


def _fullness(columns: Columns, row: int) -> tuple[int, int, int, str]:
    words = str(columns.words[row])
    return len(words.split()), int(columns.abstract_length[row]), int(columns.authors.counts[row]), words
