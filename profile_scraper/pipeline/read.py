"""INPUTs to parsed pages: in this process where they are few, else in all processors' with the pages kept on disk."""

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from profile_scraper.archive import Turns, find_inputs, read_inputs
from profile_scraper.parse import read_page
from profile_scraper.pipeline.latest import Read, latest_pages
from profile_scraper.progress import progress_bar
from profile_scraper.records.capture import Capture
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site, load_site

if TYPE_CHECKING:
    from multiprocessing.sharedctypes import Synchronized

_MANY_BYTES = 32 * 1024 * 1024
"""Inputs above this take longer to read than processes take to start."""
_WATCH_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class _Task:
    """One process's part of a large reading."""

    inputs: Sequence[Path]
    site: str | None
    store: Path
    turns: Turns


def read_pages(inputs: Sequence[Path], site: Site | None, store: Path) -> tuple[list[ProfilePage], list[Problem]]:
    """The pages of people, the latest capture of each, and what could not be used.

    Args:
        inputs: WARC files, saved pages, plain-text renderings, and folders of these.
        site: the site of pages that do not say theirs.
        store: where a large reading keeps its pages; the next one skips what the same parser has read.
    """
    size = sum(entry.size for entry in find_inputs(inputs) if not isinstance(entry, Problem))
    records = _in_this_process(inputs, site) if size < _MANY_BYTES else _in_many(inputs, site, store)
    return latest_pages(records)


def _in_this_process(inputs: Sequence[Path], site: Site | None) -> Iterator[Read]:
    with progress_bar("reading") as advance:
        for capture in read_inputs(inputs, advance):
            if isinstance(capture, Problem):
                yield capture.url, None, capture
                continue
            record = read_page(capture, site)
            if isinstance(record, ProfilePage | Problem):
                yield capture.name, capture.retrieved, record


def _in_many(inputs: Sequence[Path], site: Site | None, store: Path) -> Iterator[Read]:
    import multiprocessing  # a small build does without it, and without a database

    from profile_scraper.pipeline.store import PageStore

    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    context = multiprocessing.get_context("spawn")
    done, total = context.Value("q", 0), context.Value("q", 0)
    tasks = [_Task(inputs, site.name if site else None, store, Turns(index, processes)) for index in range(processes)]
    PageStore(store).close()
    with (
        context.Pool(processes, initializer=_start, initargs=(done, total)) as pool,
        progress_bar("reading") as advance,
    ):
        reading = pool.map_async(_read, tasks, chunksize=1)
        while not reading.ready():
            advance(done.value, total.value)
            reading.wait(_WATCH_SECONDS)
        parts = reading.get()
    pages = PageStore(store)
    for keys, problems in parts:
        yield from ((problem.url, None, problem) for problem in problems)
        yield from pages.records(keys)
    pages.close()


_watched: "tuple[Synchronized[int], Synchronized[int]] | None" = None


def _start(done: "Synchronized[int]", total: "Synchronized[int]") -> None:
    """Prepare a process of the pool: the parent alone answers Ctrl-C, and shows how far the first process is."""
    global _watched  # noqa: PLW0603 - a pool hands its initializer's arguments on in no other way
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _watched = (done, total)


def _read(task: _Task) -> tuple[list[str], list[Problem]]:
    """One process's part: keys of its pages in the store, and what could not be used."""
    from profile_scraper.pipeline.store import PageStore

    site = load_site(task.site) if task.site else None
    store = PageStore(task.store)
    keys: list[str] = []
    problems: list[Problem] = []

    def advance(done: int, total: int) -> None:
        if _watched and task.turns.index == 0:
            _watched[0].value, _watched[1].value = done, total

    for capture in read_inputs(task.inputs, advance, task.turns):
        if isinstance(capture, Problem):
            problems.append(capture)
            continue
        key = _key(capture, task.site)
        if key not in store:
            store.add(key, capture, read_page(capture, site))
        keys.append(key)
    store.close()
    return keys, problems


def _key(capture: Capture, site: str | None) -> str:
    """Everything that a page's record depends on, but the parser."""
    told = (capture.sha256, capture.name, capture.url, capture.media, capture.charset, capture.status)
    return "\n".join(map(str, (*told, capture.retrieved, capture.site, site)))
