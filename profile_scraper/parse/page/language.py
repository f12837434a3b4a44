"""The language of a plain-text rendering by its headings and labels."""

from collections.abc import Sequence

from profile_scraper.parse.dictionary import Lexicon
from profile_scraper.records.base import Language
from profile_scraper.text.normalize import normalize_text

_LONGEST_LABEL = 200


def language_of_lines(lines: Sequence[str], lexicon: Lexicon) -> Language | None:
    """The language of a rendering, from its headings and labels; None where none is there."""
    votes = {"en": 0, "fr": 0}
    for line in lines:
        if not line or len(line) > _LONGEST_LABEL:
            continue
        head = line.partition(":")[0].partition(" - ")[0].partition(",")[0]
        language = lexicon.languages.get(normalize_text(head, "label"))
        portrait = lexicon.portrait.match(line)
        if portrait is not None:
            language = lexicon.languages.get(normalize_text(portrait[0], "label"))
        if language:
            votes[language] += 1
    if votes["en"] == votes["fr"]:
        return None
    return "en" if votes["en"] > votes["fr"] else "fr"
