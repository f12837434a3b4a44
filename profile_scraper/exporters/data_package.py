"""``datapackage.json``, the Frictionless description of an export, and a dataset as JSON Lines with one."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from profile_scraper.dataset.read import Dataset
from profile_scraper.dataset.write import Contents, write_dataset
from profile_scraper.exporters.tables import Table
from profile_scraper.records.manifest import FILES, MANIFEST

NAME = "datapackage.json"

_LICENCE = {
    "name": "notspecified",
    "title": "The texts belong to their authors; the pages state no licence to publish them again.",
}


def write_package(dataset: Dataset, folder: Path, resources: Iterable[Mapping[str, Any]]) -> None:
    """Write ``datapackage.json`` for the files of ``folder`` that the resources name by ``path``."""
    manifest = dataset.manifest
    retrieved = sorted(source.retrieved for source in manifest.sources if source.retrieved)
    package = {
        "profile": "data-package",
        "name": "-".join([*manifest.sites, "profiles"]).lower(),
        "title": f"Profiles and publications of {', '.join(manifest.sites)}, in English and French",
        "description": "Built from public profile pages: one record a person with both languages, one record a "
        "distinct publication. A value that no page prints is null. E-mail addresses are left out unless requested.",
        "version": manifest.schema_version,
        **({"created": retrieved[-1]} if retrieved else {}),
        "licenses": [_LICENCE],
        "sources": [{"title": site} for site in manifest.sites],
        "resources": [dict(resource) | _size_and_hash(folder / resource["path"]) for resource in resources],
        "dataset": {
            "description": "About the records of these files, which may be a part of a dataset.",
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


def table_resource(
    table: Table, path: str, *, without_lists: bool = False, decimal_comma: bool = False, **more: Any
) -> dict[str, Any]:
    """The description of the file of one table."""
    schema: dict[str, Any] = {
        "fields": [
            {"name": column.name, "type": column.type, "description": column.description}
            | ({"decimalChar": ","} if decimal_comma and column.type == "number" else {})
            for column in table.output_columns
            if not (without_lists and column.type == "array")
        ],
        "primaryKey": list(table.key),
    }
    if table.parent:
        schema["foreignKeys"] = [
            {"fields": table.parent, "reference": {"resource": table.parent_table, "fields": "id"}}
        ]
    return {"name": table.name, "path": path, "profile": "tabular-data-resource", **more, "schema": schema}


def _size_and_hash(file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def write_json_lines(dataset: Dataset, target: Path) -> None:
    """Write the selected records as a dataset, and ``datapackage.json``, into the folder ``target``.

    The manifest has counts and coverage of the selected records, and unmatched terms and methods of the whole dataset.
    """
    write_dataset(
        target,
        Contents(
            sites=dataset.manifest.sites,
            profiles=dataset.profiles,
            publications=dataset.publications,
            merges=dataset.merges,
            problems=dataset.problems,
            conflicts=dataset.conflicts,
            pairings=dataset.pairings,
            provenance=dataset.provenance,
            redirects=dataset.redirects,
            vocabulary=dataset.learned,
            unmatched=dataset.manifest.unmatched,
            removed_on_request=dataset.manifest.counts.removed_on_request,
            extraction_methods=dataset.manifest.extraction_methods,
            skipped=dataset.manifest.skipped,
            site_confidence=dataset.manifest.site_confidence,
        ),
    )
    # Frictionless fails on an empty file.
    tables = {name: model for name, model in FILES.items() if name != MANIFEST and (target / name).stat().st_size}
    write_package(dataset, target, [_resource(name, model) for name, model in tables.items()])


def _resource(name: str, model: Any) -> dict[str, Any]:
    properties = TypeAdapter(model).json_schema(mode="serialization")["properties"]
    return {
        "name": Path(name).stem,
        "path": name,
        "format": "jsonl",
        "encoding": "utf-8",
        "schema": {"fields": [{"name": field, "type": _type(schema)} for field, schema in properties.items()]},
    }


def _type(schema: dict[str, Any]) -> str:
    """The Frictionless type of a JSON Schema; of a union, the type of the part that is not null."""
    if "$ref" in schema:
        return "object"
    if "anyOf" in schema:
        return next(kind for part in schema["anyOf"] if (kind := _type(part)) != "null")
    return str(schema.get("type", "string"))
