"""Options of a build."""

from pathlib import Path
from typing import NamedTuple

from profile_scraper.parallel import Executor
from profile_scraper.pipeline.overrides import NO_OVERRIDES, Overrides
from profile_scraper.sites import Site


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
