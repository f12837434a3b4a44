"""Notes that people add to a title on their own lists: '(oral)', '(R&R at Nature)', '(Ph.D. thesis)'."""

from collections.abc import Sequence
from itertools import pairwise

from profile_scraper.dedupe.prepare.wordlists import (
    DEGREES,
    LANGUAGES,
    NOTE_COMPANIONS,
    NOTE_PHRASES,
    NOTE_WORDS,
    THESES,
    TOWARDS,
)
from profile_scraper.text.function_words import STOP_WORDS
from profile_scraper.text.normalize import words_of

_NEAR = 4
"""Words at the start of a note in which a thesis and its degree stand."""
_LONGEST_PHRASE = max(map(len, NOTE_PHRASES))
LAST_WORDS = frozenset(phrase[-1] for phrase in NOTE_PHRASES) | {"poster", "spotlight", "oral", "affiche"}
"""Words that a note without brackets can end with."""


def is_note(text: str) -> bool:
    """Whether a normalised text in brackets is a note on form, state, honours or language of a publication."""
    words = words_of(text)
    informative = [word for word in words if not (word in STOP_WORDS or word in NOTE_COMPANIONS or word.isdigit())]
    if all(word in NOTE_WORDS or word in LANGUAGES for word in informative) and (
        informative or any(word in NOTE_WORDS for word in words)
    ):
        return True
    return is_sure_note(words)


def is_sure_note(words: Sequence[str]) -> bool:
    """Whether some words are a note even without brackets around: a known phrase, or a thesis with its degree."""
    words = _joined_degrees(words)
    return _begins_with_phrase(words) or _is_thesis(words)


def are_note_words(words: Sequence[str]) -> bool:
    """Whether all words are words of notes and the last one can end a note without brackets: 'Best Paper Award'."""
    return bool(words) and words[-1] in LAST_WORDS and all(map(_is_beside_notes, words))


def _begins_with_phrase(words: Sequence[str]) -> bool:
    """Whether words are a known phrase, alone, with where, or with other words of notes."""
    for length in range(min(len(words), _LONGEST_PHRASE), 0, -1):
        if tuple(words[:length]) in NOTE_PHRASES:
            rest = words[length:]
            return not rest or rest[0] in TOWARDS or all(map(_is_beside_notes, rest))
    return False


def _is_beside_notes(word: str) -> bool:
    return word in NOTE_WORDS or word in NOTE_COMPANIONS or word in LANGUAGES or word.isdigit() or word == "no"


def _is_thesis(words: Sequence[str]) -> bool:
    """Whether words name a thesis, its degree close by: 'PhD thesis, McGill University', 'mémoire de maîtrise'."""
    near = words[:_NEAR]
    return not THESES.isdisjoint(near) and not DEGREES.isdisjoint(near) and words[0] in DEGREES | THESES


def _joined_degrees(words: Sequence[str]) -> list[str]:
    """The words with the letters of a degree in one: 'ph', 'd' is 'phd'."""
    joined: list[str] = []
    skip = False
    for word, behind in pairwise([*words, ""]):
        if skip:
            skip = False
        elif word + behind in DEGREES and len(word) <= 2 >= len(behind) > 0:
            joined.append(word + behind)
            skip = True
        else:
            joined.append(word)
    return joined
