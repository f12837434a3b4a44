"""The fields of one person with the lines that print them, and what distinguishes topics and supervisors."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeAlias

from lxml.etree import _Element

from profile_scraper.structure.contacts import (
    Portrait,
    linked_phone,
    office_in,
    phone_in,
)
from profile_scraper.structure.elements import ancestry, is_whole_text, is_within, stable_tokens, text_of
from profile_scraper.structure.lines import Line, Page, Path
from profile_scraper.structure.names import bare_name, is_name, may_be_one_person
from profile_scraper.structure.reference_parts import split_names
from profile_scraper.structure.roles import Stated
from profile_scraper.structure.words import is_organization, is_role, names_level, section_of
from profile_scraper.text.function_words import word_set

_PERSON_WITH_PART = re.compile(r"([^,;()]{4,60}?)\s*\(([^()]{2,40})\)")
_PLACE_BEHIND = re.compile(r"(?<=\S)\s+\([^()]*\)\s*$")
"""Where somebody works, behind the name: 'Bo Ek (University of Snow)'."""
_SUPERVISORS = ("supervisors", "co_supervisors")
_MOST_READ = 400


class Supervising(NamedTuple):
    """A supervisor that a page names."""

    kind: str
    """``principal`` or ``co``."""
    name: str
    line: Line


def supervisors_in(section: str, names: Iterable[str], line: Line) -> list[Supervising]:
    """The supervisors that a line names; ``section`` is ``supervisors`` or ``co_supervisors``."""
    kind = "principal" if section == "supervisors" else "co"
    return [
        Supervising(kind, name, line)
        for name in (bare_name(_PLACE_BEHIND.sub("", name)) for name in names)
        if is_name(name) or (name.istitle() and not is_role(name) and not is_organization(name))
    ]


def students_in(names: Iterable[str], line: Line) -> list[tuple[str, Line]]:
    """The students whom a line names."""
    return [(name, line) for name in map(bare_name, names) if is_name(name)]


def supervised_or_not(text: str, positions: Iterable[str]) -> str:
    """Whose names stand below 'Supervision': ``students`` where a line says what they study for, else ``supervisors``.

    Args:
        text: the line.
        positions: of the page's person, who may be a student.
    """
    is_student = names_level(text.removeprefix(first_name_in(text))) and not any(map(names_level, positions))
    return "students" if is_student else "supervisors"


def supervised_in(text: str, name: str) -> list[str]:
    """The authors of a thesis that a line gives with its supervisors: 'Bo Ek (Author), Ada Lind (Supervisor), 2021'.

    Args:
        text: the line.
        name: of the page's person; empty where they are no supervisor of it.
    """
    people = [
        (bare_name(printed.strip()), section_of(part)) for printed, part in _PERSON_WITH_PART.findall(text[:_MOST_READ])
    ]
    named = [(each, part) for each, part in people if is_name(each)]
    if not any(part in _SUPERVISORS and may_be_one_person(each, name) for each, part in named):
        return []
    return [each for each, part in named if part not in _SUPERVISORS]


Value: TypeAlias = tuple[str, Line]
"""A value and the line that prints it."""

_SEPARATORS = (";", "•", "|", " · ", " / ", "·", " – ")
_CHIP_TOKEN = re.compile(
    r"(?:^|[-_])(?:chip|tag|badge|pill|keyword|topic|interest)s?(?:$|[-_])|rounded-full", re.IGNORECASE
)
_TAG_FOLDER = re.compile(
    r"/(?:tags?|topics?|keywords?|themes?|mots?-cles?|etiquettes?|thematiques?|taxonomy/term|subjects?|sujets?)/[^/]",
    re.IGNORECASE,
)
_CHIPS = word_set("""
    span a li small em button mark
""")
_TOPIC_TOKEN = re.compile(r"(?:^|[-_])(?:tag|keyword|topic|interest)s?(?:$|[-_*])|^p-category$", re.IGNORECASE)
_TOPIC_PROPERTIES = frozenset(("knowsAbout", "keywords"))
_LONGEST_TOPIC, _MOST_TOPICS = 60, 40
_LETTER = re.compile(r"[^\W\d_]")


def split_values(text: str) -> list[str]:
    """The values of 'Tides, Ice', of 'Tides; Ice, snow', or of 'Tides • Ice, snow'."""
    separator = next((each for each in _SEPARATORS if each in text), ",")
    return [part for each in text.split(separator) if (part := each.strip(" ."))]


_BULLET = re.compile(r"^[·•▪◦‣∙*–—-]\s+(?=\w)")


def without_bullet(text: str) -> str:
    """A value without the sign of a list that is printed before it: '• Tides' is 'Tides'."""
    return _BULLET.sub("", text)


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
    tagged: dict[object, list[Line]] = defaultdict(list)
    for line in lines:
        if line.element.tag in _CHIPS:
            groups[line.element.getparent(), str(line.element.tag)].append(line)
            if (around := _list_of_tags(line)) is not None:
                tagged[around].append(line)
    for own, is_tagged in (*((each, True) for each in tagged.values()), *((each, False) for each in groups.values())):
        irregular = sum(is_role(line.text) or is_organization(line.text) for line in own)
        marked = is_tagged or any(map(_CHIP_TOKEN.search, stable_tokens(own[0].element)))
        if (len(own) > 1 or marked) and irregular <= 0.3 * len(own):
            return own
    return []


def _list_of_tags(line: Line) -> _Element | None:
    """The list that a line is an item of by itself, where the list's class or the item's link says that it is a tag."""
    item = next((each for each in ancestry(line.element) if each.tag not in _CHIPS or each.tag == "li"), None)
    around = item.getparent() if item is not None and item.tag == "li" else None
    if item is None or around is None or not is_whole_text(item, line.text):
        return None
    is_named = any(map(_CHIP_TOKEN.search, (*stable_tokens(around), *stable_tokens(item))))
    is_linked = any(_TAG_FOLDER.search(anchor.get("href") or "") for anchor in item.iter("a"))
    return around if is_named or is_linked else None


def stated_topics(lines: Iterable[Line]) -> list[Value]:
    """The topics that classes, properties and relations of links name as such; none where every page has them."""
    found: dict[str, Line] = {}
    for line in lines:
        for element in islice(line.element.iter(*_CHIPS), _MOST_TOPICS):
            if not _states_topic(element) or len(text := text_of(element)) > _LONGEST_TOPIC:
                continue
            if _LETTER.search(text) and not (is_role(text) or is_organization(text) or section_of(text)):
                found.setdefault(text, line)
    return [] if all(line.shared for line in found.values()) else list(found.items())


def _states_topic(element: _Element) -> bool:
    return (
        "tag" in (element.get("rel") or "").split()
        or element.get("itemprop") in _TOPIC_PROPERTIES
        or any(map(_TOPIC_TOKEN.search, stable_tokens(element)))
    )


@dataclass(slots=True, eq=False)
class PersonFields:
    """The fields of one person on one page, each value with the line that prints it."""

    name: str
    name_line: Line | None
    header: list[Line] = field(default_factory=list)
    """Short lines near the name: titles, institutions, teams."""
    affiliations: set[int] = field(default_factory=set)
    """Indices of lines of the header that stand where other people's cards print institutions."""
    stated: Stated = field(default_factory=Stated)
    """Positions that stand behind labels."""
    topics: list[Value] = field(default_factory=list)
    biography: list[Value] = field(default_factory=list)
    other: list[Line] = field(default_factory=list)
    """Lines below headings of parts that no record has."""
    labelled: list[Line] = field(default_factory=list)
    """Lines that labels tell as parts of a position."""
    students: list[Value] = field(default_factory=list)
    supervisors: list[Supervising] = field(default_factory=list)
    portrait: Portrait | None = None
    emails: list[str] = field(default_factory=list)
    phone: str | None = None
    office: str | None = None
    links: dict[str, str] = field(default_factory=dict)
    methods: dict[str, str] = field(default_factory=dict)
    """For each field that was found, how."""


class Shared(NamedTuple):
    """What a site prints on every person's page."""

    links: Collection[str] = frozenset()
    """Absolute addresses."""
    images: Collection[str] = frozenset()
    """Absolute addresses."""


NOTHING_SHARED = Shared()


class Pinned(NamedTuple):
    """Lines that the site's selectors give to a field."""

    fields: Mapping[int, str]
    """For the index of a line its field."""
    decided: frozenset[str]
    """Fields whose selectors found something: nothing else belongs to them."""
    values: Sequence[tuple[str, str, Line]]
    """Field, value and line of each selector that gives a text by itself: an attribute, or a text cut at a label."""


NOTHING_PINNED = Pinned({}, frozenset(), ())
CONTACTS = ("phone", "office")
"""Fields that hold one text each, which a label or a selector gives."""


def set_contact(found: PersonFields, field_name: str, value: str, method: str) -> None:
    """Set ``phone`` or ``office``, which has none yet, to what a value says."""
    own = (phone_in if field_name == "phone" else office_in)(value)
    if own is None or getattr(found, field_name) is not None:
        return
    setattr(found, field_name, own)
    found.methods[field_name] = method


def take_linked_phone(found: PersonFields, lines: Iterable[Line]) -> None:
    """Take for the telephone number, where none is stated, that of the first ``tel:`` link."""
    if found.phone is None and (phone := linked_phone(lines)):
        found.phone, found.methods["phone"] = phone, "structure"


def take_chips(found: PersonFields) -> None:
    """Take for topics what stands side by side near the name, in elements of one kind, and is no position."""
    chips = [] if found.topics else chips_among(found.header)
    if chips:
        found.topics = [(line.text, line) for line in chips]
        found.header = [line for line in found.header if line not in chips]
        found.methods["topics"] = "structure"


def names_in(text: str) -> list[str]:
    """The names that a line is made of, else the one that it begins with: 'Ada Lind and Bo Ek' is two."""
    names = [bare_name(part) for part in split_names(text)]
    return names if len(names) > 1 and all(map(is_name, names)) else [first_name_in(text)]


def first_name_in(text: str) -> str:
    """The name that a line begins with: 'Ada Lind (PhD, 2021)' begins with 'Ada Lind'."""
    return bare_name(re.split(r"[,(–—:;]| - ", without_bullet(text))[0].strip())
