"""Manifests of earlier runs, which define the expected range of each metric."""

import json
from pathlib import Path

from profile_scraper.records.manifest import MANIFEST, Manifest
from profile_scraper.storage.publish import publish_file

_KEPT_RUNS = 52
"""A year of weekly runs."""
_NAMES_OF_1_0 = {"ways": "extraction_methods", "unpaired": "unmatched"}


def earlier_runs(history: Path, dataset: Path) -> list[Manifest]:
    """The manifests of earlier runs, oldest first.

    Where a person has built ``dataset`` since the last run, that dataset is accepted: it alone is the expected range.
    """
    current = _read(dataset / MANIFEST)
    runs = [manifest for path in sorted(history.glob("*.json")) if (manifest := _read(path))]
    if current is None:
        return runs
    return runs if runs and runs[-1].files == current.files else [current]


def save_run(history: Path, manifest: Manifest) -> None:
    """Add a run's manifest, without its list of sources, and delete the oldest beyond a year of weekly runs."""
    files = sorted(history.glob("*.json"))
    number = int(files[-1].stem) + 1 if files else 1
    with publish_file(history / f"{number:06d}.json") as file:
        file.write_text(manifest.model_copy(update={"sources": []}).model_dump_json() + "\n", encoding="utf8")
    for oldest in files[: -(_KEPT_RUNS - 1)]:
        oldest.unlink()


def _read(path: Path) -> Manifest | None:
    """A manifest, None where there is none that this version can read."""
    try:
        fields = json.loads(path.read_bytes())
        # Format 1.0 has the same figures under other names: an upgrade keeps the expected ranges.
        return Manifest.model_validate({_NAMES_OF_1_0.get(name, name): value for name, value in fields.items()})
    except (OSError, ValueError, AttributeError):
        return None
