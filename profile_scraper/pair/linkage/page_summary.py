"""What tells whose a page is: known of every page at once, while the pages themselves are loaded one by one."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import NamedTuple, Protocol, runtime_checkable

from profile_scraper.pair.linkage.names import name_key
from profile_scraper.records.base import Language
from profile_scraper.records.page import ProfilePage


class PageSummary(NamedTuple):
    """What tells whose a page is, and where it came from."""

    site: str
    language: Language
    url: str
    slug: str | None
    number: int
    """Which page of the pager."""
    name: str
    counterpart: str | None
    """The address that the page names as the other language's, None where it names none."""
    sha256: str
    listed: bool
    """Whether it is a person's summary on a list page."""
    linked: bool
    """Whether that summary links to a page of the person's own."""
    blocking_keys: tuple[int, ...]
    """Hashes of what other pages of the person may have as well: a name, a contact, a picture."""
    page_index: int = 0
    """Index of the page among all."""
    retrieved: str | None = None
    digest: bytes = b""
    """A hash of all that the page says, whenever it was retrieved; empty where nobody keeps what is made of it."""

    @property
    def age(self) -> tuple[str, str]:
        """Rises with the day and time of retrieval."""
        return self.retrieved or "", self.sha256


class Pages(Protocol):
    """Pages by their index: a list, or what loads a page when it is asked for."""

    def __len__(self) -> int:
        """How many pages there are."""

    def __getitem__(self, index: int, /) -> ProfilePage:
        """One page."""

    def __iter__(self) -> Iterator[ProfilePage]:
        """All pages in their order."""


@runtime_checkable
class SummarizedPages(Protocol):
    """Pages whose summaries were made before."""

    def summaries(self) -> Iterator[PageSummary]:
        """The summary of each page, in their order."""


def summaries_of(pages: Pages) -> Iterator[PageSummary]:
    """The summary of each page, in their order; no page is loaded that has one."""
    if isinstance(pages, SummarizedPages):
        return pages.summaries()
    return (summary_of(page)._replace(page_index=index) for index, page in enumerate(pages))


def summary_of(page: ProfilePage) -> PageSummary:
    """The summary of one page, for it alone."""
    source = page.source
    other: Language = "fr" if source.language == "en" else "en"
    return PageSummary(
        site=page.site,
        language=source.language,
        url=source.url,
        slug=page.slug,
        number=page.page,
        name=page.name,
        counterpart=page.alternates.get(other),
        sha256=source.sha256,
        listed=page.listed,
        linked=page.linked,
        blocking_keys=_blocking_keys(page),
        retrieved=source.retrieved,
    )


def blocking_key(kind: str, text: str) -> int:
    """A number for something that a page has; two pages with one number have the same."""
    payload = f"{kind} {text}".encode("utf8", "surrogatepass")
    return int.from_bytes(blake2b(payload, digest_size=7).digest())


def _blocking_keys(page: ProfilePage) -> tuple[int, ...]:
    words = name_key(page.name)
    family = max(words, key=lambda word: (len(word), word), default="")
    blocking_keys = {blocking_key("name", " ".join(words))}
    blocking_keys |= {blocking_key("family", f"{family} {word[0]}") for word in words if word != family}
    if page.email:
        blocking_keys.add(blocking_key("email", page.email.casefold()))
    if page.portrait and page.portrait.url:
        blocking_keys.add(blocking_key("portrait", page.portrait.url))
    return tuple(sorted(blocking_keys | {blocking_key(name, link) for name, link in page.links if link}))
