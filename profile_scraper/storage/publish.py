"""Publish files and folders atomically: readers see the old content or the new one, never a part of it."""

import os
import re
import shutil
import socket
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from profile_scraper.errors import UserError
from profile_scraper.messages import _
from profile_scraper.records.manifest import FILES

_HOST = re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname())[:40]
"""This machine, in the names of partial files: whether a process runs can be asked of no other."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PublishError(UserError):
    """The target cannot be written; the message says where and what to do."""


@contextmanager
def publish_folder(target: Path, names: Collection[str] = FILES) -> Iterator[Path]:
    """Yield a new empty folder that replaces ``target`` when the block ends and is deleted when it fails.

    An existing ``target`` is exchanged in one step where the kernel can. It may contain only ``names``, the files of
    such a folder.

    Raises:
        PublishError: ``target`` contains another file, which would be lost, or cannot be written.
    """
    _check_replaceable(target, names)
    partial = _partial_path(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _delete_abandoned(target)
        partial.mkdir()
        yield partial
        for file in partial.iterdir():
            _sync(file)
        _sync(partial)
        _exchange(partial, target)
        _sync(target.parent)
    except Exception as error:
        if not _is_of_disk(error):
            raise
        raise PublishError(
            _("cannot write {target}: {why}; choose another --out").format(target=target, why=_why(error))
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def publish_file(target: Path) -> Iterator[Path]:
    """Yield the path of a new file that replaces ``target`` when the block ends and is deleted when it fails.

    Raises:
        PublishError: ``target`` is a folder or cannot be written.
    """
    if target.is_dir():
        raise PublishError(_("{target} is a folder: name a file").format(target=target))
    partial = _partial_path(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _delete_abandoned(target)
        yield partial
        _sync(partial)
        partial.replace(target)
        _sync(target.parent)
    except Exception as error:
        if not _is_of_disk(error):
            raise
        raise PublishError(
            _("cannot write {target}: {why}; name another file").format(target=target, why=_why(error))
        ) from error
    finally:
        with suppress(OSError):  # nothing is there where the folder could not be made
            partial.unlink()


def _is_of_disk(error: Exception) -> bool:
    """Whether a file could not be written; libraries in C have classes of their own for a full disk."""
    if isinstance(error, OSError) or type(error).__name__ == "SerialisationError":  # of lxml
        return True
    return type(error).__module__ == "sqlite3" and "disk" in str(error)


def _why(error: Exception) -> str:
    if isinstance(error, FileExistsError) and error.filename:
        return _("{path} is a file").format(path=error.filename)
    return (isinstance(error, OSError) and error.strerror) or str(error)


def replace_dataset(folder: Path, target: Path) -> None:
    """Move a dataset that is already written to ``target``, in place of the one that is there, if any.

    Raises:
        PublishError: ``target`` contains another file, which would be lost, or cannot be written.
    """
    _check_replaceable(target, FILES)
    try:
        _exchange(folder, target)
        shutil.rmtree(folder, ignore_errors=True)
        _sync(target.parent)
    except OSError as error:
        raise PublishError(
            _("cannot write {target}: {why}; choose another --out").format(target=target, why=error.strerror or error)
        ) from error


def _partial_path(target: Path) -> Path:
    return target.with_name(f".{target.name}.{_HOST}.{os.getpid()}.partial")


def _delete_abandoned(target: Path) -> None:
    """Delete what a process of this machine left that was killed while it wrote the same target."""
    beginning = f".{target.name}.{_HOST}."
    for path in target.parent.iterdir():
        name, ending = path.name.removeprefix(beginning), path.suffix
        number = name.removesuffix(ending)
        if name == path.name or ending not in (".partial", ".old") or not number.isdecimal():
            continue
        if int(number) == os.getpid() or not _is_running(int(number)):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _check_replaceable(target: Path, names: Collection[str]) -> None:
    if target.is_dir():
        others = sorted(path.name for path in target.iterdir() if path.name not in names)
        if others:
            raise PublishError(
                _(
                    "{target} contains {file}, which this command does not write and which would be lost: "
                    "move it away or choose another --out"
                ).format(target=target, file=others[0])
            )
    elif target.exists() or target.is_symlink():
        raise PublishError(_("{target} exists and is no folder: choose another --out").format(target=target))


def _exchange(new: Path, target: Path) -> None:
    """Put ``new`` at ``target``; an old folder there ends under the name of ``new`` or is deleted."""
    if not target.exists():
        new.rename(target)
    elif not _rename_exchange(new, target):
        old = new.with_suffix(".old")
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old)


def _rename_exchange(one: Path, other: Path) -> bool:
    """Exchange two paths by Linux's ``renameat2``, which Python does not wrap; False where it is not supported."""
    if sys.platform != "linux":
        return False
    import ctypes  # not needed for a new dataset

    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
