"""What a site's file may say: ``site.toml`` as a model, with errors that name the key and what is allowed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, field_validator, model_validator

from profile_scraper.messages import _, suggestion
from profile_scraper.records.base import fault_text, first_fault
from profile_scraper.sites.folders import read_toml
from profile_scraper.structure.selectors import InvalidSelectorError, Selector, compile_selector

Kind = Literal["membership", "chair", "appointment", "visiting", "leadership", "staff", "student", "other"]
Label = Literal[
    "portrait",
    "principal_supervisor",
    "co_supervisor",
    "see_more",
    "see_more_authors",
    "see_less",
    "authors",
    "card",
    "homepage",
]
LABELS: tuple[Label, ...] = get_args(Label)
RENAMED = {"perhaps_profile": "ambiguous_profile", "directory": "list", "refusals": "rejections"}
"""Keys of earlier versions, and what they are called now."""
_PATTERN = re.compile(r"(?:https?://[^/\s{}]+)?/[^\s#]*")


def _one_or_more(value: object) -> object:
    return [value] if isinstance(value, str | dict) else value


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)  # only the two outer models are built


def _selectors(value: object) -> object:
    many = _one_or_more(value)
    if not isinstance(many, list):
        return many
    return [{"select": each} if isinstance(each, str) else each for each in many]


def _compiles(selectors: list[Selector]) -> list[Selector]:
    for selector in selectors:
        try:
            compile_selector(selector.select)
        except InvalidSelectorError as error:
            raise ValueError(str(error)) from None
    return selectors


Selectors = Annotated[list[Selector], BeforeValidator(_selectors)]
"""One selector or several: text, or a table with ``select``, ``after``, ``before``, ``split``."""
Patterns = Annotated[list[str], BeforeValidator(_one_or_more)]


class Forms(_Model):
    """What something is called in each language."""

    en: Annotated[list[str], BeforeValidator(_one_or_more)] = []
    fr: Annotated[list[str], BeforeValidator(_one_or_more)] = []


class AddressForms(_Model):
    """Patterns of addresses in each language: ``{slug}`` is the person's part, ``*`` any one folder."""

    en: Patterns = []
    fr: Patterns = []

    @field_validator("en", "fr")
    @classmethod
    def _can_match(cls, patterns: list[str]) -> list[str]:
        for pattern in patterns:
            if not _PATTERN.fullmatch(pattern):
                raise ValueError(
                    _(
                        "{pattern!r} can match nothing: a pattern begins with '/' or 'https://' and has no spaces"
                    ).format(pattern=pattern)
                )
            for name in re.findall(r"\{([^{}]*)\}", pattern):
                if name != "slug":
                    text = _("{pattern!r} has {name!r} in braces; only {{slug}} is known")
                    raise ValueError(text.format(pattern=pattern, name=name))
        return patterns


class Addresses(_Model):
    """Where the kinds of pages are."""

    profile: AddressForms = AddressForms()
    """One person's page; the first pattern of a language is the canonical one."""
    ambiguous_profile: AddressForms = AddressForms()
    """Patterns that other pages share: only the page's content tells that it is a profile."""
    profile_part: AddressForms = AddressForms()
    """Further pages of one person: students and publications are read from them, nothing else."""
    list: AddressForms = AddressForms()
    """Pages that list people."""
    publications: AddressForms = AddressForms()
    """Pages that list publications, whoever wrote them."""
    home: AddressForms = AddressForms()


class Pager(_Model):
    """How a list is continued."""

    parameter: str = "page"
    """Parameter of the address that has the page's number."""


class PublicationSelectors(_Model):
    """A publication's card and its parts; the parts are looked for inside the card."""

    card: Selectors = []
    title: Selectors = []
    authors: Selectors = []
    venue: Selectors = []
    issued: Selectors = []
    abstract: Selectors = []
    doi: Selectors = []
    url: Selectors = []

    _valid = field_validator("card", "title", "authors", "venue", "issued", "abstract", "doi", "url")(_compiles)


class PersonSelectors(_Model):
    """A person's card on a list page and its parts; the parts are looked for inside the card."""

    card: Selectors = []
    name: Selectors = []
    roles: Selectors = []
    topics: Selectors = []
    biography: Selectors = []
    email: Selectors = []
    phone: Selectors = []
    office: Selectors = []
    portrait: Selectors = []
    supervisors: Selectors = []

    _valid = field_validator(
        "card", "name", "roles", "topics", "biography", "email", "phone", "office", "portrait", "supervisors"
    )(_compiles)


class Fields(_Model):
    """Selectors of a person's page."""

    name: Selectors = []
    portrait: Selectors = []
    email: Selectors = []
    phone: Selectors = []
    office: Selectors = []
    roles: Selectors = []
    """Lines of positions: titles, institutions, departments, in printed order."""
    role: Selectors = []
    """A position's title, where it stands by itself."""
    organization: Selectors = []
    department: Selectors = []
    team: Selectors = []
    period: Selectors = []
    """When a position was held."""
    topics: Selectors = []
    biography: Selectors = []
    students: Selectors = []
    supervisors: Selectors = []
    homepage: Selectors = []
    publications: PublicationSelectors = PublicationSelectors()
    people: PersonSelectors = PersonSelectors()

    _valid = field_validator(
        "name", "portrait", "email", "phone", "office", "roles", "role", "organization", "department", "team", "period",
        "topics", "biography", "students", "supervisors", "homepage",
    )(_compiles)  # fmt: skip


class LayoutTable(_Model):
    """Class names of the pages since a date."""

    since: date
    classes: dict[str, list[str]]


class Rejections(_Model):
    """How pages are recognised that answer for another one."""

    challenge_titles: list[str] = []
    not_found_titles: list[str] = []
    leaks: list[str] = []
    """Editors' words that leak into a heading and are cut off."""
    placeholder_images: list[str] = []


class Parts(_Model):
    """Words by which the parts of a header line are told apart."""

    organization: list[str] = []
    department: list[str] = []


class SharedLanguage(_Model):
    """Knowledge of a language: ``languages.toml`` has it for all sites, a site's file may add to it."""

    headings: dict[Literal["topics", "biography", "students", "publications", "supervisors"], Forms] = {}
    labels: dict[Label, Forms] = {}
    parts: Parts = Parts()
    kinds: dict[Kind, list[str]] = {}
    rejections: Rejections = Rejections()


class SiteFile(SharedLanguage):
    """What ``site.toml`` says of one institute's site."""

    title: str
    """The institute's name as its pages print it."""
    base_url: str | None = None
    """Scheme and host."""
    hosts: list[str] = []
    """Every host of the site; that of ``base_url`` is one."""
    words: list[str] = []
    """Words by which a page without an address is recognised."""
    start: list[str] = []
    """Paths where a crawl begins; the list pages where it is not said."""
    render: bool = False
    """Whether scripts build the pages, so that a crawl needs a browser."""
    case_sensitive: bool = True
    """Whether the server tells upper from lower case in addresses."""
    addresses: Addresses = Addresses()
    pager: Pager = Pager()
    fields: Fields = Fields()
    ignore: list[str] = []
    """Addresses of links and pictures, and whole paragraphs, that the site prints on the pages of several people."""
    layouts: list[LayoutTable] = []

    @field_validator("base_url")
    @classmethod
    def _has_scheme(cls, base_url: str | None) -> str | None:
        """Refuse a host alone: no address of a page would begin with it."""
        if base_url is not None and not base_url.startswith(("https://", "http://")):
            raise ValueError(_("{text!r} has no scheme: begin with https:// or http://").format(text=base_url))
        return base_url

    @model_validator(mode="after")
    def _has_pages(self) -> "SiteFile":
        kinds = (self.addresses.profile, self.addresses.list)
        if not any(forms.en or forms.fr for forms in kinds):
            raise ValueError(_("addresses.profile or addresses.list: one of them needs a pattern"))
        return self


def read_site_file(text: str, name: str) -> SiteFile:
    """The model of a ``site.toml``.

    Args:
        text: the file's content.
        name: what errors call the file.

    Raises:
        ValueError: one line: file, key, what is wrong, what is allowed or the nearest known key.
    """
    try:
        return SiteFile.model_validate(read_toml(text, name))
    except ValidationError as error:
        raise ValueError(f"{name}: {explain(error, SiteFile)}") from None


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """The first fault that a model found, in one line."""
    fault = first_fault(error)
    where = ".".join(str(step) for step in fault["loc"]) or _("the file")
    if fault["type"] == "extra_forbidden":
        key = str(fault["loc"][-1])
        if key in RENAMED:
            return _("{where}: {key!r} is called {name!r} now").format(where=where, key=key, name=RENAMED[key])
        known = sorted(_keys_at(model, fault["loc"][:-1]))
        text = _("{where}: {key!r} is not a key of a site{suggestion}")
        return text.format(where=where, key=key, suggestion=suggestion(key, known))
    if fault["type"] == "literal_error" and fault["loc"][-1] == "[key]":
        where = ".".join(map(str, fault["loc"][:-1]))
    if fault["type"] == "missing":
        return _("{where} is missing; docs/add-a-site.md lists what a site needs").format(where=where)
    return _("{label}: {text}").format(label=where, text=fault_text(fault))


def _keys_at(model: type[BaseModel], steps: Sequence[int | str]) -> Iterable[str]:
    current: type[BaseModel] = model
    for step in steps:
        field = current.model_fields.get(str(step))
        inner = None if field is None else next(_models_in(field.annotation), None)
        if inner is None:
            continue
        current = inner
    return current.model_fields


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
