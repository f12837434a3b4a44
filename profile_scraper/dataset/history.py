"""Manifests of the runs before this one: what is usual is learned from them."""

from pathlib import Path

from pydantic import ValidationError

from profile_scraper.dataset.publish import file_whole_or_not_at_all
from profile_scraper.records.files import MANIFEST
from profile_scraper.records.manifest import Manifest

_KEPT_RUNS = 52
"""A year of weekly runs."""


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
    with file_whole_or_not_at_all(history / f"{number:06d}.json") as file:
        file.write_text(manifest.model_copy(update={"sources": []}).model_dump_json() + "\n", encoding="utf8")
    for old in kept[: -(_KEPT_RUNS - 1)]:
        old.unlink()


def _read(path: Path) -> Manifest | None:
    """A manifest, None where there is none that this version understands: what cannot be read teaches nothing."""
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
