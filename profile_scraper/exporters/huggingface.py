"""Hugging Face ``datasets``: Parquet tables, each a configuration, and a card that says what they are."""

from collections import Counter
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.layout import TABLES
from profile_scraper.exporters.parquet import write_tables

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))


def write(dataset: Dataset, target: Path) -> None:
    """Write ``data/`` and the card into the folder ``target``."""
    (target / "data").mkdir()
    write_tables(dataset, target / "data")
    manifest = dataset.manifest
    templates = Environment(
        loader=PackageLoader("profile_scraper.exporters", "."),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - the card is Markdown
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
