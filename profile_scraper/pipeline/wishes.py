"""What people want of every build: their decisions, and who asked to be left out."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.decisions import read_decisions
from profile_scraper.records.decision import Decision, Subject
from profile_scraper.sites import read_removals


class Wishes(NamedTuple):
    """Answers that stand, and ids (``site/slug``) of people who asked to be left out."""

    decisions: Sequence[Decision]
    removed: Set[str]

    def about(self, *subjects: Subject) -> list[Decision]:
        """The answers about things of these sorts."""
        return [decision for decision in self.decisions if decision.subject in subjects]


NO_WISHES = Wishes((), frozenset())


def read_wishes(decisions: Path, removals: Path) -> Wishes:
    """Read both files; one that does not exist says nothing.

    Raises:
        DatasetError: the decisions are broken or contradict each other.
        SiteError: the list of removals has a line that names nobody.
    """
    return Wishes(read_decisions(decisions), read_removals(removals))
