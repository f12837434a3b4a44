"""The pages of one language, put together by person: a pager repeats the header, a page may be saved twice."""

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from profile_scraper.pair.linkage.page_summary import Pages, PageSummary, detached, name_key, summaries_of
from profile_scraper.records.base import Language
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import Site, profile_id, read_address
from profile_scraper.text.normalize import normalize_text


class LanguageProfile(NamedTuple):
    """What one person has in one language; what the pages say beyond this is loaded when it is asked for."""

    summaries: tuple[PageSummary, ...]
    """Of pages with an address first, by place in the pager, the current address before older ones."""
    addresses: tuple[str, ...]
    """Every address of the first page, older forms too."""
    all_pages: Pages
    """The pages of all people."""

    @property
    def language(self) -> Language:
        """Of all pages."""
        return self.summaries[0].language

    @property
    def address(self) -> str | None:
        """Canonical address of the first page, None where no page has one."""
        return self.addresses[0] if self.addresses else None

    @property
    def slug(self) -> str | None:
        """The person's part of the address."""
        return self.summaries[0].slug

    @property
    def name(self) -> str:
        """The person's name as the header prints it."""
        return self.summaries[0].name

    @property
    def named_counterpart(self) -> str | None:
        """The address that the pages name as the other language's, None where they name none."""
        return next((summary.counterpart for summary in self.summaries if summary.counterpart is not None), None)

    @property
    def urls(self) -> tuple[str, ...]:
        """For each page where it came from."""
        return tuple(summary.url for summary in self.summaries)

    @property
    def pages(self) -> tuple[ProfilePage, ...]:
        """The pages of the summaries."""
        return tuple(self.all_pages[summary.page_index] for summary in self.summaries)

    @property
    def head(self) -> ProfilePage:
        """The page whose header counts, completed where it lacks something by items of lists and by further pages."""
        head = self.all_pages[self.summaries[0].page_index]
        for summary in self.summaries[1:]:
            if summary.listed or (summary.number and not _ON_PARTS.isdisjoint(summary.extraction_methods)):
                head = completed(head, self.all_pages[summary.page_index])
        return head

    def detached(self) -> "LanguageProfile":
        """The same with its own pages alone, which can be pickled."""
        indices = [summary.page_index for summary in self.summaries]
        return _DetachedProfile(self.summaries, self.addresses, detached(self.all_pages, indices))

    @property
    def title_keys(self) -> set[int]:
        """Hashes of the titles of its publications."""
        return {key for summary in self.summaries for key in summary.title_keys}

    @property
    def key(self) -> str:
        """What the language profile is called: its address, else the path of its first page."""
        return self.address or self.summaries[0].url


class _DetachedProfile(LanguageProfile):
    """A language profile with few pages: what is made of them is held."""

    @cached_property
    def head(self) -> ProfilePage:
        """The page whose header counts."""
        return super().head


_ON_PARTS = frozenset(("students", "supervisors"))
"""Fields that a further page of a person may have."""
_COMPLETED = ("portrait", "email", "phone", "office", "roles", "topics", "biography", "students", "supervisors")


def completed(page: ProfilePage, summary: ProfilePage) -> ProfilePage:
    """A page with what it lacks taken from the person's card on a list page of the same language."""
    lacking = {field for field in _COMPLETED if not getattr(page, field) and getattr(summary, field)}
    update: dict[str, object] = {field: getattr(summary, field) for field in lacking}
    if "biography" in lacking:
        update["biography_html"] = summary.biography_html
    links = {name: value or getattr(summary.links, name) for name, value in page.links}
    if links != dict(page.links):
        update["links"] = page.links.model_copy(update=links)
    methods = {**summary.extraction_methods, **page.extraction_methods}
    return page.model_copy(update={**update, "extraction_methods": methods}) if update else page


def language_profiles_of(pages: Pages, site: Site) -> list[LanguageProfile]:
    """Put pages together by person and language.

    Pages with one address are one page, of which the last retrieved counts. Pages with one slug are one person; so are
    pages without address that share name and header, and such a page and the person whose page it so resembles.

    Returns:
        The language profiles, sorted by language and key, whatever the order of the pages.
    """
    by_slug: dict[tuple[Language, str], list[PageSummary]] = defaultdict(list)
    without_slug: list[PageSummary] = []
    for summary in _last_of_each_address(pages):
        if summary.slug:
            by_slug[summary.language, summary.slug].append(summary)
        else:
            without_slug.append(summary)
    _join_listed(by_slug)
    by_name: dict[tuple[Language, str], list[list[PageSummary]]] = defaultdict(list)
    for (language, _), group in sorted(by_slug.items()):
        by_name[language, normalize_text(group[0].name, "words")].append(group)
    for summary in without_slug:
        alike = by_name[summary.language, normalize_text(summary.name, "words")]
        page = pages[summary.page_index]
        groups = [group for group in alike if any(_same_header(page, pages[other.page_index]) for other in group)]
        if len(groups) == 1:
            groups[0].append(summary)
        else:
            alike.append([summary])
    language_profiles = [_language_profile(group, site, pages) for alike in by_name.values() for group in alike]
    return sorted(language_profiles, key=lambda language_profile: (language_profile.language, language_profile.key))


def _join_listed(by_slug: dict[tuple[Language, str], list[PageSummary]]) -> None:
    """Give a card of a list to the person of its language whose page has the same name, where there is one only."""
    pages: dict[tuple[Language, tuple[str, ...]], list[str]] = defaultdict(list)
    for (language, slug), group in by_slug.items():
        if not all(summary.listed for summary in group):
            pages[language, name_key(group[0].name)].append(slug)
    for (language, slug), group in sorted(by_slug.items()):
        if all(summary.listed for summary in group):
            own = pages.get((language, name_key(group[0].name)), [])
            if len(own) == 1:
                by_slug[language, own[0]] += by_slug.pop((language, slug))


def _last_of_each_address(pages: Pages) -> list[PageSummary]:
    last: dict[tuple[Language, str], PageSummary] = {}
    for summary in summaries_of(pages):
        known = last.get((summary.language, summary.url))
        if known is None or (known.age, known.name) < (summary.age, summary.name):
            last[summary.language, summary.url] = summary
    return [last[key] for key in sorted(last)]


def _same_header(page: ProfilePage, other: ProfilePage) -> bool:
    """Whether two pages with one name and language are one person's: something must say so, nothing against it."""
    if page.email and other.email and page.email != other.email:
        return False
    roles = {role.raw for role in page.roles}, {role.raw for role in other.roles}
    topics = set(page.topics), set(other.topics)
    if any(left and right and not left & right for left, right in (roles, topics)):
        return False
    identical = roles[0] == roles[1] and topics[0] == topics[1] and page.biography == other.biography
    paragraphs = set(page.biography) & set(other.biography)
    most_topics = 2 * len(topics[0] & topics[1]) > max(map(len, topics))
    return identical or bool(paragraphs) or most_topics or bool(page.email and page.email == other.email)


def _language_profile(group: list[PageSummary], site: Site, pages: Pages) -> LanguageProfile:
    older = {summary.url: bool(summary.slug) and profile_id(site, summary.url) is None for summary in group}

    def rank(summary: PageSummary) -> tuple[bool, bool, int, bool, str]:
        return summary.listed, not summary.slug, summary.number, older[summary.url], summary.url

    own = [summary for summary in group if summary.slug and not summary.listed] or [
        summary for summary in group if summary.slug
    ]
    addresses = sorted((older[summary.url], _first_page(site, summary)) for summary in own if _has_address(summary))
    return LanguageProfile(
        summaries=tuple(sorted(group, key=rank)),
        addresses=tuple(dict.fromkeys(address for _, address in addresses)),
        all_pages=pages,
    )


def _has_address(summary: PageSummary) -> bool:
    """Whether the page says where it is from; a saved page may have the name of its file only."""
    return summary.url.startswith(("http://", "https://"))


def _first_page(site: Site, summary: PageSummary) -> str:
    """The address of the first page of a card's pager; a card of a list keeps its fragment."""
    return summary.url if summary.listed else read_address(site, summary.url).first_page
