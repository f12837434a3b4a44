"""Divide the reading of INPUTs into parts that any machine can read: spans of WARC files, groups of saved pages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple, TypeAlias

from profile_scraper.archive.heads import RecordHead, head_of
from profile_scraper.archive.inputs import InputFile, find_inputs, read_file
from profile_scraper.archive.records import EndOfSpan, Span, first_date, next_record, read_span
from profile_scraper.archive.warc import CaptureSelector, Selection, Skipped, captures_of
from profile_scraper.parallel import Executor
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.storage.remote import Location

SPAN_BYTES = 8 * 1024 * 1024
"""Bytes of a WARC file in one part: some seconds of parsing."""
_GROUP_BYTES = 4 * 1024 * 1024
_GROUP_FILES = 64


class SpanPart(NamedTuple):
    """A span of a WARC file, and what is read of it."""

    span: Span
    selections: Sequence[tuple[int, Selection]]
    """Numbers of records inside the span, from 0, and what their pages give."""
    size: int


class FilesPart(NamedTuple):
    """Files that hold one page each."""

    files: Sequence[InputFile]
    size: int


Part: TypeAlias = SpanPart | FilesPart
"""What one task reads; ``size`` is its share of the input, in bytes."""


class _IndexedSpan(NamedTuple):
    first: int | None
    """Where the first record was looked for and found; None where the span has none."""
    found: list[RecordHead | Problem]
    next_record: int | None


def plan_parts(
    inputs: Sequence[Location],
    executor: Executor,
    skip: Callable[[str], None],
    total: Callable[[int], None],
    span_bytes: int = SPAN_BYTES,
) -> Iterator[Part | Problem]:
    """Divide INPUTs; reading all parts gives the captures and problems of ``read_inputs``.

    Only heads of records reach this process: the executor indexes each span, the parts hold what is decided from that.

    Args:
        inputs: files and folders.
        executor: runs the indexing.
        skip: called with the kind of what is skipped on purpose.
        total: called with the bytes of all parts, before the first.
        span_bytes: bytes of a WARC file in one part.
    """
    found = find_inputs(inputs, skip)
    yield from (entry for entry in found if isinstance(entry, Problem))
    files = [entry for entry in found if isinstance(entry, InputFile)]
    total(sum(file.size for file in files))
    warcs = [file for file in files if file.kind == "warc"]
    warcs.sort(key=lambda file: (file.name, str(file.path)))
    dates = dict(zip(warcs, executor.map(first_date, (file.path for file in warcs)), strict=True))
    warcs.sort(key=lambda file: dates[file], reverse=True)
    yield from _SpanPlanner(warcs, executor, skip, span_bytes).parts()
    yield from _groups(file for file in files if file.kind != "warc")


def read_part(part: Part, skip: Callable[[str], None]) -> Iterator[Capture | Problem]:
    """The captures of one part, and what could not be read; ``skip`` as for :func:`plan_parts`."""
    if isinstance(part, FilesPart):
        for file in part.files:
            yield from read_file(file)
        return
    selections, number = dict(part.selections), count()
    for found in read_span(part.span, _ignore):
        if isinstance(found, Problem | EndOfSpan):
            continue  # the index named it
        selection = selections.get(next(number))
        if selection is not None:
            yield from captures_of(*found, selection, skip)


class _SpanPlanner:
    """Follows the heads of all WARC files in order, and keeps no span's heads longer than that takes."""

    def __init__(
        self, files: Sequence[InputFile], executor: Executor, skip: Callable[[str], None], span_bytes: int
    ) -> None:
        self._executor, self._skip = executor, skip
        self._files = [(file, list(_spans(file, span_bytes))) for file in files]
        self._selector = CaptureSelector()

    def parts(self) -> Iterator[Part | Problem]:
        """The parts of all files, newest first; then those that late revisits refer to."""
        for file, spans in self._indexed():
            self._selector.begin_file()
            for span, index in spans:
                yield from self._decided(file, span, index)
            yield from self._selector.end_file(file.name)
        if self._selector.has_unresolved:
            for _file, spans in self._indexed():
                self._selector.begin_file()
                for span, index in spans:
                    heads = [head for head in index.found if isinstance(head, RecordHead)]
                    selections = [
                        (at, each) for at, head in enumerate(heads) for each in self._selector.decide_again(head)
                    ]
                    if selections:
                        yield SpanPart(span, selections, 0)
        yield from self._selector.unresolved()

    def _decided(self, file: InputFile, span: Span, index: _IndexedSpan) -> Iterator[Part | Problem]:
        selections: list[tuple[int, Selection]] = []
        number = count()
        for found in index.found:
            if isinstance(found, Problem):
                yield found
                continue
            at = next(number)
            for decision in self._selector.decide(found, file.path, file.name):
                if isinstance(decision, Skipped):
                    self._skip(decision.kind)
                elif isinstance(decision, Problem):
                    yield decision
                else:
                    selections.append((at, decision))
        yield SpanPart(span, selections, min(span.end or file.size, file.size) - span.start)

    def _indexed(self) -> Iterator[tuple[InputFile, Iterator[tuple[Span, _IndexedSpan]]]]:
        indexes = self._executor.map(_index, (span for _file, spans in self._files for span in spans))
        for file, spans in self._files:
            yield file, _joined(spans, indexes)


def _joined(spans: Iterable[Span], indexes: Iterator[_IndexedSpan]) -> Iterator[tuple[Span, _IndexedSpan]]:
    """The spans of a file such that each begins where the one before it ended.

    What looks like the beginning of a record may stand inside a page: such a span is indexed again.
    """
    expected: int | None = 0
    damaged = False
    for span in spans:
        index = next(indexes)
        if expected is None or (span.end is not None and expected >= span.end):
            continue
        exact = span._replace(start=expected)
        if index.first != expected:
            index = _index_from(exact)
        if damaged and index.found and isinstance(index.found[0], Problem):
            index = index._replace(found=index.found[1:])  # the same damage goes on
        damaged = isinstance(index.found[-1], Problem) if index.found else damaged
        expected = index.next_record
        yield exact, index


def _spans(file: InputFile, span_bytes: int) -> Iterator[Span]:
    for start in range(0, max(file.size, 1), span_bytes):
        end = start + span_bytes
        yield Span(file.path, file.name, start, end if end < file.size else None)


def _index(span: Span) -> _IndexedSpan:
    """The heads of the records that begin in a span."""
    first = next_record(span.path, span.start - 1) if span.start else 0
    if first is None or (span.end is not None and first >= span.end):
        return _IndexedSpan(None, [], first)
    return _index_from(span._replace(start=first))


def _index_from(span: Span) -> _IndexedSpan:
    heads: list[RecordHead | Problem] = []
    for found in read_span(span, _ignore):
        if isinstance(found, EndOfSpan):
            return _IndexedSpan(span.start, heads, found.next_record)
        heads.append(found if isinstance(found, Problem) else head_of(*found))
    raise AssertionError("a span has an end")


def _groups(files: Iterable[InputFile]) -> Iterator[FilesPart]:
    group: list[InputFile] = []
    size = 0
    for file in files:
        group.append(file)
        size += file.size
        if size >= _GROUP_BYTES or len(group) == _GROUP_FILES:
            yield FilesPart(group, size)
            group, size = [], 0
    if group:
        yield FilesPart(group, size)


def _ignore(_: int) -> None:
    pass
