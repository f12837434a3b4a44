"""Delete the pages of removed people from archives, page stores and logs."""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from filelock import FileLock, Timeout

from profile_scraper.errors import UserError
from profile_scraper.messages import _
from profile_scraper.removal.archives import purge_archive
from profile_scraper.removal.people import RemovedPerson, Trace
from profile_scraper.removal.saved_pages import SUFFIXES, delete_saved_page
from profile_scraper.storage.publish import publish_file

_STORE = re.compile(r"\.(.+)\.pages\.sqlite(?:-wal|-shm)?")
_LOG = re.compile(r".+\.log(?:\.\d+)?")


def purge(traces: Sequence[Trace], people: Sequence[RemovedPerson]) -> Iterator[str]:
    """Delete what archives, page stores and logs hold; yield what was done to each file.

    A page store is deleted: it is a cache, and the next build makes it again.

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
        yield f"deleted {path}: the next build makes it again"
    elif _LOG.fullmatch(path.name):
        yield f"rewrote {path} without {_purge_log(path, people)} lines"
    elif "page" in kinds and path.suffix in SUFFIXES:
        delete_saved_page(path)
        yield f"deleted {path}: a saved page of theirs"
    elif "page" in kinds:
        yield f"rewrote {path} without {purge_archive(path, people)} records"


def _purge_log(path: Path, people: Sequence[RemovedPerson]) -> int:
    """Rewrite a log without the lines that have an address or e-mail address of the people; returns how many."""
    deleted = 0
    with publish_file(path) as partial, path.open("rb") as lines, partial.open("wb") as rest:
        for line in lines:
            text = line.decode("utf8", "replace")
            if any(each.addresses.search(text) or any(mail in text.lower() for mail in each.emails) for each in people):
                deleted += 1
            else:
                rest.write(line)
    return deleted
