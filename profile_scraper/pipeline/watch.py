"""The end of a crawl: a dataset that is unlike the ones before does not take their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from profile_scraper.dataset.alarms import alarms
from profile_scraper.dataset.history import earlier_runs, remember
from profile_scraper.dataset.publish import move_into_place
from profile_scraper.pipeline.build import Built, build
from profile_scraper.pipeline.wishes import Wishes
from profile_scraper.records.alarm import Alarm
from profile_scraper.sites import Site

DATASET, CANDIDATE, HISTORY = "dataset", "dataset.new", "history"
"""Names inside a crawl's folder."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watched build did."""

    built: Built
    alarms: Sequence[Alarm]
    """What rang; where anything did, the new dataset stays aside."""
    folder: Path
    """Where the new dataset is."""


def build_watched(snapshot: Path, out: Path, site: Site, wishes: Wishes, *, whole: bool) -> Watched:
    """Build ``out/dataset`` from a crawl's archive; a result that rings an alarm stays ``out/dataset.new``.

    Args:
        snapshot: the crawl's archive.
        out: the crawl's folder.
        site: the site.
        wishes: what people decided, and who asked to be left out.
        whole: whether the crawl was of the whole site; a part of it says nothing of the rest and teaches nothing.

    Raises:
        PublishError: ``out`` cannot be written.
    """
    dataset, candidate, history = out / DATASET, out / CANDIDATE, out / HISTORY
    built = build([snapshot], candidate, site, wishes)
    if built.manifest is None:
        return Watched(built, (), dataset)
    rung = alarms(built.manifest, earlier_runs(history, dataset)) if whole else []
    if rung:
        return Watched(built, rung, candidate)
    move_into_place(candidate, dataset)
    if whole:
        remember(history, built.manifest)
    return Watched(built, (), dataset)
