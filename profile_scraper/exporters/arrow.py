"""The tables as Arrow record batches, for Parquet, Hugging Face and DuckDB."""

from collections.abc import Iterable

import pyarrow as pa

from profile_scraper.exporters.tables import Row, Table

TIMESTAMP = pa.timestamp("s", "UTC")

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "datetime": TIMESTAMP,
    "array": pa.list_(pa.string()),
}


def schema_of(table: Table) -> pa.Schema:
    """The schema of a table, with a description of each column."""
    return pa.schema(
        [
            pa.field(column.name, _TYPES[column.type], metadata={"description": column.description})
            for column in table.output_columns
        ]
    )


def record_batch(table: Table, rows: Iterable[Row]) -> pa.RecordBatch:
    """Rows of a table."""
    schema = schema_of(table)
    values = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.record_batch(
        [
            pa.array(column, pa.string()).cast(TIMESTAMP) if field.type == TIMESTAMP else pa.array(column, field.type)
            for column, field in zip(values, schema, strict=True)
        ],
        schema=schema,
    )
