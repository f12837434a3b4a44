"""Objects and folders at fsspec addresses (``s3://bucket/key``), with the methods of ``pathlib.Path`` that are used."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EIO, ENOENT
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal, NamedTuple, TypeAlias, cast

from profile_scraper.messages import ArgumentError, UserError, _

EXTRA = "cloud"
_BLOCK_BYTES = 8 * 1024 * 1024
"""Bytes of one request for a part of an object; a smaller object is read in one request."""
_WEB = ("http", "https", "ftp")
_CREDENTIALS = {
    "s3": "AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "gs": "GOOGLE_APPLICATION_CREDENTIALS",
}
"""For a protocol the environment variables that name its credentials."""
_ALIASES = {"s3a": "s3", "gcs": "gs"}


class LocationError(UserError):
    """An address cannot be used; the message names it and says what to do."""


class ObjectStatus(NamedTuple):
    """What ``stat`` says about an object."""

    st_size: int


class RemotePath:
    """An object or a folder of objects at an address; it can be pickled, and holds no connection.

    Every method that asks the store raises OSError, whose ``strerror`` says what failed and what to do.
    """

    __slots__ = ("_is_file", "_key", "_protocol", "_size")

    def __init__(self, protocol: str, key: str, size: int | None = None, *, is_file: bool | None = None) -> None:
        """An address; ``size`` (bytes) and ``is_file`` are what a listing told, None where nothing is known."""
        self._protocol, self._key = protocol, key.rstrip("/")
        self._size, self._is_file = size, is_file

    def __str__(self) -> str:
        return f"{self._protocol}://{self._key}"

    def __repr__(self) -> str:
        return f"RemotePath({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RemotePath) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def __truediv__(self, name: str) -> "RemotePath":
        return RemotePath(self._protocol, f"{self._key}/{name}")

    @property
    def name(self) -> str:
        """The part behind the last slash."""
        return self._key.rpartition("/")[2]

    @property
    def suffix(self) -> str:
        """The last ending of the name, with its dot."""
        return PurePosixPath(self.name).suffix

    @property
    def suffixes(self) -> list[str]:
        """All endings of the name."""
        return PurePosixPath(self.name).suffixes

    @property
    def parent(self) -> "RemotePath":
        """The folder."""
        return RemotePath(self._protocol, self._key.rpartition("/")[0])

    def with_name(self, name: str) -> "RemotePath":
        """Another object of the same folder."""
        return self.parent / name

    def is_symlink(self) -> bool:
        """False: object stores have no links."""
        return False

    def is_file(self) -> bool:
        """Whether there is such an object."""
        return self._kind() == "file"

    def is_dir(self) -> bool:
        """Whether there are objects whose keys begin with this address and a slash."""
        return self._kind() == "directory"

    def exists(self) -> bool:
        """Whether there is such an object or folder."""
        return self._kind() is not None

    def stat(self) -> ObjectStatus:
        """The object's size in bytes."""
        if self._size is None:
            with self._errors():
                self._size = int(_file_system(self._protocol).size(self._key) or 0)
        return ObjectStatus(self._size)

    def version(self) -> str:
        """What changes when the object is written again."""
        with self._errors():
            return str(_file_system(self._protocol).ukey(self._key))

    def iterdir(self) -> Iterator["RemotePath"]:
        """The objects and folders of a folder, their kinds and sizes known from this one listing."""
        with self._errors():
            found = _file_system(self._protocol).ls(self._key, detail=True)
        for entry in found:
            key = str(entry["name"]).strip("/")
            if key != self._key.strip("/"):  # some stores list the folder's own marker
                name = f"{self._key}/{key.rpartition('/')[2]}"
                yield RemotePath(self._protocol, name, entry.get("size") or 0, is_file=entry["type"] == "file")

    def open(self, mode: Literal["rb"] = "rb", buffering: int = _BLOCK_BYTES) -> BinaryIO:
        """Open the object to read it; ``buffering`` is the number of bytes of one request."""
        with self._errors():
            size = self.stat().st_size
            if size <= _BLOCK_BYTES and buffering >= _BLOCK_BYTES:  # with an end, the size is not asked for again
                store = _file_system(self._protocol)
                return BytesIO(store.cat_file(self._key, end=_BLOCK_BYTES) if size else b"")
            opened = _file_system(self._protocol).open(
                self._key, mode, block_size=buffering, cache_type="readahead", size=size or None
            )
        return cast("BinaryIO", opened)

    def read_bytes(self) -> bytes:
        """The object's content."""
        with self._errors():
            return cast("bytes", _file_system(self._protocol).cat_file(self._key))

    def read_text(self, encoding: str = "utf8", errors: str = "strict") -> str:
        """The object's content as text."""
        return self.read_bytes().decode(encoding, errors)

    def write_bytes(self, content: bytes) -> None:
        """Write the object in one request; readers see the old content or the new one."""
        with self._errors():
            _file_system(self._protocol).pipe_file(self._key, content)

    def write_text(self, text: str, encoding: str = "utf8") -> None:
        """Write the object in one request."""
        self.write_bytes(text.encode(encoding))

    def upload(self, path: Path) -> None:
        """Write a local file to the object; it appears when all of it is there."""
        with self._errors():
            _file_system(self._protocol).put_file(str(path), self._key)

    def unlink(self) -> None:
        """Delete the object."""
        with self._errors():
            _file_system(self._protocol).rm_file(self._key)

    def _kind(self) -> str | None:
        if self._is_file is not None:
            return "file" if self._is_file else "directory"
        try:
            with self._errors():
                kind = str(_file_system(self._protocol).info(self._key)["type"])
        except FileNotFoundError:
            return None
        self._is_file = kind == "file"
        return kind

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn any error of a file system into an OSError that says what to do."""
        try:
            yield
        except OSError as error:
            if error.filename == str(self):
                raise
            raise self._translated(error) from error
        except Exception as error:  # each library has classes of its own, such as botocore's
            raise self._translated(error) from error

    def _translated(self, error: Exception) -> OSError:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        if isinstance(error, FileNotFoundError):
            return FileNotFoundError(ENOENT, "there is no such object or folder", str(self))
        if isinstance(error, PermissionError) or "Credential" in type(error).__name__:
            variables = _CREDENTIALS.get(self._protocol)
            advice = f": set {variables}, or ask for access" if variables else ""
            return PermissionError(EACCES, f"access is refused ({reason}){advice}", str(self))
        return OSError(EIO, f"the store failed ({type(error).__name__}: {reason}); try again", str(self))


Location: TypeAlias = Path | RemotePath
"""A local path, or an address in a store."""


def parse_location(text: str | os.PathLike[str] | RemotePath) -> Location:
    """The local path or the address that a text names; ``file://`` is a local path.

    Raises:
        LocationError: the address is of a kind that is not known, or the library that reads it is not installed.
        ArgumentError: it is no path.
    """
    if isinstance(text, RemotePath):
        return text
    if not isinstance(text, str | os.PathLike):
        raise ArgumentError(_("a path is a text or a path object, not {type}").format(type=type(text).__name__))
    if not isinstance(text, str) or "://" not in text:
        return Path(text)
    protocol, _colon, key = text.partition("://")
    protocol = _ALIASES.get(protocol.lower(), protocol.lower())
    if protocol in ("file", "local"):
        from urllib.parse import urlsplit
        from urllib.request import url2pathname  # 20 ms, and rare

        return Path(url2pathname(urlsplit(text).path))
    if protocol in _WEB:
        message = _("{address} is an address of the web, which is not read: fetch it first, or use crawl")
        raise LocationError(message.format(address=text))
    _require_library(protocol, text)
    if not key.strip("/") and protocol != "memory":
        message = _("{address} names no bucket: name one, as in {example}")
        raise LocationError(message.format(address=text, example=f"{protocol}://bucket/folder"))
    return RemotePath(protocol, key)


def local_path(text: str | os.PathLike[str] | RemotePath) -> Path:
    """The local path that a text names.

    Raises:
        LocationError: the text is an address in a store.
    """
    location = parse_location(text)
    if isinstance(location, RemotePath):
        message = _("{address}: only a local path can be used here: copy from or to the store by its own tools")
        raise LocationError(message.format(address=text))
    return location


def cache_folder() -> Path:
    """The local folder for what a build into a store keeps for the next one (``XDG_CACHE_HOME``)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "profile-scraper"


def _require_library(protocol: str, text: str) -> None:
    try:
        from fsspec import get_filesystem_class  # local paths do without it

        get_filesystem_class(protocol)
    except ImportError as error:
        advice = f"pip install 'profile-scraper[{EXTRA}]'" if protocol in _CREDENTIALS else str(error)
        message = _("{address} needs a library that is not installed: {advice}")
        raise LocationError(message.format(address=text, advice=advice)) from None
    except ValueError:
        message = _("{address}: {protocol}:// is no kind of address that fsspec knows")
        raise LocationError(message.format(address=text, protocol=protocol)) from None


@cache
def _file_system(protocol: str) -> Any:
    """The file system of a protocol, with the options of its own environment variables and configuration."""
    import fsspec

    return fsspec.filesystem(protocol, use_listings_cache=False)
