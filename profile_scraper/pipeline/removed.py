"""People who asked to be left out: their pages are not used, and nobody else's page leads to them."""

from collections.abc import Iterable, Set

from profile_scraper.pair import id_from_name
from profile_scraper.records.base import PersonReference
from profile_scraper.records.page import Entry, PageStudent, ProfilePage


def without_removed(pages: Iterable[ProfilePage], removed: Set[str]) -> list[ProfilePage]:
    """The pages that are not of these people, without the cards and links that name them.

    A student or supervisor who asked to be left out is not listed; as an author of a work the name stays, as it does
    in the work itself, and the link goes.

    Args:
        pages: pages of any people.
        removed: ids (``site/slug``) of those who asked to be left out.
    """
    if not removed:
        return list(pages)
    return [_unlinked(page, removed) for page in pages if _id(page) not in removed]


def _id(page: ProfilePage) -> str:
    return f"{page.site}/{page.slug}" if page.slug else id_from_name(page.site, page.name)


def _unlinked(page: ProfilePage, removed: Set[str]) -> ProfilePage:
    return page.model_copy(
        update={
            "students": [_student(one, removed) for one in page.students if one.profile not in removed],
            "supervisors": [one for one in page.supervisors if one.profile not in removed],
            "publications": [_entry(one, removed) for one in page.publications],
        }
    )


def _student(student: PageStudent, removed: Set[str]) -> PageStudent:
    others = [one for one in student.other_supervisors if one.profile not in removed]
    if len(others) == len(student.other_supervisors):
        return student
    return student.model_copy(update={"other_supervisors": others, "raw": []})


def _entry(entry: Entry, removed: Set[str]) -> Entry:
    if all(author.profile not in removed for author in entry.authors):
        return entry
    authors = [
        PersonReference(name=author.name, profile=None) if author.profile in removed else author
        for author in entry.authors
    ]
    return entry.model_copy(update={"authors": authors})
