"""Titles, authors and abstracts of a plain-text list told apart, although nothing marks them.

Every line gets a score for each of the three, from its own look and from the words of the page; the best path through
the lines under the grammar 'title, authors, abstract' wins (Viterbi). How much worse the best path is in which a line
is something else is that line's margin: entries with a small one are marked as not certain.
"""

import re
from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.fields.person import looks_like_body, looks_like_name, name_shape
from profile_scraper.parse.fields.publication_item import EntryFields
from profile_scraper.parse.page.clean import clean
from profile_scraper.parse.page.lines import Line
from profile_scraper.text.function_words import NAME_SUFFIXES, PARTICLES

_TITLE, _AUTHOR, _ABSTRACT = range(3)
_NEVER = -1e9
# From the line before (row) to this one (column): the grammar, and how usual each step is.
_STEPS = (
    (-3.0, 0.0, -0.5),
    (-2.0, 0.0, 0.0),
    (0.0, -9.0, -6.0),
)
_MARGIN = 1.8
_INITIAL = re.compile(r"\b[A-ZÀ-Ý]\.?(?=[ -]|$)")
_SENTENCES = re.compile(r"[.!?] +[A-ZÀ-Ý]")
_LOWER_WORD = re.compile(r"(?<![\w$\\])[^\W\d_A-ZÀ-Ý]{3,}(?!\w)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAMEL = re.compile(r"\b(?!(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|O)[A-Z])[A-Z][a-z]+[A-Z]")
_OF_TITLES = re.compile(
    r"\b(?:On|The|For|With|From|Towards?|Is|Are|How|What|When|Why|Of|And|In|Using|Sur|Pour|Vers|Comment|Une?)\b"
)
_KIND_OF_TEXT = re.compile(
    r"\b(?:Editor(?:ial)?(?:['’]?s)?|Errat(?:um|a)|Corrigend(?:um|a)|Preface|Préface|Foreword|Introduction|Comment(?:s|ary)?"
    r"|Notes?|Perspectives?|Proceedings|Reviews?|Index|Issue|Éditorial|Avant-propos)\b"
)
_NO_NAME = re.compile(
    r"[^\W\d_]{3,}(?:tions?|sions?|ments?|ness|isms?|isme|olog(?:y|ies|ie)|ical|ional|ative|tiques?|(?:iz|is)ed|[bB]ased"
    r"|[dD]riven|metrics?|works?)\b"
)
"""Endings that words have and names have not."""
_OPENING = re.compile(
    r"(?:We|In this|This (?:paper|work|article|study)|Here,? we|Our|Nous|Dans cet?|Dans cette|Cet article|Cette étude)"
    r"\b.*\.$"
)
_FULL_STOP = re.compile(r"[^\W\d_]{3,}\. +[A-ZÀ-Ý]")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|we|est|sont|était|nous)\b")
_ENDS = frozenset('.…!)]”"»$')
"""What an abstract ends with; a title seldom does."""
_ENDS_OF_TEXT = tuple(".!?…)]”\"'»$")
_LINK_AT_END = re.compile(r"https?://\S")


class _Scores(NamedTuple):
    title: float
    author: float
    abstract: float


def segment(lines: Sequence[Line], dictionary: SiteDictionary, common: Set[str]) -> list[EntryFields]:
    """The entries of a list of publications; ``common`` are words of the page that are no names, in lower case."""
    texts = [clean(line.text) for line in lines]
    if not texts:
        return []
    states, margins = _best_path(_scored(texts, dictionary, common))
    entries: list[EntryFields] = []
    for line, state, margin in zip(lines, states, margins, strict=True):
        if state == _TITLE:
            entries.append(EntryFields([line]))
        entry = entries[-1]
        entry.lines.append(line)
        entry.certain = entry.certain and margin >= _MARGIN
        if state == _ABSTRACT:
            entry.abstract.append(line)
        elif state == _AUTHOR:
            text = dictionary.more_authors.sub("", line.text).strip()
            if text:
                entry.authors.append(line._replace(text=text))
        if state == _TITLE and margin < _MARGIN and len(entries) > 1:
            entries[-2].certain = False
    return entries


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that a page prints in lower case: no names (but for the particles of names)."""
    prose = (text for text in texts if name_shape(text) is None)
    return frozenset(word for text in prose for word in _LOWER_WORD.findall(text)) - PARTICLES - NAME_SUFFIXES


def ends_cut_off(text: str) -> bool:
    """Whether a text stops in the middle of a sentence."""
    last = text.rsplit(maxsplit=1)[-1:] or [""]
    return not text.endswith(_ENDS_OF_TEXT) and not _LINK_AT_END.search(last[0])


def _scored(texts: list[str], dictionary: SiteDictionary, common: Set[str]) -> list[_Scores]:
    scores = []
    after_marker = 0
    for text in texts:
        found = _scores(text, dictionary, common)
        if dictionary.more_authors.search(text) and _is_name_or_nothing(dictionary.more_authors.sub("", text)):
            found = _Scores(_NEVER, 20.0, _NEVER)
            after_marker = int(next(iter(re.findall(r"\d+", text)), "0"))
        elif after_marker and found.author > -5:
            # The marker says how many names follow; some of them may be lost links.
            found = found._replace(author=found.author + 1.5)
            after_marker -= 1
        scores.append(found)
    return scores


def _is_name_or_nothing(text: str) -> bool:
    return not text.strip() or looks_like_name(text)


def _scores(text: str, dictionary: SiteDictionary, common: Set[str]) -> _Scores:
    length = len(text)
    if dictionary.more.search(text) and length > 60:
        return _Scores(-12.0, -20.0, 12.0)
    sentences = len(_SENTENCES.findall(text))
    ended = text[-1] in _ENDS
    abstract = 7.0 if length > 400 else 5.0 if length > 260 else 1.0 if length > 160 else -2.0 if length > 90 else -5.0
    abstract += min(4.0, 2.0 * sentences) if length > 90 and (ended or length > 300) else 0.0
    abstract += 1.0 if length > 60 and text[-1] == "." else 0.0
    title = 1.0 if length <= 160 else 0.0 if length <= 220 else -3.0 if length <= 300 else -8.0
    abstract -= 0.0 if ended or length > 300 else 3.0
    title -= 2.0 * sentences if length > 120 and ended else 0.0
    if length <= 120 and text[-1] == ".":
        prose = 7.0 if _FULL_STOP.search(text) else 4.0 if _VERB.search(text) else 0.0
        abstract, title = abstract + prose, title - prose / 3
    if length > 40 and _OPENING.match(text):
        abstract, title = abstract + 6.0, title - 3.0
    shape = name_shape(text)
    lower = len(_LOWER_WORD.findall(text))
    if shape is None:
        title += 1.0 if lower else 0.0
        title += 1.0 if ":" in text or "?" in text else 0.0
        author = -1.0 if looks_like_body(text) else -6.0 if length < 100 else -15.0
        return _Scores(title, author, abstract)
    author = 3.0 if 2 <= len(shape) <= 4 else 1.5 if len(shape) == 5 else -1.5
    author -= 4.0 if _CAMEL.search(text) else 0.0
    author += 2.0 if _INITIAL.search(text) else 0.0
    known = [word.lower() in common for word in _WORD.findall(text) if len(word) > 2]
    author -= 3.5 * sum(known) + 2.5 * bool(_OF_TITLES.search(text)) + 4.0 * bool(_KIND_OF_TEXT.search(text))
    author -= 2.5 * bool(_NO_NAME.search(text))
    title += 1.0 if known and all(known) else 0.0
    title -= 1.0 if len(shape) < 2 else 0.0
    return _Scores(title, author, abstract)


def _best_path(scores: list[_Scores]) -> tuple[list[int], list[float]]:
    """For each line its state on the best path, and by how much every other state would be worse."""
    count = len(scores)
    forward = [[_NEVER] * 3 for _ in range(count)]
    forward[0][_TITLE] = scores[0].title
    for index in range(1, count):
        for state in range(3):
            best = max(forward[index - 1][before] + _STEPS[before][state] for before in range(3))
            forward[index][state] = best + scores[index][state]
    backward = [[0.0] * 3 for _ in range(count)]
    for index in range(count - 2, -1, -1):
        for state in range(3):
            backward[index][state] = max(
                _STEPS[state][after] + scores[index + 1][after] + backward[index + 1][after] for after in range(3)
            )
    states = _walked(forward)
    margins = []
    for state, ahead, behind in zip(states, forward, backward, strict=True):
        through = [ahead[other] + behind[other] for other in range(3)]
        margins.append(through[state] - max(value for other, value in enumerate(through) if other != state))
    return states, margins


def _walked(forward: list[list[float]]) -> list[int]:
    states = [max(range(3), key=forward[-1].__getitem__)]
    for row in reversed(forward[:-1]):
        reached = [row[before] + _STEPS[before][states[-1]] for before in range(3)]
        states.append(max(range(3), key=reached.__getitem__))
    return states[::-1]
