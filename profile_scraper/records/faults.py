"""What is wrong with a value that a model refuses, in words for a person."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from profile_scraper.messages import _, suggestion

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
