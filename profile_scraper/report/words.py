"""The words of the pages in both languages: both stand in the page, its style shows the chosen one."""

import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from profile_scraper.records.base import LANGUAGES, Language


@cache
def _words() -> dict[str, dict[Language, str]]:
    text = files("profile_scraper.report").joinpath("words.toml").read_text(encoding="utf8")
    words: dict[str, dict[Language, str]] = tomllib.loads(text)
    return words


def in_both(en: str | None, fr: str | None) -> Markup:
    """A text in both languages; where one lacks, the other stands for both and says which language it is."""
    if en is None or fr is None or en == fr:
        only = en if en is not None else fr
        return Markup('<span lang="{}">{}</span>').format("en" if en is not None else "fr", only or "")
    return Markup("").join(
        Markup('<span class="t" lang="{}">{}</span>').format(language, text)
        for language, text in zip(LANGUAGES, (en, fr), strict=True)
    )


@cache
def say(key: str) -> Markup:
    """The words of a key, in both languages."""
    words = _words()[key]
    return in_both(words["en"], words["fr"])


def say_in(language: Language) -> Callable[[str], str]:
    """What says the words of a key in one language."""
    return lambda key: _words()[key][language]
