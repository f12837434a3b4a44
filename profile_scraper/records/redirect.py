"""An id that now stands for another one (``redirects.jsonl``)."""

from profile_scraper.records.base import Record


class Redirect(Record):
    """A publication's id that an entry of the work alone would have, or once had, and the id that the work has."""

    old: str
    """The id that no publication of this dataset has."""
    new: str
    """The id of the publication that it stands for."""
