"""Find the files of INPUTs and read every page of them in a fixed order."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from profile_scraper.archive.files import SUFFIXES, read_cache_entry, read_saved_page
from profile_scraper.archive.response import fetch_problem, is_markup, printable_name
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location, RemotePath

Kind: TypeAlias = Literal["warc", "saved-page", "httpcache"]
Progress: TypeAlias = Callable[[int, int], None]
"""Called with the bytes of INPUT done and the bytes in all, as reading goes on."""

_WARC = (".warc", ".warc.gz")
_SAVED_PAGE = (*SUFFIXES, *(suffix + ".gz" for suffix in SUFFIXES))
_PACKED = {
    ".wacz": "a WACZ file is a zip file with WARC files in it: unpack it, and name its folder 'archive' instead",
    ".warc.zst": "a WARC file compressed by Zstandard: decompress it ('zstd -d'), and name the .warc file instead",
}
"""Endings of files that hold WARC files in a form that is not read, and what to do with them."""
_NO_PAGES = (
    *(".zip", ".pdf", ".webarchive", ".doc", ".docx", ".odt", ".rtf", ".rar", ".7z", ".tar", ".tgz", ".gz", ".bz2"),
    *(".xz", ".arc", ".zst", ".har", ".maff", ".epub"),
)
"""Endings of files that may hold pages in a form that is not read; pictures, styles and data are no pages."""
_SKIPPED = {
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".avif", ".bmp", ".tif", ".tiff"), "image"
    ),
    **dict.fromkeys((".woff", ".woff2", ".ttf", ".otf", ".eot"), "font"),
    **dict.fromkeys((".js", ".mjs"), "script"),
    **dict.fromkeys((".mp4", ".webm", ".mov"), "video"),
    **dict.fromkeys((".mp3", ".ogg", ".wav"), "audio"),
    **dict.fromkeys((".json", ".jsonl", ".csv", ".xml"), "data"),
    ".css": "style-sheet",
}
"""What files of a folder are that hold no page, by their endings."""
SAVED_PARTS = ("_files", "_fichiers", ".files")
"""Endings of the folder that a browser saves beside a page: pictures, styles, frames."""


class InputFile(NamedTuple):
    """One file to read."""

    path: Location
    name: str
    """Its path relative to the INPUT that was named, with ``/``."""
    kind: Kind
    size: int
    """In bytes."""


def read_inputs(
    inputs: Sequence[Location], progress: Progress | None = None, skipped: Counter[str] | None = None
) -> Iterator[Capture | Problem]:
    """Every page of any mix of WARC files, saved pages, text files, Scrapy HTTP caches and folders of these.

    The order depends on the files alone: WARC files by their date, newest first, then other files by name. So where
    an address has several captures in several archives, the newest comes first. Nothing is raised for bad input:
    what cannot be used is a :class:`Problem` of stage ``fetch``.

    Args:
        inputs: files and folders.
        progress: called with the bytes read and the bytes in all.
        skipped: counts what is skipped on purpose, by kind.
    """
    counts = Counter[str]() if skipped is None else skipped

    def skip(kind: str) -> None:
        counts[kind] += 1

    found = find_inputs(inputs, skip)
    yield from (entry for entry in found if isinstance(entry, Problem))
    files = [entry for entry in found if isinstance(entry, InputFile)]
    total, done = sum(file.size for file in files), 0

    def advance(position: int) -> None:
        if progress:
            progress(done + position, total)

    warcs = [file for file in files if file.kind == "warc"]
    if warcs:
        from profile_scraper.archive.records import first_date
        from profile_scraper.archive.warc import WarcReader

        warcs.sort(key=lambda file: (file.name, str(file.path)))
        warcs.sort(key=lambda file: first_date(file.path), reverse=True)
        reader = WarcReader(advance, skip)
        for file in warcs:
            yield from _guarded(file.name, reader.read(file.path, file.name))
            done += file.size
        yield from reader.resolve_revisits((file.path, file.name) for file in warcs)
    for file in files:
        if file.kind == "warc":
            continue
        yield from read_file(file)
        done += file.size
        advance(0)


def read_file(file: InputFile) -> Iterator[Capture | Problem]:
    """The page of a saved page or of an entry of a Scrapy HTTP cache."""
    if file.kind == "saved-page":
        return _guarded(file.name, (read(file.path, file.name) for read in (read_saved_page,)))
    return _guarded(file.name, read_cache_entry(file.path, file.name))


def _guarded(name: str, found: Iterator[Capture | Problem]) -> Iterator[Capture | Problem]:
    """What is read of one file; a fault of the reader is a problem of this file and ends no run."""
    try:
        yield from found
    except Exception as error:  # noqa: BLE001 - the guard at the border
        yield fetch_problem(name, "unreadable", f"the reader failed: {type(error).__name__}: {error}"[:300])


def _ignore(_: str) -> None:
    pass


def find_inputs(inputs: Sequence[Location], skip: Callable[[str], None] = _ignore) -> list[InputFile | Problem]:
    """The files that the INPUTs name, each once, sorted by name; an INPUT that gives none is a problem.

    Args:
        inputs: files and folders.
        skip: called with the kind of each file of a folder that holds no page.
    """
    files: dict[str, InputFile] = {}
    problems = []
    real_path = _RealPaths()
    for path in inputs:
        for entry in _find(path, skip, real_path):
            if isinstance(entry, Problem):
                problems.append(entry)
                continue
            real = real_path(entry.path)
            if real not in files or (len(entry.name), entry.name) > (len(files[real].name), files[real].name):
                files[real] = entry
    order = sorted(files.values(), key=lambda file: (file.name, str(file.path)))
    return [*sorted(problems, key=lambda problem: (problem.url, problem.detail)), *order]


class _RealPaths:
    """Paths without symbolic links; each folder is looked up once, however deep the files below it are."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def __call__(self, path: Location) -> str:
        if isinstance(path, RemotePath):
            return str(path)
        parent = path.parent
        if parent not in self._known:
            self._known[parent] = os.path.realpath(parent)
        if path.is_symlink() or path.name in ("", ".."):
            return os.path.realpath(path)
        return str(Path(self._known[parent], path.name))

    def folder(self, path: Location) -> str:
        """The real path of a folder, of which the files are looked up next."""
        real = self(path)
        if isinstance(path, Path):
            self._known[path] = real
        return real


def _find(path: Location, skip: Callable[[str], None], real_path: _RealPaths) -> Iterator[InputFile | Problem]:
    try:
        if path.is_dir():
            yield from _walk(path, skip, real_path)
        elif path.is_file():
            if known := _known(path, path.name, _ignore):
                yield known
            elif kind := _sniff(path):
                yield InputFile(path, printable_name(path.name), kind, path.stat().st_size)
            else:
                what = "neither a WARC file nor a page, by its ending and its first bytes"
                yield fetch_problem(str(path), "wrong-type", what)
        else:
            yield fetch_problem(str(path), "not-found", "there is no such file or folder")
    except OSError as error:
        yield fetch_problem(str(path), "unreadable", f"it cannot be read: {error.strerror}")


def _walk(top: Location, skip: Callable[[str], None], real_path: _RealPaths) -> Iterator[InputFile | Problem]:
    """What a folder holds; a folder that a link leads back to is entered once."""
    seen, found = set(), 0
    waiting: list[tuple[Location, str]] = [(top, "")]
    while waiting:
        folder, inside = waiting.pop()
        name = inside or "."
        try:
            real = real_path.folder(folder)
            if real in seen:
                continue
            seen.add(real)
            entries: list[Location] = sorted(folder.iterdir(), key=attrgetter("name"))
        except OSError as error:
            yield fetch_problem(f"{top}/{name}", "unreadable", f"the folder cannot be read: {error.strerror}")
            continue
        names = {entry.name for entry in entries}
        if {"response_body", "response_headers", "meta"} <= names:
            found += 1
            yield InputFile(folder, printable_name(name), "httpcache", _size(folder / "response_body"))
            continue
        for entry in entries:
            path = f"{inside}/{entry.name}" if inside else entry.name
            known = _looked_at(entry, path, skip)
            if isinstance(known, Path | RemotePath):
                waiting += [] if _is_part_of_page(known, names) else [(known, path)]
            elif known:
                found += 1
                yield known
    if not found:
        yield fetch_problem(str(top), "empty", f"no page in this folder; read are {', '.join((*_WARC, *SUFFIXES))}")


def _looked_at(path: Location, name: str, skip: Callable[[str], None]) -> InputFile | Problem | Location | None:
    """A folder, as its path; a file to read; what cannot be looked at; None for what is nothing to read."""
    try:
        return path if path.is_dir() else _known(path, name, skip)
    except OSError as error:
        return fetch_problem(name, "unreadable", f"it cannot be read: {error.strerror}")


def _known(path: Location, name: str, skip: Callable[[str], None]) -> InputFile | Problem | None:
    """A file that by its ending, or for want of one by its first bytes, is something to read; else it is skipped."""
    if not path.is_file():
        if path.is_symlink() and _kind_of(path) is not None:
            return fetch_problem(name, "not-found", "a link to a file that does not exist")
        return None
    packed = next((advice for ending, advice in _PACKED.items() if path.name.lower().endswith(ending)), None)
    if packed is not None:
        return fetch_problem(name, "wrong-type", packed)
    kind = _kind_of(path)
    if kind is None and path.name.lower().endswith(_NO_PAGES):
        kind = "warc" if _sniff(path) == "warc" else None  # such as .warc.wet.gz
        if kind is None:
            what = "neither a WARC file nor a page, by its ending and its first bytes: it is not read"
            return fetch_problem(name, "wrong-type", what)
    if kind is None:
        skip(_SKIPPED.get(path.suffix.lower(), "other"))
        return None
    return InputFile(path, printable_name(name), kind, path.stat().st_size)


def _size(path: Location) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _kind_of(path: Location) -> Kind | None:
    name = path.name.lower()
    if name.endswith(_WARC):
        return "warc"
    if name.endswith(_SAVED_PAGE):
        return "saved-page"
    if path.suffix.lower() in _SKIPPED or name.endswith((*_NO_PAGES, *_PACKED)) or not path.is_file():
        return None
    # wget saves an address as it is: without an ending, or with 'php', 'aspx' and what was asked of them.
    kind = _sniff(path)
    return kind if kind != "saved-page" or not path.suffix or _begins_as_page(path) else None


def _sniff(path: Location) -> Kind | None:
    from profile_scraper.archive.records import is_warc

    with path.open("rb") as file:
        start = file.read(4096)
    if is_warc(start):
        return "warc"
    return "saved-page" if start.lstrip()[:1] == b"<" else None


def _begins_as_page(path: Location) -> bool:
    with path.open("rb") as file:
        return is_markup(file.read(4096))


def _is_part_of_page(folder: Location, siblings: set[str]) -> bool:
    stem = next((folder.name.removesuffix(end) for end in SAVED_PARTS if folder.name.endswith(end)), None)
    return stem is not None and any(f"{stem}{suffix}" in siblings for suffix in SUFFIXES)
