"""Pages without removed people: their items and the links to them are left out."""

import re
from collections.abc import Set
from typing import NamedTuple

from profile_scraper.dedupe import EntryText
from profile_scraper.pair import PageSummary
from profile_scraper.records.base import PersonReference
from profile_scraper.records.page import PageStudent, PageSupervisor, ProfilePage
from profile_scraper.workspace import cache_key


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

    def summary(self, summary: PageSummary) -> PageSummary:
        """The summary of a page without them."""
        named = summary.counterpart and self.addresses.search(summary.counterpart)
        # The order of a set differs between processes.
        key = cache_key(sorted(self.ids), sorted(self.names))
        return summary._replace(
            counterpart=None if named else summary.counterpart,
            digest=summary.digest and cache_key(summary.digest, key),
        )

    def page(self, page: ProfilePage) -> ProfilePage:
        """A page without them."""
        return page.model_copy(
            update={
                "alternates": {
                    language: url for language, url in page.alternates.items() if not self.addresses.search(url)
                },
                "students": [self._student(each) for each in page.students if not self._contain(each)],
                "supervisors": [each for each in page.supervisors if not self._contain(each)],
            }
        )

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
