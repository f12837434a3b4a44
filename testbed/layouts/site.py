"""A site of saved pages with its truth: rendering of templates and the files on disk."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.people import Pair
from testbed.layouts.truth import Entry


@dataclass(frozen=True, slots=True)
class Page:
    """One saved page; ``stem`` is its file's name without folder and suffix."""

    stem: str
    url: str
    language: Language
    content: bytes
    encoding: str = "utf-8"
    """How browsers decode the content."""

    @property
    def file(self) -> str:
        """Path below the site's folder."""
        return f"pages/{self.language}/{self.stem}.html"


@dataclass(slots=True)
class Site:
    """All pages of one layout and what a careful reader finds on them."""

    name: str
    pages: list[Page]
    people: list[Entry]
    publications: list[Entry] = field(default_factory=list)
    """Publications of a page that does not tell whose they are."""
    also_listed: list[Entry] = field(default_factory=list)
    """Real people whom pages list but who have no page here: ``name``, ``url``, ``role``."""
    not_people: Sequence[str] = ()
    not_publications: Sequence[str] = ()
    note: str = ""

    def truth(self) -> Entry:
        """The content of truth.json."""
        return {
            "site": self.name,
            "people": self.people,
            "works": self.publications,
            "also_listed": self.also_listed,
            "not_people": list(self.not_people),
            "not_works": list(self.not_publications),
            "note": self.note,
        }

    def write(self, folder: Path) -> None:
        """Write pages, ``pages.jsonl`` and ``truth.json`` into a folder, which is made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        for page in self.pages:
            path = folder / page.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page.content)
        lines = [{"file": page.file, "url": page.url, "language": page.language} for page in self.pages]
        listing = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / "pages.jsonl").write_text(listing, encoding="utf8")
        truth = json.dumps(self.truth(), ensure_ascii=False, indent=1) + "\n"
        (folder / "truth.json").write_text(truth, encoding="utf8")


@cache
def _environment() -> Environment:
    templates = Path(__file__).with_name("templates")
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["of"] = of
    return environment


def _printable(value: object) -> object:
    """What a template prints; a method (``{{ t.copy }}``, where ``t`` is a dict) is an error in the template."""
    if callable(value):
        raise TypeError(f"a template prints {value!r}")
    return value


def of(pair: Pair, language: Language) -> str:
    """The text of a pair in a language; as a filter: ``{{ topic|of(lang) }}``."""
    return pair[LANGUAGES.index(language)]


def other(language: Language) -> Language:
    """The other language."""
    return "fr" if language == "en" else "en"


def render(template: str, context: Mapping[str, Any]) -> str:
    """A template of ``templates/``, everything escaped that is not marked as markup."""
    return _environment().get_template(template).render(context)
