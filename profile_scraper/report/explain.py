"""Explain the values of a record, as lines of text."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from profile_scraper.dataset.read import Dataset
from profile_scraper.dataset.record_file import DatasetError
from profile_scraper.records.decision import MergeDecision
from profile_scraper.records.provenance import FieldProvenance, Provenance
from profile_scraper.records.publication import Publication

_MEANING = {
    "same": "is the same publication as",
    "related": "is related to",
    "different": "is not the same publication as",
    "uncertain": "may be the same publication as, and was not merged with",
}


def explain(dataset: Dataset, id_: str, field: str | None = None) -> Iterator[str]:
    """Yield where the values of a profile were read, or why entries of a publication were merged, related or neither.

    Args:
        dataset: the dataset.
        id_: id of a profile, or of a publication (a replaced id is redirected).
        field: for a profile, the path of a field; values below it are included.

    Raises:
        DatasetError: the dataset has no such record, or the record no such field.
    """
    if "/" in id_:
        provenance = next((each for each in dataset.provenance if each.profile == id_), None)
        if provenance is None:
            raise DatasetError(f"{dataset.folder} has no profile {id_!r}: ids are in profiles.jsonl")
        return _profile(provenance, field)
    current = next((redirect.new for redirect in dataset.redirects if redirect.old == id_), id_)
    publications = {publication.id: publication for publication in dataset.publications}
    if current not in publications:
        raise DatasetError(f"{dataset.folder} has no publication {id_!r}: ids are in publications.jsonl")
    decisions = [decision for decision in dataset.merges if current in decision.publications]
    return _publication(publications[current], decisions)


def _profile(provenance: Provenance, field: str | None) -> Iterator[str]:
    shown = [each for each in provenance.fields if field is None or _is_below(each.field, field)]
    if not shown:
        known = ", ".join(dict.fromkeys(each.field.partition(".")[0].partition("[")[0] for each in provenance.fields))
        raise DatasetError(f"{provenance.profile} has no value for {field!r}; it has: {known}")
    yield provenance.profile
    for path, sources in groupby(shown, key=lambda each: each.field):
        yield f"  {path}"
        for source in sources:
            yield from _source(source)


def _is_below(path: str, field: str) -> bool:
    return path == field or path.startswith((f"{field}.", f"{field}["))


def _source(source: FieldProvenance) -> Iterator[str]:
    method = f", found by {source.method}" if source.method else ""
    paired = f", paired with the other page by {source.paired_by}" if source.paired_by else ""
    guess = f"; a guess: {source.guess}" if source.guess else ""
    yield f"    {source.raw!r}"
    yield f"      {source.url} ({source.language}{method}{paired}){guess}"


def _publication(publication: Publication, decisions: list[MergeDecision]) -> Iterator[str]:
    yield f"{publication.id}"
    yield f"  {publication.title}"
    for occurrence in publication.occurrences:
        yield f"  listed on {occurrence.url} ({occurrence.language}), number {occurrence.position}"
    if not decisions:
        yield "  No similar entry is listed."
    for decision in decisions:
        yield ""
        yield from _decision(publication.id, decision)


def _decision(shown: str, decision: MergeDecision) -> Iterator[str]:
    first, second = decision.entries
    relation = f" ({decision.relation})" if decision.relation else ""
    yield f"  {first.url}, number {first.position}"
    yield f"    {_MEANING[decision.decision]}{relation}"
    yield f"  {second.url}, number {second.position}"
    yield from _compared("title", first.title.split(), second.title.split())
    yield from _compared("authors", first.authors, second.authors, ", ")
    yield from _compared("start of the abstract", (first.abstract or "").split(), (second.abstract or "").split())
    yield f"    by the rule {decision.rule}; log2 likelihood ratio {decision.score:+.1f}:"
    for evidence in decision.evidence:
        yield f"    {evidence.weight:+7.1f}  {evidence.field}: {evidence.detail}"
    for id_ in decision.publications:
        if id_ != shown:
            yield f"    the other publication is {id_}"


def _compared(field: str, first: Sequence[str], second: Sequence[str], separator: str = " ") -> Iterator[str]:
    """The values of two entries in one field, one below the other, with differences in square brackets."""
    if first == second:
        yield f"    {field}, the same on both: {separator.join(first) or 'none'}"
        return
    marked: tuple[list[str], list[str]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        for output, parts in zip(marked, (first[a:b], second[c:d]), strict=True):
            if parts:
                output.append(separator.join(parts) if kind == "equal" else f"[{separator.join(parts)}]")
    yield f"    {field}:"
    yield from (f"      {separator.join(parts) or '[none]'}" for parts in marked)
