"""Base of all records: strict pydantic model, languages, shared parts, and a refused value in words."""

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict

from profile_scraper.messages import _, suggestion

Language: TypeAlias = Literal["en", "fr"]

LANGUAGES: tuple[Language, ...] = ("en", "fr")
"""The languages a dataset holds, in the order in which they are written."""

ExtractionMethod: TypeAlias = Literal[
    "selector", "class", "structure", "column", "heading", "order", "label", "link", "meta"
]
"""How a field was found: CSS or XPath selector of the site, class name, structure around it, values at the same path of
other pages, heading above it, order of lines, label beside it, form of a link, metadata of the page."""


Bits: TypeAlias = Annotated[float, AfterValidator(lambda bits: bits + 0.0)]
"""A weight or score, log2 of a likelihood ratio; a weight that was rounded to zero from below is 0.0, not -0.0."""


class Record(BaseModel):
    """An immutable record that rejects unknown fields."""

    # No command uses every model, so each is built when it is first used.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Bilingual(Record):
    """A text in each language, never copied from one language into the other."""

    en: str | None
    """The text on the English page, null where that page lacks it."""
    fr: str | None
    """The text on the French page, null where that page lacks it."""


class PersonReference(Record):
    """A person who is named on a page."""

    name: str | None
    """The name as printed, null where a plain-text rendering lost the link that held it."""
    profile: str | None
    """The ``id`` of the person's own profile (``site/slug``), null where the page does not link to one."""


class Source(Record):
    """The source of a page."""

    url: str
    """The page's canonical address; for an input that has none, its path relative to the INPUT that was named."""
    language: Language
    """The page's language."""
    retrieved: str | None
    """When the bytes were fetched (RFC 3339, UTC), null where no source tells."""
    sha256: str
    """SHA-256 of the page's decoded bytes, in hexadecimal."""


def field_descriptions(model: type[BaseModel]) -> dict[str, str]:
    """The docstring under each field of a model, by field name; inherited fields first.

    Reads the model's source, which is slow: not done when the models are imported.
    """
    return {
        field: docstring
        for model_class in reversed(model.__mro__)
        if issubclass(model_class, BaseModel) and model_class is not BaseModel
        for field, docstring in _docstrings(model_class)
    }


def _docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    body = getattr(ast.parse(inspect.getsource(model)).body[0], "body", [])
    for statement, following in pairwise(body):
        match statement, following:
            case ast.AnnAssign(target=ast.Name(id=field)), ast.Expr(value=ast.Constant(value=str(docstring))):
                yield field, inspect.cleandoc(docstring)


if TYPE_CHECKING:
    from pydantic import ValidationError

_QUOTED = re.compile(r"'([^']*)'")


def first_fault(error: "ValidationError") -> Mapping[str, Any]:
    """The fault to name, as pydantic describes it.

    An unknown field comes first, which may be a missing one misspelt; then a wrong value, then what is missing.
    """
    ranks = {"extra_forbidden": 0, "missing": 2}
    return min(error.errors(include_url=False), key=lambda fault: ranks.get(fault["type"], 1))


def fault_text(fault: Mapping[str, Any]) -> str:
    """What is wrong, as the end of a sentence that names the field."""
    kind, context = fault["type"], fault.get("ctx", {})
    if kind in ("literal_error", "enum"):
        allowed = _QUOTED.findall(str(context["expected"]))
        return _("it cannot be {value}").format(value=repr(fault["input"])) + suggestion(str(fault["input"]), allowed)
    if kind == "value_error":
        return str(context["error"])
    return _texts().get(kind) or _texts().get(kind.partition("_")[0]) or _("it is not as it should be")


def _texts() -> dict[str, str]:
    """By the type of a fault, or the part of it before the first underscore."""
    return {
        "missing": _("it is missing"),
        "extra": _("there is no such field"),
        "json": _("it is not JSON, or is cut off"),
        "string_pattern_mismatch": _("it is blank"),
        "string": _("it is no text"),
        "list": _("it is no list"),
        "tuple": _("it is no list"),
        "dict": _("it is no object with fields"),
        "model": _("it is no object with fields"),
        "int": _("it is no whole number"),
        "float": _("it is no number"),
        "bool": _("it is neither true nor false"),
        "date": _("it is no date"),
        "too": _("it has too many or too few entries"),
    }
