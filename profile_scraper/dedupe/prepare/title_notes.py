"""What lists print around a title: notes such as '(oral)', identifiers, the record's own authors."""

import re
from collections.abc import Sequence
from itertools import pairwise

from profile_scraper.dedupe.prepare.authors import NON_NAME_WORDS, name_words, surname
from profile_scraper.dedupe.prepare.token_features import (
    ARCHIVE_PREFIXES,
    DEGREES,
    LANGUAGES,
    LATER_EDITIONS,
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


_EDITIONS = frozenset(("edition", "ed"))


def is_note(text: str) -> bool:
    """Whether a normalised text in brackets is a note on form, state, honours or language of a publication."""
    words = words_of(text)
    if not _EDITIONS.isdisjoint(words) and not LATER_EDITIONS.isdisjoint(words):
        return False  # another edition is another text
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


_MIN_WORDS = 2
"""Words of a title that is still one without its identifiers."""
_DASH = "[-\u2010-\u2015]"
_ARXIV_NUMBER = r"\d\d(?:0[1-9]|1[0-2])\.\d{4,5}(?:\s?v\d+)?"
_HAL = rf"(?:{'|'.join(sorted(ARCHIVE_PREFIXES))}){_DASH}\d{{8}}(?:,?\s?v(?:ersion\s)?\d+)?"
_ARXIV = (
    rf"(?:(?:arxiv\s)?(?:e-?print|preprint|prepublication|prépublication)[\s,:]{{1,3}})?arxiv[\s.:#/-]{{1,3}}(?:abs/)?{_ARXIV_NUMBER}"
    r"(?:\s?\[[a-z.-]{2,20}\])?"
)
_IDENTIFIER = "|".join(
    (
        rf"(?:hal(?:\sid)?\s?:\s?)?{_HAL}",
        rf"[a-z][a-z\d]{{1,11}}{_DASH}\d{{8}}(?:v\d+)?(?=\s?[>\]⟩〉])",
        r"nnt\s?:?\s?\d{4}[a-z\d]{4,10}",
        _ARXIV,
        rf"(?:e-?)?isbn(?:{_DASH}1[03])?\s?:?\s?(?:97[89][\s-]?)?(?:\d[\s-]?){{9}}[\dx]",
        rf"(?:e-?)?issn(?:{_DASH}l)?\s?:?\s?\d{{4}}{_DASH}?\d{{3}}[\dx]",
        r"pm(?:cid|id)\s?:?\s?(?:pmc)?\d{4,9}",
        r"(?:doi:?\s?)?(?:https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/[^\s<>⟨⟩〈〉]+",
        r"https?://\S+",
    )
)
# The lookbehind keeps the search linear in runs of spaces and punctuation.
_BEHIND = re.compile(
    rf"(?<![\s.,;:(\[<⟨〈])[\s.,;:(\[<⟨〈]+(?:available\s(?:at|from):?\s)?(?:{_IDENTIFIER})[\s.,;)\]>⟩〉]*$",
    re.IGNORECASE,
)
_IN_FRONT = re.compile(
    rf"[\s(\[<⟨〈]*(?:(?:{_IDENTIFIER})\s?[)\]>⟩〉:.,;|–—-]*|{_ARXIV_NUMBER}\s?[)\]:.,;|–—-]+|\[?{_ARXIV_NUMBER}\])\s+(?=\w)",
    re.IGNORECASE,
)
_HINT = re.compile(r"\d\d|\d[^\W_]?\W*$")
_NEAR_IDENTIFIER = 40
"""Characters at an end of a title of which an identifier has two digits, or one as the last letter."""


def without_identifiers(text: str) -> str:
    """Remove identifiers in front and behind, as long as a title of two words remains.

    Args:
        text: a title as printed or normalised; its punctuation tells where an identifier stands.
    """
    while (_HINT.search(text, len(text) - _NEAR_IDENTIFIER) or "://" in text) and (found := _BEHIND.search(text)):
        if not _is_title(text[: found.start()]):
            break
        text = text[: found.start()]
    if _HINT.search(text, 0, _NEAR_IDENTIFIER) and (found := _IN_FRONT.match(text)) and _is_title(text[found.end() :]):
        text = text[found.end() :]
    return text


def _is_title(text: str) -> bool:
    return len(words_of(text)) >= _MIN_WORDS


_LONGEST = 200
"""Characters of names that are read."""
_FRONT = 12
"""Words of which one is of a name where names stand in front."""
_LONG_WORD = 4
"""Letters of a word that is hardly ever part of a name by chance."""
_LINKS = frozenset(("and", "et", "al", "und", "y", "e"))
_ENDS = re.compile(r"(?P<sure>:|[.,]?\s?\((?:19|20)\d\d[a-z]?\)[.:,]?)\s+|[.,]\s+(?=[\W\d]*[^\W\d_])")
_WORD = re.compile(r"[^\W\d_]+")


def without_authors(text: str, names: Sequence[str]) -> str | None:
    """The title without names of its authors in front; None where no such names stand there.

    In front of a colon or a year in parentheses other names may stand beside an author of the record, whose list can be
    incomplete; in front of a full stop or a comma nothing but names and initials of its authors.

    Args:
        text: the title as printed.
        names: the authors as printed.
    """
    printed = " ".join(names).lower()
    first = text[:_LONGEST].lower().split()[:_FRONT]
    if not any(word.strip(",.;:&") in printed for word in first if len(word) >= _LONG_WORD or word is first[0]):
        return None
    surnames = {last for name in names if (last := surname(name))}
    # A name of which the list prints the initial may stand there in full.
    known = {word for name in names for word in name_words(name)}
    initials = {word for word in known if len(word) == 1}
    known |= {word[0] for word in known} | _LINKS | NON_NAME_WORDS
    behind = None
    for found in _ENDS.finditer(text[:_LONGEST]):
        front = text[: found.start()]
        words = name_words(front)
        if surnames.isdisjoint(words):
            continue
        is_known = all(word in known or word[0] in initials or _are_initials(word, known) for word in words)
        if is_known or (found["sure"] and _are_names(front)):
            behind = found.end()
        elif not _are_names(front):
            break
    if behind is None or len(_WORD.findall(text[behind:])) < _MIN_WORDS:
        return None
    return text[behind:].strip(" \"“”«»'‘’")


def _are_initials(word: str, known: set[str]) -> bool:
    return len(word) <= 3 and all(letter in known for letter in word)


def _are_names(front: str) -> bool:
    """Whether all words are capitalised, but for those that link names and particles."""
    return all(
        word[0].isupper() or word.lower() in _LINKS or word.lower() in NON_NAME_WORDS for word in _WORD.findall(front)
    )
