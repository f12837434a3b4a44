"""Apply the removal list to a build: pages of these people are not used, and nothing links to or names them."""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import chain

from profile_scraper.pair import PageSummary, id_from_name
from profile_scraper.pipeline.pages import LoadedPages, RemovedPeople
from profile_scraper.records.decision import Decision
from profile_scraper.records.page import DirectoryPage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import mentions, naming
from profile_scraper.text.id_forms import slugify


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
