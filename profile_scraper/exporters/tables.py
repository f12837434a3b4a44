"""A dataset as flat tables: the model of a table, and the rows of all tables in one pass over the dataset."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, get_args, get_origin

from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import Record, field_descriptions

ColumnType: TypeAlias = Literal["string", "integer", "number", "boolean", "datetime", "array"]
"""Names as in a Frictionless table schema; an ``array`` holds strings, a ``datetime`` is text (RFC 3339, UTC)."""

Row: TypeAlias = tuple[Any, ...]

_TYPES: dict[Any, ColumnType] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class OutputColumn:
    """Name, type and description of a column."""

    name: str
    type: ColumnType
    description: str


@dataclass(frozen=True)
class Column:
    """A column: a path through the fields of a record; ``*`` takes all items of a list, a number takes one."""

    name: str
    path: str
    """Empty for a list of texts, where the item itself is the value."""
    convert: Callable[[Any], Any] | None = None
    """Converts the value of the field to that of the cell; by default they are the same."""
    cell_type: ColumnType | None = None
    """Type of the cell, where it is not that of the field."""
    description: str = ""
    """Description, where it is not that of the field."""

    @cached_property
    def parts(self) -> Sequence[str]:
        """The names of the path."""
        return self.path.split(".") if self.path else ()

    def cell(self, record: Record | str) -> Any:
        """The value of the column in one record; a list leaves out null items."""
        value = _follow(record, self.parts)
        return self.convert(value) if self.convert and value is not None else value

    def output_column(self, model: type[Record] | None) -> OutputColumn:
        """The type of the column, and a description from those of the fields along the path."""
        if self.cell_type and self.description:
            return OutputColumn(self.name, self.cell_type, self.description)
        annotation: Any = model
        is_list = False
        descriptions = []
        for part in self.parts:
            if part == "*" or part.isdigit():
                annotation, is_list = get_args(annotation)[0], is_list or part == "*"
                continue
            descriptions.append(_descriptions(annotation)[part])
            annotation = _without_null(annotation.model_fields[part].annotation)
        if get_origin(annotation) is Literal:
            annotation = str
        is_list = is_list or get_origin(annotation) is list
        kind = self.cell_type or ("array" if is_list else _TYPES[annotation])
        return OutputColumn(self.name, kind, self.description or " ".join(descriptions))


@dataclass(frozen=True)
class Table:
    """A table of one kind of record, or of a list inside one."""

    name: str
    kind: str
    """The attribute of ``Dataset`` that the rows come from."""
    model: type[Record] | None
    """The model of a row; None for a list of texts."""
    columns: tuple[Column, ...]
    parent: str | None = None
    """For a list inside a record, the column with the id of the record."""
    items: str = ""
    """For a list inside a record, the field with the list; ``a.b`` is the list ``b`` of each item of the list ``a``."""
    outer: str = ""
    """For a list of each item of a list, the column with the position of that item."""
    summary: str = ""
    """What a row is, where that is not what the model says."""
    id_field: str = ""
    """The field with the id of the record; empty where the number of the record in the file is its id."""

    @cached_property
    def output_columns(self) -> list[OutputColumn]:
        """Every column, in order."""
        columns = [column.output_column(self.model) for column in self.columns]
        if self.parent:
            id_type: ColumnType = "string" if self.id_field else "integer"
            record_id = OutputColumn(
                self.parent, id_type, f"Id of a row of the table {self.parent_table}, which this row belongs to."
            )
            outer = OutputColumn(self.outer, "integer", f"Position in the list {self.items.partition('.')[0]}, from 1.")
            position = OutputColumn("position", "integer", "Position in the list, counted from 1.")
            return [record_id, *([outer] if self.outer else []), position, *columns]
        if not self.id_field:
            return [OutputColumn("id", "integer", "Number of the row, counted from 1."), *columns]
        return columns

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that identify a row."""
        if self.parent:
            return (self.parent, *([self.outer] if self.outer else []), "position")
        return (self.id_field or "id",)

    @property
    def description(self) -> str:
        """What a row is, in one sentence."""
        return self.summary or ((self.model and self.model.__doc__) or "").splitlines()[0]

    @property
    def parent_table(self) -> str:
        """The table of the record that a row belongs to."""
        return "profiles" if self.id_field == "profile" else self.kind

    def rows(self, record: Record, number: int) -> Iterator[Row]:
        """Yield the rows of one record, the ``number``-th of its kind."""
        record_id: str | int = getattr(record, self.id_field) if self.id_field else number
        if self.outer:
            outer, _, inner = self.items.partition(".")
            for number_of_outer, each in enumerate(getattr(record, outer), 1):
                for position, item in enumerate(getattr(each, inner), 1):
                    yield (record_id, number_of_outer, position, *(column.cell(item) for column in self.columns))
        elif self.parent:
            for position, item in enumerate(getattr(record, self.items), 1):
                yield (record_id, position, *(column.cell(item) for column in self.columns))
        else:
            cells = tuple(column.cell(record) for column in self.columns)
            yield cells if self.id_field else (record_id, *cells)


def columns(*names: str, **paths: str) -> tuple[Column, ...]:
    """Columns named like their fields, then columns by name and path."""
    return tuple(Column(name, path) for name, path in [*((name, name) for name in names), *paths.items()])


def batches(dataset: Dataset, tables: Iterable[Table]) -> Iterator[tuple[Table, list[Row]]]:
    """Yield rows of the tables in one pass over the dataset, a few thousand at once; each table at least once."""
    by_kind: dict[str, list[Table]] = {}
    for table in tables:
        by_kind.setdefault(table.kind, []).append(table)
    for kind, of_kind in by_kind.items():
        buffers: dict[str, list[Row]] = {table.name: [] for table in of_kind}
        records: Iterable[Record] = [dataset.manifest] if kind == "manifest" else getattr(dataset, kind)
        for number, record in enumerate(records, 1):
            for table in of_kind:
                buffers[table.name].extend(table.rows(record, number))
                if len(buffers[table.name]) >= _BATCH:
                    yield table, buffers[table.name]
                    buffers[table.name] = []
        for table in of_kind:
            yield table, buffers[table.name]


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
        (annotation,) = (part for part in get_args(annotation) if part is not NoneType)
    return annotation
