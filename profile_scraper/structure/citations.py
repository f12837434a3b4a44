"""References in running text: which words are the authors, which the title, which the venue and the year."""

import re
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from profile_scraper.structure.elements import styled_tag, text_of
from profile_scraper.structure.names import is_author, list_of_authors
from profile_scraper.structure.publications.runs import Item, Run, are_link_words
from profile_scraper.structure.reference_parts import YEAR, without_in, without_volume
from profile_scraper.structure.words import LABELS_OF_PARTS
from profile_scraper.text.normalize import normalize_text

_ADDRESS = re.compile(r"\(?\bhttps?://[^\s()]+\)?|\bdoi:\s*\S+", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“«]\s*([^\"“”«»]{8,400}?)\s*[\"”»]")
_AUTHORS_YEAR = re.compile(
    r"^(.{4,600}?),?\s*\(((?:19[5-9]\d|20[0-4]\d)[a-z]?|in press|sous presse|à paraître)\)\s*[.,:]?\s+(.+)$",
    re.DOTALL,
)
_WITH = re.compile(
    r"^([^()\[\]]{8,300}?)\s*[(\[]\s*(?:joint(?:ly)?\s+(?:work\s+)?)?(with|avec|by|par)\s+([^()\[\]]{4,400})[)\]](.*)$",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+")
_POINT = re.compile(r"\.\s+")
_MOST_POINTS = 6
_FAMILY_AND_INITIALS = re.compile(r"[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3} [A-ZÀ-Ý](?:-?[A-ZÀ-Ý]){0,2}")
_SENTENCE = re.compile(r"(?:(?<=[^\W\d_]{2})|(?<=[\d)\]]))[.?!]\s+")
_LONGEST = 1500
_FEWEST_TITLE_WORDS = 3


class Citation(NamedTuple):
    """The parts of one reference."""

    title: str
    authors: list[str]
    """In printed order; empty where the reference names none."""
    venue: str | None
    issued: str | None
    is_complete: bool = True
    """False where the owner of the list is one more author: '(with Bo Ek)'."""


def read_citation(text: str) -> Citation | None:
    """The parts of a reference in one of the usual orders; None where they cannot be told apart.

    Known: title, authors in brackets behind 'with', venue; authors, title in quotes, venue; authors (year), title,
    venue; authors, title and venue as sentences; authors before a colon; title, authors, venue between commas.
    """
    text = " ".join(_ADDRESS.sub(" ", _NUMBER.sub("", text[:_LONGEST])).split()).strip(" .")
    for read in (_bracketed, _quoted, _authors_year, _vancouver, _authors_colon, _sentences, _commas):
        found = read(text)
        if found is not None:
            return found
    return None


def starts_with_authors(text: str) -> Citation | None:
    """The parts of a text that holds authors before the title, told by a year in brackets or by quotes; else None."""
    text = " ".join(_ADDRESS.sub(" ", _NUMBER.sub("", text[:_LONGEST])).split()).strip(" .")
    found = _authors_year(text) or _quoted(text) or _vancouver(text)
    return found if found is not None and found.authors else None


def starts_with_authors_and_title(text: str) -> bool:
    """Whether a text holds authors and behind them a title in quotes, or a year in brackets and words of a title."""
    text = text[:_LONGEST].strip(" .")
    found = _authors_year(text) if "(" in text else None
    if found is not None and _is_title(found.title):
        return True
    quoted = _quoted(text)
    return quoted is not None and bool(quoted.authors)


def authors_and_venue(text: str) -> Citation | None:
    """For what stands behind a title, ', Ada Lind, Bo Ek, Journal of Snow (2021)', its parts; the title is empty."""
    parts = [part.strip() for part in _ADDRESS.sub(" ", text[:_LONGEST]).strip(" .,;:-–—").split(",")]
    label, colon, _ = parts[0].partition(":")
    if colon and LABELS_OF_PARTS.get(normalize_text(label, "label_words")) != "author":
        return None  # the place of a publisher
    count = _names_at_start(parts)
    if not count:
        return None
    venue, year = _venue_and_year(", ".join(parts[count:]))
    return Citation("", list_of_authors(", ".join(parts[:count])) or [], venue, year)


def _bracketed(text: str) -> Citation | None:
    """'Slow clocks of snow (with Bo Ek and Cy Dun), Journal of Snow, 2021'."""
    found = _WITH.match(text)
    authors = _authors(found[3]) if found else None
    if not found or authors is None:
        return None
    venue, year = _venue_and_year(found[4].lstrip(" .,;:"))
    return Citation(found[1].strip(" .,"), authors, venue, year, found[2].lower() in ("by", "par"))


def authors_title_venue(before: str, title: str, behind: str) -> Citation | None:
    """The parts of a reference whose title is known; None where what stands before it is more than its authors."""
    authors = _authors(_NUMBER.sub("", before))
    if authors is None or not _is_title(title):
        return None
    venue, year = _venue_and_year(behind)
    return Citation(title.strip(" ,."), authors, venue, year) if year else None


def _quoted(text: str) -> Citation | None:
    found = _QUOTED.search(text)
    if not found:
        return None
    authors = _authors(text[: found.start()])
    venue, year = _venue_and_year(text[found.end() :])
    if authors is None and found.start() > 3:
        return None
    if year is None and (early := YEAR.search(text[: found.start()])):
        year = early[1]
    return Citation(found[1].rstrip(" ,."), authors or [], venue, year)


def _authors_year(text: str) -> Citation | None:
    found = _AUTHORS_YEAR.match(text)
    authors = _authors(found[1]) if found else None
    if not found or authors is None:
        return None
    title, _, rest = _cut_sentence(found[3])
    return Citation(title, authors, _venue_and_year(rest)[0], found[2][:4] if found[2][:1].isdigit() else None)


def _vancouver(text: str) -> Citation | None:
    """'Lind A, Ek BC. Title. Venue. 2021;4(2):1-9.': family names with initials behind them, without points."""
    for end in islice(_POINT.finditer(text), _MOST_POINTS):
        parts = [part.strip() for part in text[: end.start()].split(",")]
        authors = [part for part in parts if part.lower() != "et al"]
        if authors and all(map(_FAMILY_AND_INITIALS.fullmatch, authors)):
            title, _, rest = _cut_sentence(text[end.end() :])
            venue, year = _venue_and_year(rest)
            return Citation(title, authors, venue, year) if _is_title(title) and (venue or year) else None
    return None


def _authors_colon(text: str) -> Citation | None:
    before, colon, behind = text.partition(": ")
    authors = _authors(before) if colon else None
    if authors is None:
        return None
    title, _, rest = _cut_sentence(behind)
    venue, year = _venue_and_year(rest)
    return Citation(title, authors, venue, year) if _is_title(title) and (venue or year) else None


def _sentences(text: str) -> Citation | None:
    first, cut, rest = _cut_sentence(text)
    authors = _authors(first) if cut else None
    if authors is None:
        return None
    title, _, behind = _cut_sentence(rest)
    venue, year = _venue_and_year(behind)
    return Citation(title, authors, venue, year) if _is_title(title) and (venue or year) else None


def _commas(text: str) -> Citation | None:
    parts = [part.strip() for part in text.split(",")]
    for start in range(1, min(len(parts), 8)):
        count = _names_at_start(parts[start:])
        title = ", ".join(parts[:start])
        if count and _is_title(title) and not is_author(parts[start - 1]):
            venue, year = _venue_and_year(", ".join(parts[start + count :]))
            if venue or year:
                return Citation(title, list_of_authors(", ".join(parts[start : start + count])) or [], venue, year)
    return None


def _names_at_start(parts: Sequence[str]) -> int:
    """How many parts from the first on are names; none where the first is none."""
    count = 0
    for part in parts:
        if not (is_author(part) or list_of_authors(part)) or YEAR.search(part):
            break
        count += 1
    # The last of several may be a venue of capitalised words: it is one where a year follows at once.
    return count - 1 if 1 < count < len(parts) and YEAR.match(parts[count].strip(" (")) else count


def _authors(text: str) -> list[str] | None:
    text = text.strip(" ,;:")
    return list_of_authors(text) or ([text] if is_author(text) else None)


def _cut_sentence(text: str) -> tuple[str, bool, str]:
    found = _SENTENCE.search(text)
    if found is None:
        return text.strip(" ."), False, ""
    if text[found.start()] in "?!" and (later := _SENTENCE.search(text, found.end())) is not None:
        rest = text[later.end() :]
        if YEAR.search(rest) or "," in rest or _SENTENCE.search(rest):
            found = later  # a question and its answer are one title: what follows holds the venue all the same
    end = found.start() + (1 if text[found.start()] in "?!" else 0)
    return text[:end].strip(), True, text[found.end() :].strip()


def _is_title(text: str) -> bool:
    return text.count(" ") >= _FEWEST_TITLE_WORDS - 1 and not list_of_authors(text)


def _venue_and_year(text: str) -> tuple[str | None, str | None]:
    """'In Journal of Snow, 12 (3), 2021, pp. 1-4' is 'Journal of Snow' of '2021'."""
    year = YEAR.search(text)
    before = text[: year.start()] if year and year.start() > 3 else text[year.end() :] if year else text
    venue = re.split(r",?\s*\b(?:vol|no|pp?|volume|numéro)\b\.?|,\s*\d|\s\(\s*$|,\s*$", before.strip(" ,.;:("))[0]
    venue = without_volume(without_in(_balanced(venue.strip(" ,.;:–-"))))
    is_venue = re.search(r"[^\W\d_]{3}", venue) and len(venue) < 200
    return (venue if is_venue else None), (year[1] if year else None)


def _balanced(text: str) -> str:
    """A text without a bracket at its edge that has no counterpart, and without brackets around all of it."""
    if text.startswith("(") and (text.endswith(")") or ")" not in text):
        text = text.strip("()")
    elif text.endswith(")") and "(" not in text:
        text = text.rstrip(")")
    return text.removesuffix("(").strip(" ,.;:–-")


_ET_AL = re.compile(r"\bet (?:al|coll)\b")
_BOLD = ("b", "strong")
_MAYBE_BOLD = (*_BOLD, "span", "font")
_ITALICS = ("i", "em", "cite")


def reference_of_owner(item: Item) -> Citation | None:
    """The parts of an item that is one reference with an author in bold, who owns the page; None for any other.

    The bold name parts the authors into several runs, none of which is a column of the list.
    """
    runs = [run for run in item.runs if run.part != "other" and not are_link_words(run.text.strip("[]() "))]
    if len({run.segment for run in runs}) != 1 or any(run.part for run in runs):
        return None
    bold = (each for each in item.element.iter(*_MAYBE_BOLD) if styled_tag(each) in _BOLD)
    printed = (text_of(each).strip(" ,;") for each in bold)
    bold_names = {_key(text) for text in printed if is_author(text)}
    reference = (
        _with_venue_in_italics(runs) or starts_with_authors(_joined(runs)) or _with_title_in_italics(runs)
        if bold_names
        else None
    )
    if reference is None or not reference.title or bold_names.isdisjoint(map(_key, reference.authors)):
        return None
    venue = reference.venue or ""
    styled = (run.text.strip(" ,;.") for run in runs if run.path and run.path[-1][0] in _ITALICS)
    return reference._replace(venue=next((text for text in styled if text and venue.startswith(text)), reference.venue))


def _with_venue_in_italics(runs: Sequence[Run]) -> Citation | None:
    """The parts of a reference of authors, a year in brackets and a title, which the venue in italics ends."""
    index = next((index for index, run in enumerate(runs) if run.path and run.path[-1][0] in _ITALICS), None)
    before = _joined(runs[:index]) if index else ""
    found = _AUTHORS_YEAR.match(_NUMBER.sub("", before)) if before.endswith((".", "?", "!", ",")) else None
    authors = _authors(found[1]) if found else None
    if not found or authors is None or not index or not _is_title(found[3]):
        return None
    year = found[2][:4] if found[2][:1].isdigit() else None
    venue = text_of(runs[index].element).strip(" ,;.")  # volume and pages behind it may be of the same run
    return Citation(found[3].strip(" ,").removesuffix("."), authors, venue, year)


def _with_title_in_italics(runs: Sequence[Run]) -> Citation | None:
    """The parts of a reference whose title, in italics, follows its authors at once."""
    index = next((index for index, run in enumerate(runs) if run.path and run.path[-1][0] in _ITALICS), None)
    if not index:
        return None
    return authors_title_venue(_joined(runs[:index]), runs[index].text, _joined(runs[index + 1 :]))


def names_all(reference: Citation, item: Item) -> bool:
    """Whether a reference names all of its authors: 'et al.' stands nowhere but in its title."""
    text = _joined(item.runs)
    beside_title = text.replace(reference.title, " ") if reference.title else text
    return bool(reference.authors) and reference.is_complete and not _ET_AL.search(beside_title)


def _joined(runs: Sequence[Run]) -> str:
    """The text of runs; one that begins with a point or a comma follows the word before it at once."""
    return "".join(run.text if run.text[:1] in (",", ".", ";", ":") else f" {run.text}" for run in runs).strip()


def _key(name: str) -> str:
    return normalize_text(name, "label_words")
