"""Numbers in titles, however written: parts, ordinals, Roman numerals."""

import re

from profile_scraper.dedupe.words import PART_MARKERS

_ROMAN = {
    roman: str(number)
    for number, roman in enumerate(
        ("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"), start=2
    )
}
_AMBIGUOUS = {"i": "1", "v": "5", "x": "10"}
"""Letters that are numbers only behind 'part', and 'i' at the end of a title."""
_PART_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "un": "1", "deux": "2", "trois": "3"}
_ORDINALS = {
    word: f"{number}th"
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
}
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|er|re|e|eme)")
NUMERALS = frozenset((*_ROMAN, *_AMBIGUOUS, *_PART_WORDS, *_ORDINALS))
"""Words that can be read as a number."""


def write_as_digits(words: list[str]) -> None:
    """Write parts and ordinals as digits, in place: 'part ii' and 'part 2', 'fourth' and '4th' are one."""
    last = len(words) - 1
    for place, word in enumerate(words):
        if word not in NUMERALS and word[:1] not in "0123456789":
            continue
        after_marker = place > 0 and words[place - 1] in PART_MARKERS
        if word in _AMBIGUOUS:
            if after_marker or (place == last and word == "i"):
                words[place] = _AMBIGUOUS[word]
        elif word in _PART_WORDS:
            words[place] = _PART_WORDS[word] if after_marker else word
        elif ordinal := _ORDINAL.fullmatch(word):
            words[place] = f"{ordinal[1]}th"
        else:
            words[place] = _ROMAN.get(word) or _ORDINALS.get(word, word)
