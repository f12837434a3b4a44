"""Parquet: typed, compressed tables with a description of each column, by themselves or as a Hugging Face dataset."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from jinja2 import Environment, PackageLoader, StrictUndefined

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.data_package import table_resource, write_package
from profile_scraper.exporters.table_definitions import TABLES
from profile_scraper.exporters.tables import Table, batches

_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "array": pa.list_(pa.string()),
}
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def write(dataset: Dataset, target: Path) -> None:
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
    """Write the tables into ``data/`` and the dataset card into ``README.md``."""
    (target / "data").mkdir()
    write_tables(dataset, target / "data")
    manifest = dataset.manifest
    templates = Environment(
        loader=PackageLoader("profile_scraper.exporters", "."),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - the dataset card is Markdown
        keep_trailing_newline=True,
    )
    card = templates.get_template("card.md.jinja").render(
        manifest=manifest,
        sites=manifest.sites,
        tables=TABLES,
        size=next((name for limit, name in _SIZES if manifest.counts.publications < limit), "1M<n<10M"),
        retrieved=sorted(source.retrieved for source in manifest.sources if source.retrieved),
        problems=dict(sorted(Counter(problem.reason for problem in dataset.problems).items())),
    )
    (target / "README.md").write_text(card, encoding="utf8")


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
            values = list(zip(*rows, strict=True)) or [()] * len(schema)
            arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
            writers[table.name].write_batch(pa.record_batch(arrays, schema=schema))


def _schema(table: Table) -> pa.Schema:
    return pa.schema(
        [
            pa.field(column.name, _TYPES[column.type], metadata={"description": column.description})
            for column in table.output_columns
        ]
    )
