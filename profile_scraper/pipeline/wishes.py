"""What people want of every build: their decisions, and who asked to be left out."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.decisions import read_decisions
from profile_scraper.errors import UserError
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


DECISIONS, REMOVALS = Path("decisions.jsonl"), Path("removals.txt")
"""Files of the working directory that apply where they exist and no other is named."""


def read_wishes(decisions: Path | None = None, removals: Path | None = None) -> Wishes:
    """Read the decisions and the removal list, each from the working directory where none is named.

    Raises:
        UserError: a named file does not exist.
        DatasetError: the decisions are broken or contradict each other.
        SiteError: the removal list has a line that names nobody.
    """
    return Wishes(read_decisions(named_or_default(decisions, DECISIONS)), named_removals(removals))


def named_removals(removals: Path | None = None) -> frozenset[str]:
    """Ids (``site/slug``) of the people whom the removal list names.

    Raises:
        UserError: a named file does not exist.
        SiteError: the removal list has a line that names nobody.
    """
    return read_removals(named_or_default(removals, REMOVALS))


def named_or_default(named: Path | None, default: Path) -> Path:
    """The named file, which must exist, else the default, which need not.

    Raises:
        UserError: the named file does not exist.
    """
    if named is not None and not named.is_file():
        raise UserError(f"{named} does not exist or is not a file")
    return named or default
