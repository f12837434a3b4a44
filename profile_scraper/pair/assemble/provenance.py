"""Notes of where each value of a profile was read, made while the record is put together."""

import re

from profile_scraper.records.page import ProfilePage
from profile_scraper.records.profile import FieldProvenance, PairedBy, Profile, Provenance

_ORDER = {name: index for index, name in enumerate(Profile.model_fields)}


def _section(field: str) -> str:
    return re.split(r"[.\[]", field, maxsplit=1)[0]


class ProvenanceRecorder:
    """The notes about one profile."""

    def __init__(self) -> None:
        self._fields: list[FieldProvenance] = []

    def note(
        self, field: str, page: ProfilePage, raw: str | None, by: PairedBy | None = None, guess: str | None = None
    ) -> None:
        """Note that a page says ``raw`` for a field; nothing is noted where it says nothing.

        Args:
            field: path of the value inside the profile; its first name is a key of the page's ``extraction_methods``.
            page: the page that says it.
            raw: the text as printed.
            by: by what the value was joined with the other page's.
            guess: what was made of the text beyond what it says.
        """
        if raw is None:
            return
        self._fields.append(
            FieldProvenance(
                field=field,
                url=page.source.url,
                language=page.source.language,
                method=page.extraction_methods.get(field) or page.extraction_methods.get(_section(field)),
                raw=raw,
                paired_by=by,
                guess=guess,
            )
        )

    def record(self, profile: str) -> Provenance:
        """The notes as a record, in the order of a profile's fields."""
        return Provenance(profile=profile, fields=sorted(self._fields, key=lambda each: _ORDER[_section(each.field)]))
