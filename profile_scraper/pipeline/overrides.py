"""What people override in every build: their decisions, and the removal list."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.decisions import read_decisions
from profile_scraper.errors import UserError
from profile_scraper.records.decision import Decision, Subject
from profile_scraper.sites import read_removals


class Overrides(NamedTuple):
    """Valid decisions, and ids (``site/slug``) of people on the removal list."""

    decisions: Sequence[Decision]
    removed: Set[str]

    def about(self, *subjects: Subject) -> list[Decision]:
        """The decisions about these subjects."""
        return [decision for decision in self.decisions if decision.subject in subjects]


NO_OVERRIDES = Overrides((), frozenset())


DECISIONS, REMOVALS = Path("decisions.jsonl"), Path("removals.txt")
"""Files of the working directory that are used where they exist and no other is named."""


def read_overrides(decisions: Path | None = None, removals: Path | None = None) -> Overrides:
    """Read the decisions and the removal list, by default from the working directory.

    Raises:
        UserError: a named file does not exist.
        DatasetError: the decisions are not valid or contradict each other.
        SiteError: the removal list has a line that names nobody.
    """
    return Overrides(read_decisions(named_or_default(decisions, DECISIONS)), named_removals(removals))


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
