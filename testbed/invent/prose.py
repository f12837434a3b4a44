"""Sentences in both languages from one choice of words: titles, abstracts, thoughts of a biography."""

import random
from dataclasses import dataclass

from profile_scraper.records.base import LANGUAGES, Language
from testbed.invent.words import words
from testbed.world import Paragraph

Bilingual = dict[Language, str]


@dataclass(slots=True)
class Theme:
    """The words that one publication or biography is about, by template field and language."""

    values: dict[Language, dict[str, str]]

    def say(self, template: list[str]) -> Bilingual:
        """A pair of templates filled in."""
        return {
            language: _upper_first(template[column].format(**self.values[language]))
            for column, language in enumerate(LANGUAGES)
        }


def theme(rng: random.Random, name: str = "", institution: tuple[str, str] = ("", "")) -> Theme:
    """A choice of words; ``name`` and ``institution`` (English, French with article) are for biographies."""
    prose = words("prose")
    method, thing, setting = (rng.choice(prose[key]) for key in ("methods", "objects", "settings"))
    system = rng.choice(prose["system_starts"]) + rng.choice(prose["system_ends"])
    same = {
        "dataset": rng.choice(prose["datasets"]),
        "system": system,
        "System": system,
        "count": str(rng.randrange(12, 4000)),
        "percent": str(rng.randrange(2, 60)),
        "factor": str(rng.randrange(2, 30)),
        "year": str(rng.randrange(1994, 2025)),
        "name": name,
        "institution": institution[0],
        "institution_fr": institution[1],
    }
    return Theme(
        {
            language: {
                "method": method[column],
                "Method": _upper_first(method[column]),
                "object": thing[column],
                "setting": setting[column],
                **same,
            }
            for column, language in enumerate(LANGUAGES)
        }
    )


def title(rng: random.Random, about: Theme) -> Bilingual:
    """The title of a publication."""
    return about.say(rng.choice(words("prose")["titles"]))


def abstract(rng: random.Random, about: Theme) -> Bilingual:
    """Four to seven sentences, the same in both languages."""
    prose = words("prose")
    templates = [
        rng.choice(prose["openings"]),
        *rng.sample(prose["middles"] + prose["more_middles"], rng.randint(2, 5)),
        *rng.sample(prose["hard_middles"], rng.choice((0, 0, 0, 0, 1))),
        rng.choice(prose["closings"]),
    ]
    sentences = [about.say(template) for template in templates]
    return {language: " ".join(sentence[language] for sentence in sentences) for language in LANGUAGES}


def biography(
    rng: random.Random, name: str, institution: tuple[str, str], languages: tuple[Language, ...]
) -> dict[Language, list[Paragraph]]:
    """One to five thoughts, each a paragraph; now and then one language lacks one or prints two in one paragraph."""
    prose = words("prose")
    templates = [rng.choice(prose["first_thoughts"]), *rng.sample(prose["thoughts"], rng.randint(0, 4))]
    thoughts = [theme(rng, name, institution).say(template) for template in templates]
    profiles: dict[Language, list[Paragraph]] = {
        language: [Paragraph((str(number),), thought[language]) for number, thought in enumerate(thoughts)]
        for language in languages
    }
    if len(thoughts) > 2 and len(languages) == 2:
        paragraphs = profiles[rng.choice(languages)]
        dice, index = rng.random(), rng.randrange(1, len(paragraphs) - 1)
        if dice < 0.15:
            del paragraphs[index]
        elif dice < 0.3:
            first, second = paragraphs[index : index + 2]
            paragraphs[index : index + 2] = [Paragraph(first.units + second.units, f"{first.text} {second.text}")]
    return profiles


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
