"""Files of a dataset folder: by their plain names on a disk, by names with a version in a store that cannot rename.

A build uploads its parts, then the manifest, then deletes the parts of the build before. The manifest has the digest of
each part, and a part's name has the beginning of it: readers see the old dataset or the new one.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from profile_scraper.messages import _
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
