"""Render the report: one HTML file that needs no network and no script, in both languages."""

import json
import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from profile_scraper.dataset.filter import Filters, filter_dataset
from profile_scraper.dataset.read import read_dataset
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.report.contents import collect_contents
from profile_scraper.storage.publish import publish_file

_BETWEEN_TAGS = re.compile(r">\s*\n\s*<")
"""White space of the template, a third of the nodes of the page."""


def write_report(dataset: Path, out: Path, since: Path | None = None, removed: frozenset[str] = frozenset()) -> None:
    """Write the report on a dataset; e-mail addresses are left out of it.

    Args:
        dataset: the dataset's folder.
        out: the HTML file.
        since: an earlier dataset to compare with.
        removed: ids (``site/slug``) of people who asked to be left out, in both datasets.

    Raises:
        DatasetError: a dataset cannot be read.
        PublishError: ``out`` cannot be written.
    """
    filters = Filters(removed=removed)
    earlier = None if since is None else filter_dataset(read_dataset(since), filters)
    contents = collect_contents(filter_dataset(read_dataset(dataset), filters), earlier)
    page = environment().get_template("report.html.jinja").render(contents=contents)
    with publish_file(out) as target:
        target.write_text(_BETWEEN_TAGS.sub("><", page), encoding="utf8")


def environment() -> Environment:
    """The template environment, which escapes all values."""
    templates = Environment(
        loader=PackageLoader("profile_scraper.report", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(message=message, bilingual=bilingual, style=_style)
    templates.filters.update(is_address=_is_address, short=_short, set=frozenset)
    return templates


def _style() -> Markup:
    return Markup((Path(__file__).parent / "style.css").read_text(encoding="utf8"))  # noqa: S704 - the package's own file


def _is_address(text: str | None) -> bool:
    """Whether a text may become a link: ``javascript:`` must not."""
    return text is not None and text.startswith(("https://", "http://"))


def _short(value: Any, length: int = 200) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= length else f"{text[: length - 1]}…"


@cache
def _messages() -> dict[str, dict[Language, str]]:
    text = files("profile_scraper.report").joinpath("messages.toml").read_text(encoding="utf8")
    texts: dict[str, dict[Language, str]] = tomllib.loads(text)
    return texts


def bilingual(en: str | None, fr: str | None) -> Markup:
    """Both texts, of which the style sheet shows one; the only text, marked with its language, where one is missing."""
    if en is None or fr is None or en == fr:
        only = en if en is not None else fr
        return Markup('<span lang="{}">{}</span>').format("en" if en is not None else "fr", only or "")
    return Markup("").join(
        Markup('<span class="t" lang="{}">{}</span>').format(language, text)
        for language, text in zip(LANGUAGES, (en, fr), strict=True)
    )


@cache
def message(key: str) -> Markup:
    """The message of a key in both languages."""
    texts = _messages()[key]
    return bilingual(texts["en"], texts["fr"])


def translator(language: Language) -> Callable[[str], str]:
    """A function that gives the message of a key in one language."""
    return lambda key: _messages()[key][language]
