"""The rank that a biography gives a person, beside the one in the header of the same page."""

import re

from profile_scraper.pair.sides import Side
from profile_scraper.pair.terms import term_key
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.base import LANGUAGES, Language

_IS: dict[Language, str] = {
    "en": r"\bis (?:currently )?(?:an? |the )?",
    "fr": r"\best (?:actuellement )?(?:une? )?",
}


class Ranks:
    """Finds 'is an associate professor' and 'est professeure agrégée' by the vocabulary's ranks."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._statement: dict[Language, re.Pattern[str] | None] = {}
        for language in LANGUAGES:
            forms = sorted(vocabulary.forms("role", "appointment", language), key=lambda form: (-len(form), form))
            ranks = "|".join(re.escape(form) for form in forms)
            self._statement[language] = re.compile(f"{_IS[language]}({ranks})\\b") if ranks else None

    def contradiction(self, side: Side) -> tuple[str, str] | None:
        """The header's title and the biography's words, where both give known ranks and share none."""
        pattern = self._statement[side.language]
        titles = [line.title for line in side.head.roles if line.kind == "appointment" and line.title]
        known = [(title, self._vocabulary.ids("role", side.language, title)) for title in titles]
        header = frozenset[str]().union(*(ids for _, ids in known))
        if not pattern or not header:
            return None
        said = [
            found.group(1)
            for paragraph in side.head.biography
            for found in pattern.finditer(term_key("role", side.language, paragraph))
        ]
        terms = [self._vocabulary.ids("role", side.language, words) for words in said]
        if not said or any(ids & header for ids in terms):
            return None
        return next(title for title, ids in known if ids), said[0]
