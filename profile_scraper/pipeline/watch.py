"""The end of a crawl: a dataset that is unlike the ones before does not take their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from profile_scraper.archive import read_inputs
from profile_scraper.dataset.alarms import alarms
from profile_scraper.dataset.history import earlier_runs, remember
from profile_scraper.dataset.layouts import Layouts, count_layouts, layout_changes, read_layouts, remember_layouts
from profile_scraper.parse import fingerprint
from profile_scraper.pipeline.build import Built, build, page_store
from profile_scraper.pipeline.wishes import Wishes
from profile_scraper.records.alarm import Alarm
from profile_scraper.records.page import Capture
from profile_scraper.sites import Site
from profile_scraper.storage.publish import replace_dataset

DATASET, CANDIDATE, HISTORY, LAYOUTS = "dataset", "dataset.new", "history", "layouts.json"
"""Names inside a crawl's folder."""

_LOOKED_AT = "1"
"""First digit of the SHA-256 of pages whose structure is looked at: one in sixteen, the same in every run."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watched build did."""

    built: Built
    alarms: Sequence[Alarm]
    """What rang; where anything did, the new dataset stays aside."""
    changes: Sequence[Alarm]
    """Parts of the pages that stand elsewhere than before, although nothing is lost yet."""
    folder: Path
    """Where the new dataset is."""


def build_watched(  # noqa: PLR0913 - independent options
    snapshot: Path, out: Path, site: Site, wishes: Wishes, *, whole: bool, processes: int | None = None
) -> Watched:
    """Build ``out/dataset`` from a crawl's archive; a result that rings an alarm stays ``out/dataset.new``.

    Args:
        snapshot: the crawl's archive.
        out: the crawl's folder.
        site: the site.
        wishes: what people decided, and who asked to be left out.
        whole: whether the crawl was of the whole site; a part of it says nothing of the rest and teaches nothing.
        processes: how many processes a large build uses; by default one for each processor.

    Raises:
        PublishError: ``out`` cannot be written.
    """
    dataset, candidate, history = out / DATASET, out / CANDIDATE, out / HISTORY
    built = build([snapshot], candidate, site, wishes, page_store(dataset), processes=processes)
    if built.manifest is None:
        return Watched(built, (), (), dataset)
    if not whole:
        replace_dataset(candidate, dataset)
        return Watched(built, (), (), dataset)
    found, known = _layouts(snapshot, site), read_layouts(out / LAYOUTS)
    changes = layout_changes(found, known)
    rung = alarms(built.manifest, earlier_runs(history, dataset))
    if rung:
        return Watched(built, rung, changes, candidate)
    replace_dataset(candidate, dataset)
    remember(history, built.manifest)
    remember_layouts(out / LAYOUTS, found, known)
    return Watched(built, (), changes, dataset)


def _layouts(snapshot: Path, site: Site) -> Layouts:
    """How the parts of the newest crawl's pages stand; pages that it found unchanged stand as they did."""
    newest = max(snapshot.glob("*.warc*"), default=snapshot)
    captures = (one for one in read_inputs([newest]) if isinstance(one, Capture) and one.sha256.startswith(_LOOKED_AT))
    return count_layouts(filter(None, (fingerprint(capture, site) for capture in captures)))
