"""Provenance of each value of a profile (``provenance.jsonl``)."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import ExtractionMethod, Language, Record

PairedBy: TypeAlias = Literal[
    "decision", "vocabulary", "learned", "cognates", "translation", "organization", "link", "name", "sequence"
]
"""How a value was paired with the other page's, or with a known name.

``decision``: a person's decision; ``vocabulary``: the site's reviewed terms; ``learned``: terms learned from all
profiles; ``cognates``: similar words in both languages; ``translation``: words that translate each other;
``organization``: both lines have only an institution; ``link``: same profile; ``name``: same name; ``sequence``: both
pages print the same sequence.
"""


class FieldProvenance(Record):
    """The source of one value."""

    field: str
    """Path of the value inside the profile (``roles[2].title.fr``)."""
    url: str
    """The page."""
    language: Language
    """The page's language."""
    method: ExtractionMethod | None
    """The extraction method that found it, null where it is not known."""
    raw: str
    """The text as printed."""
    paired_by: PairedBy | None
    """How it was paired with the other page's value, null where it is unmatched."""
    guess: str | None
    """An interpretation that goes beyond the printed text, null where there is none."""


class Provenance(Record):
    """The sources of the values of one profile."""

    profile: str
    """The profile's ``id``."""
    fields: list[FieldProvenance]
    """One entry a value and page, in the order of the record."""

    def about(self, field: str) -> list[FieldProvenance]:
        """The entries of a field, of its parts, and of the values that contain it.

        ``roles`` returns all roles; ``roles[2].title.fr`` returns also the entries of ``roles[2]`` as a whole.
        """
        return [each for each in self.fields if _is_part(each.field, field) or _is_part(field, each.field)]


def _is_part(path: str, container: str) -> bool:
    return path == container or path.startswith((f"{container}.", f"{container}["))
