"""DuckDB: every table with its types, lists and timestamps, and a comment on each column."""

from pathlib import Path

import duckdb
import pyarrow as pa

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.arrow import record_batch
from profile_scraper.exporters.table_definitions import TABLES
from profile_scraper.exporters.tables import batches


def write(dataset: Dataset, target: Path) -> None:
    """Write the database ``target``."""
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
