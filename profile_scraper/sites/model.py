"""One institute's site as plain data that loads in milliseconds: addresses, words, selectors, class names."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple, TypeAlias

from profile_scraper.messages import UserError, _, suggestion
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.sites.file import Fields, Forms, SharedLanguage, SiteFile, read_site_file
from profile_scraper.sites.folders import FoundSite, find_sites, read_toml

Words: TypeAlias = Mapping[Language, tuple[str, ...]]
"""For each language, the forms in which a site prints something."""


class SiteError(UserError):
    """A site's folder is missing or cannot be read; the text names the file and says what to do."""


class Site(NamedTuple):
    """One institute's site: addresses, headings, labels, selectors, class names. Read from ``<name>/site.toml``."""

    name: str
    title: str
    base_url: str
    hosts: frozenset[str]
    words: tuple[str, ...]
    start: tuple[str, ...]
    addresses: Mapping[str, Words]
    """``profile``, ``ambiguous_profile``, ``profile_part``, ``list``, ``publications``, ``home``: patterns with
    ``{slug}`` and ``*``."""
    case_sensitive: bool
    """Whether the server tells upper from lower case in addresses."""
    pager_parameter: str
    render: bool
    """Whether scripts build the pages, so that a crawl needs a browser."""
    headings: Mapping[str, Words]
    """For each section, the words of its heading."""
    labels: Mapping[str, Words]
    parts: Mapping[str, tuple[str, ...]]
    """Words by which the parts of a header line are told apart: ``organization``, ``department``."""
    kinds: Mapping[str, tuple[str, ...]]
    """For each kind of role, in the order of asking, words of a title that the vocabulary does not know."""
    layouts: tuple["Layout", ...]
    """Class names of the pages, one table for each redesign, newest first."""
    rejections: Mapping[str, tuple[str, ...]]
    """``challenge_titles``, ``not_found_titles``, ``leaks``, ``placeholder_images``."""
    fields: Fields
    """Selectors of the fields; empty where the site is read by class names, headings and order."""
    ignored: frozenset[str]
    """Addresses of links and pictures, and whole paragraphs, that the site prints on the pages of several people."""
    terms: tuple["Term", ...]
    """The reviewed vocabulary: ``sites/<name>/vocabulary.toml``."""
    organizations: tuple["KnownOrganization", ...]
    """Institutions and the forms in which pages print them: ``sites/organizations.toml``."""

    @property
    def by_structure(self) -> bool:
        """Whether the site has no class names of its own: its pages are read by selectors and structure."""
        return not self.layouts


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
    """Names of the sites that have a folder, the user's own and the built-in ones, sorted."""
    return sorted(find_sites())


def usable_sites() -> list["Site"]:
    """All sites that can be loaded: a broken one hurts no other."""
    sites = []
    for _name, found in sorted(find_sites().items()):
        try:
            sites.append(_load(found))
        except SiteError:
            continue
    return sites


def layout_days() -> tuple[str, ...]:
    """The days on which a site began to look otherwise, sorted; of two pages between the same days neither is older."""
    return tuple(sorted({layout.since for site in usable_sites() for layout in site.layouts}))


def load_site(name: str) -> Site:
    """The site of that name.

    Raises:
        SiteError: there is no such site, or one of its files is wrong.
    """
    sites = find_sites()
    found = sites.get(name)
    if found is None:
        unknown = _("no site is called {name!r}{suggestion}; --sites names the folder of your own sites")
        raise SiteError(unknown.format(name=name, suggestion=suggestion(name, sorted(sites))))
    return _load(found)


@cache
def _load(found: FoundSite) -> Site:
    try:
        file = read_site_file(found.text("site.toml") or "", found.label("site.toml"))
        vocabulary = read_toml(found.text("vocabulary.toml") or "", found.label("vocabulary.toml"))
        return _site(found.name, file, vocabulary)
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise SiteError(f"{found.label('')}: {type(error).__name__}: {error}") from None
    except ValueError as error:
        raise SiteError(str(error)) from None


UNKNOWN_BASE = "https://site.invalid"
"""Stands for scheme and host of a site whose saved pages do not tell them; no address there reaches a record."""


@cache
def _shared_language() -> SharedLanguage:
    text = files(__package__).joinpath("languages.toml").read_text(encoding="utf8")
    return SharedLanguage.model_validate(read_toml(text, "languages.toml"))


def _site(name: str, file: SiteFile, vocabulary: Mapping[str, Any]) -> Site:
    shared = _shared_language()
    base_url = (file.base_url or (f"https://{file.hosts[0]}" if file.hosts else _base_of(file))).rstrip("/")
    host = base_url.partition("://")[2]
    addresses = {kind: _words(getattr(file.addresses, kind)) for kind in type(file.addresses).model_fields}
    fixed = {
        kind: [form for language in LANGUAGES for form in forms[language] if not {"*", "{"} & set(form)]
        for kind, forms in addresses.items()
    }
    list_forms = [*fixed["list"], *fixed["profile_part"], *fixed["publications"]]
    organizations = read_toml(files(__package__).joinpath("organizations.toml").read_text(encoding="utf8"), "")
    return Site(
        name=name,
        title=file.title,
        base_url=base_url,
        hosts=frozenset((host, *file.hosts)),
        words=tuple(file.words),
        start=tuple(file.start or [*fixed["profile"], *list_forms] or fixed["home"] or ["/"]),
        addresses=addresses,
        case_sensitive=file.case_sensitive,
        pager_parameter=file.pager.parameter,
        render=file.render,
        headings={section: _joined(shared.headings, file.headings, section) for section in shared.headings},
        labels={label: _joined(shared.labels, file.labels, label) for label in shared.labels},
        parts={
            part: tuple(dict.fromkeys((*getattr(shared.parts, part), *getattr(file.parts, part))))
            for part in type(file.parts).model_fields
        },
        kinds={
            kind: tuple(dict.fromkeys((*shared.kinds.get(kind, ()), *file.kinds.get(kind, ()))))
            for kind in dict.fromkeys((*shared.kinds, *file.kinds))
        },
        layouts=tuple(
            sorted(
                (
                    Layout(str(table.since), {key: tuple(names) for key, names in table.classes.items()})
                    for table in file.layouts
                ),
                key=lambda layout: layout.since,
                reverse=True,
            )
        ),
        rejections={
            key: tuple(dict.fromkeys((*getattr(shared.rejections, key), *getattr(file.rejections, key))))
            for key in type(file.rejections).model_fields
        },
        fields=file.fields,
        ignored=frozenset(file.ignore),
        terms=_terms(vocabulary),
        organizations=_organizations(organizations),
    )


def _base_of(file: SiteFile) -> str:
    """Scheme and host of the first pattern that has them; :data:`UNKNOWN_BASE` where none has."""
    forms = (form for kind in (file.addresses.profile, file.addresses.list) for form in (*kind.en, *kind.fr))
    absolute = next((form for form in forms if "://" in form), None)
    if absolute is None:
        return UNKNOWN_BASE
    scheme, _, rest = absolute.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"


def _joined(shared: Mapping[Any, Forms], own: Mapping[Any, Forms], key: str) -> Words:
    tables = [table[key] for table in (shared, own) if key in table]
    return {
        language: tuple(dict.fromkeys(form for table in tables for form in getattr(table, language)))
        for language in LANGUAGES
    }


def _words(forms: Any) -> Words:
    return {language: tuple(getattr(forms, language)) for language in LANGUAGES}


def _terms(data: Mapping[str, Any]) -> tuple[Term, ...]:
    return tuple(
        Term(facet, entry["id"], entry.get("kind"), {code: tuple(entry.get(code, ())) for code in LANGUAGES})
        for facet in ("topic", "role", "level", "department")
        for entry in data.get(facet, ())
    )


def _organizations(data: Mapping[str, Any]) -> tuple[KnownOrganization, ...]:
    return tuple(
        KnownOrganization(entry["name"], entry.get("ror"), (entry["name"], *entry.get("forms", ())))
        for entry in data["organization"]
    )
