"""Biographies that name ranks and years, and now and then not those of the header or of the other page."""

import random
import re
from collections.abc import Mapping
from dataclasses import replace

from profile_scraper.records.base import LANGUAGES, Language
from testbed.invent.cast import Figure
from testbed.invent.positions import rank
from testbed.world import Conflict, LanguageProfile, Paragraph

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_RANKS = ("full-professor", "associate-professor", "assistant-professor", "adjunct-professor")


def contradict(rng: random.Random, figure: Figure, profiles: Mapping[Language, LanguageProfile]) -> list[Conflict]:
    """Add the rank to the biography in each language and change some; the conflicts are returned."""
    profile_id = f"mila/{figure.slug}"
    conflicts = []
    spoilt = rng.choice(list(profiles)) if rng.random() < 0.08 else None
    other = rng.choice(_RANKS)
    for language, profile in profiles.items():
        header = [role for line in profile.header for role in line.roles if role.kind == "appointment"]
        if not header or not profile.biography:
            continue
        title = rank(figure, header[0].key, language)
        if language == spoilt and other != header[0].key:
            title = rank(figure, other, language)
            conflicts.append(Conflict(profile_id, "biography-rank", (header[0].title or "", title)))
        first = profile.biography[0]
        profile.biography[0] = replace(first, text=f"{_sentence(figure.name, title, language)} {first.text}")
    if len(profiles) == len(LANGUAGES) and rng.random() < 0.08:
        conflicts += _other_year(profile_id, profiles["fr"].biography)
    return conflicts


def _sentence(name: str, title: str, language: Language) -> str:
    if language == "fr":
        return f"{name} est {title[0].lower()}{title[1:]}."
    return f"{name} is {'an' if title[0] == 'A' else 'a'} {title}."


def _other_year(profile_id: str, paragraphs: list[Paragraph]) -> list[Conflict]:
    """Change the first year that a French biography names."""
    for index, paragraph in enumerate(paragraphs):
        found = _YEAR.search(paragraph.text)
        if found and len(paragraph.units) == 1:
            year = str(int(found.group()) - 1)
            text = paragraph.text[: found.start()] + year + paragraph.text[found.end() :]
            paragraphs[index] = replace(paragraph, text=text)
            return [Conflict(profile_id, "year", (found.group(), year))]
    return []
