"""First step: each record by itself becomes what is compared, as numbers where a number will do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from profile_scraper.merge.fold import fold, squeeze, stable_hash, words_of
from profile_scraper.merge.names import initial, surname
from profile_scraper.merge.titles import read_title
from profile_scraper.merge.words import STOP_WORDS

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
    abstract: str
    venue: str
    title: int
    head: int
    tail: int
    numbers: int
    kind: int
    telling: int
    initials: int
    abstract_hash: int
    abstract_length: int
    complete: int
    owner: int
    year: int
    volume: int
    number: int
    page: int
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
_LEADING_NUMBER = re.compile(r"[a-z]*\d+[a-z]*")


def prepare(record: Described) -> Prepared:
    """Prepare one record."""
    title = read_title(record.title)
    people = sorted({(last, initial(name)) for name in record.authors if (last := surname(name))})
    letters = "".join(title.words)
    surnames = [last for last, _ in people]
    head = squeeze(record.abstract[: ABSTRACT_HEAD * 2])[:ABSTRACT_HEAD] if record.abstract else ""
    return Prepared(
        words=" ".join(title.words),
        surnames=" ".join(surnames),
        abstract=head,
        venue=" ".join(words_of(fold(record.venue))) if record.venue else "",
        title=stable_hash(letters),
        head=stable_hash(letters[:END]),
        tail=stable_hash(letters[-END:]),
        numbers=stable_hash(" ".join(title.numbers)) if title.numbers else 0,
        kind=int(title.kind),
        telling=title.telling,
        initials=stable_hash(" ".join(first for _, first in people)) if people else 0,
        abstract_hash=stable_hash(head) if head else 0,
        abstract_length=len(head),
        complete=int(record.authors_complete),
        owner=stable_hash(record.owner) if record.owner else 0,
        year=record.year or 0,
        volume=_code(record.volume),
        number=_code(record.number),
        page=_code(record.pages),
        doi=stable_hash(record.doi.lower()) if record.doi else 0,
        arxiv=stable_hash(record.arxiv.lower()) if record.arxiv else 0,
        tokens=[_hashes[word] for word in dict.fromkeys(title.words) if word not in STOP_WORDS],
        authors=[_hashes[last] for last in dict.fromkeys(surnames)],
    )


def _code(text: str | None) -> int:
    """The first number of a volume, issue or page range, with its letters ('S417', '102A')."""
    if not text:
        return 0
    found = _LEADING_NUMBER.search(text.lower())
    return stable_hash(found[0].lstrip("0") or "0") if found else 0
