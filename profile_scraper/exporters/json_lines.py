"""JSON Lines: a dataset of the selected records, which every command and reader of datasets accepts."""

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from profile_scraper.dataset.read import Dataset
from profile_scraper.dataset.write import Contents, write_dataset
from profile_scraper.exporters.data_package import write_package
from profile_scraper.records.manifest import FILES, MANIFEST


def write(dataset: Dataset, target: Path) -> None:
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
