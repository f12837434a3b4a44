"""The files of a dataset folder: their names on disks and in stores, and JSON Lines validated line by line.

A build uploads its parts, then the manifest, then deletes the parts of the build before. The manifest has the digest of
each part, and a part's name has the beginning of it: readers see the old dataset or the new one.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Generic, Literal, Protocol, TypeVar

from pydantic import ValidationError

from profile_scraper.messages import UserError, _
from profile_scraper.records.base import Record, fault_text, first_fault
from profile_scraper.records.manifest import FILES, MANIFEST
from profile_scraper.storage.publish import PublishError, publish_folder
from profile_scraper.storage.remote import Location, RemotePath

_DIGITS = 16
"""Hexadecimal digits of a part's SHA-256 in its name."""
_STEMS = "|".join(re.escape(PurePath(name).stem) for name in FILES if name != MANIFEST)
_PART = re.compile(rf"(?:{_STEMS})\.[0-9a-f]{{{_DIGITS}}}\.jsonl")


def part_name(name: str, digest: str) -> str:
    """The name of a file's version, from the SHA-256 of its content: ``profiles.0123456789abcdef.jsonl``."""
    path = PurePath(name)
    return f"{path.stem}.{digest[:_DIGITS]}{path.suffix}"


def part_of(folder: Location, name: str, digests: Mapping[str, str]) -> Location:
    """Where a build wrote a file of a dataset."""
    return folder / (part_name(name, digests[name]) if isinstance(folder, RemotePath) else name)


def find_parts(folder: Location) -> dict[str, Location]:
    """The files of a dataset that exist, by their plain names; the version that the manifest names counts first.

    Raises:
        OSError: the folder does not exist or cannot be read.
    """
    present: dict[str, Location] = {entry.name: entry for entry in folder.iterdir()}
    present = {name: entry for name, entry in present.items() if entry.is_file()}
    digests = _digests(present[MANIFEST]) if MANIFEST in present else {}
    named = {name: part_name(name, digests[name]) if name in digests else name for name in FILES}
    versions = {name: present[part] for name, part in named.items() if part in present}
    return {name: present[name] for name in FILES if name in present} | versions


@contextmanager
def publish_dataset(target: Location) -> Iterator[Path]:
    """Yield a new empty local folder that becomes the dataset ``target`` when the block ends.

    Raises:
        PublishError: ``target`` contains another file, which would be lost, or cannot be written.
    """
    if isinstance(target, Path):
        with publish_folder(target) as folder:
            yield folder
        return
    check_store(target)
    with TemporaryDirectory(prefix="profile-scraper-") as name:
        yield Path(name)
        try:
            _upload(Path(name), target)
        except OSError as error:
            raise _unwritable(target, error) from error


def check_store(target: RemotePath) -> None:
    """Check before a long build that a dataset in a store can be replaced.

    Raises:
        PublishError: ``target`` cannot be listed, or contains another file.
    """
    try:
        others = sorted(entry.name for entry in _entries(target) if not _is_part(entry))
    except OSError as error:
        raise _unwritable(target, error) from error
    if others:
        raise PublishError(
            _("{target} contains {other}, which is no part of a dataset: choose another --out").format(
                target=target, other=others[0]
            )
        )


def _upload(folder: Path, target: RemotePath) -> None:
    """Upload the parts that are not there yet, then the manifest; then delete what was there and is no part of it."""
    before = {entry.name: entry for entry in _entries(target)}
    manifest = folder / MANIFEST
    used = {MANIFEST}
    for name, digest in _digests(manifest).items():
        part, local = part_name(name, digest), folder / name
        used.add(part)
        if part not in before or before[part].stat().st_size != local.stat().st_size:
            (target / part).upload(local)
    (target / MANIFEST).write_bytes(manifest.read_bytes())
    for name, entry in before.items():
        if name not in used and _is_part(entry):
            entry.unlink()


def _entries(target: RemotePath) -> list[RemotePath]:
    try:
        return list(target.iterdir())
    except FileNotFoundError as error:
        if target.parent.name and not target.parent.exists() and "/" not in str(target.parent).partition("://")[2]:
            raise error from None  # there is no such bucket
        return []


def _is_part(entry: RemotePath) -> bool:
    return entry.is_file() and (entry.name in FILES or _PART.fullmatch(entry.name) is not None)


def _digests(manifest: Location) -> Mapping[str, str]:
    """For each part its SHA-256; nothing where the manifest is none, which its readers say."""
    try:
        files = json.loads(manifest.read_bytes())["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _unwritable(target: RemotePath, error: OSError) -> PublishError:
    why = error.strerror or error
    return PublishError(_("cannot write {target}: {why}; choose another --out").format(target=target, why=why))


AnyRecord = TypeVar("AnyRecord", bound=Record)
IteratedRecord = TypeVar("IteratedRecord", bound=Record, covariant=True)


class DatasetError(UserError):
    """A dataset cannot be read, or lacks what was requested; the message says where and what to do."""


class Records(Protocol[IteratedRecord]):
    """Records that are read again in each iteration."""

    def __iter__(self) -> Iterator[IteratedRecord]:
        """Yield the records."""

    def __len__(self) -> int:
        """The number of records, counted anew."""


class RecordFile(Generic[AnyRecord]):
    """The records of one JSON Lines file, read and validated during each iteration."""

    def __init__(
        self,
        path: Location,
        model: type[AnyRecord],
        advice: str | None = None,
        extra: Literal["ignore", "forbid"] = "ignore",
        check: Callable[[], None] | None = None,
    ) -> None:
        """Read records of a model.

        Args:
            path: the file.
            model: the model of each line.
            advice: the end of the message about an invalid line; to build the dataset again where none is given.
            extra: whether a field that the model lacks is ignored, as later versions may add some, or an error.
            check: called once the file is open; raises where the file is not the one that was asked for.
        """
        self._path = path
        self._model = model
        self._advice = advice
        self._extra: Literal["ignore", "forbid"] = extra
        self._check = check

    def __repr__(self) -> str:
        return f"<{self._model.__name__} records of {self._path}>"

    def __len__(self) -> int:
        """The number of lines.

        Raises:
            DatasetError: the file cannot be read.
        """
        return sum(1 for _line in self._lines())

    def __iter__(self) -> Iterator[AnyRecord]:
        """Yield the record of each line.

        Raises:
            DatasetError: a line is not valid, or the file cannot be read.
        """
        for number, line in enumerate(self._lines(), 1):
            try:
                yield self._model.model_validate_json(line, extra=self._extra)
            except ValidationError as error:
                raise invalid_record(f"{self._path}, line {number}", error, self._advice) from None

    def _lines(self) -> Iterator[bytes]:
        try:
            with self._path.open("rb") as file:
                if self._check is not None:
                    self._check()
                yield from file
        except OSError as error:
            if self._check is not None:
                self._check()
            raise DatasetError(
                _("{path} cannot be read: {error}").format(path=self._path, error=error.strerror)
            ) from error


def invalid_record(where: str, error: ValidationError, advice: str | None = None) -> DatasetError:
    """The error of an invalid record; ``where`` names its file and line."""
    first = first_fault(error)
    field = ".".join(str(part) for part in first["loc"])
    label = _("{where}, field {field}").format(where=where, field=field) if field else where
    text = _("{place}: {fault}; {advice}")
    return DatasetError(
        text.format(place=label, fault=fault_text(first), advice=advice or _("build the dataset again"))
    )
