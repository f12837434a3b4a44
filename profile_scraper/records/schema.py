"""Export the JSON Schemas (2020-12) of a dataset's files from the models.

``python -m profile_scraper.records.schema`` writes ``schemas/``; with ``--check`` it only says what is stale.
"""

import argparse
import ast
import inspect
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema

from profile_scraper.records.files import FILES, PAGE_FEED

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


class _Dialect(GenerateJsonSchema):
    """Names the dialect in every schema, as readers that know several need."""

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "serialization") -> JsonSchemaValue:
        return {"$schema": self.schema_dialect, **super().generate(schema, mode)}


def schemas() -> dict[str, dict[str, Any]]:
    """For each file of a dataset, and for the feed of pages, its schema by file name."""
    models = {**FILES, PAGE_FEED[0]: PAGE_FEED[1]}
    for model in _all_models():
        _describe(model)
    for model in _all_models():
        model.model_rebuild(force=True)
    return {
        f"{Path(name).stem}.schema.json": TypeAdapter(model).json_schema(
            mode="serialization", schema_generator=_Dialect
        )
        for name, model in models.items()
    }


def field_descriptions(model: type[BaseModel]) -> dict[str, str]:
    """The docstring under each field of a model, by field name; those of its parents first."""
    return {
        field: docstring
        for owner in reversed(model.__mro__)
        if issubclass(owner, BaseModel) and owner is not BaseModel
        for field, docstring in _docstrings(owner)
    }


def _docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    body = getattr(ast.parse(inspect.getsource(model)).body[0], "body", [])
    for statement, following in pairwise(body):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=field)), ast.Expr(value=ast.Constant(value=str(docstring))):
                yield field, inspect.cleandoc(docstring)


def main(arguments: list[str] | None = None) -> int:
    """Write the schemas, or with ``--check`` name the stale ones and return 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a schema is stale")
    check = parser.parse_args(arguments).check
    texts = {name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n" for name, schema in schemas().items()}
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


def _all_models() -> list[type[BaseModel]]:
    from profile_scraper.records.base import Record

    def below(model: type[Record]) -> Iterator[type[Record]]:
        for child in model.__subclasses__():
            yield child
            yield from below(child)

    return list(below(Record))


def _describe(model: type[BaseModel]) -> None:
    """Make the docstring under each field its description; done here because reading source at import is slow."""
    for name, description in field_descriptions(model).items():
        model.model_fields[name].description = description


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
