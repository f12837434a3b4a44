"""Manifests of the runs before this one: what is usual is learned from them."""

import json
from pathlib import Path

from profile_scraper.records.manifest import MANIFEST, Manifest
from profile_scraper.storage.publish import publish_file

_KEPT_RUNS = 52
"""A year of weekly runs."""
_NAMES_OF_1_0 = {"ways": "extraction_methods", "unpaired": "unmatched"}


def earlier_runs(history: Path, dataset: Path) -> list[Manifest]:
    """The manifests to learn from, oldest first.

    A dataset that somebody built since the last run was accepted by hand: from then on it alone says what is usual.
    """
    current = _read(dataset / MANIFEST)
    runs = [manifest for path in sorted(history.glob("*.json")) if (manifest := _read(path))]
    if current is None:
        return runs
    return runs if runs and runs[-1].files == current.files else [current]


def remember(history: Path, manifest: Manifest) -> None:
    """Keep a run's figures for the next ones; its list of sources is in its dataset."""
    kept = sorted(history.glob("*.json"))
    number = int(kept[-1].stem) + 1 if kept else 1
    with publish_file(history / f"{number:06d}.json") as file:
        file.write_text(manifest.model_copy(update={"sources": []}).model_dump_json() + "\n", encoding="utf8")
    for old in kept[: -(_KEPT_RUNS - 1)]:
        old.unlink()


def _read(path: Path) -> Manifest | None:
    """A manifest, None where there is none that this version understands: what cannot be read teaches nothing."""
    try:
        fields = json.loads(path.read_bytes())
        # The figures of format 1.0 are the same under other names: an upgrade does not lose what earlier runs taught.
        return Manifest.model_validate({_NAMES_OF_1_0.get(name, name): value for name, value in fields.items()})
    except (OSError, ValueError, AttributeError):
        return None
