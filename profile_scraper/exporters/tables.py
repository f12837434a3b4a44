"""A dataset as flat tables: the model of a table, and the rows of all tables in one pass over the dataset."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Any, Literal, TypeAlias, get_args, get_origin

from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import Record, field_descriptions

ColumnType: TypeAlias = Literal["string", "integer", "number", "boolean", "array"]
"""Names as in a Frictionless table schema; an ``array`` holds strings."""

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
    convert: Callable[[str], int] | None = None
    """Converts the text to the value of the cell; by default the text is the value."""

    @cached_property
    def parts(self) -> Sequence[str]:
        """The names of the path."""
        return self.path.split(".")

    def cell(self, record: Record) -> Any:
        """The value of the column in one record; a list leaves out null items."""
        value = _follow(record, self.parts)
        return self.convert(value) if self.convert and value is not None else value

    def output_column(self, model: type[Record]) -> OutputColumn:
        """The type of the column, and a description from those of the fields along the path."""
        annotation: Any = model
        is_list = False
        descriptions = []
        for part in self.parts:
            if part == "*" or part.isdigit():
                annotation, is_list = get_args(annotation)[0], is_list or part == "*"
                continue
            descriptions.append(_descriptions(annotation)[part])
            annotation = _without_null(annotation.model_fields[part].annotation)
        if self.convert:
            annotation = int
        if get_origin(annotation) is Literal:
            annotation = str
        is_list = is_list or get_origin(annotation) is list
        return OutputColumn(self.name, "array" if is_list else _TYPES[annotation], " ".join(descriptions))


@dataclass(frozen=True)
class Table:
    """A table of one kind of record, or of a list inside one."""

    name: str
    kind: str
    """The attribute of ``Dataset`` that the rows come from."""
    model: type[Record]
    """The model of a row."""
    columns: tuple[Column, ...]
    parent: str | None = None
    """For a list inside a record, the column with the id of the record."""
    items: str = ""
    """For a list inside a record, the field with the list."""
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
            return [record_id, OutputColumn("position", "integer", "Position in the list, counted from 1."), *columns]
        if not self.id_field:
            return [OutputColumn("id", "integer", "Number of the row, counted from 1."), *columns]
        return columns

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that identify a row."""
        return (self.parent, "position") if self.parent else (self.id_field or "id",)

    @property
    def parent_table(self) -> str:
        """The table of the record that a row belongs to."""
        return "profiles" if self.id_field == "profile" else self.kind

    def rows(self, record: Record, number: int) -> Iterator[Row]:
        """Yield the rows of one record, the ``number``-th of its kind."""
        record_id: str | int = getattr(record, self.id_field) if self.id_field else number
        if self.parent:
            for position, item in enumerate(getattr(record, self.items), 1):
                yield (record_id, position, *(column.cell(item) for column in self.columns))
        else:
            cells = tuple(column.cell(record) for column in self.columns)
            yield cells if self.id_field else (record_id, *cells)


def batches(dataset: Dataset, tables: Iterable[Table]) -> Iterator[tuple[Table, list[Row]]]:
    """Yield rows of the tables in one pass over the dataset, a few thousand at once; each table at least once."""
    by_kind: dict[str, list[Table]] = {}
    for table in tables:
        by_kind.setdefault(table.kind, []).append(table)
    for kind, of_kind in by_kind.items():
        buffers: dict[str, list[Row]] = {table.name: [] for table in of_kind}
        records: Iterable[Record] = getattr(dataset, kind)
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
