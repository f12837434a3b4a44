"""First step: each record by itself becomes what is compared, as numbers where a number will do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from profile_scraper.merge.fold import fold, squeeze, stable_hash, words_of
from profile_scraper.merge.names import surname
from profile_scraper.merge.titles import read_title
from profile_scraper.merge.words import STOP_WORDS, TONGUES

ABSTRACT_HEAD = 240
"""Letters and digits of an abstract that are compared: enough to tell two abstracts apart, few enough to be fast."""

END = 16
"""Letters of a title's beginning and end by which titles meet."""


@dataclass(frozen=True, slots=True)
class Described:
    """What any source can say of a work; null and empty where it does not."""

    title: str
    authors: Sequence[str] = ()
    authors_complete: bool = True
    abstract: str | None = None
    owner: str | None = None
    """Whose list it stands on."""
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv: str | None = None


class Prepared(NamedTuple):
    """One row of :class:`~profile_scraper.merge.columns.Columns`, which says what each field is."""

    words: str
    surnames: str
    people: str
    abstract: str
    venue: str
    title: int
    other_title: int
    head: int
    tail: int
    numbers: int
    kind: int
    telling: int
    team: int
    order: int
    abstract_hash: int
    abstract_length: int
    complete: int
    tongue: int
    owner: int
    year: int
    volume: int
    number: int
    page: int
    last_page: int
    doi: int
    arxiv: int
    tokens: list[int]
    authors: list[int]


class _Hashes(dict[str, int]):
    """Hash of a word, worked out once a word."""

    def __missing__(self, word: str) -> int:
        value = self[word] = stable_hash(word)
        return value


_hashes = _Hashes()
_NUMBERED = re.compile(r"[a-z]{0,3}\d+[a-z]?")


def prepare(record: Described) -> Prepared:
    """Prepare one record."""
    title = read_title(record.title)
    printed = [last for name in record.authors if (last := surname(name))]
    letters = "".join(title.words)
    surnames = sorted(set(printed))
    head = squeeze(record.abstract[: ABSTRACT_HEAD * 2])[:ABSTRACT_HEAD] if record.abstract else ""
    pages = _pages(record.pages)
    return Prepared(
        words=" ".join(title.words),
        surnames=" ".join(surnames),
        people="|".join(" ".join(words_of(fold(name))) for name in record.authors if surname(name)),
        abstract=head,
        venue=" ".join(words_of(fold(record.venue))) if record.venue else "",
        title=stable_hash(letters),
        other_title=stable_hash(title.other) if title.other else 0,
        head=stable_hash(letters[:END]),
        tail=stable_hash(letters[-END:]),
        numbers=stable_hash(" ".join(title.numbers)) if title.numbers else 0,
        kind=int(title.kind),
        telling=title.telling,
        team=stable_hash(" ".join(surnames)) if surnames else 0,
        order=stable_hash(" ".join(printed)) if printed else 0,
        abstract_hash=stable_hash(head) if head else 0,
        abstract_length=len(head),
        complete=int(record.authors_complete),
        tongue=_tongue(title.words),
        owner=stable_hash(record.owner) if record.owner else 0,
        year=record.year or 0,
        volume=_code(record.volume),
        number=_code(record.number),
        page=pages[0],
        last_page=pages[1],
        doi=stable_hash(record.doi.lower()) if record.doi else 0,
        arxiv=stable_hash(record.arxiv.lower()) if record.arxiv else 0,
        tokens=[_hashes[word] for word in dict.fromkeys(title.words) if word not in STOP_WORDS],
        authors=[_hashes[last] for last in surnames],
    )


def _code(text: str | None) -> int:
    """The first number of a volume or issue, with its letters ('S417'), as one number; 0 where there is none."""
    if not text:
        return 0
    found = _NUMBERED.search(text.lower())
    return stable_hash(found[0].lstrip("0") or "0") if found else 0


def _pages(text: str | None) -> tuple[int, int]:
    """First and last page; of a paper paged from 1 only the last page says anything ('e123' and '102A' are whole)."""
    found = _NUMBERED.findall(text.lower()) if text else []
    if not found:
        return 0, 0
    first = found[0]
    last = found[1] if len(found) > 1 else first
    if len(last) < len(first) and last.isdigit():
        last = first[: len(first) - len(last)] + last
    return (0 if first == "1" else stable_hash(first)), stable_hash(last)


def _tongue(words: Sequence[str]) -> int:
    """Which language a title's small words belong to: 0 where they do not say, else its place among TONGUES from 1."""
    counts = [sum(word in small for word in words) for small in TONGUES.values()]
    best = max(counts)
    return counts.index(best) + 1 if best and counts.count(best) == 1 else 0
