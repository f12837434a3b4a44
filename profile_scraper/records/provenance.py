"""Where each value of a profile was read, kept beside the record (``provenance.jsonl``)."""

from typing import Literal, TypeAlias

from profile_scraper.records.base import ExtractionMethod, Language, Record

PairedBy: TypeAlias = Literal[
    "decision", "vocabulary", "learned", "cognates", "organization", "link", "name", "sequence"
]
"""By what a value was joined with the other page's, or with a known name.

``decision``: a person said so; ``vocabulary``: the site's reviewed terms; ``learned``: terms learned from all people;
``cognates``: words alike in both languages; ``organization``: lines of an institution alone; ``link``: same profile;
``name``: same name; ``sequence``: both pages print the same sequence.
"""


class FieldProvenance(Record):
    """Where one value was read."""

    field: str
    """Path of the value inside the profile (``roles[2].title.fr``)."""
    url: str
    """The page that says it."""
    language: Language
    """That page's language."""
    method: ExtractionMethod | None
    """How the page's reader found it, null where the page does not tell."""
    raw: str
    """The text as printed."""
    paired_by: PairedBy | None
    """By what it was joined with the other page's value, null where it stands alone."""
    guess: str | None
    """What was made of the text beyond what it says, null where the value is as printed or known."""


class Provenance(Record):
    """Where the values of one profile were read."""

    profile: str
    """The profile's ``id``."""
    fields: list[FieldProvenance]
    """One entry a value and page, in the order of the record."""

    def about(self, field: str) -> list[FieldProvenance]:
        """What is known of one field: of it, of its parts, and of what it is part of.

        ``roles`` gives all roles; ``roles[2].title.fr`` gives the notes about ``roles[2]`` as a whole.
        """
        return [each for each in self.fields if _is_part(each.field, field) or _is_part(field, each.field)]


def _is_part(path: str, whole: str) -> bool:
    return path == whole or path.startswith((f"{whole}.", f"{whole}["))
