"""Parts of publications that are stated: by labels ('Title: …', 'By …'), terms beside them, the site's selectors."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from profile_scraper.records.publication import normalize_doi
from profile_scraper.structure.elements import is_inside
from profile_scraper.structure.names import ET_AL, is_author, list_of_authors
from profile_scraper.structure.publications.runs import Item, Run
from profile_scraper.structure.reference_parts import (
    YEAR,
    venue_name,
)
from profile_scraper.structure.selectors import Match
from profile_scraper.structure.words import LABELS_OF_PARTS
from profile_scraper.text.normalize import normalize_text

_LABEL_STEP = "label"
"""The step of a run's path that holds the words of a label that is not known."""
_LONGEST = 45
_MOST_WORDS = 5
_LABEL = re.compile(r"\s*([^\W\d_][^:：]{0,44}?)\s*[:：](?!//)\s*")
_INSIDE = re.compile(r"(?:^|(?<=[.;|,·•)])\s*|\s[|·•–—]\s)\s*([A-ZÀ-Ý][^\W\d_]+(?:[ '’-][^\W\d_]+){0,3})\s?[:：]\s")
_TERMS = ("dt", "th")
_FEWEST_TERMS = 2
_FEWEST_INSIDE = 2
"""Labels in one run of text, from which on they are no words of a title."""
_COLONS = (":", "：")
_BOLD = ("b", "strong", "label")
_LABEL_TOKEN = re.compile(r"(?:^|[-_])(?:label|key|term)(?:$|[-_])", re.IGNORECASE)
_BY = re.compile(
    r"[\s,;.(–—-]*(?:(?:(?:co-?)?(?:written|authored)|joint work|[ée]crite?s?)\s+)?(?:by|par|with|avec)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
FIRST_OF_BY = frozenset("BbPpWwAaCcJjÉéEe ,;.(–—-")
"""What a text begins with that may lead to authors."""
_WITH = re.compile(r"\b(?:with|avec)\s+$", re.IGNORECASE)


class Labelled(NamedTuple):
    """A text whose label is cut off."""

    part: str | None
    """``title``, ``author``, ``venue``, ``date``, ``abstract`` or ``other``; None for a label that is not known."""
    text: str
    """What stands behind the label, empty where nothing does."""
    key: str
    """The words of the label."""


def labelled(text: str) -> Labelled | None:
    """A text that begins with a known label of a part and a colon, None where it does not."""
    found = _LABEL.match(text)
    part = part_of_label(found[1]) if found else None
    return Labelled(part, text[found.end() :], _key(found[1])) if found and part else None


@lru_cache(maxsize=1 << 12)
def part_of_label(label: str) -> str | None:
    """The part of a publication that a label names, None where it is not known."""
    return LABELS_OF_PARTS.get(_key(label)) if len(label) <= _LONGEST else None


class Led(NamedTuple):
    """Names without the words that lead to them."""

    names: str
    is_complete: bool
    """False where the words say that the owner of the list is one more author: 'with Bo Ek'."""


def names_behind_by(text: str) -> Led | None:
    """For 'By Ada Lind and Bo Ek', 'par Ada Lind', 'joint work with Bo Ek' the names; None for another text."""
    found = _BY.match(text)
    if not found:
        return None
    names = text[found.end() :].strip(" ,;")
    stripped = names.rstrip(" .,;")
    is_led = bool(list_of_authors(names)) or is_author(stripped)
    return Led(names, not _WITH.search(found[0])) if is_led else None


def apply_labels(items: Sequence[Item]) -> None:
    """Take the labels off the runs of items; each run gets the part that its label names.

    A label is known by its words; else by standing alike in most items, as no value does.
    """
    items = [item for item in items if not item.has_labels_applied]
    alike = _alike(items)
    for item in items:
        item.has_labels_applied = True
        if any(_may_be_label(run) for run in item.runs):
            item.runs = _without_labels(item.runs, alike)
    _take_by_off(items)


def is_labelled(run: Run) -> bool:
    """Whether a label that is not known stands before a run."""
    return any(tag == _LABEL_STEP for tag, _ in run.path)


def _key(text: str) -> str:
    return normalize_text(text, "label_words")


def _may_be_label(run: Run) -> bool:
    return ":" in run.text or "：" in run.text or _is_term(run)


def _is_term(run: Run) -> bool:
    """Whether markup says that a run is a label: a term, a bold word, a class."""
    element = run.element
    if element.tag in _TERMS:
        return True
    return len(run.text) <= _LONGEST and (
        element.tag in _BOLD or any(_LABEL_TOKEN.search(token) for _, tokens in run.path[-1:] for token in tokens)
    )


def _alike(items: Sequence[Item]) -> frozenset[str]:
    """Keys of texts before a colon, and of terms, that stand in most of several items."""
    counts: Counter[str] = Counter()
    for item in items:
        found = {key for index, run in enumerate(item.runs) if (key := _possible_key(run, index))}
        counts.update(found)
    fewest = max(2.0, 0.6 * len(items))
    return frozenset(key for key, count in counts.items() if count >= fewest)


def _possible_key(run: Run, index: int) -> str | None:
    found = _LABEL.match(run.text) if ":" in run.text or "：" in run.text else None
    if found and found[1].count(" ") < _MOST_WORDS and (index or found.end() == len(run.text)):
        return _key(found[1])
    return _key(run.text) if _is_term(run) else None


class _Value(NamedTuple):
    run: Run
    label: Labelled | None
    """None for a run that no label stands before."""


def _without_labels(runs: Sequence[Run], alike: Container[str]) -> list[Run]:
    runs = _with_colons(runs)
    full = {id(run): found for run in runs if (found := _whole_label(run, alike)) is not None}
    if sum(run.element.tag in _TERMS for run in runs if id(run) in full) < _FEWEST_TERMS:
        # The one term of an item is its title.
        full = {key: found for key, found in full.items() if found.part or found.text}
    last = next((run for run in reversed(runs) if id(run) in full), None)
    counts = Counter(run.segment for run in runs)
    remaining: list[Run] = []
    label: Labelled | None = None
    segment: int | None = None
    for index, run in enumerate(runs):
        if id(run) in full:
            label, segment = full[id(run)], run.segment
            if counts[run.segment] == 1:
                # A label on a line of its own: its value ends at the next label, that of the last one with its line.
                segment = runs[index + 1].segment if run is last and index + 1 < len(runs) else None
            continue
        values = list(_values(run, index, alike))
        if segment is not None and run.segment != segment:
            label = None
        if values[0].label is None and label is not None:
            values[0] = _Value(run, label)
        if values[-1].label is not None and values[-1].label is not label:
            label, segment = values[-1].label, run.segment
        remaining += [_with_label(value) for value in values if value.run.text]
    return remaining


def _with_colons(runs: Sequence[Run]) -> list[Run]:
    """The runs, with the colon that begins a run put at the end of the run before: '<b>Title</b>: …'."""
    moved = list(runs)
    for index in range(1, len(moved)):
        before, run = moved[index - 1], moved[index]
        if run.text[:1] in _COLONS and before.segment == run.segment and len(before.text) <= _LONGEST:
            moved[index - 1] = replace(before, text=f"{before.text}:")
            moved[index] = replace(run, text=run.text[1:].lstrip())
    return [run for run in moved if run.text]


def _whole_label(run: Run, alike: Container[str]) -> Labelled | None:
    """What a run names that is a label from end to end."""
    text = run.text.strip()
    if not text or len(text) > _LONGEST or run.href is not None:
        return None
    key, has_colon = _key(text), text.endswith(_COLONS)
    part = part_of_label(text)
    if has_colon or run.element.tag in _TERMS:
        return Labelled(part, text if has_colon else "", key) if part or key in alike else None
    return Labelled(part, "", key) if part and key in alike and _is_term(run) else None


def _values(run: Run, index: int, alike: Container[str]) -> list[_Value]:
    """A run's text cut at the labels in it."""
    found = _LABEL.match(run.text) if ":" in run.text or "：" in run.text else None
    inside = [each for each in _INSIDE.finditer(run.text) if part_of_label(each[1])]
    if found is None and not (inside and index and not any(map(str.isalnum, run.text[: inside[0].start()]))):
        return [_Value(run, None)]
    if found is None:
        return _cut(run, inside)
    label: Labelled | None = Labelled(part_of_label(found[1]), "", _key(found[1]))
    part, is_first = part_of_label(found[1]), index == 0 and len(inside) < _FEWEST_INSIDE
    if _key(found[1]) not in alike and (part is None or (is_first and part != "title")):
        label = None  # a title can begin like a label
    if index == 0 and part is None:
        label = None
    if len(inside) < _FEWEST_INSIDE:
        return [_Value(run if label is None else replace(run, text=run.text[found.end() :]), label)]
    return _cut(run, inside)


def _cut(run: Run, inside: Sequence[re.Match[str]]) -> list[_Value]:
    before = run.text[: inside[0].start()].strip(" ;|·•–—")
    ends = [*(each.start() for each in inside[1:]), len(run.text)]
    values = [
        _Value(
            replace(run, text=run.text[each.end() : end].strip(" ;|·•–—")),
            Labelled(part_of_label(each[1]), "", _key(each[1])),
        )
        for each, end in zip(inside, ends, strict=True)
    ]
    return [_Value(replace(run, text=before), None), *values] if before else values


def _with_label(value: _Value) -> Run:
    run, label = value
    if label is None:
        return run
    if label.part is not None:
        return replace(run, part=label.part)
    return replace(run, path=(*run.path, (_LABEL_STEP, ("-".join(label.key.split()),))))


def _take_by_off(items: Sequence[Item]) -> None:
    """Take off the word that leads to the authors; a capital 'Par', which is a name too, only where several have it."""
    led = {
        id(run): names
        for item in items
        for run in item.runs[1:]
        if run.part in (None, "author") and (names := names_behind_by(run.text)) is not None
    }
    names_too = sum(run.text.startswith("Par ") for item in items for run in item.runs[1:] if id(run) in led)
    for item in items:
        for index, run in enumerate(item.runs):
            found = led.get(id(run))
            if found is not None and (names_too != 1 or len(items) == 1 or not run.text.startswith("Par ")):
                item.runs[index] = replace(run, text=found.names, part="author")
                item.is_owner_left_out = not found.is_complete


def stated_run(item: Item, matches: Sequence[Match]) -> Run | None:
    """The run of an item in which the site's selectors found a part, None where they found none."""
    elements = frozenset(match.element for match in matches)
    return next((run for run in item.runs if elements and is_inside(run.element, elements)), None)


def labelled_run(item: Item, part: str) -> Run | None:
    """The run of an item that a label names as a part, None where no label does."""
    return next((run for run in item.runs if run.part == part), None)


def apply_stated(item: Item, stated: Mapping[str, Sequence[Match]]) -> None:
    """Take the parts that the site's selectors found from where they stand."""
    own = {key: texts for key, matches in stated.items() if (texts := _stated_texts(item, matches))}
    if own.get("title") and own["title"][0] != item.title and any(match.text for match in stated["title"]):
        item.title = own["title"][0]
    if own.get("authors"):
        names = [name for text in own["authors"] for name in list_of_authors(text) or [text.strip(" ,;")]]
        item.names = list(dict.fromkeys(name for name in names if normalize_text(name, "label_words") not in ET_AL))
    if own.get("venue"):
        item.venue = venue_name(" ".join(own["venue"]))
    if own.get("issued") and (years := YEAR.findall(" ".join(own["issued"]))):
        item.issued = years[0]
    if own.get("abstract"):
        item.abstract = "\n\n".join(own["abstract"])
    if own.get("doi"):
        item.doi = next(filter(None, map(normalize_doi, own["doi"])), item.doi)
    if own.get("url"):
        item.url = item.page.absolute(own["url"][0])


def _stated_texts(item: Item, matches: Sequence[Match]) -> list[str]:
    """The texts that a part's selectors give inside an item: cut ones and attributes as they are, else its runs."""
    uncut = frozenset(match.element for match in matches if match.text is None)
    cut = [match.text for match in matches if match.text is not None]
    return [*cut, *(run.text for run in item.runs if uncut and is_inside(run.element, uncut))]
