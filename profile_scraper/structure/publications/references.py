"""Items that are one reference each, whatever is set in bold or italics in them."""

import re
from collections.abc import Sequence

from profile_scraper.structure.authors import is_author
from profile_scraper.structure.citations import Citation, authors_title_venue, starts_with_authors
from profile_scraper.structure.elements import text_of
from profile_scraper.structure.publications.runs import Item, Run, are_link_words
from profile_scraper.text.normalize import normalize_text

_ET_AL = re.compile(r"\bet (?:al|coll)\b")
_BOLD = ("b", "strong")
_ITALICS = ("i", "em", "cite")
_BEFORE_POINT = re.compile(r"\s+(?=[,.;:])")


def reference_of_owner(item: Item) -> Citation | None:
    """The parts of an item that is one reference with an author in bold, who owns the page; None for any other.

    The bold name parts the authors into several runs, none of which is a column of the list.
    """
    runs = [run for run in item.runs if not are_link_words(run.text.strip("[]() "))]
    if len({run.segment for run in runs}) != 1 or any(run.part for run in runs):
        return None
    printed = (text_of(each).strip(" ,;") for each in item.element.iter(*_BOLD))
    bold_names = {_key(text) for text in printed if is_author(text)}
    reference = starts_with_authors(_joined(runs)) or _with_title_in_italics(runs) if bold_names else None
    if reference is None or not reference.title or bold_names.isdisjoint(map(_key, reference.authors)):
        return None
    venue = reference.venue or ""
    styled = (run.text.strip(" ,;.") for run in runs if run.path and run.path[-1][0] in _ITALICS)
    return reference._replace(venue=next((text for text in styled if text and venue.startswith(text)), reference.venue))


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
    return _BEFORE_POINT.sub("", " ".join(run.text for run in runs))


def _key(name: str) -> str:
    return normalize_text(name, "label_words")
