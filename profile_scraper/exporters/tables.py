"""A dataset as flat tables: what a table is, and its rows in one pass over the dataset."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, get_args, get_origin

from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import Record
from profile_scraper.records.schema import field_descriptions

ColumnType: TypeAlias = Literal["string", "integer", "number", "boolean", "array"]
"""Names as in a Frictionless table schema; an ``array`` holds strings."""

Row: TypeAlias = tuple[Any, ...]

_TYPES: dict[Any, ColumnType] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column is called, holds and means."""

    name: str
    type: ColumnType
    description: str


@dataclass(frozen=True)
class Column:
    """One column: a path through a record's fields; ``*`` gathers from a list, a number takes one of it."""

    name: str
    path: str
    convert: Callable[[str], int] | None = None
    """What makes the cell from the text, where it is not the text itself."""

    @cached_property
    def parts(self) -> Sequence[str]:
        """The steps of the path."""
        return self.path.split(".")

    def cell(self, record: Record) -> Any:
        """The column's value in one record; a gathered list leaves out what is null."""
        value = _follow(record, self.parts)
        return self.convert(value) if self.convert and value is not None else value

    def heading(self, model: type[Record]) -> Heading:
        """The column's type and what the fields along the path say of themselves."""
        annotation: Any = model
        gathered = False
        said = []
        for part in self.parts:
            if part == "*" or part.isdigit():
                annotation, gathered = get_args(annotation)[0], gathered or part == "*"
                continue
            said.append(_descriptions(annotation)[part])
            annotation = _without_null(annotation.model_fields[part].annotation)
        if self.convert:
            annotation = int
        if get_origin(annotation) is Literal:
            annotation = str
        is_list = gathered or get_origin(annotation) is list
        return Heading(self.name, "array" if is_list else _TYPES[annotation], " ".join(said))


@dataclass(frozen=True)
class Table:
    """One table: a kind of record, or a list inside a kind of record."""

    name: str
    kind: str
    """The kind of record that the rows come from: a field of ``Dataset``."""
    model: type[Record]
    """What each row is made from."""
    columns: tuple[Column, ...]
    parent: str | None = None
    """For a list inside a record, the column that holds the record's id."""
    items: str = ""
    """For a list inside a record, the field that holds it."""
    owner: str = ""
    """The field that holds the record's id; empty where its number in the file is its id."""

    @cached_property
    def headings(self) -> list[Heading]:
        """Every column, in order."""
        headings = [column.heading(self.model) for column in self.columns]
        if self.parent:
            id_type: ColumnType = "string" if self.owner else "integer"
            owner = Heading(self.parent, id_type, f"The id of the row's owner, a row of the table {self.table}.")
            return [owner, Heading("position", "integer", "Place in the list, counted from 1."), *headings]
        if not self.owner:
            return [Heading("id", "integer", "Number of the row, counted from 1."), *headings]
        return headings

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell rows apart."""
        return (self.parent, "position") if self.parent else (self.owner or "id",)

    @property
    def table(self) -> str:
        """The table that the owner of a row is in."""
        return "profiles" if self.owner == "profile" else self.kind

    def rows(self, record: Record, number: int) -> Iterator[Row]:
        """The rows of one record, the ``number``-th of its kind."""
        owner: str | int = getattr(record, self.owner) if self.owner else number
        if self.parent:
            for position, item in enumerate(getattr(record, self.items), 1):
                yield (owner, position, *(column.cell(item) for column in self.columns))
        else:
            cells = tuple(column.cell(record) for column in self.columns)
            yield cells if self.owner else (owner, *cells)


def batches(dataset: Dataset, tables: Iterable[Table]) -> Iterator[tuple[Table, list[Row]]]:
    """Rows of the tables in one pass over the dataset, some thousands at a time; each table comes at least once."""
    by_kind: dict[str, list[Table]] = {}
    for table in tables:
        by_kind.setdefault(table.kind, []).append(table)
    for kind, of_kind in by_kind.items():
        waiting: dict[str, list[Row]] = {table.name: [] for table in of_kind}
        records: Iterable[Record] = getattr(dataset, kind)
        for number, record in enumerate(records, 1):
            for table in of_kind:
                waiting[table.name].extend(table.rows(record, number))
                if len(waiting[table.name]) >= _BATCH:
                    yield table, waiting[table.name]
                    waiting[table.name] = []
        for table in of_kind:
            yield table, waiting[table.name]


def _follow(value: Any, parts: Sequence[str]) -> Any:
    for index, part in enumerate(parts):
        if value is None:
            return None
        if part == "*":
            found = (_follow(item, parts[index + 1 :]) for item in value)
            return [item for item in found if item is not None]
        value = next(iter(value[int(part) :]), None) if part.isdigit() else getattr(value, part)
    return value


@cache
def _descriptions(model: type[Record]) -> dict[str, str]:
    return field_descriptions(model)


def _without_null(annotation: Any) -> Any:
    if get_origin(annotation) is UnionType or NoneType in get_args(annotation):
        (annotation,) = (one for one in get_args(annotation) if one is not NoneType)
    return annotation
