"""Whether a build would write the dataset that is there: nothing that it depends on has changed since the last one."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from profile_scraper.archive import find_inputs
from profile_scraper.pipeline.options import BuildOptions
from profile_scraper.records.manifest import FILES, MANIFEST, PROBLEMS, Manifest
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location
from profile_scraper.workspace import ResultCache, cache_key

_CLOCK_REASONS = ("limit-reached", "invalid")
"""Reasons of problems that another day or machine may not have: a page that takes too long, a date in the future."""


def inputs_key(inputs: Sequence[Location], options: BuildOptions) -> bytes | None:
    """A hash of all that a dataset depends on, except the software.

    None where that is not known without reading everything: for files elsewhere than on this machine.
    """
    skipped: list[str] = []
    contents: list[object] = []
    for found in find_inputs(inputs, skipped.append):
        if isinstance(found, Problem):
            contents.append(found.model_dump_json())
        elif not isinstance(found.path, Path) or not found.path.is_file():
            return None
        else:
            try:
                contents.append((found.name, found.kind, _digest(found.path)))
            except OSError:
                return None
    overrides = options.overrides
    decisions = sorted(decision.model_dump_json() for decision in overrides.decisions)
    site = options.site.name if options.site else None
    return cache_key("dataset", contents, sorted(skipped), site, decisions, sorted(overrides.removed))


def remember(cache: ResultCache, key: bytes, out: Path, left_out: frozenset[str]) -> None:
    """Note the dataset that was built, unless it depends on the day or the machine.

    Args:
        cache: keeps the note.
        key: what the dataset was built from.
        out: the dataset.
        left_out: ids on the removal list that name somebody of the input.
    """
    manifest = Manifest.model_validate_json((out / MANIFEST).read_bytes())
    # A time that is missing may have been one in the future.
    if all(source.retrieved for source in manifest.sources) and not any(
        problem.reason in _CLOCK_REASONS for problem in _problems(out)
    ):
        cache.put(key, json.dumps([_digest(out / MANIFEST), sorted(left_out)]))


def unchanged(cache: ResultCache, key: bytes, out: Path) -> tuple[Manifest, list[Problem], frozenset[str]] | None:
    """The manifest, the problems and the ids left out of the dataset that was built of the same, if it is still there.

    Args:
        cache: has the notes of earlier builds.
        key: what the dataset would be built from.
        out: the dataset.
    """
    note = cache.get(key)
    if note is None:
        return None
    digest, left_out = json.loads(note)
    try:
        if {path.name for path in out.iterdir()} != FILES.keys() or _digest(out / MANIFEST) != digest:
            return None
        manifest = Manifest.model_validate_json((out / MANIFEST).read_bytes())
        if any(_digest(out / name) != known for name, known in manifest.files.items()):
            return None
        return manifest, list(_problems(out)), frozenset(left_out)
    except OSError:
        return None


def _problems(dataset: Path) -> Iterator[Problem]:
    with (dataset / PROBLEMS).open("rb") as lines:
        yield from map(Problem.model_validate_json, lines)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
