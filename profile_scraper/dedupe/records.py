"""Publication records before preparation, and the validation of records that come from outside."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    ValidationError,
    model_validator,
)

from profile_scraper.dedupe.author_text import names_in_text
from profile_scraper.messages import UserError, _
from profile_scraper.records.base import fault_text, first_fault
from profile_scraper.records.publication import Publication

RecordId: TypeAlias = StrictStr | StrictInt
Fields: TypeAlias = Literal["full", "profile"]
"""``full``: every field; ``profile``: title, authors and abstract alone, which is what a profile page offers."""

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")


class PublicationRecord(NamedTuple):
    """A publication as any source describes it, before preparation; None and empty where the source does not say."""

    title: str
    authors: Sequence[str] = ()
    authors_complete: bool = True
    abstract: str | None = None
    year: int | None = None
    venue: str | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    doi: str | None = None
    arxiv: str | None = None
    url: str | None = None
    """Address of the publication's own page, as the source writes it."""


class UnknownFieldWarning(UserWarning):
    """Records have fields that are not compared, perhaps because a field is misnamed."""


class RecordError(UserError):
    """A record that cannot be used; the text names the record and the field."""


def plain_value(value: Any) -> Any:
    """A value of numpy or pandas as Python's own; NaN, NaT and NA as None."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    try:
        return None if value != value else value  # noqa: PLR0124 - NaN is the value that differs from itself
    except (TypeError, ValueError):  # pandas.NA has no truth value
        return None


def _text(value: Any) -> Any:
    """Text as it is; a number as text."""
    value = plain_value(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _names(value: Any) -> Any:
    """Names of a list (or of its objects with a ``name``), or of one text; empty ones are left out."""
    value = plain_value(value)
    names = names_in_text(value) if isinstance(value, str) else value or []
    if not isinstance(names, list | tuple):
        return names
    names = [name.get("name", name) if isinstance(name, dict) else name for name in names]
    return [name.strip() if isinstance(name, str) else name for name in names if name is not None and name != ""]


def _year(value: Any) -> Any:
    """The first year from 1500 to 2099 in a number, a date or a text; None for a text without one."""
    found = _YEAR.search(str(_text(value) if _text(value) is not None else ""))
    return int(found.group()) if found else None


_Text = Annotated[StrictStr | None, BeforeValidator(_text)]


class InputRecord(BaseModel):
    """A publication record as ``deduplicate`` takes it.

    A line of a dataset's ``publications.jsonl`` is one, too. Fields that are not listed are not compared; they are
    named in an ``UnknownFieldWarning``.
    """

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)

    id: Annotated[RecordId, BeforeValidator(plain_value)]
    """Unique among the records."""
    title: Annotated[StrictStr, BeforeValidator(plain_value), Field(pattern=r"\S")]
    """As printed."""
    authors: Annotated[list[StrictStr], BeforeValidator(_names)] = []
    """Names as printed, objects with a ``name``, or one text: see :func:`~.author_text.names_in_text`."""
    authors_complete: bool = True
    """False where ``authors`` is known to lack names."""
    abstract: _Text = None
    year: Annotated[int | None, BeforeValidator(_year)] = None
    """A year, or a date or text that contains one from 1500 to 2099; any other text counts as unknown.

    Without it, the year of a field ``issued``.
    """
    venue: _Text = None
    volume: _Text = None
    number: _Text = None
    """The issue."""
    pages: _Text = None
    doi: _Text = None
    arxiv: _Text = None

    @model_validator(mode="before")
    @classmethod
    def _read_publication(cls, fields: dict[Any, Any]) -> dict[Any, Any]:
        """Take the year of ``issued``, and an author whose name is null for a missing name, as in a dataset."""
        if "issued" in fields and plain_value(fields.get("year")) is None:
            fields = fields | {"year": fields["issued"]}
        authors = plain_value(fields.get("authors"))
        if isinstance(authors, list) and any(
            isinstance(each, dict) and each.get("name", "") is None for each in authors
        ):
            fields = fields | {"authors_complete": False}
        return fields

    def prepared(self, fields: Fields = "full") -> PublicationRecord:
        """The record as the deduplication steps take it, with the selected fields."""
        record = PublicationRecord(self.title, self.authors, self.authors_complete, self.abstract or None)
        if fields == "profile":
            return record
        return record._replace(
            year=self.year,
            venue=self.venue or None,
            volume=self.volume or None,
            number=self.number or None,
            pages=self.pages or None,
            doi=self.doi or None,
            arxiv=self.arxiv or None,
        )


COMPARED_FIELDS = frozenset({*InputRecord.model_fields, "issued"})
"""Fields of a record that are read."""


def parse_record(record: object, name: str) -> InputRecord:
    """Validate a record.

    Args:
        record: a mapping of the fields of :class:`InputRecord`.
        name: what an error calls the record.

    Raises:
        RecordError: the record cannot be used.
    """
    if not isinstance(record, Mapping):
        text = _("{record}: a record is an object with an id and a title, not {type}")
        raise RecordError(text.format(record=name, type=type(record).__name__))
    try:
        return InputRecord.model_validate(dict(record))
    except ValidationError as error:
        first = first_fault(error)
    field = str(first["loc"][0]) if first["loc"] else "id"
    message = fault_text(first)
    if field == "authors":
        message = _("authors are a list of names, or one text with semicolons between them")
    elif field == "id" and "id" in record:
        message = _("an id is a text or an integer")
    elif first["type"] == "missing":
        near = next((str(other) for other in record if nearest_field(str(other)) == field), None)
        message += _("; is it the field {name!r}?").format(name=near) if near else ""
    identity = _(" (id {id!r})").format(id=record["id"]) if field != "id" and "id" in record else ""
    text = _("{record}, field {field!r}: {fault}")
    raise RecordError(text.format(record=f"{name}{identity}", field=field, fault=message))


_NAMED = 20
"""Names in one message."""
_COLLECTED = 1_000
"""Names that are collected; records of hostile files can have any number."""

_OWN_FIELDS = frozenset(Publication.model_fields)
"""Fields of ``publications.jsonl``, which are no mistake where they are not compared."""

_SYNONYMS = {
    "author": "authors",
    "authornames": "authors",
    "creator": "authors",
    "creators": "authors",
    "contributors": "authors",
    "writers": "authors",
    "journal": "venue",
    "journaltitle": "venue",
    "booktitle": "venue",
    "containertitle": "venue",
    "conference": "venue",
    "publicationname": "venue",
    "date": "year",
    "published": "year",
    "publicationdate": "year",
    "publicationyear": "year",
    "pubyear": "year",
    "issue": "number",
    "vol": "volume",
    "summary": "abstract",
    "eprint": "arxiv",
    "arxivid": "arxiv",
    "doiurl": "doi",
    "name": "title",
    "key": "id",
    "identifier": "id",
    "recordid": "id",
}
"""Usual names of other formats, in lower case without separators, and the field that has this content here."""
_BY_KEY = {name.replace("_", ""): name for name in InputRecord.model_fields}


class UnknownFields:
    """The fields of records that are not compared, each with the compared field that was probably meant."""

    def __init__(self) -> None:
        self.nearest: dict[str, str | None] = {}
        """For each name the compared field that it is probably another name of, where a record has no such field."""

    def add(self, record: Mapping[object, object]) -> None:
        """Note the fields of one record; a null value is no content that would be missed."""
        for field in record.keys() - COMPARED_FIELDS - _OWN_FIELDS:
            name = str(field)
            if self.nearest.get(name) or plain_value(record[field]) is None:
                continue
            if name not in self.nearest and len(self.nearest) == _COLLECTED:
                continue
            near = nearest_field(name)
            self.nearest[name] = near if near is not None and plain_value(record.get(near)) is None else None

    @property
    def misnamed(self) -> dict[str, str]:
        """The names that are probably a compared field under another name."""
        return {name: near for name, near in sorted(self.nearest.items()) if near is not None}

    @property
    def others(self) -> list[str]:
        """The other names."""
        return sorted(name for name, near in self.nearest.items() if near is None)


@lru_cache(maxsize=1_000)
def nearest_field(name: str) -> str | None:
    """The compared field that a name is probably another spelling or a usual synonym of; None for any other name."""
    key = "".join(character for character in name.casefold() if character.isalnum())
    for each in (key, f"{key}s", key.removesuffix("s")):
        if each in _BY_KEY or each in _SYNONYMS:
            return _BY_KEY.get(each) or _SYNONYMS[each]
    from difflib import get_close_matches  # only where a field has an unknown name

    near = get_close_matches(key, [each for each in _BY_KEY if len(each) > 3], n=1, cutoff=0.8) if len(key) < 30 else []
    return _BY_KEY[near[0]] if near else None


def joined(names: Iterable[str]) -> str:
    """Names for a message, the first of very many."""
    every = list(names)
    return ", ".join(every[:_NAMED]) + (", …" if len(every) > _NAMED else "")
