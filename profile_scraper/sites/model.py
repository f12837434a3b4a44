"""What a site's folder says, as plain data that loads in a millisecond."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeAlias

from profile_scraper.errors import UserError
from profile_scraper.records.base import LANGUAGES, Language

Words: TypeAlias = Mapping[Language, tuple[str, ...]]
"""For each language, the forms in which a site prints something."""


SECTIONS = ("topics", "biography", "students", "publications", "supervisors")

LABELS = (
    "portrait",
    "principal_supervisor",
    "co_supervisor",
    "see_more",
    "see_more_authors",
    "see_less",
    "authors",
    "card",
    "homepage",
)
"""What ``site.toml`` has words for under ``labels``."""


class SiteError(UserError):
    """A site's folder is missing or cannot be read; the text names the file and says what to do."""


class Site(NamedTuple):
    """One institute's site: addresses, headings, labels, class names. Read from ``sites/<name>/site.toml``."""

    name: str
    title: str
    base_url: str
    hosts: frozenset[str]
    words: tuple[str, ...]
    start: tuple[str, ...]
    addresses: Mapping[str, Words]
    """``profile``, ``perhaps_profile``, ``directory``, ``home``: path patterns with ``{slug}``."""
    pager_parameter: str
    headings: Mapping[str, Words]
    """For each section, the words of its heading."""
    labels: Mapping[str, Words]
    parts: Mapping[str, tuple[str, ...]]
    """Words by which the parts of a header line are told apart: ``organization``, ``department``."""
    kinds: Mapping[str, tuple[str, ...]]
    """For each kind of role, in the order of asking, words of a title that the vocabulary does not know."""
    layouts: tuple["Layout", ...]
    """Class names of the pages, one table for each redesign, newest first."""
    refusals: Mapping[str, tuple[str, ...]]
    terms: tuple["Term", ...]
    """The reviewed vocabulary: ``sites/<name>/vocabulary.toml``."""
    organizations: tuple["KnownOrganization", ...]
    """Institutions and the forms in which pages print them: ``sites/organizations.toml``."""


class Layout(NamedTuple):
    """The class names of the pages since a date."""

    since: str
    """The day on which the layout was first seen (``YYYY-MM-DD``)."""
    classes: Mapping[str, tuple[str, ...]]
    """First way to each field: alternatives, each one class name or several (with spaces) that stand together."""


class Term(NamedTuple):
    """One term of a vocabulary: the same thing in both languages."""

    facet: str
    """``topic``, ``role``, ``level`` or ``department``."""
    id: str
    kind: str | None
    """For a role, its ``kind``."""
    forms: Words
    """Labels in each language, the usual one first."""


class KnownOrganization(NamedTuple):
    """An institution with its identifier and the forms in which pages print it."""

    name: str
    ror: str | None
    forms: tuple[str, ...]


def site_names() -> list[str]:
    """Names of the sites that have a folder, sorted."""
    return list(_site_names())


@cache
def _site_names() -> tuple[str, ...]:
    return tuple(sorted(entry.name for entry in files(__package__).iterdir() if entry.joinpath("site.toml").is_file()))


@cache
def layout_days() -> tuple[str, ...]:
    """The days on which a site began to look otherwise, sorted; of two pages between the same days neither is older."""
    return tuple(sorted({layout.since for name in site_names() for layout in load_site(name).layouts}))


@cache
def load_site(name: str) -> Site:
    """The site of that name.

    Raises:
        SiteError: there is no such site, or one of its files is wrong.
    """
    names = site_names()
    if name not in names:
        raise SiteError(
            f"no site is called {name!r}; known: {', '.join(names)} (docs/add-a-site.md shows how to add one)"
        )
    data = _read(f"{name}/site.toml")
    try:
        return Site(
            name=name,
            title=data["title"],
            base_url=data["base_url"],
            hosts=frozenset(data["hosts"]),
            words=tuple(data["words"]),
            start=tuple(data["start"]),
            addresses={kind: _words(forms) for kind, forms in data["addresses"].items()},
            pager_parameter=data["pager"]["parameter"],
            headings={section: _words(forms) for section, forms in data["headings"].items()},
            labels={label: _words(data["labels"][label]) for label in LABELS},
            parts={part: tuple(data["parts"][part]) for part in ("organization", "department")},
            kinds={kind: tuple(words) for kind, words in data["kinds"].items()},
            layouts=_layouts(data["layouts"]),
            refusals={key: tuple(forms) for key, forms in data["refusals"].items()},
            terms=_terms(_read(f"{name}/vocabulary.toml")),
            organizations=_organizations(_read("organizations.toml")),
        )
    except KeyError as missing:
        raise SiteError(f"sites/{name}: {missing} is missing; docs/add-a-site.md lists what a site needs") from None


def _read(path: str) -> dict[str, Any]:
    resource = files(__package__).joinpath(path)
    try:
        return tomllib.loads(resource.read_text(encoding="utf8"))
    except FileNotFoundError:
        raise SiteError(f"sites/{path} is missing; docs/add-a-site.md lists what a site needs") from None
    except tomllib.TOMLDecodeError as error:
        raise SiteError(f"sites/{path} is not valid TOML: {error}") from None


def _words(forms: Mapping[str, list[str]]) -> Words:
    return {language: tuple(forms.get(language, ())) for language in LANGUAGES}


def _layouts(data: list[dict[str, Any]]) -> tuple[Layout, ...]:
    made = (
        Layout(str(entry["since"]), {key: tuple(names) for key, names in entry["classes"].items()}) for entry in data
    )
    return tuple(sorted(made, key=lambda layout: layout.since, reverse=True))


def _terms(data: Mapping[str, Any]) -> tuple[Term, ...]:
    return tuple(
        Term(facet, entry["id"], entry.get("kind"), _words(entry))
        for facet in ("topic", "role", "level", "department")
        for entry in data.get(facet, ())
    )


def _organizations(data: Mapping[str, Any]) -> tuple[KnownOrganization, ...]:
    return tuple(
        KnownOrganization(entry["name"], entry.get("ror"), (entry["name"], *entry.get("forms", ())))
        for entry in data["organization"]
    )
