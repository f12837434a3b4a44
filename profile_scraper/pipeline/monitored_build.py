"""Build after a crawl: a dataset that triggers a drift alert does not replace the earlier one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from profile_scraper.archive import read_inputs
from profile_scraper.monitoring import (
    DriftAlert,
    Layouts,
    count_layouts,
    drift_alerts,
    earlier_runs,
    layout_alerts,
    read_layouts,
    save_layouts,
    save_run,
)
from profile_scraper.parse import fingerprint
from profile_scraper.pipeline.build import Built, build
from profile_scraper.pipeline.options import DEFAULT_OPTIONS, BuildOptions
from profile_scraper.pipeline.workspace import store_path
from profile_scraper.records.page import Capture
from profile_scraper.sites import Site
from profile_scraper.storage.publish import replace_dataset

DATASET, CANDIDATE, HISTORY, LAYOUTS = "dataset", "dataset.new", "history", "layouts.json"
"""Names inside a crawl's folder."""

_SAMPLE_DIGIT = "1"
"""First digit of the SHA-256 of pages whose layout is checked: one in sixteen, the same in every run."""


@dataclass(frozen=True, slots=True)
class MonitoredBuild:
    """Result of a monitored build."""

    built: Built
    triggered: Sequence[DriftAlert]
    """Alerts; where there is any, the new dataset stays beside the earlier one."""
    layout_changes: Sequence[DriftAlert]
    """Parts of the pages that moved, although no value is lost yet."""
    folder: Path
    """Folder of the new dataset."""


def build_monitored(
    snapshot: Path, out: Path, site: Site, options: BuildOptions = DEFAULT_OPTIONS, *, complete: bool
) -> MonitoredBuild:
    """Build ``out/dataset`` from a crawl's archive, or ``out/dataset.new`` where the result triggers an alert.

    Args:
        snapshot: the crawl's archive.
        out: the crawl's folder.
        site: the site.
        options: the other options of the build.
        complete: whether the whole site was crawled; a partial crawl is neither checked nor added to the history.

    Raises:
        PublishError: ``out`` cannot be written.
    """
    dataset, candidate, history = out / DATASET, out / CANDIDATE, out / HISTORY
    built = build([snapshot], candidate, options._replace(site=site, store=store_path(dataset)))
    if built.manifest is None:
        return MonitoredBuild(built, (), (), dataset)
    if not complete:
        replace_dataset(candidate, dataset)
        return MonitoredBuild(built, (), (), dataset)
    observed, known = _observed_layouts(snapshot, site), read_layouts(out / LAYOUTS)
    layout_changes = layout_alerts(observed, known)
    triggered = drift_alerts(built.manifest, earlier_runs(history, dataset))
    if triggered:
        return MonitoredBuild(built, triggered, layout_changes, candidate)
    replace_dataset(candidate, dataset)
    save_run(history, built.manifest)
    save_layouts(out / LAYOUTS, observed, known)
    return MonitoredBuild(built, (), layout_changes, dataset)


def _observed_layouts(snapshot: Path, site: Site) -> Layouts:
    """Layouts of a sample of the newest crawl's pages; pages that did not change have the layout that they had."""
    newest = max(snapshot.glob("*.warc*"), default=snapshot)
    captures = (
        each for each in read_inputs([newest]) if isinstance(each, Capture) and each.sha256.startswith(_SAMPLE_DIGIT)
    )
    return count_layouts(filter(None, (fingerprint(capture, site) for capture in captures)))
