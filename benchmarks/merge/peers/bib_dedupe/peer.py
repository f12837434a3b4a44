"""bib-dedupe as its documentation has it: prepare, block, match, cluster."""

from typing import Any

import pandas as pd
from bib_dedupe.bib_dedupe import block, match, prep
from bib_dedupe.bib_dedupe import cluster as components

SAME_NAMES = ("volume", "number", "pages", "abstract", "doi")


def cluster(records: list[dict[str, Any]]) -> dict[str, list[list[str]]]:
    """Clusters of ids: of the pairs that it is certain of, and of those that it would show to a person as well."""
    matched = match(block(prep(pd.DataFrame([_row(record) for record in records]), verbosity_level=0)))
    return {
        "certain pairs": components(matched),
        "with its 'maybe' pairs": components(matched.assign(duplicate_label="duplicate")),
    }


def _row(record: dict[str, Any]) -> dict[str, str]:
    kind = record.get("entrytype") or "article"
    return {
        "ID": record["id"],
        "ENTRYTYPE": kind,
        "title": record.get("title") or "",
        "author": " and ".join(record.get("authors") or ()),
        "year": record.get("year") or "",
        "journal" if kind == "article" else "booktitle": record.get("venue") or "",
        **{name: record.get(name) or "" for name in SAME_NAMES},
    }
