"""Options of a build, and what people override in every build: their decisions, and the removal list."""

from collections.abc import Sequence, Set
from pathlib import Path
from typing import NamedTuple

from profile_scraper.dataset.decisions import read_decisions
from profile_scraper.messages import UserError, _
from profile_scraper.parallel import Executor
from profile_scraper.records.decision import Decision
from profile_scraper.sites import RemovalList, Site
from profile_scraper.storage.remote import Location


class Overrides(NamedTuple):
    """Valid decisions, and ids (``site/slug``) of people on the removal list."""

    decisions: Sequence[Decision]
    removed: Set[str]


NO_OVERRIDES = Overrides((), frozenset())


DECISIONS, REMOVALS = "decisions.jsonl", "removals.txt"
"""Names of the files that are used where no other is named: in the working folder, or beside the dataset."""


class NamedFiles(NamedTuple):
    """The files of decisions and removals that a command uses."""

    decisions: Location | None
    """None where there is none."""
    removals: RemovalList
    """Empty where there is none."""

    def read(self) -> Overrides:
        """What they say.

        Raises:
            DatasetError: the decisions are not valid or contradict each other.
        """
        return Overrides(read_decisions(self.decisions) if self.decisions else [], self.removals.ids)


def find_overrides(decisions: Path | None, removals: Path | None, dataset: Location) -> NamedFiles:
    """The named files, else those of the working folder or beside the dataset.

    Raises:
        UserError: a named file does not exist, or both folders have one.
        SiteError: the removal list has a line that names nobody.
    """
    return NamedFiles(find_file(decisions, DECISIONS, dataset, option="--decisions"), find_removals(removals, dataset))


def find_removals(removals: Path | None, *datasets: Location) -> RemovalList:
    """The named removal list, else that of the working folder or beside the datasets.

    Raises:
        UserError: the named file does not exist, or several folders have one.
        SiteError: a line names nobody.
    """
    return RemovalList(find_file(removals, REMOVALS, *datasets, option="--removals"))


def find_file(named: Path | None, name: str, *datasets: Location, option: str) -> Location | None:
    """The named file, which must exist, else the file of this name in the working folder or beside the datasets.

    Raises:
        UserError: the named file does not exist, or several folders have one.
    """
    if named is not None:
        if not named.is_file():
            raise UserError(_("{path} does not exist or is not a file").format(path=named))
        return named
    candidates: list[Location] = [Path(name), *(dataset.parent / name for dataset in datasets)]
    found = {_identity(path): path for path in reversed(candidates) if path.is_file()}
    if len(found) > 1:
        both = _(" and ").join(sorted(map(str, found.values())))
        text = _("{files} exist, and only one can apply: name it with {option}, or join the files")
        raise UserError(text.format(files=both, option=option))
    return next(iter(found.values()), None)


def _identity(path: Location) -> object:
    return path.resolve() if isinstance(path, Path) else path


class BuildOptions(NamedTuple):
    """What a build may be told beside its inputs; the dataset depends on ``site`` and ``overrides`` alone."""

    site: Site | None = None
    """The site of pages that do not name theirs."""
    overrides: Overrides = NO_OVERRIDES
    """What people decided, and who asked to be left out."""
    store: Path | None = None
    """The file of parsed pages and results for the next build; by default beside the dataset."""
    is_kept: bool | None = None
    """Whether there is such a file, or all is held in memory; by default for inputs over 8 MB."""
    processes: int | None = None
    """Number of processes; by default one for each processor where parsed pages are kept, else one."""
    executor: Executor | None = None
    """Runs the steps elsewhere than in processes of this machine."""


DEFAULT_OPTIONS = BuildOptions()
"""Nothing is told beside the inputs."""
