"""First step: each record by itself becomes what is compared, as numbers where a number will do."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from profile_scraper.merge.fold import fold, squeeze, stable_hash, words_of
from profile_scraper.merge.lexicon import SMALL_WORDS, TONGUE_SIGNS, telling_of, tongue_of
from profile_scraper.merge.names import surname_code
from profile_scraper.merge.titles import read_title

ABSTRACT_HEAD = 240
"""Letters and digits of an abstract that are compared: enough to tell two abstracts apart, few enough to be fast."""

NAME_SEPARATOR = "|"
"""Between the names of a list of authors; no name holds it."""
END = 16
"""Letters of a title's beginning and end by which titles meet."""


class Described(NamedTuple):
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
    people: str
    abstract: str
    venue: str
    title: int
    other_title: int
    head: int
    tail: int
    numbers: int
    series: int
    kind: int
    telling: int
    team: int
    order: int
    abstract_hash: int
    abstract_length: int
    facts: int
    complete: int
    tongue: int
    owner: int
    year: int
    venue_hash: int
    volume: int
    number: int
    page: int
    last_page: int
    doi: int
    arxiv: int
    tokens: list[int]
    authors: list[int]


_NO_DIGITS = bytes(code for code in range(256) if not 48 <= code <= 57)
_ENOUGH_DIGITS = 4
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_ARXIV_DOI = "10.48550/arxiv."
_NUMBERED = re.compile(r"[a-z]{0,3}\d+[a-z]?")


def prepare(record: Described) -> Prepared:
    """Prepare one record."""
    title = read_title(record.title)
    letters = "".join(title.words)
    order = [code for code in map(surname_code, record.authors) if code]
    team = sorted(set(order))
    head = squeeze(record.abstract[: ABSTRACT_HEAD * 2])[:ABSTRACT_HEAD] if record.abstract else ""
    venue = _venue(record.venue) if record.venue else ""
    page, last_page = _pages(record.pages) if record.pages else (0, 0)
    doi, arxiv = _identifiers(record)
    return Prepared(
        " ".join(title.words),
        NAME_SEPARATOR.join(record.authors),
        head,
        venue,
        stable_hash(letters),
        stable_hash(title.other) if title.other else 0,
        stable_hash(letters[:END]),
        stable_hash(letters[-END:]),
        stable_hash(" ".join(title.numbers)) if title.numbers else 0,
        stable_hash(title.series) if title.series else 0,
        int(title.kind),
        telling_of(title.signs),
        hash(tuple(team)) if team else 0,
        hash(tuple(order)) if order else 0,
        stable_hash(head) if head else 0,
        len(head),
        _facts(record.abstract) if record.abstract else 0,
        int(record.authors_complete),
        tongue_of(title.signs & TONGUE_SIGNS) or (_tongue(record.abstract) if record.abstract else 0),
        stable_hash(record.owner) if record.owner else 0,
        record.year or 0,
        stable_hash(venue) if venue else 0,
        _code(record.volume),
        _code(record.number),
        page,
        last_page,
        stable_hash(doi) if doi else 0,
        stable_hash(arxiv) if arxiv else 0,
        list(dict.fromkeys([fact.token for fact in title.facts if fact.token])),
        team,
    )


def _identifiers(record: Described) -> tuple[str, str]:
    """DOI without resolver, and arXiv identifier; arXiv's own DOI of a preprint is its identifier, no publisher's."""
    doi, arxiv = (record.doi or "").lower(), (record.arxiv or "").lower()
    doi = doi[max(doi.find("10."), 0) :]
    if doi.startswith(_ARXIV_DOI):
        return "", arxiv or doi.removeprefix(_ARXIV_DOI)
    return doi, arxiv


def _facts(abstract: str) -> int:
    """Hash of an abstract's digits, which a translation keeps; 0 where they are too few to tell."""
    digits = abstract.encode("utf8", "surrogatepass").translate(None, _NO_DIGITS)
    return stable_hash(digits.decode()) if len(digits) >= _ENOUGH_DIGITS else 0


def _tongue(abstract: str) -> int:
    """The language of an abstract's beginning, for a title that does not say its own."""
    return tongue_of(sum([SMALL_WORDS.get(word, 0) for word in words_of(fold(abstract[:ABSTRACT_HEAD]))]))


def _venue(text: str) -> str:
    """Words of a venue's name, without what stands in parentheses: a sponsor, a place, '(Online)'."""
    folded = fold(text)
    return " ".join(words_of(_IN_PARENTHESES.sub(" ", folded)) or words_of(folded))


def _code(text: str | None) -> int:
    """The first number of a volume or issue, with its letters ('S417'), as one number; 0 where there is none."""
    if not text:
        return 0
    found = _NUMBERED.search(text.lower())
    return stable_hash(found[0].lstrip("0") or "0") if found else 0


def _pages(text: str) -> tuple[int, int]:
    """First and last page; of a paper paged from 1 only the last page says anything ('e123' and '102A' are whole)."""
    found = _NUMBERED.findall(text.lower())
    if not found:
        return 0, 0
    first, last = found[0], found[1] if len(found) > 1 else ""
    if len(last) < len(first) and last.isdigit():
        last = first[: len(first) - len(last)] + last
    return (0 if first == "1" else stable_hash(first)), (stable_hash(last) if last else 0)
