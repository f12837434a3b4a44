"""Explain the values of a record, as lines of text."""

import json
import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import groupby
from typing import Any

from profile_scraper.dataset.files import DatasetError
from profile_scraper.dataset.read import Dataset
from profile_scraper.messages import _, counted, decimal, suggestion, user_language
from profile_scraper.records.decision import MergeDecision, Verdict
from profile_scraper.records.profile import FieldProvenance, Profile, Provenance
from profile_scraper.records.publication import Occurrence, Publication
from profile_scraper.report.wording import code_words, evidence_name
from profile_scraper.text.normalize import normalize_text


def _meanings() -> dict[Verdict, str]:
    """What each verdict says of the first of two entries, before the second."""
    return {
        "same": _("is the same publication as"),
        "related": _("is related to"),
        "different": _("is not the same publication as"),
        "uncertain": _("may be the same publication as, and was not merged with"),
    }


def _computed() -> dict[str, str]:
    """Fields that no page prints, and how they are made."""
    return {
        "id": _(
            "made from the site and the last part of the English address, else of the French one, else from the name"
        ),
        "biography_html": _("the text of biography with its markup; biography names its page"),
        "biography_alignment": _("computed from the two biographies"),
        "publications": _("the publications that list one of the person's pages as an occurrence"),
        "sources": _("the pages that the record was built from; each names its own address"),
        "profiles": _("the people whose pages list the publication"),
        "relations": _("from the decisions about similar entries"),
        "occurrences": _("every entry of the publication; each names its page"),
        "origins": _("the entries that the title, the authors and the abstract were taken from"),
        "title_variants": _("every other title that the occurrences print"),
        "author_variants": _("every other form of the authors' names that the occurrences print"),
        "authors_complete": _("whether the entry that the authors were taken from ends its list"),
        "abstract_complete": _("whether the entry that the abstract was taken from has the whole text"),
    }


_ORIGINS = {"title": "title", "titles": "title", "authors": "authors", "abstract": "abstract", "abstracts": "abstract"}
"""Fields of a publication whose entry is known."""


def explain(dataset: Dataset, id_: str, field: str | None = None) -> Iterator[str]:
    """Yield where the values of a profile were read, or why entries of a publication were merged, related or neither.

    Args:
        dataset: the dataset.
        id_: id of a profile or its last part, or id of a publication (a replaced id is redirected).
        field: the path of a field (``roles[0].title``); values below it are included.

    Raises:
        DatasetError: the dataset has no such record, or the record no such field.
    """
    current = next((redirect.new for redirect in dataset.redirects if redirect.old == id_), id_)
    publications = {publication.id: publication for publication in dataset.publications}
    if current in publications:
        decisions = [decision for decision in dataset.merges if current in decision.publications]
        if field is not None:
            return _field_of_publication(publications[current], field, decisions)
        return _publication(publications[current], decisions)
    profile = _find_profile(dataset, id_)
    provenance = next((each for each in dataset.provenance if each.profile == profile.id), None)
    return _profile(profile, provenance or Provenance(profile=profile.id, fields=[]), field)


def _find_profile(dataset: Dataset, id_: str) -> Profile:
    """The profile with an id, or with a slug that only one site has."""
    profiles = list(dataset.profiles)
    found = [each for each in profiles if id_ in (each.id, each.id.partition("/")[2])]
    if len(found) == 1:
        return found[0]
    if found:
        raise DatasetError(
            _("{id_!r} is {ids}: give one of these ids").format(id_=id_, ids=" and ".join(each.id for each in found))
        )
    lacks = (
        _("{folder} has no profile {id_!r}") if "/" in id_ else _("{folder} has no profile and no publication {id_!r}")
    )
    advice = _nearest_person(id_, profiles) or _("; profile-scraper report writes a page to look people up")
    raise DatasetError(lacks.format(folder=dataset.folder, id_=id_) + advice)


def _nearest_person(text: str, profiles: Sequence[Profile]) -> str:
    """Whom a misspelt id, a slug, a name or a part of a name probably means, as the end of a sentence."""
    by_name: dict[str, str] = {}
    for profile in profiles:
        slug = profile.id.partition("/")[2]
        name = normalize_text(profile.name, "words")
        for form in (profile.id, slug, name, *name.split()):
            by_name.setdefault(form, slug if "/" not in text else profile.id)
    given = text if "/" in text else normalize_text(text, "words")
    near = get_close_matches(given, by_name, n=1) or get_close_matches(text, by_name, n=1)
    return _(": did you mean {name}?").format(name=by_name[near[0]]) if near else ""


def _profile(profile: Profile, provenance: Provenance, field: str | None) -> Iterator[str]:
    if field is None:
        shown, value = provenance.fields, ""
    else:
        shown, value = provenance.about(field), _shown(profile, field)
    yield profile.id
    if field is not None:
        yield "  " + _("{field} is {value}").format(field=field, value=value)
        if not shown:
            yield f"  {_without_provenance(field, value)}"
    for path, sources in groupby(shown, key=lambda each: each.field):
        yield f"  {path}"
        for source in sources:
            yield from _source(source)


def _field_of_publication(publication: Publication, field: str, decisions: list[MergeDecision]) -> Iterator[str]:
    value = _shown(publication, field)
    name = _PATH_PARTS.findall(field)[0]
    yield publication.id
    yield "  " + _("{field} is {value}").format(field=field, value=value)
    origin = getattr(publication.origins, _ORIGINS[name]) if name in _ORIGINS else None
    if origin is not None:
        yield "  " + _("from {entry}").format(entry=_entry(origin))
    elif name in _computed() or _is_absent(value):
        yield f"  {_without_provenance(field, value)}"
    else:
        yield "  " + _("from one of these entries, which are merged:")
    for occurrence in publication.occurrences:
        if occurrence != origin:
            yield "  " + _("listed on {entry}").format(entry=_entry(occurrence))
    if name == "relations":
        for decision in decisions:
            yield ""
            yield from _decision(publication.id, decision)


_PATH_PARTS = re.compile(r"[^.\[\]]+")


def _shown(record: Profile | Publication, field: str) -> str:
    """The value of a field as JSON, shortened.

    Raises:
        DatasetError: the record has no such field.
    """
    value: Any = record.model_dump(mode="json")
    parts = _PATH_PARTS.findall(field)
    for index, part in enumerate(parts):
        if value is None and index:
            break  # the whole record inside is missing
        try:
            value = value[int(part)] if isinstance(value, list) else value[part]
        except (KeyError, IndexError, TypeError, ValueError):
            text = _("{id_} has no value for {field!r}{advice}")
            advice = _what_there_is(field, parts[:index], part, value)
            raise DatasetError(text.format(id_=record.id, field=field, advice=advice)) from None
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 300 else f"{text[:299]}…"


def _is_absent(shown: str) -> bool:
    """Whether a value, as it is shown, has no content in any language or part."""
    try:
        value = json.loads(shown)
    except ValueError:
        return False  # a text that is shortened
    return _has_nothing(value)


def _has_nothing(value: object) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return value is None if parts is None else all(map(_has_nothing, parts))


def _what_there_is(field: str, parents: Sequence[str], part: str, value: object) -> str:
    """What a value has below it where it lacks a part, as the end of a sentence."""
    name = ".".join(parents) if isinstance(value, dict) else field.partition(f"[{part}]")[0]
    if isinstance(value, list):
        if not value:
            return _("; {name} has no items").format(name=name)
        items = counted(len(value), "item")
        text = _("; {name} has {items}: {name}[0] to {name}[{last}]")
        return text.format(name=name, items=items, last=len(value) - 1)
    if isinstance(value, dict):
        return suggestion(part, value)
    return _("; it has nothing below it")


def _without_provenance(field: str, value: str) -> str:
    """Why a field has no provenance."""
    name = _PATH_PARTS.findall(field)[0]
    if name in _computed():
        return _("not printed on a page: {how}").format(how=_computed()[name])
    if _is_absent(value):
        return _("no page prints it, and nothing is invented")
    return _("recorded for the whole value only: leave out the last part of the field")


def _entry(occurrence: Occurrence) -> str:
    """Where an entry stands."""
    return _("{url} ({language}), number {position}").format(
        url=occurrence.url, language=occurrence.language, position=occurrence.position
    )


def _source(source: FieldProvenance) -> Iterator[str]:
    language = user_language()
    method = (
        _(", found by: {method}").format(method=code_words("method", source.method, language)) if source.method else ""
    )
    paired = (
        _(", paired with the other page by: {how}").format(how=code_words("paired_by", source.paired_by, language))
        if source.paired_by
        else ""
    )
    guess = _("; a guess: {guess}").format(guess=source.guess) if source.guess else ""
    yield f"    {source.raw!r}"
    yield f"      {source.url} ({source.language}{method}{paired}){guess}"


def _publication(publication: Publication, decisions: list[MergeDecision]) -> Iterator[str]:
    yield f"{publication.id}"
    yield f"  {publication.title}"
    for occurrence in publication.occurrences:
        yield "  " + _("listed on {entry}").format(entry=_entry(occurrence))
    if not decisions:
        yield "  " + _("No similar entry is listed.")
    for decision in decisions:
        yield ""
        yield from _decision(publication.id, decision)


def _decision(shown: str, decision: MergeDecision) -> Iterator[str]:
    first, second = decision.entries
    language = user_language()
    relation = f" ({decision.relation})" if decision.relation else ""
    yield f"  {_entry(first)}"
    yield f"    {_meanings()[decision.decision]}{relation}"
    yield f"  {_entry(second)}"
    yield from _compared(_("title"), first.title.split(), second.title.split())
    yield from _compared(_("authors"), first.authors, second.authors, ", ")
    yield from _compared(_("start of the abstract"), (first.abstract or "").split(), (second.abstract or "").split())
    rule, score = code_words("rule", decision.rule, language), decimal(decision.score, "+.1f")
    yield "    " + _("by the rule ‘{rule}’; log2 likelihood ratio {score}:").format(rule=rule, score=score)
    for evidence in decision.evidence:
        weight = decimal(evidence.weight, "+.1f").rjust(7)
        yield f"    {weight}  " + _("{field}: {detail}").format(
            field=evidence_name(evidence.field, language), detail=evidence.detail
        )
    for id_ in decision.publications:
        if id_ != shown:
            yield "    " + _("the other publication is {id_}").format(id_=id_)


def _compared(field: str, first: Sequence[str], second: Sequence[str], separator: str = " ") -> Iterator[str]:
    """The values of two entries in one field, one below the other, with differences in square brackets."""
    if first == second:
        text = separator.join(first) or _("none")
        yield "    " + _("{field}, the same on both: {text}").format(field=field, text=text)
        return
    marked: tuple[list[str], list[str]] = ([], [])
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        for output, parts in zip(marked, (first[a:b], second[c:d]), strict=True):
            if parts:
                output.append(separator.join(parts) if kind == "equal" else f"[{separator.join(parts)}]")
    yield "    " + _("{field}:").format(field=field)
    yield from (f"      {separator.join(parts) or '[' + _('none') + ']'}" for parts in marked)
