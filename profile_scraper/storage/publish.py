"""Publish files and folders atomically: readers see the old content or the new one, never a part of it.

What is being written stands beside its target as ``.NAME.HOST.PROCESS.partial``; the next run deletes what a killed
one left.
"""

import errno
import os
import re
import shutil
import socket
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from profile_scraper.messages import UserError, _
from profile_scraper.records.manifest import FILES
from profile_scraper.storage.remote import Location, RemotePath, local_path, parse_location

_HOST = re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname())[:40]
"""This machine, in the names of partial files: whether a process runs can be asked of no other."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_PARTIAL = re.compile(r"(\d+)\.(?:partial|old)(?:[.-].*)?")
"""The end of a partial file's name: the process, and what a database adds to the name of its log."""
_DUCKDB_DISK_ERRORS = ("IOException", "TransactionException", "FatalException", "PermissionException")
"""What DuckDB raises where a write or a commit fails."""


class PublishError(UserError):
    """The target cannot be written; the message says where and what to do."""


@contextmanager
def publish_folder(target: Path, names: Collection[str] = FILES, option: str = "--out") -> Iterator[Path]:
    """Yield a new empty folder that replaces ``target`` when the block ends and is deleted when it fails.

    An existing ``target`` is exchanged in one step where the kernel can. It may contain only ``names``, the files of
    such a folder. ``option`` is what names the folder on the command line.

    Raises:
        PublishError: ``target`` contains another file, which would be lost, or cannot be written.
    """
    check_replaceable(target, names)
    with temporary_folder(target, option) as partial:
        yield partial
        for file in partial.iterdir():
            _sync(file)
        _sync(partial)
        _exchange(partial, target)
        _sync(target.parent)


@contextmanager
def temporary_folder(target: Path, option: str = "--out") -> Iterator[Path]:
    """Yield a new empty folder beside ``target`` that is deleted when the block ends.

    Raises:
        PublishError: a file could not be written, in the folder or, by the block, in ``target``.
    """
    partial = _partial_path(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _delete_abandoned(target)
        partial.mkdir()
        yield partial
    except Exception as error:
        if not _is_of_disk(error):
            raise
        raise _unwritable(target, error, option) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def check_folder(folder: Path, option: str = "--out") -> None:
    """Check, before the work, that files can be written into a folder, which need not exist; leaves nothing there.

    Raises:
        PublishError: the folder, or the one above it that exists, takes no new file.
    """
    try:
        existing = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
        if not existing.is_dir():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(existing))
        probe = _partial_path(existing / "new")
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise _unwritable(folder, error, option) from None


def _unwritable(target: Path, error: Exception, option: str) -> PublishError:
    return PublishError(
        _("cannot write {target}: {why}; choose another {option}").format(target=target, why=_why(error), option=option)
    )


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
        partial.touch()  # fails as the system does; each library that writes a file would say it in its own words
        partial.unlink()
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
            _delete_abandoned(target)


def output_location(text: str | os.PathLike[str] | RemotePath) -> Location:
    """The place to write that a text names: a local path with a name of its own, or an address in a store.

    Raises:
        PublishError: the path is the working folder or one above it.
        LocationError: the address cannot be used.
    """
    location = parse_location(text)
    return _check_named(location) if isinstance(location, Path) else location


def output_path(text: str | os.PathLike[str] | RemotePath) -> Path:
    """The local path to write that a text names.

    Raises:
        PublishError: the path is the working folder or one above it.
        LocationError: the text is an address in a store.
    """
    return _check_named(local_path(text))


def _check_named(path: Path) -> Path:
    """The path, where it has a name of its own: what is replaced is exchanged under its name."""
    if path.name in ("", ".."):
        message = _(
            "cannot write {target}: it is the folder where the command runs, or one above it; go up and name it"
        )
        raise PublishError(message.format(target=path))
    return path


def _is_of_disk(error: Exception) -> bool:
    """Whether a file could not be written; libraries in C have classes of their own for a full disk."""
    kind = type(error)
    if isinstance(error, OSError) or kind.__name__ == "SerialisationError":  # of lxml
        return True
    if kind.__module__ in ("duckdb", "_duckdb"):
        return kind.__name__ in _DUCKDB_DISK_ERRORS
    return kind.__module__ == "sqlite3" and "disk" in str(error)


def _why(error: Exception) -> str:
    if isinstance(error, FileExistsError) and error.filename:
        return _("{path} is a file").format(path=error.filename)
    text = (isinstance(error, OSError) and error.strerror) or " ".join(str(error).split())
    return next((reason for code in errno.errorcode if (reason := os.strerror(code)) in text), text)


def replace_dataset(folder: Path, target: Path) -> None:
    """Move a dataset that is already written to ``target``, in place of the one that is there, if any.

    Raises:
        PublishError: ``target`` contains another file, which would be lost, or cannot be written.
    """
    check_replaceable(target)
    try:
        _exchange(folder, target)
        shutil.rmtree(folder, ignore_errors=True)
        _sync(target.parent)
    except OSError as error:
        raise PublishError(
            _("cannot write {target}: {why}; choose another --out").format(target=target, why=error.strerror or error)
        ) from error


def _partial_path(target: Path) -> Path:
    _check_named(target)
    return target.with_name(f".{target.name}.{_HOST}.{os.getpid()}.partial")


def _delete_abandoned(target: Path) -> None:
    """Delete what this process, or one of this machine that was killed, left of writing the same target."""
    beginning = f".{target.name}.{_HOST}."
    for path in target.parent.iterdir():
        found = _PARTIAL.fullmatch(path.name.removeprefix(beginning)) if path.name.startswith(beginning) else None
        if found is None or (int(found[1]) != os.getpid() and _is_running(int(found[1]))):
            continue
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


def check_replaceable(target: Path, names: Collection[str] = FILES) -> None:
    """Check that nothing is lost where a folder with these names replaces ``target``.

    Raises:
        PublishError: ``target`` contains another file, or is no folder.
    """
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
