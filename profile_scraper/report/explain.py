"""Why a record says what it says, as lines a person reads."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from profile_scraper.dataset.lines import DatasetError
from profile_scraper.dataset.read import Dataset
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.provenance import FieldProvenance, Provenance
from profile_scraper.records.publication import Publication

_MEANING = {
    "same": "is one work with",
    "related": "is related to",
    "apart": "was kept apart from",
    "uncertain": "may be one work with, and was not merged with",
}


def explain(dataset: Dataset, id_: str, field: str | None = None) -> Iterator[str]:
    """Where the values of a profile were read, or why the entries of a publication were merged, related or kept apart.

    Args:
        dataset: the dataset.
        id_: a profile's id, or a publication's (an old one is redirected).
        field: for a profile, the path of a field: it and all below it.

    Raises:
        DatasetError: the dataset has no such record, or the record no such field.
    """
    if "/" in id_:
        found = next((one for one in dataset.provenance if one.profile == id_), None)
        if found is None:
            raise DatasetError(f"{dataset.folder} has no profile {id_!r}: ids are in profiles.jsonl")
        return _profile(found, field)
    wanted = next((redirect.new for redirect in dataset.redirects if redirect.old == id_), id_)
    works = {work.id: work for work in dataset.publications}
    if wanted not in works:
        raise DatasetError(f"{dataset.folder} has no publication {id_!r}: ids are in publications.jsonl")
    decisions = [decision for decision in dataset.merges if wanted in decision.publications]
    return _publication(works[wanted], decisions)


def _profile(provenance: Provenance, field: str | None) -> Iterator[str]:
    shown = [one for one in provenance.fields if field is None or _is_below(one.field, field)]
    if not shown:
        known = ", ".join(dict.fromkeys(one.field.partition(".")[0].partition("[")[0] for one in provenance.fields))
        raise DatasetError(f"{provenance.profile} has no value for {field!r}; it has: {known}")
    yield provenance.profile
    for path, sources in groupby(shown, key=lambda one: one.field):
        yield f"  {path}"
        yield from map(_source, sources)


def _is_below(path: str, field: str) -> bool:
    return path == field or path.startswith((f"{field}.", f"{field}["))


def _source(one: FieldProvenance) -> str:
    way = f", found by {one.way}" if one.way else ""
    joined = f", joined with the other page by {one.paired_by}" if one.paired_by else ""
    guess = f"; a guess: {one.guess}" if one.guess else ""
    return f"    {one.raw!r}\n      {one.url} ({one.language}{way}{joined}){guess}"


def _publication(work: Publication, decisions: list[MergeDecision]) -> Iterator[str]:
    yield f"{work.id}"
    yield f"  {work.title}"
    for place in work.occurrences:
        yield f"  listed on {place.url} ({place.language}), number {place.position}"
    if not decisions:
        yield "  Nothing like it is listed anywhere else."
    for decision in decisions:
        yield ""
        yield from _decision(work.id, decision)


def _decision(shown: str, decision: MergeDecision) -> Iterator[str]:
    one, other = decision.entries
    relation = f" ({decision.relation})" if decision.relation else ""
    yield f"  {one.url}, number {one.position}"
    yield f"    {_MEANING[decision.decision]}{relation}"
    yield f"  {other.url}, number {other.position}"
    yield from _compared("title", one.title.split(), other.title.split())
    yield from _compared("authors", one.authors, other.authors, ", ")
    yield from _compared("start of the abstract", (one.abstract or "").split(), (other.abstract or "").split())
    yield f"    by the rule {decision.rule}; {decision.score:+.1f} bits in all:"
    for evidence in decision.evidence:
        yield f"    {evidence.weight:+7.1f}  {evidence.field}: {evidence.detail}"
    for id_ in decision.publications:
        if id_ != shown:
            yield f"    the other is {id_}"


def _compared(field: str, left: Sequence[str], right: Sequence[str], between: str = " ") -> Iterator[str]:
    """What two entries print in one field, under each other with what differs in square brackets."""
    if left == right:
        yield f"    {field}, the same on both: {between.join(left) or 'none'}"
        return
    sides: tuple[list[str], list[str]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for side, parts in zip(sides, (left[a:b], right[c:d]), strict=True):
            if parts:
                side.append(between.join(parts) if kind == "equal" else f"[{between.join(parts)}]")
    yield f"    {field}:"
    yield from (f"      {between.join(side) or '[none]'}" for side in sides)
