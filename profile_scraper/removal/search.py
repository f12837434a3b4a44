"""Search every file under some folders for removed people, and delete their pages and decisions about them."""

import gzip
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import ExitStack, closing
from pathlib import Path

from filelock import FileLock, Timeout
from isal import isal_zlib

from profile_scraper.archive.records import is_warc
from profile_scraper.messages import UserError, _, counted
from profile_scraper.records.manifest import MANIFEST, PROFILES
from profile_scraper.removal.pages import (
    SUFFIXES,
    delete_saved_page,
    open_saved_page,
    people_of_archive,
    person_of_saved_page,
    purge_archive,
    search_archive,
    search_saved_page,
)
from profile_scraper.removal.people import HELD, KnownPerson, RemovedPerson, Trace, kinds_in
from profile_scraper.storage.publish import publish_file

_SQLITE, _GZIP, _ZIP, _PARQUET = b"SQLite format 3\x00", b"\x1f\x8b", b"PK\x03\x04", b"PAR1"
_START = 4096


def files_under(roots: Iterable[Path], ignored: Set[Path]) -> Iterator[Path]:
    """Yield every file under the roots, without those that are ignored and lock files."""
    for root in roots:
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file() and path.name != ".lock" and path.resolve() not in ignored:
                yield path


def search(roots: Sequence[Path], people: Sequence[RemovedPerson], ignored: Set[Path]) -> Iterator[Trace]:
    """Yield what the files under the roots have about the people; a file that cannot be searched is named."""
    for path in files_under(roots, ignored):
        try:
            if _is_warc(path):
                yield from search_archive(path, people)
            elif page := open_saved_page(path):
                yield from search_saved_page(path, page, people)
            else:
                yield from _search_texts(path, people)
        except (OSError, EOFError, sqlite3.Error, zipfile.BadZipFile) as error:
            yield Trace(path, "", "unsearched", str(error))


def known_people(roots: Sequence[Path], ids: Sequence[str]) -> Iterator[KnownPerson]:
    """Yield what the datasets and archives under the roots tell about removed people."""
    for path in files_under(roots, frozenset()):
        if path.name == PROFILES:
            yield from _people_of_dataset(path)
        elif _is_warc(path):
            yield from people_of_archive(path, ids)
        elif page := open_saved_page(path):
            yield from person_of_saved_page(page, ids)


def people_under(roots: Sequence[Path]) -> set[str]:
    """The ids of the people of the datasets under the roots."""
    datasets = (path for path in files_under(roots, frozenset()) if path.name == PROFILES)
    return {id_ for path in datasets for person in _people_of_dataset(path) for id_ in person.ids}


def sites_under(roots: Sequence[Path]) -> set[str]:
    """The sites of the datasets under the roots."""
    names: set[str] = set()
    for path in files_under(roots, frozenset()):
        if path.name == MANIFEST:
            try:
                names.update(map(str, json.loads(path.read_bytes())["sites"]))
            except (ValueError, KeyError, TypeError):
                continue
    return names


def _is_warc(path: Path) -> bool:
    with path.open("rb") as file:
        return is_warc(file.read(_START))


def _search_texts(path: Path, people: Sequence[RemovedPerson]) -> Iterator[Trace]:
    is_markup = path.suffix in SUFFIXES
    for where, text in _texts(path):
        for person, kind in kinds_in(text, people, is_markup=is_markup):
            yield Trace(path, person, kind, where)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file, and where each one is."""
    with path.open("rb") as file:
        start = file.read(16)
    if start.startswith(_SQLITE):
        yield from _cells(path)
    elif start.startswith(_PARQUET):
        yield from _rows(path)
    elif start.startswith(_ZIP):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name, archive.read(name).decode("utf8", "replace")
    else:
        with gzip.open(path, "rb") if start.startswith(_GZIP) else path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                yield _("line {number}").format(number=number), line.decode("utf8", "replace")


def _cells(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            quoted = table.replace('"', '""')
            for row in database.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - a table's name cannot be bound
                yield f"table {table}", "\n".join(_cell(value) for value in row)


def _cell(value: object) -> str:
    if not isinstance(value, bytes):
        return str(value)
    try:  # results of the page store are compressed
        return isal_zlib.decompress(value).decode("utf8", "replace")
    except Exception:  # noqa: BLE001 - the library's error has no importable class
        return value.decode("utf8", "replace")


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    try:
        from pyarrow import parquet  # part of the extra 'export'
    except ModuleNotFoundError:
        raise OSError("Parquet: pip install 'profile-scraper[export]' to search it") from None
    for number, batch in enumerate(parquet.ParquetFile(path).iter_batches(), 1):
        for row in batch.to_pylist():
            yield f"row group {number}", json.dumps(row, ensure_ascii=False, default=str)


def _people_of_dataset(path: Path) -> Iterator[KnownPerson]:
    with path.open("rb") as lines:
        for line in lines:
            try:
                record = json.loads(line)
                site = record["id"].partition("/")[0]
                slugs = {url.rstrip("/").rpartition("/")[2].lower() for url in record["url"].values() if url}
                ids = frozenset({record["id"], *(f"{site}/{slug}" for slug in slugs)})
                yield KnownPerson(ids, record["name"], record.get("email"))
            except (ValueError, KeyError, TypeError, AttributeError):
                continue


_STORE = re.compile(r"\.(.+)\.pages\.sqlite(?:-wal|-shm)?")
_LOG = re.compile(r".+\.log(?:\.\d+)?")
_DECISION_FIELDS = frozenset(("subject", "first", "second", "answer"))


def is_log(path: Path) -> bool:
    """Whether a file is a log, by its name."""
    return _LOG.fullmatch(path.name) is not None


def is_decisions(path: Path) -> bool:
    """Whether a file holds decisions that people made, which no build makes again: its first line is one."""
    try:
        with path.open("rb") as lines:
            first = json.loads(next((line for line in lines if line.strip()), b"null"))
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and first.keys() >= _DECISION_FIELDS


def purge(traces: Sequence[Trace], people: Sequence[RemovedPerson]) -> Iterator[str]:
    """Delete what archives, page stores and logs hold; yield what was done to each file.

    A page store is deleted: it is a cache, and the next build makes it again.
    Of a file of decisions, the lines that hold the people are deleted and no others.

    Raises:
        UserError: a crawl is writing to one of the folders, or a file cannot be written.
    """
    held = sorted({trace.file for trace in traces if trace.is_held and trace.kind != "unsearched"})
    with ExitStack() as locks:
        for folder in sorted({path.parent for path in held if (path.parent / ".lock").exists()}):
            try:
                locks.enter_context(FileLock(folder / ".lock", timeout=0))
            except Timeout:
                raise UserError(_("a crawl is writing to {folder}: wait for its end").format(folder=folder)) from None
        for path in held:
            yield from _purge_file(path, people, {trace.kind for trace in traces if trace.file == path})


def _purge_file(path: Path, people: Sequence[RemovedPerson], kinds: set[str]) -> Iterator[str]:
    if _STORE.fullmatch(path.name):
        base = path.name.partition(".pages.sqlite")[0]
        for part in (".pages.sqlite", ".pages.sqlite-wal", ".pages.sqlite-shm"):
            path.with_name(base + part).unlink(missing_ok=True)
        yield _("deleted {path}: the next build makes it again").format(path=path)
    elif is_log(path) or is_decisions(path):
        deleted = counted(_purge_lines(path, people), "line")
        yield _("rewrote {path} without {deleted}").format(path=path, deleted=deleted)
    elif "page" in kinds and path.suffix in SUFFIXES:
        delete_saved_page(path)
        yield _("deleted {path}: a saved page of theirs").format(path=path)
    elif "page" in kinds:
        deleted = counted(purge_archive(path, people), "record")
        yield _("rewrote {path} without {deleted}").format(path=path, deleted=deleted)


def _purge_lines(path: Path, people: Sequence[RemovedPerson]) -> int:
    """Rewrite a file without the lines that have an address or e-mail address of the people; returns how many."""
    deleted = 0
    with publish_file(path) as partial, path.open("rb") as lines, partial.open("wb") as rest:
        for line in lines:
            if any(kind in HELD for _person, kind in kinds_in(line.decode("utf8", "replace"), people)):
                deleted += 1
            else:
                rest.write(line)
    return deleted
