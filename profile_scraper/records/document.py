"""Write ``docs/data-format.md`` from the models, so that it says what the code does.

``python -m profile_scraper.records.document`` writes it; with ``--check`` it only says whether it is stale.
"""

import argparse
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from profile_scraper.records.base import Record
from profile_scraper.records.decision import Decision
from profile_scraper.records.files import FILES
from profile_scraper.records.schema import field_descriptions

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-format.md"

_INTRODUCTION = """\
# The data format

<!-- Made by `python -m profile_scraper.records.document` from the sentences under the models' fields. -->

A dataset is a folder. `manifest.json` is one JSON object; every other file is JSON Lines: UTF-8, one record a line,
sorted. Each file is valid against the JSON Schema of its name in [`schemas/`](../schemas/). The folder appears whole or
not at all.

What a page does not say is `null`; nothing is invented, and no text is copied from one language into the other. An
empty list means that no page lists anything there.

## What an id promises

- **A person** is `site/slug`: the slug of the English address, else of the French, else made from the name. It stays as
  long as the site keeps the address. Where the site gives a person another address, the person has another id.
- **A work** has an id made from its own evidence. It survives a re-run, another order of inputs, a new duplicate and a
  better abstract. Where works turn out to be one, one id stays, and `redirects.jsonl` lists the others with the id that
  they stand for.
- **A topic or level** has an id from the reviewed vocabulary, else made from the label.
- Fields may be added in any version. None is renamed or dropped, and none changes its meaning, without a new first
  number in `schema_version`.
"""

_NAMES: dict[Any, str] = {str: "text", int: "whole number", float: "number", bool: "true or false", Any: "anything"}


def document() -> str:
    """The page's text."""
    files = {**FILES, "decisions.jsonl": Decision}
    parts = {part: None for model in files.values() for part in _parts(model)}
    for model in files.values():
        parts.pop(model, None)
    sections = [_INTRODUCTION, "## Files\n\n" + "\n".join(_contents(files))]
    sections += [_section(f"`{name}`", model) for name, model in files.items()]
    sections += ["## Parts of records\n\nRecords inside the records above."]
    sections += [_section(model.__name__, model) for model in sorted(parts, key=lambda model: model.__name__)]
    return "\n\n".join(section.rstrip("\n") for section in sections) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or with ``--check`` say that it is stale and return 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where the page is stale")
    check = parser.parse_args(arguments).check
    text = document()
    if PAGE.is_file() and PAGE.read_text(encoding="utf8") == text:
        return 0
    if check:
        sys.stderr.write(f"docs/{PAGE.name} is stale: run 'python -m profile_scraper.records.document' and commit it\n")
        return 1
    PAGE.write_text(text, encoding="utf8")
    return 0


def _contents(files: dict[str, Any]) -> Iterator[str]:
    for name, model in files.items():
        beside = " (kept by people beside the dataset)" if name not in FILES else ""
        yield f"- [`{name}`](#{name.replace('.', '')}): {_summary(model)}{beside}"


def _section(title: str, model: type[Record]) -> str:
    said = field_descriptions(model)
    rows = [
        f"| `{name}` | {_type(field.rebuild_annotation())} | {' '.join(said[name].split()).replace('``', '`')} |"
        for name, field in model.model_fields.items()
    ]
    return "\n".join([f"### {title}\n\n{_summary(model)}\n", "| field | type | meaning |", "|---|---|---|", *rows])


def _summary(model: type[Record]) -> str:
    return (inspect.getdoc(model) or "").splitlines()[0].replace("``", "`")


def _type(annotation: Any) -> str:
    inner = get_args(annotation)
    origin = get_origin(annotation)
    if origin is Literal:
        text = ", ".join(f"`{value}`" for value in inner)
    elif origin in {UnionType, Union}:
        text = " or ".join("null" if one is NoneType else _type(one) for one in inner)
    elif origin in {list, tuple}:
        text = f"{'list' if origin is list else f'list of {len(inner)}'} of {_type(inner[0])}"
    elif origin is dict:
        text = f"object, from {_type(inner[0])} to {_type(inner[1])}"
    elif origin is Annotated:
        text = _type(inner[0])
    elif annotation in _NAMES:
        text = _NAMES[annotation]
    else:
        text = f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return text


def _parts(model: type[Record]) -> Iterator[type[Record]]:
    """The model and every model inside it."""
    yield model
    waiting = [field.annotation for field in model.model_fields.values()]
    while waiting:
        annotation = waiting.pop()
        if isinstance(annotation, type) and issubclass(annotation, Record):
            yield from _parts(annotation)
        waiting.extend(get_args(annotation))


if __name__ == "__main__":
    sys.exit(main())
