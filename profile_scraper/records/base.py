"""What every record shares: strictness, languages, and the small parts used by several."""

from typing import Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

Language: TypeAlias = Literal["en", "fr"]

LANGUAGES: tuple[Language, ...] = ("en", "fr")
"""The languages a dataset holds, in the order in which they are written."""

ExtractionMethod: TypeAlias = Literal[
    "selector", "class", "structure", "column", "heading", "order", "label", "link", "meta"
]
"""How a field was found: CSS or XPath selector of the site, class name, structure around it, values at the same path of
other pages, heading above it, order of lines, label beside it, form of a link, metadata of the page."""


class Record(BaseModel):
    """A record that refuses fields it does not know and cannot be changed in place."""

    # Built when first used: no command uses every model.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Bilingual(Record):
    """One text as each language's page has it; never copied from one language into the other."""

    en: str | None
    """The text on the English page, null where that page lacks it."""
    fr: str | None
    """The text on the French page, null where that page lacks it."""


class PersonReference(Record):
    """Somebody named on a page."""

    name: str | None
    """The name as printed, null where a plain-text rendering lost the link that held it."""
    profile: str | None
    """The ``id`` of the person's own profile (``site/slug``), null where the page does not link to one."""


class Source(Record):
    """Where the bytes of a page came from."""

    url: str
    """The page's canonical address; for an input that has none, its path relative to the INPUT that was named."""
    language: Language
    """The page's language."""
    retrieved: str | None
    """When the bytes were fetched (RFC 3339, UTC), null where nothing says."""
    sha256: str
    """SHA-256 of the page's decoded bytes, in hexadecimal."""
