"""Notes of where each value of a profile was read, made while the record is put together."""

from profile_scraper.pair.sides import Side
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.provenance import FieldProvenance, PairedBy, Provenance


class Trail:
    """The notes about one profile."""

    def __init__(self) -> None:
        self._fields: list[FieldProvenance] = []

    def note(
        self, field: str, where: Side | ProfilePage | None, raw: str | None, section: str, by: PairedBy | None = None
    ) -> None:
        """Note that a page says ``raw`` for a field; nothing is noted where it says nothing.

        Args:
            field: path of the value inside the profile.
            where: the page, or the side whose first page is meant.
            raw: the text as printed.
            section: the page record's field that the value was read from, whose ``ways`` tells how.
            by: by what the value was joined with the other page's.
        """
        if where is None or raw is None:
            return
        page = where.head if isinstance(where, Side) else where
        self._fields.append(
            FieldProvenance(
                field=field,
                url=page.source.url,
                language=page.source.language,
                way=page.ways.get(section),
                raw=raw,
                paired_by=by,
            )
        )

    def record(self, profile: str) -> Provenance:
        """The notes as a record."""
        return Provenance(profile=profile, fields=self._fields)
