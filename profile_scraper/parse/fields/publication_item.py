"""The list item of a publication: which of its lines are the title, authors, date and venue, and the abstract."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from lxml.etree import _Element

from profile_scraper.parse.dictionary import SiteDictionary
from profile_scraper.parse.fields.item_lines import (
    StatedLines,
    count_lower,
    is_led_venue,
    is_venue,
    names_title,
    state_lines,
    venue_with_year,
    without_sources,
)
from profile_scraper.parse.fields.part_names import is_in_abstract
from profile_scraper.parse.fields.person import looks_like_body, looks_like_name
from profile_scraper.parse.page.lines import BOLD, Line
from profile_scraper.parse.reading import CardFields, ListItem
from profile_scraper.structure.publications.runs import are_link_words
from profile_scraper.structure.reference_parts import YEAR, without_in
from profile_scraper.text.dates import date_of
from profile_scraper.text.normalize import normalize_text

BETWEEN = re.compile(r"\s*(?:,|;|·|\||&|\band\b|\bet\b)\s*")
"""What stands between two names on one line."""
_DIGIT = re.compile(r"\d")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[ -]?){1,4}")
_LETTER = re.compile(r"[^\W\d_]")
_AFFILIATION = re.compile(r"[\d*†‡§¶∗]")
_AFFILIATIONS = re.compile(
    r"(?<=[^\W\d_.])\s?(?:[*†‡§¶∗]|\d{1,2}(?:\s?,\s?\d{1,2})*\b)+(?=\s*(?:[,;·|&]|\band\b|\bet\b|$))"
)
"""Marks of affiliation behind a name: 'Ada Brume1,2'."""
_AFFILIATIONS_BEFORE = re.compile(r"^(?:[*†‡§¶∗]|\d{1,2}\b(?:\s?,\s?\d{1,2}\b)*)+\s*,\s*")
"""The marks of the name before, which stands in an element of its own."""
_LABEL = re.compile(r"([^\W\d_]+)\s*[:.–—-]\s+(?=\S)")
_NUMBER = re.compile(r"[(\[]?(\d{1,3})[.)\]]\s*(?=\S|$)")
_REFERENCE = re.compile(r"(.{3,400}?)\s*\((?:19|20)\d\d[a-z]?\)\s*[.,:]\s")
"""A whole reference: 'Ada Brume, Pavel Lind (2021). Slow clocks. …'."""
_FEWEST_LOWER_WORDS = 2
"""Those of a sentence."""
_LONGEST_AUTHOR = 90
_LONGEST_CONTROL = 60
"""Characters of a control's words; a longer one holds text of its own."""
_LONGEST_DATE = 30
_LONGEST_BUTTON = 25
_MOST_BUTTONS = 50


@dataclass(slots=True)
class EntryFields:
    """One entry with its parts told apart, as printed."""

    title: list[Line]
    authors: list[Line] = field(default_factory=list)
    abstract: list[Line] = field(default_factory=list)
    issued: str | None = None
    venue: str | None = None
    authors_cut: bool = False
    """Whether the list of authors was cut and no rest follows."""
    certain: bool = True
    joined: bool = True
    """Whether it is sure how the word that the abstract's marker cut is written."""
    lines: list[Line] = field(default_factory=list)
    """The lines of the item as printed."""


def split_item(item: ListItem, dictionary: SiteDictionary) -> EntryFields:
    """Tell the parts of one item apart: its heading or first line, short lines of names, then the abstract."""
    if item.fields is not None:
        return _from_markup(item, item.fields, dictionary)
    lines = [
        line._replace(control=False) if line.control and len(line.text) > _LONGEST_CONTROL else line
        for line in without_sources(item.lines)
    ]
    start = next((index for index, line in enumerate(lines) if line.level), 0)
    end = start + 1
    while end < len(lines) and (not lines[end].begins_block or _goes_on(lines[end], lines[start])):
        end += 1
    entry = EntryFields(lines[start:end], lines=lines, certain=item.certain)
    stated = state_lines(lines[:start] + lines[end:])
    if names_title(entry.title[0]):
        all_lines = state_lines(lines)
        entry.title, stated = all_lines.title or entry.title, all_lines
    rest = stated.remaining
    title = entry.title[0].element
    no_abstracts = {title, *title.iterancestors()} if title is not None else set[_Element]()
    begin = next(
        (
            index
            for index, line in enumerate(rest)
            if _is_abstract(rest, index, dictionary) or is_in_abstract(line.element, no_abstracts)
        ),
        len(rest),
    )
    if stated.authors is None:
        _read_authors(rest[:begin], entry, dictionary)
    else:
        _read_authors(stated.authors, entry, dictionary)
        entry.authors_cut = entry.authors_cut or not stated.authors_complete
        _read_places(rest[:begin], entry, dictionary)
    _apply_stated(stated, entry)
    _read_abstract(rest[begin:], entry, dictionary)
    if not rest and (found := _REFERENCE.match(" ".join(line.text for line in entry.title))):
        entry.certain = not all(map(looks_like_name, filter(None, BETWEEN.split(found[1]))))
    return entry


def _from_markup(item: ListItem, fields: CardFields, dictionary: SiteDictionary) -> EntryFields:
    """The entry of a card whose markup tells the parts; the abstract is told from the rest by its lines."""
    entry = EntryFields(
        [fields.title],
        authors=fields.authors,
        issued=fields.issued,
        venue=fields.venue,
        authors_cut=bool(fields.authors) and not fields.authors_complete,
        lines=item.lines,
        certain=item.certain,
    )
    rest = fields.abstract or fields.rest
    found = (index for index in range(len(rest)) if _is_abstract(rest, index, dictionary))
    begin = 0 if fields.abstract else next(found, len(rest))
    _read_abstract(rest[begin:], entry, dictionary)
    return entry


def family_first(text: str) -> list[str]:
    """The names of 'Brume, Ada; Lind, Pavel' and 'Brume, A., Lind, P.'; empty where the text is no such list."""
    if "," not in text:
        return []
    if ";" in text:
        names = [name.strip() for name in text.split(";") if name.strip()]
        return names if all(name.count(",") == 1 for name in names) else []
    parts = [part for part in BETWEEN.split(text) if part]
    initials = [bool(_INITIALS.fullmatch(part)) for part in parts]
    if len(parts) % 2 or any(initials[::2]) or not all(initials[1::2]):
        return []
    return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]


def _goes_on(line: Line, title: Line) -> bool:
    """Whether a line is the rest of a title that is broken in two inside its heading."""
    return 0 < line.level == title.level < BOLD and (line.text[0].islower() or not _can_be_names(line.text))


def drop_numbers(entries: Sequence[EntryFields]) -> None:
    """Take the numbers of a list off its titles: '1. Slow clocks', '2. Tidy memories'; a title's own number stays."""
    found = [number for entry in entries if (number := _NUMBER.match(entry.title[0].text))]
    steps = {int(after[1]) - int(before[1]) for before, after in pairwise(found)}
    if len(found) < len(entries) or steps not in ({1}, {-1}):
        return
    for entry, number in zip(entries, found, strict=True):
        first, *others = entry.title
        rest = first.text[number.end() :]
        if rest or others:
            entry.title = [first._replace(text=rest), *others] if rest else others


def _read_authors(lines: list[Line], entry: EntryFields, dictionary: SiteDictionary) -> None:
    """What stands before the abstract: names, and among them a date, a venue, labels and marks of affiliations."""
    marked = -1
    for line in lines:
        text = dictionary.authors.sub("", line.text, count=1) if ":" in line.text else line.text
        if (normalized := normalize_text(text, "label")) in dictionary.item_labels or (
            normalized in dictionary.topics and not line.links
        ):
            continue
        is_plain = text.replace(" ", "").isalpha()
        if not is_plain and _DIGIT.search(text):
            shorter = dictionary.more_authors.sub("", text).strip()
            if shorter != text:
                text = shorter
                marked = len(entry.authors) + bool(text)
            elif _read_date(text, entry) or not _LETTER.search(text):
                continue
        if entry.venue is None and (is_venue(text) or is_led_venue(text)):
            entry.venue = without_in(text).strip(" ,;")
            continue
        if not is_plain and _AFFILIATION.search(text):
            text = _AFFILIATIONS_BEFORE.sub("", _AFFILIATIONS.sub("", text))
        if text and not line.control and (is_plain or _LETTER.search(text)):
            entry.authors.append(line._replace(text=text) if text != line.text else line)
            entry.certain = entry.certain and (line.href is not None or _can_be_names(text))
    entry.authors_cut = marked == len(entry.authors)


def _read_places(lines: Sequence[Line], entry: EntryFields, dictionary: SiteDictionary) -> None:
    """What stands beside authors that are stated: dates, and the venue where one line can be it."""
    venues = []
    for line in lines:
        normalized = normalize_text(line.text, "label")
        if line.control or normalized in dictionary.item_labels or normalized in dictionary.topics:
            continue
        if not (_DIGIT.search(line.text) and _read_date(line.text, entry)) and _LETTER.search(line.text):
            venues.append(line)
    if entry.venue is None and len(venues) == 1 and venues[0].begins_block and not are_link_words(venues[0].text):
        entry.venue = without_in(venues[0].text).strip(" ,;")


def _apply_stated(stated: StatedLines, entry: EntryFields) -> None:
    """Set venue and date by what their labels say."""
    if stated.venue:
        entry.venue, year = venue_with_year(stated.venue) or (without_in(stated.venue), None)
        entry.issued = entry.issued or year
    if stated.date:
        found = YEAR.search(stated.date)
        entry.issued = date_of(stated.date) or (found[1] if found else entry.issued)


def _read_abstract(lines: list[Line], entry: EntryFields, dictionary: SiteDictionary) -> None:
    """The abstract without its label, and without the buttons, topics and date behind it."""
    lines = [
        line for line in lines if not line.level or normalize_text(line.text, "label") not in dictionary.item_labels
    ]
    if lines and (label := _LABEL.match(lines[0].text)) and normalize_text(label[1], "label") in dictionary.item_labels:
        lines[0] = lines[0]._replace(text=lines[0].text[label.end() :])
    while len(lines) > 1 and (
        _is_buttons(lines[-1], dictionary) or normalize_text(lines[-1].text, "label") in dictionary.topics
    ):
        del lines[-1]
    if len(lines) > 1 and not entry.issued and len(lines[-1].text) <= _LONGEST_DATE:
        entry.issued = date_of(lines[-1].text)
        if entry.issued:
            del lines[-1]
    entry.abstract = lines


def _read_date(text: str, entry: EntryFields) -> bool:
    """Whether a line is a date, or a venue with its year."""
    if len(text) <= _LONGEST_DATE and (dated := date_of(text)):
        entry.issued = dated
    elif placed := venue_with_year(text):
        venue, entry.issued = placed
        entry.venue = without_in(venue)
    return bool(entry.issued)


def _can_be_names(text: str) -> bool:
    """Whether a line of an item can hold authors."""
    return (
        looks_like_name(text) or looks_like_body(text) or all(map(looks_like_name, filter(None, BETWEEN.split(text))))
    )


def _is_buttons(line: Line, dictionary: SiteDictionary) -> bool:
    """Whether a line holds nothing but short links, to the paper and its code; the control of an abstract is none."""
    if len(line.links) > _MOST_BUTTONS:
        return False
    rest = line.text
    for link in line.links:
        rest = rest.replace(link.text, "", 1) if len(link.text) <= _LONGEST_BUTTON else rest
    return bool(line.links) and not _LETTER.search(rest) and not dictionary.more_words.fullmatch(line.text)


def _is_abstract(lines: list[Line], index: int, dictionary: SiteDictionary) -> bool:
    """Whether the abstract begins with this line: a sentence, or the text before its marker."""
    line = lines[index]
    text, is_last = line.text, index == len(lines) - 1
    if line.control or line.level:
        return False
    begins = _stands_before_control(lines, index, dictionary)
    begins = begins or (("…" in text or "..." in text) and dictionary.more.search(text) is not None)
    if not begins and (_is_broken_sentence(lines, index) or _is_sentence(text, dictionary, is_last=is_last)):
        begins = not (is_led_venue(text) or (not is_last and (venue_with_year(text) or is_venue(text))))
    return begins and not dictionary.more_words.fullmatch(text)


def _stands_before_control(lines: Sequence[Line], index: int, dictionary: SiteDictionary) -> bool:
    """Whether the control of an abstract follows a line, with an ellipsis between them or without."""
    behind = index + 1
    if behind < len(lines) and lines[behind].text in ("…", "..."):
        behind += 1
    if behind >= len(lines) or lines[behind].text[0] not in "(….[SsVv":
        return False
    return dictionary.more_words.fullmatch(lines[behind].text) is not None


def _is_sentence(text: str, dictionary: SiteDictionary, *, is_last: bool) -> bool:
    """Whether a line is running text and no list of names; a short one counts as the last line."""
    if len(text) > _LONGEST_AUTHOR:
        return "," not in text or not all(map(looks_like_name, filter(None, BETWEEN.split(text))))
    sentence = len(text) > 25 and (text[-1] in ".?!…" or sum(map(str.islower, text.split())) > 2)
    sentence = sentence or (text[-1] == "." and is_last and any(map(str.islower, text.split())))
    names = looks_like_name(text) or family_first(text)
    return sentence and not names and not dictionary.more_authors.fullmatch(text)


def _is_broken_sentence(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the beginning of a sentence that inline elements break into pieces; names are no sentence."""
    end = index + 1
    if lines[index].links or end == len(lines) or lines[end].begins_block:
        return False
    while end < len(lines) and not lines[end].begins_block:
        end += 1
    text = " ".join(line.text for line in lines[index:end])
    return text[-1] in ".?!…" and count_lower(text) >= _FEWEST_LOWER_WORDS and count_lower(lines[index].text) > 0
