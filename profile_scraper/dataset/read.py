"""Read a dataset folder back, or a part of one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Generic

from pydantic import BaseModel, ValidationError

from profile_scraper.dataset.lines import AnyRecord, DatasetError, Lines, broken
from profile_scraper.records.decision import LearnedPair, MergeDecision, PagePairing
from profile_scraper.records.manifest import (
    CONFLICTS,
    FILES,
    MANIFEST,
    MERGES,
    PAIRINGS,
    PROBLEMS,
    PROFILES,
    PROVENANCE,
    PUBLICATIONS,
    REDIRECTS,
    SCHEMA_VERSION,
    VOCABULARY,
    Manifest,
)
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance
from profile_scraper.records.publication import Publication, Redirect


@dataclass(frozen=True, slots=True)
class Dataset:
    """The records of a dataset; each iteration reads the file anew, so that memory stays flat."""

    folder: Path
    """Where the dataset is."""
    manifest: Manifest
    """Where the whole dataset came from and what is in it."""
    profiles: Iterable[Profile]
    """People, sorted by id."""
    publications: Iterable[Publication]
    """Distinct works, sorted by id."""
    merges: Iterable[MergeDecision]
    """Decisions about two entries."""
    problems: Iterable[Problem]
    """What could not be used."""
    conflicts: Iterable[Conflict]
    """What two pages contradict each other on."""
    pairings: Iterable[PagePairing]
    """Which pages were judged one person's."""
    provenance: Iterable[Provenance]
    """Where the values of each profile were read."""
    redirects: Iterable[Redirect]
    """Ids of publications that stand for others."""
    learned: Iterable[LearnedPair]
    """Pairs of labels that the pages teach."""


@dataclass(frozen=True, slots=True)
class Chosen(Generic[AnyRecord]):
    """The records that ``keep`` keeps, as it changes them; chosen anew at each iteration."""

    records: Iterable[AnyRecord]
    keep: Callable[[AnyRecord], AnyRecord | None]

    def __iter__(self) -> Iterator[AnyRecord]:
        """Yield what is kept."""
        for record in self.records:
            kept = self.keep(record)
            if kept is not None:
                yield kept


def read_dataset(folder: str | PathLike[str]) -> Dataset:
    """Open a dataset; its manifest is read now, its records when they are iterated.

    Raises:
        DatasetError: ``folder`` is no dataset, lacks a file, or has a format that this version does not read.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise DatasetError(f"{folder} is no dataset folder: name the folder that 'profile-scraper build --out' wrote")
    manifest = _read_manifest(folder / MANIFEST) if (folder / MANIFEST).is_file() else None
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing or manifest is None:
        raise DatasetError(f"{folder} lacks {', '.join(missing)}: build the dataset again")
    return Dataset(
        folder=folder,
        manifest=manifest,
        profiles=Lines(folder / PROFILES, Profile),
        publications=Lines(folder / PUBLICATIONS, Publication),
        merges=Lines(folder / MERGES, MergeDecision),
        problems=Lines(folder / PROBLEMS, Problem),
        conflicts=Lines(folder / CONFLICTS, Conflict),
        pairings=Lines(folder / PAIRINGS, PagePairing),
        provenance=Lines(folder / PROVENANCE, Provenance),
        redirects=Lines(folder / REDIRECTS, Redirect),
        learned=Lines(folder / VOCABULARY, LearnedPair),
    )


def _read_manifest(path: Path) -> Manifest:
    content = path.read_bytes()
    try:
        # The version is checked first: another format has other fields.
        version = _FormatVersion.model_validate_json(content).schema_version
        if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
            raise DatasetError(
                f"{path}: the dataset has format {version}, this version reads {SCHEMA_VERSION}: "
                "build the dataset again from its snapshot or pages with 'profile-scraper build'"
            )
        return Manifest.model_validate_json(content)
    except ValidationError as error:
        raise broken(str(path), error) from None


class _FormatVersion(BaseModel):
    """The one field that every format of the manifest has."""

    schema_version: str
