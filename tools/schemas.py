"""Generate the JSON Schemas (2020-12) of a dataset's files from the models.

``python -m tools.schemas`` writes ``profile_scraper/schemas/``; with ``--check`` it exits with 1 where one is stale.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema

from profile_scraper.records.base import Record, field_descriptions
from profile_scraper.records.manifest import FILES, PAGE_FEED, SCHEMA_VERSION

SCHEMAS = Path(__file__).resolve().parents[1] / "profile_scraper" / "schemas"


class _GenerateSchema(GenerateJsonSchema):
    """Adds ``$schema``, by which validators select the dialect, and allows fields that a later version adds."""

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "serialization") -> JsonSchemaValue:
        generated = super().generate(schema, mode)
        for model in (generated, *generated.get("$defs", {}).values()):
            if model.get("additionalProperties") is False:
                del model["additionalProperties"]
        return {"$schema": self.schema_dialect, **generated}


def generate_schemas() -> dict[str, dict[str, Any]]:
    """The schemas of a dataset's files and of the feed of pages, by file name."""
    models = list(_subclasses(Record))
    for model in models:
        for name, description in field_descriptions(model).items():
            model.model_fields[name].description = description
    for model in models:
        model.model_rebuild(force=True)
    return {
        f"{stem}.schema.json": _with_id(
            stem, TypeAdapter(model).json_schema(mode="serialization", schema_generator=_GenerateSchema)
        )
        for stem, model in ((Path(name).stem, model) for name, model in (*FILES.items(), PAGE_FEED))
    }


def _with_id(stem: str, schema: JsonSchemaValue) -> JsonSchemaValue:
    """The schema with its name and version, by which a validator can store it."""
    identity = {"$id": f"urn:profile-scraper:schema:{SCHEMA_VERSION}:{stem}", "version": SCHEMA_VERSION}
    return {"$schema": schema["$schema"], **identity, **schema}


def main(arguments: list[str] | None = None) -> int:
    """Write the schemas, or with ``--check`` name the stale ones and return 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a schema is stale")
    check = parser.parse_args(arguments).check
    texts = {
        name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in generate_schemas().items()
    }
    stale = sorted(name for name, text in texts.items() if _read(SCHEMAS / name) != text)
    stale += sorted(path.name for path in SCHEMAS.glob("*.schema.json") if path.name not in texts)
    if check:
        for name in stale:
            sys.stderr.write(f"schemas/{name} is stale: run 'make schemas' and commit it\n")
        return 1 if stale else 0
    SCHEMAS.mkdir(exist_ok=True)
    for name in stale:
        if name in texts:
            (SCHEMAS / name).write_text(texts[name], encoding="utf8")
        else:
            (SCHEMAS / name).unlink()
    return 0


def _subclasses(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for child in model.__subclasses__():
        yield child
        yield from _subclasses(child)


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
