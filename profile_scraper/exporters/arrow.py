"""Parquet and DuckDB: every table with its types and a description of each column, through Arrow record batches."""

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from jinja2 import Environment, PackageLoader, StrictUndefined

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.data_package import table_resource, write_package
from profile_scraper.exporters.table_definitions import TABLES
from profile_scraper.exporters.tables import Row, Table, batches
from profile_scraper.storage.publish import temporary_folder

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


_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def write_parquet(dataset: Dataset, target: Path) -> None:
    """Write every table and ``datapackage.json`` into the folder ``target``."""
    write_tables(dataset, target)
    write_package(
        dataset,
        target,
        [
            table_resource(table, f"{table.name}.parquet", format="parquet", mediatype="application/vnd.apache.parquet")
            for table in TABLES
        ],
    )


def write_huggingface(dataset: Dataset, target: Path) -> None:
    """Write the tables into ``data/`` and the dataset card into ``README.md``.

    A table without a row is left out: the library fails on it (``Instruction "train" corresponds to no data``).
    """
    (target / "data").mkdir()
    empty = write_tables(dataset, target / "data")
    for name in empty:
        (target / "data" / f"{name}.parquet").unlink()
    manifest = dataset.manifest
    templates = Environment(
        loader=PackageLoader("profile_scraper.exporters", "."),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - the dataset card is Markdown
        keep_trailing_newline=True,
    )
    dataset_card = templates.get_template("card.md.jinja").render(
        manifest=manifest,
        sites=manifest.sites,
        tables=[table for table in TABLES if table.name not in empty],
        empty=[table.name for table in TABLES if table.name in empty],
        size=next((name for limit, name in _SIZES if manifest.counts.publications < limit), "1M<n<10M"),
        retrieved=sorted(source.retrieved for source in manifest.sources if source.retrieved),
        problems=dict(sorted(Counter(problem.reason for problem in dataset.problems).items())),
    )
    (target / "README.md").write_text(dataset_card, encoding="utf8")


def write_tables(dataset: Dataset, folder: Path) -> set[str]:
    """Write ``NAME.parquet`` for every table; returns the names of those without a row."""
    metadata, empty = file_metadata(dataset), {table.name for table in TABLES}
    with ExitStack() as files:
        writers = {
            table.name: files.enter_context(
                pq.ParquetWriter(
                    folder / f"{table.name}.parquet", schema_of(table).with_metadata(metadata), compression="zstd"
                )
            )
            for table in TABLES
        }
        for table, rows in batches(dataset, TABLES):
            if rows:
                empty.discard(table.name)
                writers[table.name].write_batch(record_batch(table, rows).replace_schema_metadata(metadata))
    return empty


def file_metadata(dataset: Dataset) -> dict[str, str]:
    """What every file of an export says of the dataset."""
    manifest = dataset.manifest
    retrieved = sorted(source.retrieved for source in manifest.sources if source.retrieved)
    return {
        "schema_version": manifest.schema_version,
        "software": f"profile_scraper {manifest.software_version}",
        "sites": ", ".join(manifest.sites),
        **({"first_retrieved": retrieved[0], "last_retrieved": retrieved[-1]} if retrieved else {}),
    }


def append(dataset: Dataset, target: Path, day: str) -> None:
    """Add the tables to a folder of snapshots, ``TABLE/snapshot_date=DAY/data.parquet``; those of the day are replaced.

    Each file appears as a whole; the manifest's is the last.
    """
    with temporary_folder(target) as folder:
        write_tables(dataset, folder)
        for table in TABLES:  # the manifest is the last of them
            partition = target / table.name / f"snapshot_date={day}"
            partition.mkdir(parents=True, exist_ok=True)
            (folder / f"{table.name}.parquet").replace(partition / "data.parquet")


def write_duckdb(dataset: Dataset, target: Path) -> None:
    """Write the database ``target``."""
    import duckdb  # the other formats do without it

    created: set[str] = set()
    with duckdb.connect(str(target)) as database:
        database.execute("SET TimeZone = 'UTC'")
        for table, rows in batches(dataset, TABLES):
            database.register("batch", pa.Table.from_batches([record_batch(table, rows)]))
            if table.name in created:
                database.execute(f"INSERT INTO {table.name} SELECT * FROM batch")  # noqa: S608 - our own table's name
            else:
                database.execute(f"CREATE TABLE {table.name} AS SELECT * FROM batch")  # noqa: S608 - our own table's name
                created.add(table.name)
            database.unregister("batch")
        for table in TABLES:
            for column in table.output_columns:
                text = column.description.replace("'", "''")
                database.execute(f"COMMENT ON COLUMN {table.name}.\"{column.name}\" IS '{text}'")
        database.execute("CHECKPOINT")  # what is still in the log is not in the file, and closing reports no error
