"""Put a folder in its place whole or not at all."""

import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from profile_scraper.errors import UserError
from profile_scraper.records.files import FILES

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PublishError(UserError):
    """A dataset cannot be written there; the text says where and what to do."""


@contextmanager
def whole_or_not_at_all(target: Path, names: Collection[str] = FILES, kind: str = "a dataset") -> Iterator[Path]:
    """A new empty folder that becomes ``target`` when the block ends, and vanishes when it fails.

    A folder already at ``target`` is exchanged in one step where the kernel can, so that no reader sees it missing;
    it may hold nothing but ``names``, the files of such a ``kind`` of folder.

    Raises:
        PublishError: ``target`` holds something that would be lost, or its place cannot be written.
    """
    _refuse_what_would_be_lost(target, names, kind)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir()
        yield partial
        for file in partial.iterdir():
            _flush(file)
        _flush(partial)
        _exchange(partial, target)
        _flush(target.parent)
    except OSError as error:
        raise PublishError(f"cannot write {target}: {error.strerror or error}; choose another --out") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def file_whole_or_not_at_all(target: Path) -> Iterator[Path]:
    """The path of a new file that becomes ``target`` when the block ends, and vanishes when it fails.

    Raises:
        PublishError: ``target`` is a folder, or its place cannot be written.
    """
    if target.is_dir():
        raise PublishError(f"{target} is a folder: name a file")
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        _flush(partial)
        partial.replace(target)
        _flush(target.parent)
    except OSError as error:
        raise PublishError(f"cannot write {target}: {error.strerror or error}; name another file") from error
    finally:
        partial.unlink(missing_ok=True)


def move_into_place(folder: Path, target: Path) -> None:
    """Let a dataset that is already written take the place of the one at ``target``, if any, in one step.

    Raises:
        PublishError: ``target`` holds something that would be lost, or its place cannot be written.
    """
    _refuse_what_would_be_lost(target, FILES, "a dataset")
    try:
        _exchange(folder, target)
        shutil.rmtree(folder, ignore_errors=True)
        _flush(target.parent)
    except OSError as error:
        raise PublishError(f"cannot write {target}: {error.strerror or error}; choose another --out") from error


def _refuse_what_would_be_lost(target: Path, names: Collection[str], kind: str) -> None:
    if target.is_dir():
        strange = sorted(path.name for path in target.iterdir() if path.name not in names)
        if strange:
            raise PublishError(
                f"{target} holds {strange[0]}, which is no part of {kind} and would be lost: "
                "move it away or choose another --out"
            )
    elif target.exists() or target.is_symlink():
        raise PublishError(f"{target} exists and is no folder: choose another --out")


def _exchange(new: Path, target: Path) -> None:
    """Swap the two folders; the old one is left under the name of the new."""
    if not target.exists():
        new.rename(target)
    elif not _exchange_in_one_step(new, target):
        aside = new.with_suffix(".old")
        shutil.rmtree(aside, ignore_errors=True)
        target.rename(aside)
        new.rename(target)
        shutil.rmtree(aside)


def _exchange_in_one_step(one: Path, other: Path) -> bool:
    """Linux's ``renameat2`` with RENAME_EXCHANGE, which Python does not wrap; False where there is none."""
    if sys.platform != "linux":
        return False
    import ctypes  # a new dataset takes nothing's place

    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
