"""Read a dataset folder."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from typing import Generic

from pydantic import BaseModel, ValidationError

from profile_scraper.dataset.files import AnyRecord, DatasetError, RecordFile, Records, find_parts, invalid_record
from profile_scraper.messages import _
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
from profile_scraper.records.profile import Profile, Provenance
from profile_scraper.records.publication import Publication, Redirect
from profile_scraper.storage.remote import Location, RemotePath, parse_location


@dataclass(frozen=True, slots=True, repr=False)
class Dataset:
    """The records of a dataset; each iteration reads the file again, so that no record is held in memory."""

    folder: Location
    """The folder."""
    manifest: Manifest
    """What the whole dataset contains and what it was built from."""
    profiles: Records[Profile]
    """People, sorted by id."""
    publications: Records[Publication]
    """Distinct publications, sorted by id."""
    merges: Records[MergeDecision]
    """Decisions about two entries."""
    problems: Records[Problem]
    """Pages, entries and fields that could not be used."""
    conflicts: Records[Conflict]
    """Contradictions between two pages."""
    pairings: Records[PagePairing]
    """Decisions about two pages."""
    provenance: Records[Provenance]
    """Sources of the values of each profile."""
    redirects: Records[Redirect]
    """Earlier ids of publications, with the ids that replace them."""
    learned: Records[LearnedPair]
    """Pairs of labels learned from the pages."""

    def __repr__(self) -> str:
        counts = self.manifest.counts
        return f"<Dataset {self.folder}: {counts.profiles} profiles, {counts.publications} publications>"


@dataclass(frozen=True, slots=True)
class FilteredRecords(Generic[AnyRecord]):
    """Records mapped by ``transform``, without those for which it returns None; computed during each iteration."""

    records: Iterable[AnyRecord]
    transform: Callable[[AnyRecord], AnyRecord | None]

    def __len__(self) -> int:
        """The number of transformed records."""
        return sum(1 for _record in self)

    def __iter__(self) -> Iterator[AnyRecord]:
        """Yield the transformed records."""
        return (result for record in self.records if (result := self.transform(record)) is not None)


def read_dataset(folder: str | PathLike[str] | RemotePath) -> Dataset:
    """Open a dataset; its manifest is read now, its records when they are iterated.

    Args:
        folder: the folder, or its address in a store (``s3://bucket/folder``).

    Raises:
        DatasetError: ``folder`` is no dataset, lacks a file, or has a format that this version does not read.
    """
    folder = parse_location(folder)
    version = _version(folder)
    parts = _parts(folder)
    if not parts:
        raise no_dataset(folder)
    manifest = _read_manifest(parts[MANIFEST]) if MANIFEST in parts else None
    missing = [name for name in FILES if name not in parts]
    if missing or manifest is None:
        raise DatasetError(
            _("{folder} lacks {missing}: build the dataset again").format(folder=folder, missing=", ".join(missing))
        )

    def check() -> None:
        """Refuse the records of a build that was published after the manifest was read."""
        if _version(folder) != version:
            raise DatasetError(
                _("{folder} was replaced by another build while it was read: read it again").format(folder=folder)
            )

    check()

    def records(name: str, model: type[AnyRecord]) -> RecordFile[AnyRecord]:
        return RecordFile(parts[name], model, check=check)

    return Dataset(
        folder=folder,
        manifest=manifest,
        profiles=records(PROFILES, Profile),
        publications=records(PUBLICATIONS, Publication),
        merges=records(MERGES, MergeDecision),
        problems=records(PROBLEMS, Problem),
        conflicts=records(CONFLICTS, Conflict),
        pairings=records(PAIRINGS, PagePairing),
        provenance=records(PROVENANCE, Provenance),
        redirects=records(REDIRECTS, Redirect),
        learned=records(VOCABULARY, LearnedPair),
    )


def _parts(folder: Location) -> dict[str, Location]:
    try:
        return find_parts(folder)
    except (FileNotFoundError, NotADirectoryError):
        raise no_dataset(folder) from None
    except OSError as error:
        raise DatasetError(_("{path} cannot be read: {error}").format(path=folder, error=error.strerror)) from error


def _version(folder: Location) -> tuple[object, ...] | None:
    """What tells one published manifest from another; None where there is none."""
    manifest = folder / MANIFEST
    try:
        if isinstance(manifest, RemotePath):
            return (manifest.version(),)
        status = manifest.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns


def _read_manifest(path: Location) -> Manifest:
    check_format(path)
    try:
        return Manifest.model_validate_json(path.read_bytes(), extra="ignore")
    except ValidationError as error:
        raise invalid_record(str(path), error) from None


def no_dataset(folder: Location) -> DatasetError:
    """The error of a folder that is no dataset."""
    message = _("{folder} is no dataset folder: name the folder that 'profile-scraper build --out' wrote")
    return DatasetError(message.format(folder=folder))


def check_format(path: Location) -> None:
    """Check that this version reads the format of a manifest, before its fields: another format has other ones.

    Raises:
        DatasetError: it does not, or the manifest does not name its format.
    """
    try:
        version = _FormatVersion.model_validate_json(path.read_bytes()).schema_version
    except ValidationError as error:
        raise invalid_record(str(path), error) from None
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise DatasetError(
            _(
                "{path}: the dataset has format {version}, this version reads {readable}: "
                "build the dataset again from its snapshot or pages with 'profile-scraper build'"
            ).format(path=path, version=version, readable=SCHEMA_VERSION)
        )


class _FormatVersion(BaseModel):
    """The one field that every format of the manifest has."""

    schema_version: str
