"""Parquet: typed, compressed tables that say in their own metadata what each column means."""

from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.layout import TABLES
from profile_scraper.exporters.package import table_resource, write_package
from profile_scraper.exporters.tables import Table, batches

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "array": pa.list_(pa.string()),
}


def write(dataset: Dataset, target: Path) -> None:
    """Write every table into the folder ``target``, with its description."""
    write_tables(dataset, target)
    write_package(
        dataset,
        target,
        [
            table_resource(table, f"{table.name}.parquet", format="parquet", mediatype="application/vnd.apache.parquet")
            for table in TABLES
        ],
    )


def write_tables(dataset: Dataset, folder: Path) -> None:
    """Write ``NAME.parquet`` for every table."""
    with ExitStack() as files:
        writers = {
            table.name: files.enter_context(
                pq.ParquetWriter(folder / f"{table.name}.parquet", _schema(table), compression="zstd")
            )
            for table in TABLES
        }
        for table, rows in batches(dataset, TABLES):
            schema = _schema(table)
            columns = list(zip(*rows, strict=True)) or [()] * len(schema)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writers[table.name].write_batch(pa.record_batch(arrays, schema=schema))


def _schema(table: Table) -> pa.Schema:
    return pa.schema(
        [
            pa.field(heading.name, _TYPES[heading.type], metadata={"description": heading.description})
            for heading in table.headings
        ]
    )
