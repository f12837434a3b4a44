"""Keys of labels, so that spelling, case, accents and gender do not make two terms of one."""

from profile_scraper.records.base import Language
from profile_scraper.text.normalize import normalize_text


def term_key(facet: str, language: Language, label: str) -> str:
    """The key under which a label is looked up; for French words for people (role, level) one key for both genders."""
    return normalize_text(label, "label_key" if language == "fr" and facet in ("role", "level") else "words")
