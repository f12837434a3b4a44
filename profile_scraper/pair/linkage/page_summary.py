"""Summaries of pages by which they are linked, known of all while pages are loaded one by one; how names compare."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple, Protocol, runtime_checkable

from profile_scraper.records.base import ExtractionMethod, Language
from profile_scraper.records.page import ParseWarning, ProfilePage
from profile_scraper.text.normalize import normalize_text

_SAINTS = {"st": "saint", "ste": "sainte"}
_MAX_PARTS = 3
"""Words of a surname that can be written as one: 'van der Berg', 'Vanderberg'."""


def name_key(name: str) -> tuple[str, ...]:
    """The words of a name without accents, hyphens and order: names with one key are written alike."""
    return tuple(sorted(normalize_text(name, "words").split()))


def may_be_one_name(name: str, other: str) -> bool:
    """Whether one name is the other with initials, in another order, or with given names remaining out.

    The longest word (taken for the family name) must be in both; every other word of the shorter name needs a
    partner in the longer: the same word, or an initial of it.
    """
    short, long = sorted((_words(name), _words(other)), key=len)
    if len(short) < 2:
        return short == long
    remaining = _with_joined(long, set(short))
    shared_words = 0
    for word in sorted(short, key=len, reverse=True):
        partner = next((each for each in remaining if each == word), None)
        shared_words += partner is not None and len(word) > 1
        if partner is None:
            partner = next((each for each in remaining if 1 in (len(each), len(word)) and each[0] == word[0]), None)
        if partner is None:
            return False
        remaining.remove(partner)
    return shared_words > 0


def _words(name: str) -> list[str]:
    return [_SAINTS.get(word, word) for word in normalize_text(name, "words").split()]


def _with_joined(words: list[str], joined: set[str]) -> list[str]:
    """Adjacent words that the other name writes as one, joined: 'Mac Donald' where that has 'MacDonald'."""
    for size in range(_MAX_PARTS, 1, -1):
        for start in range(len(words) - size + 1):
            if "".join(words[start : start + size]) in joined:
                return [*words[:start], "".join(words[start : start + size]), *words[start + size :]]
    return list(words)


class PageSummary(NamedTuple):
    """What is known of every page at once: whose it is, where it came from, and how it was read."""

    site: str
    language: Language
    url: str
    """The page's own address, or its path relative to the INPUT that was named."""
    slug: str | None
    number: int
    """Which page of the pager, from 0."""
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
    title_keys: tuple[int, ...]
    """Hashes of the titles of its publications, each once."""
    extraction_methods: Mapping[str, ExtractionMethod]
    """For each field that was found, the method that found it."""
    warnings: tuple[ParseWarning, ...]
    """Values that could not be extracted with certainty."""
    requested: str
    """The address that was requested."""
    page_index: int = 0
    """What the page is called among all."""
    retrieved: str | None = None
    """When it was fetched (RFC 3339, UTC), None where no source tells."""
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
        """One page; its publications may be left out."""


@runtime_checkable
class SummarizedPages(Protocol):
    """Pages whose summaries were made before."""

    def summaries(self) -> Iterable[PageSummary]:
        """The summary of each page, in their order."""


def summaries_of(pages: Sequence[ProfilePage] | Pages) -> Iterable[PageSummary]:
    """The summary of each page, in their order; no page is loaded that has one."""
    if isinstance(pages, SummarizedPages):
        return pages.summaries()
    return (summary_of(pages[index])._replace(page_index=index) for index in range(len(pages)))


def detached(pages: Pages, indices: Iterable[int]) -> Pages:
    """Some of the pages by their index, which can be pickled: pages of a store leave it behind."""
    of_store: Callable[[Iterable[int]], Pages] | None = getattr(pages, "detached", None)  # isinstance takes 20 us
    return of_store(indices) if of_store else _PagesByIndex((index, pages[index]) for index in indices)


class _PagesByIndex(dict[int, ProfilePage]):
    """Some pages by their index."""


def summary_of(page: ProfilePage, requested: str = "") -> PageSummary:
    """The summary of one page, for it alone.

    Args:
        page: the page.
        requested: the address that was requested.
    """
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
        title_keys=tuple(sorted({blocking_key("title", normalize_text(e.title, "words")) for e in page.publications})),
        extraction_methods=page.extraction_methods,
        warnings=tuple(page.warnings),
        requested=requested,
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
