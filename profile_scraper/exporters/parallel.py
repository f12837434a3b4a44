"""Parallel text as JSON Lines: paragraphs of the two biographies that say the same, one pair a line."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.read import Dataset
from profile_scraper.records.profile import Profile


class Pair(NamedTuple):
    """Text that both biographies have; a side of several paragraphs has a blank line between them."""

    en: str
    """The English paragraphs."""
    fr: str
    """The French paragraphs."""
    score: float
    """Bits that lengths and shared words say for a translation."""


def write(dataset: Dataset, target: Path) -> None:
    """Write ``{"profile": id, "en": text, "fr": text, "score": bits}`` a line, in the order of the biographies."""
    with target.open("w", encoding="utf8", newline="\n") as file:
        for profile in dataset.profiles:
            for pair in pairs(profile):
                file.write(json.dumps({"profile": profile.id, **pair._asdict()}, ensure_ascii=False) + "\n")


def pairs(profile: Profile) -> Iterator[Pair]:
    """The aligned paragraphs of a person's biographies; one that has no counterpart is in no pair."""
    if profile.biography.en is None or profile.biography.fr is None:
        return
    english, french = profile.biography.en.split("\n\n"), profile.biography.fr.split("\n\n")
    for aligned in profile.biography_alignment:
        if aligned.en and aligned.fr:
            yield Pair(
                "\n\n".join(english[number] for number in aligned.en),
                "\n\n".join(french[number] for number in aligned.fr),
                aligned.score,
            )
