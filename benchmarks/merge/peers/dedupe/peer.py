"""dedupe, trained as its documentation says from records whose works are known."""

import random
import re
import unicodedata
from typing import Any

import dedupe
from dedupe import variables

Row = dict[str, Any]
TRAINING_PAIRS = 5_000
"""Random pairs of labelled records that it learns from, beside all that are one work; more takes minutes more."""


def cluster(records: list[Row], labelled: list[Row]) -> dict[str, list[list[str]]]:
    """Clusters of ids; ``labelled`` are other records, each with its ``work``."""
    random.seed(1)
    known = {record["id"]: {**_row(record), "work": record["work"]} for record in labelled}
    matcher = dedupe.Dedupe(_variables(list(known.values())))
    matcher.mark_pairs(dedupe.training_data_dedupe(known, "work", TRAINING_PAIRS))
    matcher.prepare_training(known)
    matcher.train(index_predicates=False)  # they take minutes on a thousand records
    found = matcher.partition({record["id"]: _row(record) for record in records}, 0.5)
    return {"trained on the other half": [list(ids) for ids, _ in found if len(ids) > 1]}


def _variables(rows: list[Row]) -> list[Any]:
    def values(name: str) -> list[Any]:
        return [row[name] for row in rows if row[name]]

    texts = [
        variables.Text(name, corpus=values(name), has_missing=True) for name in ("title", "abstract") if values(name)
    ]
    people = [variables.Set("authors", corpus=values("authors"), has_missing=True)] if values("authors") else []
    venue = [variables.String("venue", has_missing=True)] if values("venue") else []
    short = [variables.ShortString(name, has_missing=True) for name in SHORT if values(name)]
    return [*texts, *people, *venue, *short]


SHORT = ("year", "volume", "number", "pages", "doi")


def _row(record: Row) -> Row:
    surnames = [
        name.split(",")[0] if "," in name else name.split()[-1] for name in record.get("authors") or () if name.strip()
    ]
    row = {name: _plain(record.get(name)) or None for name in ("title", "abstract", "venue", *SHORT)}
    return {**row, "authors": tuple(filter(None, map(_plain, surnames))) or None}


def _plain(text: object) -> str:
    letters = unicodedata.normalize("NFKD", str(text or "")).casefold()
    return " ".join(re.findall(r"\w+", "".join(letter for letter in letters if not unicodedata.combining(letter))))
