"""Match decisions and relations as records."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar, overload

from profile_scraper import __version__
from profile_scraper.dedupe.compare.levels import Level
from profile_scraper.dedupe.compare.pairs import Pairs
from profile_scraper.dedupe.compare.titles import TitleLevel
from profile_scraper.dedupe.decide.overrides import Overrides
from profile_scraper.dedupe.decide.rules import RULES
from profile_scraper.dedupe.decide.verdicts import Decided, weigh
from profile_scraper.dedupe.fuse.ids import names_of
from profile_scraper.dedupe.prepare.arrays import Floats
from profile_scraper.dedupe.prepare.columns import Columns
from profile_scraper.dedupe.prepare.distinct import Row
from profile_scraper.dedupe.prepare.titles import Kind
from profile_scraper.records.merge import ComparedEntry, Evidence, MergeDecision, Verdict
from profile_scraper.records.publication import Relation, RelationType

T = TypeVar("T")

_AT_HAND = 4096


class MadeAnew(Sequence[T]):
    """Something for each row, made when it is asked for."""

    def __init__(self, rows: Sequence[Row], make: Callable[[Row], T]) -> None:
        """Make ``make(rows[i])`` for ``i``."""
        self._rows = rows
        self._make = lru_cache(_AT_HAND)(lambda index: make(rows[index]))

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> T: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...

    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return self._make(index)

    def __iter__(self) -> Iterator[T]:
        return (self._make(index) for index in range(len(self._rows)))


_NOTEWORTHY = 4.0
"""Bits from which a refused pair is a near miss that is worth a line."""
_CERTAIN = 99.0
"""Bits of what leaves no doubt."""
KEPT_APART = "kept-apart"
"""The rule of a pair that would bring together two entries that must stay apart."""
_ABSTRACT_SHOWN = 300
"""Characters of an abstract that a decision keeps."""
_STRONGEST: tuple[RelationType, ...] = ("corrects", "isVersionOf", "isPartOfSeriesWith")


class Ruling(NamedTuple):
    """What was decided of two rows, before it is written down."""

    first: int
    second: int
    verdict: Verdict
    relation: RelationType | None
    rule: str
    score: float
    evidence: tuple[tuple[str, float, str], ...]
    """Field, weight in bits, and what was seen."""
    place: int = 0
    """Which of its places the second row is compared at."""


class Book:
    """What is known of each row beside its columns."""

    def __init__(self, rows: Sequence[Row], ids: Sequence[str]) -> None:
        """Know of each row what its entries say, and the publication that it ended in."""
        self.rows, self.ids = rows, ids
        self._printed = MadeAnew(rows, lambda row: row.entry)
        self._stands = MadeAnew(rows, lambda row: row.stands)
        self._keys = MadeAnew(rows, lambda row: names_of(row.entry)[2])

    def decision(self, ruling: Ruling) -> MergeDecision:
        """A ruling written down."""
        first, second = ruling.first, ruling.second
        return MergeDecision(
            decision=ruling.verdict,
            relation=ruling.relation,
            publications=list(dict.fromkeys((self.ids[first], self.ids[second]))),
            entries=[self._side(first, 0), self._side(second, ruling.place)],
            keys=[self._keys[first], self._keys[second]],
            rule=ruling.rule,
            score=ruling.score,
            evidence=[Evidence(field=field, weight=weight, detail=seen) for field, weight, seen in ruling.evidence],
            version=__version__,
        )

    def _side(self, row: int, place: int) -> ComparedEntry:
        """A row's entry at one of its places, as a person compares it."""
        entry, (url, position, language) = self._printed[row], self._stands[row][place]
        return ComparedEntry(
            url=url,
            language=language,
            position=position,
            title=entry.title,
            authors=[person.name for person in entry.authors if person.name],
            abstract=entry.abstract[:_ABSTRACT_SHOWN] if entry.abstract else None,
        )


def relations_of(decided: Decided, columns: Columns, book: Book, overrides: Overrides) -> dict[str, list[Relation]]:
    """Relations of each publication, the strongest of each pair; those that people gave or took away come first."""
    found: dict[tuple[str, str], RelationType] = {}
    apart = {frozenset((book.ids[a], book.ids[b])) for _, a, b in overrides.used}
    for first, second, place in _ruled(decided):
        if place < 0 or RULES[place].verdict != "related":
            continue
        rule = RULES[place]
        if frozenset((book.ids[first], book.ids[second])) not in apart:
            source, target, kind = _directed(columns, first, second, rule.relation)
            _relate(found, book.ids[source], book.ids[target], kind)
    for decision, first, second in overrides.used:
        if decision.relation:
            _relate(found, book.ids[first], book.ids[second], decision.relation)
    relations: dict[str, list[Relation]] = {}
    for (source_id, target_id), kind in sorted(found.items()):
        relations.setdefault(source_id, []).append(Relation(type=kind, target=target_id))
    return relations


def _relate(found: dict[tuple[str, str], RelationType], source: str, target: str, kind: RelationType) -> None:
    """Note a relation: one for each pair of works, a series on both, of two directions of one type the first met."""
    if source == target:
        return
    known = found.get((source, target)) or found.get((target, source))
    if known and _STRONGEST.index(known) <= _STRONGEST.index(kind):
        return
    found.pop((target, source), None)
    found[source, target] = kind
    if kind == "isPartOfSeriesWith":
        found[target, source] = kind


def identical(row: int, said: Row) -> Iterator[Ruling]:
    """A row's entries, which say the same to the letter."""
    for place in range(1, len(said.stands)):
        yield Ruling(
            row, row, "same", None, "identical", _CERTAIN, (("entry", _CERTAIN, "the same to the letter"),), place
        )


def by_people(overrides: Overrides) -> Iterator[Ruling]:
    """What people decided and was used."""
    verdicts: dict[str, Verdict] = {"same": "same", "different": "apart", "related": "related"}
    for decision, first, second in overrides.used:
        said = f"{decision.by}, {decision.when}: {decision.why}"
        yield Ruling(
            first,
            second,
            verdicts[decision.answer],
            decision.relation,
            rule="decided-by-a-person",
            score=_CERTAIN if decision.answer == "same" else -_CERTAIN,
            evidence=(("decision", _CERTAIN, said),),
        )


def rulings_of(decided: Decided, columns: Columns, book: Book) -> Iterator[Ruling]:
    """Every decision that a person may want to read: what was merged or related, and near misses."""
    title, score = decided.pairs.title.tolist(), decided.score.tolist()
    weights = weigh(decided.pairs)
    for number, (one, other, place) in enumerate(_ruled(decided)):
        rule = RULES[place] if place >= 0 else None
        verdict: Verdict = rule.verdict if rule else "uncertain"
        name = rule.name if rule else "no-rule"
        if book.ids[one] == book.ids[other]:
            if verdict != "same":  # others, or a person, brought them together
                continue
        elif verdict == "same":
            verdict, name = "uncertain", KEPT_APART
        if verdict in ("apart", "uncertain") and title[number] < TitleLevel.EXTENDED and score[number] < _NOTEWORTHY:
            continue
        first, second = sorted((one, other), key=lambda row: book.rows[row].places[0][:2])
        relation = None
        if rule and verdict == "related":
            first, second, relation = _directed(columns, one, other, rule.relation)
        evidence = tuple(_evidence(decided.pairs, weights, number))
        yield Ruling(first, second, verdict, relation, name, round(score[number], 2), evidence)


def _evidence(pairs: Pairs, weighed: dict[str, Floats], number: int) -> Iterator[tuple[str, float, str]]:
    """What each field of one pair said, the fields that said nothing left out."""
    for field, weights in weighed.items():
        level = int(getattr(pairs, field)[number])
        weight = round(float(weights[number]), 2)
        if field == "title":
            yield field, weight, TitleLevel(level).name.lower()
        elif level != Level.UNKNOWN and not (field == "numbers" and level == Level.SAME):
            yield field, weight, Level(level).name.lower()


def _ruled(decided: Decided) -> Iterator[tuple[int, int, int]]:
    return zip(decided.pairs.first.tolist(), decided.pairs.second.tolist(), decided.rule.tolist(), strict=True)


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


def _fullness(columns: Columns, row: int) -> tuple[int, int, int, int, str]:
    words, kind = str(columns.words[row]), int(columns.kind[row])
    said = (kind == Kind.FULLER_VERSION) - (kind == Kind.LESSER_VERSION)
    length, people = int(columns.abstract_length[row]), int(columns.authors.counts[row])
    return said, len(words.split()), length, people, words
