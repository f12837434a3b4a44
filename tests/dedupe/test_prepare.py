"""Records are prepared many at a time; each must be read as it would be by itself."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.dedupe.prepare.authors import NAME_SEPARATOR, read_author_lists, surname_code
from profile_scraper.dedupe.prepare.batch_text import alphanumeric_all, titles_of_all, words_of_all
from profile_scraper.dedupe.prepare.columns import ABSTRACT_HEAD, columns_of, languages_of_abstracts, read_abstracts
from profile_scraper.dedupe.prepare.title_columns import read_titles
from profile_scraper.dedupe.prepare.titles import normalize_title, read_title
from profile_scraper.dedupe.prepare.token_features import (
    LANGUAGE_EVIDENCE,
    LANGUAGE_MASK,
    content_word_count,
    language_of_counts,
)
from profile_scraper.dedupe.records import PublicationRecord
from profile_scraper.text.normalize import normalize_text, words_of

FRAGMENTS = [
    "fog", "Slow", "CLOCKS", "of", "the", "la", "étude", "Économie", "a", "The author", "correction", "Erratum",
    "reply", "comment on", "book review", "retracted", "part", "II", "v", "iv", "first", "2019", "1st", "C++", "C#",
    "Ada Brume", "de la Cour", "Brume, A.", "study group", "&amp;", "&#10;", "<i>", "</i>", "\\'e", "$x_i$", "{", "}",
    "~", "'", "`", "’", "–", "—", " - ", "-", "(", ")", "[", "]", "(abstract)", "[Chinese]", ":", ".", ",", "…", "“",
    "\u0301", "γ", "ß", "İ", "ΑΣ", "霧の重さ", "①", "（", "> or = 5", "\xa0", "\u2028", "\t", "\n", "\ud800", "\x00",
    "  ", "",
]  # fmt: skip
NAMES = [
    "Ada Brume", "Brume, Ada", "A. B. Brume", "Brume, A.B.", "Brume,A", "Brume AB", "van der Berg, Jan", "van, Berg J",
    "Jan van der Berg", "Wei Li", "Li, W", "Luis García-Márquez", "García-Márquez, L.", "O'Brien, Pat", "Pat O’Brien",
    "Schr\\\"odinger, E", "Wright Jr., T C", "Brume", "Brume,", ", Brume", " Brume", "Brume ", "Ada  Brume",
    "Ada, Brume, X", "The Harbour Study Group", "[Anonymous]", "Anonymous", "et al", "?", "", " ", ",", " ,", ", ",
]  # fmt: skip
TEXT = st.lists(st.sampled_from(FRAGMENTS), max_size=9).flatmap(
    lambda fragments: st.sampled_from(["", " "]).map(lambda separator: separator.join(fragments))
)
TEXTS = st.lists(TEXT | st.text(max_size=30), min_size=1, max_size=12)
LONG = ["a " * 400, "de " * 333, "fog over " * 10_000, "fog" * 30_000, "(fog " * 999, "", " ", "?!"]


def groups(values: Iterable[Any]) -> list[int]:
    """Alike for two lists whose values are equal in the same places."""
    lists_ = list(values)
    return [lists_.index(value) for value in lists_]


@given(texts=TEXTS)
def test_texts_are_rewritten_together_as_one_by_one(texts: list[str]) -> None:
    normalized = titles_of_all(texts)
    assert normalized == [normalize_title(text).replace("\n", " ") for text in texts]
    assert alphanumeric_all(texts) == [normalize_text(text, "alphanumeric") for text in texts]
    assert words_of_all(normalized).decode().split("\n") == [
        " ".join(words_of(normalize_title(text))) for text in texts
    ]


@given(titles=TEXTS | st.just(LONG))
def test_titles_are_read_together_as_one_by_one(titles: list[str]) -> None:
    columns = read_titles(titles)
    for row, title in enumerate(map(read_title, titles)):
        assert columns.words[row] == " ".join(title.words)
        assert columns.kind[row] == title.kind
        assert columns.content_words[row] == content_word_count(title.packed_counts)
        assert columns.language[row] == language_of_counts(title.packed_counts & LANGUAGE_MASK)
        assert [columns.numbers[row] != 0, columns.series[row] != 0, columns.other_titles.counts[row] > 0] == [
            bool(title.numbers), bool(title.series), bool(title.other_titles),
        ]  # fmt: skip
        tokens = columns.tokens.values[columns.tokens.starts[row] : columns.tokens.starts[row + 1]].tolist()
        assert sorted(tokens) == sorted({word.token for word in title.features if word.token})
    letters = ["".join(read_title(title).words) for title in titles]
    assert groups(columns.title) == groups([text.rstrip("\0") for text in letters])
    assert groups(columns.head) == groups([text[:16].rstrip("\0") for text in letters])
    assert groups(columns.tail) == groups([text[-16:].rstrip("\0") for text in letters])


@given(lists=st.lists(st.lists(st.sampled_from(NAMES), max_size=5), min_size=1, max_size=8))
def test_names_are_read_together_as_one_by_one(lists: list[list[str]]) -> None:
    columns = read_author_lists([NAME_SEPARATOR.join(names) for names in lists])
    read = [[code for name in names if (code := surname_code(name))] for names in lists]
    for row, codes in enumerate(read):
        authors = columns.authors.values[columns.authors.starts[row] : columns.authors.starts[row + 1]]
        assert sorted(authors.tolist()) == sorted(set(codes))
        assert (columns.author_set[row] == 0) == (columns.author_order[row] == 0) == (not codes)
    assert groups(columns.author_set) == groups([sorted(set(codes)) for codes in read])
    assert groups(columns.author_order) == groups(read)


@given(abstracts=st.lists(TEXT | st.none(), min_size=1, max_size=8))
def test_abstracts_are_read_together_as_one_by_one(abstracts: list[str | None]) -> None:
    columns, languages = read_abstracts(abstracts), languages_of_abstracts(abstracts)
    for row, abstract in enumerate(abstracts):
        text = abstract or ""
        assert columns.abstract[row] == normalize_text(text[: 2 * ABSTRACT_HEAD], "alphanumeric")[:ABSTRACT_HEAD]
        assert columns.abstract_length[row] == len(columns.abstract[row])
        assert (columns.abstract_digits[row] != 0) == (sum(letter in "0123456789" for letter in text) >= 4)
        small = [LANGUAGE_EVIDENCE.get(word, 0) for word in words_of(normalize_title(text[:ABSTRACT_HEAD]))]
        assert languages[row] == language_of_counts(sum(small))


@pytest.mark.parametrize("chunk", [1, 2, 7])
def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch, chunk: int) -> None:
    records = [
        PublicationRecord(
            f"{fragment} of fog {number}",
            [fragment],
            abstract=fragment * 20,
            venue=fragment,
            pages=f"{number}-{number + 9}",
        )
        for number, fragment in enumerate(FRAGMENTS)
    ]
    at_once: Any = columns_of(records)
    monkeypatch.setattr("profile_scraper.dedupe.prepare.columns.CHUNK", chunk)
    parts: Any = columns_of(iter(records))
    for name in (
        "title",
        "head",
        "author_set",
        "author_order",
        "abstract_hash",
        "venue_hash",
        "page",
        "last_page",
        "kind",
        "content_words",
    ):
        assert np.array_equal(getattr(at_once, name), getattr(parts, name))
    assert at_once.words.at(np.arange(len(records))) == parts.words.at(np.arange(len(records)))
    assert at_once.tokens.counts.tolist() == parts.tokens.counts.tolist()


def test_no_records_are_no_rows() -> None:
    assert len(columns_of([])) == 0
