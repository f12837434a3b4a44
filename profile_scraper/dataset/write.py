"""Write a dataset folder: the same records give the same bytes."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from profile_scraper import __version__
from profile_scraper.dataset.tally import Tally
from profile_scraper.records.base import Record
from profile_scraper.records.decision import LearnedPair, MergeDecision, PagePairing
from profile_scraper.records.manifest import (
    CONFLICTS,
    FILES,
    MANIFEST,
    MERGES,
    PAIRINGS,
    PROBLEMS,
    PROFILES,
    PROVENANCE,
    PUBLICATIONS,
    REDIRECTS,
    SCHEMA_VERSION,
    VOCABULARY,
    Manifest,
    UnmatchedTerm,
)
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance
from profile_scraper.records.publication import Publication, Redirect
from profile_scraper.storage.buffer import record_line, record_lines
from profile_scraper.storage.external_sort import SortedLines
from profile_scraper.storage.publish import publish_folder

_KeyedLine: TypeAlias = tuple[str, bytes]
"""What a line is sorted by before its own bytes, and the line."""


class Contents(NamedTuple):
    """Everything that a dataset holds, in any order but that inside a record; gone through once, and never held."""

    sites: Sequence[str]
    profiles: Iterable[Profile]
    publications: Iterable[Publication]
    merges: Iterable[MergeDecision] = ()
    problems: Iterable[Problem] = ()
    conflicts: Iterable[Conflict] = ()
    pairings: Iterable[PagePairing] = ()
    provenance: Iterable[Provenance] = ()
    redirects: Iterable[Redirect] = ()
    vocabulary: Iterable[LearnedPair] = ()
    unmatched: Sequence[UnmatchedTerm] = ()
    removed_on_request: int = 0
    """How many people the removal list names."""
    extraction_methods: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    """For each field of a page, on how many pages each way found it."""


def write_dataset(target: Path, contents: Contents) -> Manifest:
    """Write the files of a dataset and put them in place together.

    Raises:
        PublishError: the place cannot be written; whatever was there is untouched.
    """
    tally, problems = Tally(), frozenset(contents.problems)
    files = {
        # Works, decisions and profiles are made while they are written: the first two let go of what they are made of.
        PUBLICATIONS: _by_id(tally.publications(contents.publications)),
        MERGES: _by_line(contents.merges),
        PROFILES: _by_id(tally.profiles(contents.profiles)),
        PROBLEMS: _by_line(problems),
        CONFLICTS: _by_line(contents.conflicts),
        PAIRINGS: _by_line(contents.pairings),
        PROVENANCE: _by_line(contents.provenance),
        REDIRECTS: _by_line(contents.redirects),
        VOCABULARY: _by_line(contents.vocabulary),
    }
    with publish_folder(target) as folder:
        digests = {name: _write_sorted(folder / name, lines) for name, lines in files.items()}
        manifest = Manifest(
            schema_version=SCHEMA_VERSION,
            software_version=__version__,
            sites=sorted(set(contents.sites)),
            counts=tally.counts(len(problems), contents.removed_on_request),
            coverage=tally.coverage(),
            coverage_by_group=tally.coverage_by_group(),
            extraction_methods={
                field: dict(sorted(ways.items())) for field, ways in sorted(contents.extraction_methods.items())
            },
            unmatched=sorted(contents.unmatched, key=lambda term: (term.kind, term.language, term.label)),
            sources=sorted(tally.sources, key=lambda source: (source.url, source.language, source.sha256)),
            files={name: digests[name] for name in FILES if name in digests},
        )
        (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf8")
    return manifest


def _by_id(records: Iterable[Profile | Publication]) -> Iterator[_KeyedLine]:
    return ((record.id, record_line(record)) for record in records)


def _by_line(records: Iterable[Record]) -> Iterator[_KeyedLine]:
    return (("", line) for line in record_lines(records))


def _write_sorted(path: Path, keyed: Iterable[_KeyedLine]) -> str:
    """Write the lines in the order of their keys; the SHA-256 of the file."""
    digest = hashlib.sha256()
    with SortedLines(path.parent) as lines, path.open("wb") as file:
        for key, line in keyed:
            lines.add(line, key)
        for line in lines:
            digest.update(line)
            file.write(line)
    return digest.hexdigest()
