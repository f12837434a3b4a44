"""Words, numbers and dates of the report and the review, in both languages."""

import re
import tomllib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from importlib.resources import files

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from profile_scraper.records.base import LANGUAGES, Language

_SEGMENT = re.compile(r"(?P<name>[^.\[\] ]+)(?:\[(?P<item>[^\]]*)\]|\.(?P<position>\d+)(?![^.]))?")
_LOCALES: dict[Language, str] = {"en": "en_CA", "fr": "fr_CA"}


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


def counted(key: str, count: int) -> Markup:
    """The message of a key about a number in both languages; its form for one is the message ``<key>_one``."""
    return bilingual(*(counted_text(key, count, language) for language in LANGUAGES))


def counted_text(key: str, count: int, language: Language) -> str:
    """The message of a key about a number in one language.

    English says 'one' of 1 alone, French of 0 and 1.
    """
    singular: dict[Language, bool] = {"en": count == 1, "fr": count < 2}
    text = _messages()[f"{key}_one" if singular[language] else key][language]
    return text.format(count=number_text(count, language))


def translator(language: Language) -> Callable[[str], str]:
    """A function that gives the message of a key in one language."""
    return lambda key: _messages()[key][language]


def has_message(key: str) -> bool:
    """Whether there is a message of this key."""
    return key in _messages()


COLON = bilingual(":", "\u00a0:")
"""A colon between two values; French writes a space before it."""


def number_text(value: float, language: Language) -> str:
    """A number as one language writes it."""
    return str(format_decimal(value, locale=_LOCALES[language]))


def number(value: float) -> Markup:
    """A number as each language writes it."""
    en, fr = (number_text(value, language) for language in LANGUAGES)
    return Markup(en) if en == fr else bilingual(en, fr)  # noqa: S704 - digits and separators


def signed(value: float) -> Markup:
    """A weight of evidence with its sign, as each language writes it."""
    text = f"{value:+.1f}".replace("-", "−") if round(value, 1) else "0.0"
    return bilingual(text, text.replace(".", ","))


def date(value: str) -> Markup:
    """A date or time (RFC 3339) as each language writes the day; another text as it is."""
    try:
        day = datetime.fromisoformat(value).date()
    except ValueError:
        return Markup.escape(value)
    en, fr = (format_date(day, "long", locale=_LOCALES[language]) for language in LANGUAGES)
    # French writes the first day of a month as an ordinal, which CLDR's pattern does not have.
    return bilingual(en, f"1er{fr[1:]}" if day.day == 1 else fr)


def word(table: str, code: str | None) -> Markup:
    """What a code of a record means; the code with spaces where no word is known."""
    known = _wording()[table].get(code or "")
    return bilingual(known["en"], known["fr"]) if known else Markup.escape((code or "").replace("-", " "))


def evidence_words(field: str) -> Markup:
    """What a piece of evidence is about: often a field of the records."""
    return word(_evidence_table(field), field)


def evidence_name(field: str, language: Language) -> str:
    """What a piece of evidence is about, in one language."""
    return code_words(_evidence_table(field), field, language)


def _evidence_table(field: str) -> str:
    return "evidence" if field in _wording()["evidence"] else "field"


def code_words(table: str, code: str, language: Language) -> str:
    """What a code of a record means, in one language."""
    known = _wording()[table].get(code)
    return known[language] if known else code.replace("-", " ")


def both_words(table: str, code: str) -> str:
    """What a code means in both languages as one text, for places that cannot hold markup."""
    known = _wording()[table].get(code)
    return " / ".join(dict.fromkeys(known[language] for language in LANGUAGES)) if known else code


@cache
def field_words(path: str) -> Markup:
    """The path of a field as words: ``roles[2].title.fr`` is 'role 3 – title (French)'."""
    return bilingual(*(field_phrase(path, language) for language in LANGUAGES))


def field_phrase(path: str, language: Language) -> str:
    """The path of a field as words of one language."""
    wording = _wording()
    phrase: list[str] = []
    for segment in _SEGMENT.finditer(path.removeprefix("profile.").removeprefix("publication.")):
        name, item = segment["name"], segment["item"] or segment["position"]
        if name in wording["language"] and phrase:
            phrase[-1] += f" ({wording['language'][name][language]})"
        else:
            words = wording["item" if item is not None and name in wording["item"] else "field"].get(name)
            phrase.append(words[language] if words else name.replace("_", " "))
            if item is not None:
                phrase[-1] += f" {int(item) + 1}" if item.isdecimal() else f" ‘{item}’"
    return " – ".join(phrase)


@cache
def _messages() -> dict[str, dict[Language, str]]:
    """The messages by key."""
    messages: dict[str, dict[Language, str]] = tomllib.loads(own_file("messages.toml"))
    return messages


@cache
def _wording() -> dict[str, dict[str, dict[Language, str]]]:
    """The words of each table by code."""
    wording: dict[str, dict[str, dict[Language, str]]] = tomllib.loads(own_file("wording.toml"))
    return wording


def own_file(name: str) -> str:
    """The text of a file of this package, without white space at its ends."""
    return files("profile_scraper.report").joinpath(name).read_text(encoding="utf8").strip()
