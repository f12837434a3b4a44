"""Titles of many records as columns: plain titles by array operations, titles with notes or numbers one by one."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from profile_scraper.dedupe.prepare.arrays import Bools, Ints, Ragged, Texts, mixed
from profile_scraper.dedupe.prepare.authors import NAME_SEPARATOR
from profile_scraper.dedupe.prepare.batch_text import (
    Spans,
    SpanTable,
    encoded,
    hashes_of,
    holding,
    titles_of_all,
    words_of_all,
)
from profile_scraper.dedupe.prepare.title_forms import TRAILER_ENDINGS
from profile_scraper.dedupe.prepare.title_notes import LAST_WORDS
from profile_scraper.dedupe.prepare.titles import (
    ARTICLES,
    BEGINNINGS,
    ELLIPSES,
    ENDINGS,
    LONGEST,
    NOTE_CHARACTERS,
    Title,
    read_title,
)
from profile_scraper.dedupe.prepare.token_features import (
    BODY_WORDS,
    DEGREES,
    LANGUAGE_EVIDENCE,
    LANGUAGE_MASK,
    PENDING_WORDS,
    THESES,
    VENUE_WORDS,
    content_word_count,
    features_of,
    has_number,
    language_of_counts,
    stable_hash,
)


class TokenFlags:
    """What a word can be in a title, one bit each."""

    CONTENT = 1
    """A content word."""
    NUMBER = 2
    """It contains a digit or is a numeral."""
    STARTS_NOTE = 4
    """A note before a title can start with it: 'Erratum: '."""
    ARTICLE = 8
    """An article, which can precede such a note."""
    ENDS_NOTE = 16
    """A note, a body or a venue behind a title can end with it."""
    TRAILER = 32
    """A word of a venue's name, or of a state such as 'to appear'."""


_ENDINGS = (*ENDINGS, *TRAILER_ENDINGS)


def _numbers_of(word: str) -> tuple[int, int, int]:
    features_of_word = features_of(word)
    flags = TokenFlags.CONTENT if content_word_count(features_of_word.packed_counts) else 0
    flags |= TokenFlags.NUMBER if has_number(features_of_word.packed_counts) else 0
    flags |= TokenFlags.STARTS_NOTE if word.startswith(BEGINNINGS) else 0
    flags |= TokenFlags.ARTICLE if word in ARTICLES else 0
    ends_note = word.endswith(_ENDINGS) or word in BODY_WORDS or word in LAST_WORDS
    ends_note = ends_note or word in THESES or word in DEGREES
    flags |= TokenFlags.ENDS_NOTE if ends_note else 0
    flags |= TokenFlags.TRAILER if word in VENUE_WORDS or word in PENDING_WORDS else 0
    return features_of_word.token, LANGUAGE_EVIDENCE.get(word, 0), flags


_WORD_TABLE = SpanTable(_numbers_of)


class TokenizedLines:
    """The words of lines, line by line; an empty line is one empty word."""

    def __init__(self, lines: bytes) -> None:
        data = np.frombuffer(lines, np.uint8)
        ends = np.r_[np.flatnonzero(data <= ord(" ")), len(data)]
        line_ends = np.r_[data[ends[:-1]] == ord("\n"), True]
        self.starts = np.r_[0, np.flatnonzero(line_ends) + 1]
        """Index of each line's first word, and the number of words."""
        spans = Spans(data, np.r_[0, ends[:-1] + 1], ends)
        self.tokens, self.languages, self.flags = _WORD_TABLE.of(spans)
        """For each word the hash of its stem (0 for a stop word), packed language counts, and flags."""

    def by_line(self, values: Ints) -> Ragged:
        """Group values of words by line."""
        return Ragged(values, self.starts)


def languages_of_counts(languages: Ints) -> Ints:
    """For each packed counts what :func:`~.token_features.language_of_counts` gives."""
    different, index = np.unique(languages, return_inverse=True)
    return np.array([language_of_counts(counts) for counts in different.tolist()], np.int64)[index]


END = 16
"""Letters of a title's start and end that are blocking keys."""
_MOST_WORDS = 250
"""Longer titles are read one by one, since words are counted in a byte."""


class TitleColumns(NamedTuple):
    """Columns of titles; see :class:`~profile_scraper.dedupe.prepare.columns.Columns`."""

    words: Texts
    title: Ints
    other_titles: Ragged
    head: Ints
    tail: Ints
    numbers: Ints
    series: Ints
    kind: Ints
    content_words: Ints
    truncated: Ints
    language: Ints
    tokens: Ragged


def read_titles(titles: Sequence[str], authors: Sequence[str] | None = None) -> TitleColumns:
    """Read titles as printed.

    Args:
        titles: one a record.
        authors: author lists as printed, names joined by ``NAME_SEPARATOR``; they can stand in front of a title.
    """
    normalized = titles_of_all([title[:LONGEST] for title in titles])
    text = words_of_all(normalized)
    words = TokenizedLines(text)
    long = np.fromiter(map(len, titles), np.int64) > LONGEST
    rows = np.flatnonzero(long | _is_irregular(normalized, words))
    names = authors or [""] * len(titles)
    irregular = [read_title(titles[row], authors=names[row].split(NAME_SEPARATOR)) for row in rows.tolist()]
    lines, letters = text.decode().split("\n"), text.replace(b" ", b"").decode().split("\n")
    for row, title in zip(rows.tolist(), irregular, strict=True):
        lines[row], letters[row] = " ".join(title.words), "".join(title.words)
    content_words = words.by_line(words.flags & TokenFlags.CONTENT).sums()
    language = languages_of_counts(words.by_line(words.languages).sums())
    content_words[rows] = [content_word_count(title.packed_counts) for title in irregular]
    language[rows] = [language_of_counts(title.packed_counts & LANGUAGE_MASK) for title in irregular]
    numbers, series, kind = np.zeros((3, len(titles)), np.int64)
    other_titles: list[Sequence[int]] = [()] * len(titles)
    for row, title in zip(rows.tolist(), irregular, strict=True):
        other_titles[row] = [stable_hash(form) for form in title.other_titles]
    numbers[rows] = [stable_hash(" ".join(title.numbers)) if title.numbers else 0 for title in irregular]
    series[rows] = [stable_hash(title.series) if title.series else 0 for title in irregular]
    kind[rows] = [int(title.kind) for title in irregular]
    return TitleColumns(
        words=Texts.of(lines),
        title=hashes_of(letters),
        other_titles=Ragged.of(other_titles),
        head=_ends([line[:END] for line in letters]),
        tail=_ends([line[-END:] for line in letters]),
        numbers=numbers,
        series=series,
        kind=kind.astype(np.int8),
        content_words=content_words.astype(np.int16),
        truncated=np.array([title.endswith(ELLIPSES) for title in titles], np.int8),
        language=language.astype(np.int8),
        tokens=_tokens(words, rows, irregular),
    )


def _is_irregular(normalized: Sequence[str], words: TokenizedLines) -> Bools:
    """Titles that can contain notes, brackets or numbers, and those with no word or too many."""
    noted = holding(encoded(normalized), *map(str.encode, NOTE_CHARACTERS))
    flags = words.flags
    first, last = words.starts[:-1], words.starts[1:] - 1
    article = (flags[first] & TokenFlags.ARTICLE) > 0
    begins = flags[np.where(article & (first < last), first + 1, first)]
    counts = np.bitwise_or.reduceat(flags, first)
    irregular: Bools = noted | (np.diff(words.starts) > _MOST_WORDS)
    irregular |= (
        begins & TokenFlags.STARTS_NOTE
        | flags[last] & TokenFlags.ENDS_NOTE
        | counts & (TokenFlags.NUMBER | TokenFlags.TRAILER)
    ) > 0
    return irregular


def _tokens(words: TokenizedLines, rows: Ints, irregular: Sequence[Title]) -> Ragged:
    """The distinct stems of each title; those of irregular titles are read already."""
    plain = words.by_line(words.tokens).selected(words.tokens != 0)
    read = Ragged.of(
        [
            [features_of_word.token for features_of_word in title.features if features_of_word.token]
            for title in irregular
        ]
    )
    index = np.arange(len(plain))
    index[rows] = len(plain) + np.arange(len(rows))
    return Ragged.stacked([plain, read]).taken(index).distinct()


def _ends(letters: Sequence[str]) -> Ints:
    """A hash of each text of at most END letters."""
    codes = np.array(letters, f"U{END}").view(np.uint32).reshape(len(letters), END).astype(np.int64)
    return mixed((codes * _FACTORS).sum(axis=1) + 1)


_FACTORS = mixed(np.arange(1, END + 1)) | 1
