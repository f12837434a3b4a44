"""Topics among other short texts: values of one line, of one column, side by side near a name."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

from profile_scraper.structure.elements import is_within, stable_tokens
from profile_scraper.structure.lines import Line, Page, Path
from profile_scraper.structure.words import is_organization, is_role
from profile_scraper.text.function_words import word_set

Value: TypeAlias = tuple[str, Line]
"""A value and the line that prints it."""

_SEPARATORS = (";", "•", "|", " · ", " / ", "·", " – ")
_CHIP_TOKEN = re.compile(
    r"(?:^|[-_])(?:chip|tag|badge|pill|keyword|topic|interest)s?(?:$|[-_])|rounded-full", re.IGNORECASE
)
_CHIPS = word_set("""
    span a li small em button mark
""")
_LETTER = re.compile(r"[^\W\d_]")


def split_values(text: str) -> list[str]:
    """The values of 'Tides, Ice', of 'Tides; Ice, snow', or of 'Tides • Ice, snow'."""
    separator = next((each for each in _SEPARATORS if each in text), ",")
    return [part for each in text.split(separator) if (part := each.strip(" ."))]


def split_single(topics: list[Value]) -> list[Value]:
    """One line of topics parted at its commas; an item of a list is one topic, commas or not."""
    if len(topics) != 1 or is_within(topics[0][1].element, "li"):
        return topics
    [(text, line)] = topics
    return [(part, line) for part in split_values(text)]


def without_weights(page: Page, topics: list[Value]) -> list[Value]:
    """Topics without what stands beside each: its weight ('64%'), and the class that all of them are of."""
    topics = [(text, line) for text, line in topics if _LETTER.search(text)]
    columns: dict[Path, list[Value]] = defaultdict(list)
    for value in topics:
        columns[page.path(value[1].element)].append(value)
    distinct = {path: len({text for text, _ in own}) for path, own in columns.items()}
    most = max(distinct.values(), default=0)
    repeated = {
        path
        for path, own in columns.items()
        if distinct[path] < most and len(own) >= most and distinct[path] < len(own)
    }
    return [value for value in topics if page.path(value[1].element) not in repeated]


def chips_among(lines: Sequence[Line]) -> list[Line]:
    """Of the lines near a name those that stand side by side in elements of one kind and are no positions."""
    groups: dict[tuple[object, str], list[Line]] = defaultdict(list)
    for line in lines:
        if line.element.tag in _CHIPS:
            groups[line.element.getparent(), str(line.element.tag)].append(line)
    for own in groups.values():
        irregular = sum(is_role(line.text) or is_organization(line.text) for line in own)
        marked = any(map(_CHIP_TOKEN.search, stable_tokens(own[0].element)))
        if (len(own) > 1 or marked) and irregular <= 0.3 * len(own):
            return own
    return []
