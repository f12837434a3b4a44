"""What any source can say of a work, before anything is compared."""

from collections.abc import Sequence
from typing import NamedTuple

ABSTRACT_HEAD = 240
"""Letters and digits of an abstract that are compared: enough to tell two abstracts apart, few enough to be fast."""
NAME_SEPARATOR = "|"
"""Between the names of a list of authors; no name holds it."""


class Described(NamedTuple):
    """What any source can say of a work; null and empty where it does not."""

    title: str
    authors: Sequence[str] = ()
    authors_complete: bool = True
    abstract: str | None = None
    owner: str | None = None
    """Whose list it stands on."""
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv: str | None = None
