"""Collect the messages of the package in its catalogues, and compile them.

``python -m tools.messages`` adds new messages to the ``profile_scraper.po`` of each language, deletes those that no
code has any more, and compiles the catalogue; with ``--check`` it exits with 1 where one is stale or incomplete.
"""

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from profile_scraper.messages import DOMAIN, LOCALE

PACKAGE = LOCALE.parent

OF_ARGPARSE = (
    "usage: ",
    "options",
    "positional arguments",
    "show this help message and exit",
    "show program's version number and exit",
    "unrecognized arguments: %s",
    "the following arguments are required: %s",
    "argument %(argument_name)s: %(message)s",
    "expected one argument",
    "expected at least one argument",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
    "not allowed with argument %s",
    "ambiguous option: %(option)s could match %(matches)s",
    "ignored explicit argument %r",
    "%(prog)s: error: %(message)s\n",
)
"""Messages of the standard library's argument parser that a person can see."""

_PLURAL_FORMS = {"fr": "nplurals=2; plural=(n > 1);"}
"""How each language counts, as gettext reads it."""
_SPACE_BEFORE_MARK = re.compile(r"(?<=\S) (?=[:;?!»](?:[\s),]|$))|(?<=«) ")
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""The date in a compiled catalogue, which would otherwise differ with each run."""

Message = str | tuple[str, str]
"""A message, or its forms for one and for many."""


def messages() -> set[Message]:
    """Every message of the package: what ``_()`` and ``counted()`` are called with, and metavars of arguments."""
    found: set[Message] = set(OF_ARGPARSE)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                found.update(_messages_of(node.func.id, node.args))
            if isinstance(node, ast.Call):
                found.update(_metavars(node))
    return found


def catalogues() -> list[Path]:
    """The catalogue of each language."""
    return sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def untranslated(path: Path) -> list[Message]:
    """The messages that a catalogue does not translate."""
    catalogue = _read(path)
    return sorted((each for each in messages() if not _translation(catalogue, each)), key=str)


def main(arguments: list[str] | None = None) -> int:
    """Update and compile the catalogues, or with ``--check`` name what is stale and return 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 where a catalogue is stale")
    check = parser.parse_args(arguments).check
    wrong = 0
    for path in catalogues():
        name = path.relative_to(PACKAGE.parent)
        if not check:
            _update(path)
        for message in untranslated(path):
            sys.stderr.write(f"{name}: no translation of {message!r}\n")
            wrong = 1
        if check and _is_stale(path):
            sys.stderr.write(f"{name} is stale: run 'python -m tools.messages' and commit it\n")
            wrong = 1
    return wrong


def _messages_of(function: str, arguments: list[ast.expr]) -> Iterator[Message]:
    texts = [each.value if isinstance(each, ast.Constant) else None for each in arguments]
    if function == "_" and texts and isinstance(texts[0], str):
        yield texts[0]
    elif function == "counted" and len(texts) > 1 and isinstance(texts[1], str):
        plural = texts[2] if len(texts) > 2 and isinstance(texts[2], str) else f"{texts[1]}s"
        yield f"{{}} {texts[1]}", f"{{}} {plural}"


def _metavars(call: ast.Call) -> Iterator[Message]:
    """The placeholder of an argument, which the parser translates."""
    for keyword in call.keywords:
        value = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
        if keyword.arg == "metavar" and isinstance(value, str):
            yield value


def _update(path: Path) -> None:
    """Write the catalogue with the messages of today, as text and compiled."""
    before = _read(path)
    plural_forms = _PLURAL_FORMS[path.parts[-3]]
    catalogue = Catalog(locale=path.parts[-3], creation_date=_EPOCH, revision_date=_EPOCH, fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", plural_forms)]
    for message in sorted(messages(), key=str):
        translation = _translation(before, message) or ("" if isinstance(message, str) else ("", ""))
        catalogue.add(message, _with_marks(translation))
    text = io.BytesIO()
    write_po(text, catalogue, width=120, omit_header=True)
    header = ["Content-Type: text/plain; charset=utf-8", f"Plural-Forms: {plural_forms}"]
    lines = ['msgid ""', 'msgstr ""', *(f'"{line}\\n"' for line in header), "", ""]
    path.write_bytes("\n".join(lines).encode() + text.getvalue())
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    path.with_suffix(".mo").write_bytes(compiled.getvalue())


def _with_marks(translation: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """The translation with no-break spaces at the marks that French separates from a word."""
    if isinstance(translation, tuple):
        return tuple(_SPACE_BEFORE_MARK.sub("\u00a0", each) for each in translation)
    return _SPACE_BEFORE_MARK.sub("\u00a0", translation)


def _is_stale(path: Path) -> bool:
    """Whether a catalogue has a message that no code has any more, or was not compiled since it was changed."""
    with path.with_suffix(".mo").open("rb") as file:
        compiled = _translations(read_mo(file))
    return _translations(_read(path)) != compiled or compiled.keys() != {_key(each) for each in messages()}


def _translations(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    return {_key(entry.id): _forms(entry.string) for entry in catalogue if entry.id}


def _key(id_: str | tuple[str, ...] | list[str]) -> str:
    return id_ if isinstance(id_, str) else id_[0]


def _translation(catalogue: Catalog, message: Message) -> str | tuple[str, ...] | None:
    """The translation of a message; None where the catalogue lacks it or one of its forms."""
    entry = catalogue.get(_key(message))
    forms = _forms(entry.string) if entry else ()
    if not forms or not all(forms):
        return None
    if isinstance(message, str):
        return forms[0] if len(forms) == 1 else None
    return forms if len(forms) > 1 else None


def _forms(translation: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (translation,) if isinstance(translation, str) else tuple(translation or ())


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


if __name__ == "__main__":
    sys.exit(main())
