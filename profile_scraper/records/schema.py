"""Export the JSON Schemas (2020-12) of a dataset's files from the models.

``python -m profile_scraper.records.schema`` writes ``schemas/``; with ``--check`` it only says what is stale.
"""

import argparse
import ast
import inspect
import itertools
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
    """The docstring under each field of a model, by field name; those of a model's parents are not among them."""
    for owner in reversed(model.__mro__):
        if issubclass(owner, BaseModel) and owner is not BaseModel:
            for field, docstring in _docstrings(owner):
                model.model_fields[field].description = docstring


def _docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Names of the fields that a class itself declares, with the docstring under each."""
    body = getattr(ast.parse(inspect.getsource(model)).body[0], "body", [])
    for statement, following in itertools.pairwise(body):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=field)), ast.Expr(value=ast.Constant(value=str(docstring))):
                yield field, inspect.cleandoc(docstring)


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main())
