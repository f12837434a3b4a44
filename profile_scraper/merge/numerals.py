"""Numbers in titles, however written: parts, ordinals, Roman numerals."""

import re

from profile_scraper.merge.words import PART_MARKERS

_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12", "xiii": "13",
    "xiv": "14", "xv": "15", "xvi": "16",
}  # fmt: skip
_AMBIGUOUS_ROMAN = {"i": "1", "v": "5", "x": "10"}
_PART_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "un": "1", "deux": "2", "trois": "3"}
_ORDINALS = {
    word: f"{number}th"
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|er|re|e|eme)")

NUMERALS = frozenset((*_ROMAN, *_AMBIGUOUS_ROMAN, *_PART_WORDS, *_ORDINALS))
"""Words that can be read as a number, some of them only behind 'part' or at the end."""


def write_as_digits(words: list[str]) -> None:
    """Write parts and ordinals as digits, in place: 'part ii' and 'part 2', 'fourth' and '4th' are one."""
    last = len(words) - 1
    for place, word in enumerate(words):
        if word not in NUMERALS and word[0] not in "0123456789":
            continue
        after_marker = place > 0 and words[place - 1] in PART_MARKERS
        if word in _ROMAN:
            words[place] = _ROMAN[word]
        elif word in _ORDINALS:
            words[place] = _ORDINALS[word]
        elif word in _AMBIGUOUS_ROMAN and (after_marker or (place == last and word == "i")):
            words[place] = _AMBIGUOUS_ROMAN[word]
        elif word in _PART_WORDS and after_marker:
            words[place] = _PART_WORDS[word]
        elif ordinal := _ORDINAL.fullmatch(word):
            words[place] = f"{ordinal[1]}th"
