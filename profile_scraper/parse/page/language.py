"""The language of a short text, from its function words and letters; None where it cannot be told."""

from collections.abc import Sequence

from profile_scraper.parse.dictionary import Lexicon, fold
from profile_scraper.records.base import Language


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EN = _words("""
    the of and to in is that for on with as by from we are this be an our which at can using use towards toward via
    under it have has not between these their its how when what without into through based about over does do beyond
""")
_FR = _words("""
    le la les des du de et en un une dans pour par sur avec est que qui au aux nous ce cette ces sont ne pas plus se
    sa ses son leur leurs entre comment sans chez vers ou où afin être selon ainsi dont l d qu s n à
""")
FUNCTION_WORDS = _EN | _FR
_ENOUGH = 400
_LONGEST_LABEL = 200


def language_of(text: str) -> Language | None:
    """French or English, None where the text's words do not say.

    Reads the first few hundred characters: enough for an abstract, and a page has a dozen of them.
    """
    text = text[:_ENOUGH]
    words = text.lower().replace("'", " ").replace("’", " ").split()
    english = sum(map(_EN.__contains__, words))
    french: float = sum(map(_FR.__contains__, words))
    if not text.isascii():
        french += sum(text.count(letter) for letter in "éèêàçùœôî") / 2
    if english >= french * 2 + 1:
        return "en"
    if french >= english * 2 + 2:
        return "fr"
    return None


def language_of_lines(lines: Sequence[str], lexicon: Lexicon) -> Language | None:
    """The language of a rendering, from its headings and labels; None where none is there."""
    votes = {"en": 0, "fr": 0}
    for line in lines:
        if not line or len(line) > _LONGEST_LABEL:
            continue
        head = line.partition(":")[0].partition(" - ")[0].partition(",")[0]
        language = lexicon.languages.get(fold(head))
        portrait = lexicon.portrait.match(line)
        if portrait is not None:
            language = lexicon.languages.get(fold(portrait[0]))
        if language:
            votes[language] += 1
    if votes["en"] == votes["fr"]:
        return None
    return "en" if votes["en"] > votes["fr"] else "fr"
