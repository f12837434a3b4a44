"""The pages of a build, loaded on access, and what is left out of them because people asked for it."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, Protocol

from profile_scraper.dedupe import EntryText
from profile_scraper.pair import PageSummary, id_from_name
from profile_scraper.records.base import PersonReference
from profile_scraper.records.decision import Decision
from profile_scraper.records.page import DirectoryPage, PageStudent, PageSupervisor, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import mentions, naming
from profile_scraper.text.id_forms import slugify
from profile_scraper.workspace import cache_key

_LINKED = re.compile(r'<a href="([^"<>]*)">(.*?)</a>', re.DOTALL)
_MASK = "[…]"


class RemovedPeople(NamedTuple):
    """The removed people, as other people's pages name them.

    A removed student or supervisor is identified by the link or, without one, by the name. As an author a removed
    person keeps the name and loses the link.
    """

    ids: Set[str]
    """Their ids (``site/slug``)."""
    names: Set[str]
    """Names, in lower case, of those whose pages are in the input, for items without a link."""
    addresses: re.Pattern[str]
    """Matches their addresses."""
    emails: re.Pattern[str]
    """Matches their e-mail addresses."""

    def summary(self, summary: PageSummary) -> PageSummary:
        """The summary of a page without them."""
        named = summary.counterpart and self.addresses.search(summary.counterpart)
        # The order of a set differs between processes.
        key = cache_key(sorted(self.ids), sorted(self.names), self.emails.pattern)
        return summary._replace(
            counterpart=None if named else summary.counterpart,
            digest=summary.digest and cache_key(summary.digest, key),
        )

    def page(self, page: ProfilePage) -> ProfilePage:
        """A page without them."""
        update: dict[str, object] = {
            "alternates": {
                language: url for language, url in page.alternates.items() if not self.addresses.search(url)
            },
            "students": [self._student(each) for each in page.students if not self._contain(each)],
            "supervisors": [each for each in page.supervisors if not self._contain(each)],
        }
        slug = slugify(page.name)
        if not any(id_.partition("/")[2] == slug for id_ in self.ids):  # a namesake's own addresses look alike
            update["email"] = None if page.email and self.emails.search(page.email) else page.email
            update["biography"] = [self.emails.sub(_MASK, text) for text in page.biography]
            update["biography_html"] = [self._without_links(html) for html in page.biography_html]
        return page.model_copy(update=update)

    def _without_links(self, html: str) -> str:
        """A fragment of somebody else without links to their pages, and without their e-mail addresses."""
        html = _LINKED.sub(lambda link: link[2] if self._is_theirs(link[1]) else link[0], html)
        return self.emails.sub(_MASK, html)

    def _is_theirs(self, address: str) -> bool:
        return any(pattern.search(address.removeprefix("mailto:")) for pattern in (self.addresses, self.emails))

    def entry(self, text: EntryText) -> EntryText:
        """An entry without links to them."""
        if self.ids.isdisjoint(text.linked):
            return text
        entry = text.entry()
        authors = [
            PersonReference(name=author.name, profile=None) if author.profile in self.ids else author
            for author in entry.authors
        ]
        return EntryText.of(entry.model_copy(update={"authors": authors}))

    def _student(self, student: PageStudent) -> PageStudent:
        others = [each for each in student.other_supervisors if not self._contain(each)]
        if len(others) == len(student.other_supervisors):
            return student
        return student.model_copy(update={"other_supervisors": others, "raw": []})

    def _contain(self, person: PageStudent | PageSupervisor | PersonReference) -> bool:
        return (person.name or "").casefold() in self.names if person.profile is None else person.profile in self.ids


_CACHED_PAGES = 256
"""Pages are accessed several times in a row."""


class PageTexts(Protocol):
    """Texts of pages by row."""

    def page(self, row_id: int) -> str:
        """JSON of a page without its entries and its time of retrieval."""

    def entries(self, row_id: int) -> str:
        """A line for each entry of a page."""


class LoadedPages:
    """Some pages of a store; implements :class:`~profile_scraper.pair.Pages`, by row."""

    def __init__(
        self, texts: PageTexts, summaries: Sequence[PageSummary], removed: RemovedPeople | None = None
    ) -> None:
        """Use the pages of these summaries.

        Args:
            texts: where the pages are.
            summaries: their summaries; ``page_index`` is a page's row.
            removed: people whose items and links are left out of the pages.
        """
        self._texts, self._summaries, self._removed = texts, summaries, removed
        self._of_row = {summary.page_index: summary for summary in summaries}
        self._page = lru_cache(_CACHED_PAGES)(self._load)

    def __len__(self) -> int:
        return len(self._summaries)

    def __getitem__(self, row_id: int) -> ProfilePage:
        return self._page(row_id)

    def summaries(self) -> Sequence[PageSummary]:
        """The summary of each page, in order."""
        return self._summaries

    def entries(self, row_id: int) -> Sequence[EntryText]:
        """The entries of a page."""
        lines = self._texts.entries(row_id)
        entries = map(EntryText.from_line, lines.split("\n")) if lines else ()
        return list(map(self._removed.entry, entries) if self._removed else entries)

    def part(self, summaries: Sequence[PageSummary]) -> "LoadedPages":
        """Some of these pages."""
        return LoadedPages(self._texts, summaries, self._removed)

    def without(self, removed: RemovedPeople) -> "LoadedPages":
        """The pages without the items and links of removed people."""
        return LoadedPages(self._texts, [removed.summary(each) for each in self._summaries], removed)

    def detached(self, indices: Iterable[int]) -> "DetachedPages":
        """Some of the pages, without the store: they can be pickled."""
        return DetachedPages(
            {row_id: (self._texts.page(row_id), self._of_row[row_id].retrieved) for row_id in indices}, self._removed
        )

    def _load(self, row_id: int) -> ProfilePage:
        return _page(self._texts.page(row_id), self._of_row[row_id].retrieved, self._removed)


class DetachedPages:
    """A few pages by row, parsed on access."""

    def __init__(self, texts: Mapping[int, tuple[str, str | None]], removed: RemovedPeople | None) -> None:
        """Hold pages.

        Args:
            texts: for each row the page's JSON and its time of retrieval.
            removed: people whose items and links are left out.
        """
        self._texts, self._removed = texts, removed
        self._pages: dict[int, ProfilePage] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[ProfilePage]:
        return map(self.__getitem__, self._texts)

    def __getitem__(self, row_id: int) -> ProfilePage:
        if row_id not in self._pages:
            self._pages[row_id] = _page(*self._texts[row_id], self._removed)
        return self._pages[row_id]


def _page(text: str, retrieved: str | None, removed: RemovedPeople | None) -> ProfilePage:
    page = ProfilePage.model_validate_json(text)
    if retrieved is not None:
        page = page.model_copy(update={"source": page.source.model_copy(update={"retrieved": retrieved})})
    return removed.page(page) if removed else page


def without_removed(pages: LoadedPages, removed: Set[str]) -> LoadedPages:
    """The pages of other people, without the items and links of removed people.

    Args:
        pages: pages of any people.
        removed: ids (``site/slug``) of removed people.
    """
    if not removed:
        return pages
    own = [summary for summary in pages.summaries() if _id(summary) in removed]
    names = {summary.name.casefold() for summary in own}
    emails = {email for summary in own if (email := pages[summary.page_index].email)}
    remaining = pages.part([summary for summary in pages.summaries() if _id(summary) not in removed])
    return remaining.without(RemovedPeople(removed, names, naming(removed), _emails(removed, emails)))


def _emails(removed: Set[str], known: Set[str]) -> re.Pattern[str]:
    """Finds e-mail addresses of removed people: those that their pages have, and those made of the words of a slug."""
    words = (slugify(id_.partition("/")[2]).split("-") for id_ in removed)
    made = {
        "[._-]?".join(order) + r"@[\w-]+(?:\.[\w-]+)+" for each in words if each[1:] for order in (each, each[::-1])
    }
    forms = sorted({*map(re.escape, known), *made})
    return re.compile(rf"(?<![\w.+-])(?:{'|'.join(forms)})(?![\w-])" if forms else r"(?!)", re.IGNORECASE)


def people_left_out(
    pages: LoadedPages, directories: Iterable[DirectoryPage], removed: Set[str]
) -> list[frozenset[str]]:
    """The removed people whom these pages are of, list or link to; each with all of the ids that name them.

    Args:
        pages: all pages of a build, before :func:`without_removed`.
        directories: its list pages.
        removed: ids (``site/slug``) of removed people.
    """
    people: list[frozenset[str]] = []
    for summary in pages.summaries() if removed else ():
        ids = {_id(summary)} & removed
        if summary.counterpart and ids:
            ids |= {id_ for id_ in removed if naming([id_]).search(summary.counterpart)}
        people = _joined(people, frozenset(ids))
    missing = removed - frozenset[str]().union(*people)
    if missing:  # their pages may never have been fetched
        on_lists = (person.profile for page in directories for person in page.people)
        linked = {id_ for id_ in chain(_linked(pages), on_lists) if id_ is not None and id_ in missing}
        people += [frozenset({id_}) for id_ in sorted(linked)]
    return people


def problems_without(problems: Iterable[Problem], removed: Set[str], pages: LoadedPages) -> list[Problem]:
    """The problems that contain no id, address or name of these people, in the name of a file or a title neither.

    Args:
        problems: problems of any pages.
        removed: ids (``site/slug``) of removed people.
        pages: all pages of a build, which may have their names.
    """
    names = [summary.name for summary in pages.summaries() if _id(summary) in removed] if removed else []
    mention = mentions(removed, names)
    return [each for each in problems if not mention(f"/{each.url} {each.record} {each.detail}")]


def decisions_without(decisions: Iterable[Decision], removed: Set[str]) -> list[Decision]:
    """The decisions that name none of these people."""
    mention = naming(removed)
    return [each for each in decisions if not mention.search(f"{each.first} {each.second} {each.within}")]


def _joined(people: list[frozenset[str]], ids: frozenset[str]) -> list[frozenset[str]]:
    """The people, where one who has any of these ids has all of them."""
    if not ids or any(ids <= person for person in people):
        return people
    same = [person for person in people if not person.isdisjoint(ids)]
    return [*(person for person in people if person.isdisjoint(ids)), ids.union(*same)]


def _linked(pages: LoadedPages) -> Iterator[str | None]:
    """The profiles that pages link to."""
    for summary in pages.summaries():
        page = pages[summary.page_index]
        for student in page.students:
            yield student.profile
            yield from (other.profile for other in student.other_supervisors)
        yield from (supervisor.profile for supervisor in page.supervisors)
        yield from (profile for entry in pages.entries(summary.page_index) for profile in entry.linked)


def _id(summary: PageSummary) -> str:
    return f"{summary.site}/{summary.slug}" if summary.slug else id_from_name(summary.site, summary.name)
