"""``datapackage.json``: a Frictionless description that lets an export explain itself."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.tables import Table

NAME = "datapackage.json"

_LICENCE = {
    "name": "notspecified",
    "title": "The texts belong to those who wrote them; the pages state no licence that allows to publish them again.",
}


def write_package(dataset: Dataset, folder: Path, resources: Iterable[Mapping[str, Any]]) -> None:
    """Write the description of ``folder``, whose files the resources name by ``path``."""
    manifest = dataset.manifest
    retrieved = sorted(source.retrieved for source in manifest.sources if source.retrieved)
    package = {
        "profile": "data-package",
        "name": "-".join([*manifest.sites, "profiles"]).lower(),
        "title": f"Profiles and publications of {', '.join(manifest.sites)}, in English and French",
        "description": "Made from public profile pages: one record a person with both languages in it, one record a "
        "distinct work. What a page does not say is null. E-mail addresses are left out unless asked for.",
        "version": manifest.schema_version,
        **({"created": retrieved[-1]} if retrieved else {}),
        "licenses": [_LICENCE],
        "sources": [{"title": site} for site in manifest.sites],
        "resources": [dict(resource) | _measure(folder / resource["path"]) for resource in resources],
        "dataset": {
            "description": "About the whole dataset, of which this may be a chosen part.",
            "software_version": manifest.software_version,
            "retrieved": {"first": retrieved[0], "last": retrieved[-1]} if retrieved else None,
            "counts": manifest.counts.model_dump(),
            "coverage": {
                name: {language: count.model_dump() for language, count in by_language.items()}
                for name, by_language in manifest.coverage.items()
            },
            "known_problems": dict(sorted(Counter(problem.reason for problem in dataset.problems).items())),
        },
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    (folder / NAME).write_text(text + "\n", encoding="utf8")


def table_resource(table: Table, path: str, **more: Any) -> dict[str, Any]:
    """The description of one table's file."""
    schema: dict[str, Any] = {
        "fields": [
            {"name": heading.name, "type": heading.type, "description": heading.description}
            for heading in table.headings
        ],
        "primaryKey": list(table.key),
    }
    if table.parent:
        schema["foreignKeys"] = [{"fields": table.parent, "reference": {"resource": table.table, "fields": "id"}}]
    return {"name": table.name, "path": path, "profile": "tabular-data-resource", **more, "schema": schema}


def _measure(file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
