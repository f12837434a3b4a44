"""Where the fields of a person stand on a card of a list, by its labels, headings and columns."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from profile_scraper.structure.cards import Card
from profile_scraper.structure.contacts import emails_in, host_of, image_address, links_in, portrait_among, service_of
from profile_scraper.structure.elements import ancestry, head_of_column, is_within
from profile_scraper.structure.lines import Line, Page, Path
from profile_scraper.structure.names import bare_name, is_name, is_sentence_about, may_be_one_person, name_key
from profile_scraper.structure.person_fields import (
    CONTACTS,
    PersonFields,
    Shared,
    set_contact,
    split_values,
    students_in,
    supervisors_in,
    take_chips,
    take_linked_phone,
    without_weights,
)
from profile_scraper.structure.position_lines import is_position_line
from profile_scraper.structure.reference_parts import split_names
from profile_scraper.structure.roles import STATED_PARTS
from profile_scraper.structure.sections import Placed
from profile_scraper.structure.words import is_no_value, is_organization, is_prose, is_role, label_of, section_of
from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import normalize_text

_MORE = word_set("""
    see more read voir plus en savoir lire la suite profile profil view website web site page link lien home cv
""")
_FEWEST_IN_COLUMN, _SHARE_OF_COLUMN = 3, 0.6
_LONGEST_HEADING, _LONGEST_HEADER = 30, 140
_MOST_PIECES = 4
_COLUMN_SECTIONS = ("topics", "supervisors", "co_supervisors", *STATED_PARTS, *CONTACTS)
"""Parts that the head of a column of a table names as a label does."""


class CardColumns(NamedTuple):
    """What the cards of one page say together: which columns hold what, and which texts are nobody's."""

    organizations: frozenset[Path] = frozenset()
    """Where the cards print institutions."""
    biographies: frozenset[Path] = frozenset()
    """Where the cards print running text."""
    no_values: frozenset[str] = frozenset()
    """Texts below headings of different parts: what a template prints where a part is empty."""
    images: frozenset[str] = frozenset()
    """Addresses of pictures on the cards of several people: signs and placeholders."""


NO_COLUMNS = CardColumns()


def columns_of_cards(cards: Iterable[Card]) -> CardColumns:
    """The columns of some cards of one page."""
    cards = list(cards)
    counts: dict[Path, Counter[str]] = defaultdict(Counter)
    parts: dict[str, set[str]] = defaultdict(set)
    for card in cards:
        for placed in _placed(card):
            line, path = placed.line, card.page.path(placed.line.element)
            if placed.section and not placed.labelled:
                parts[line.text].add(placed.section)
            counts[path]["all"] += 1
            counts[path]["organization"] += is_organization(line.text) and not is_role(line.text)
            counts[path]["prose"] += is_prose(line.text) and not is_position_line(line.text)

    def usual(kind: str, least: int) -> frozenset[Path]:
        return frozenset(
            path
            for path, own in counts.items()
            if own[kind] >= least
            and own[kind] >= _SHARE_OF_COLUMN * own["all"]
            and any(tokens for _, tokens in path[-2:])
        )

    no_values = frozenset(text for text, own in parts.items() if len(own) > 1)
    organizations, biographies = usual("organization", _FEWEST_IN_COLUMN), usual("prose", _FEWEST_IN_COLUMN)
    return CardColumns(organizations, biographies, no_values, _repeated_images(cards))


def _repeated_images(cards: Iterable[Card]) -> frozenset[str]:
    people: dict[str, set[frozenset[str]]] = defaultdict(set)
    for card in cards:
        for image in card.images():
            if source := image_address(image):
                people[card.page.absolute(source)].add(name_key(card.head.text))
    return frozenset(address for address, names in people.items() if len(names) > 1)


def read_card(card: Card, shared: Shared, columns: CardColumns = NO_COLUMNS) -> PersonFields:
    """What one card says of a person.

    Args:
        card: the card.
        shared: what is nobody's.
        columns: of the cards of the same page.
    """
    page = card.page
    name = bare_name(card.head.text)
    found = PersonFields(name, card.head, methods={"name": "structure"})
    for placed in _placed(card):
        if is_no_value(placed.value) or placed.value in columns.no_values:
            continue
        if placed.labelled:
            _add_labelled(found, placed)
        elif "@" not in placed.value:
            _add_unlabelled(found, placed, page, columns)
    take_chips(found)
    found.topics = without_weights(page, found.topics)
    found.emails = emails_in(card.lines)
    take_linked_phone(found, card.lines)
    found.links = links_in(page, card.lines, shared.links, name)
    outside = next((page.absolute(href) for text, href in card.links() if text == card.head.text), "")
    if outside.startswith("http") and host_of(outside) != host_of(page.url) and not service_of(outside):
        found.links.setdefault("homepage", outside)
    found.portrait = portrait_among(page, card.images(), name, columns.images.union(shared.images))
    return found


def _placed(card: Card) -> Iterator[Placed]:
    """The lines of a card that may be values, each with the part that its label or the heading above it names."""
    section: str | None = None
    name = bare_name(card.head.text)
    for line in card.lines:
        text = line.text
        again = is_name(bare_name(text)) and may_be_one_person(text, name)
        if line is card.head or not text or again or line.in_item or not card.page.is_in_language(line):
            continue
        label = label_of(text)
        if label and label[1]:
            section = None
            yield Placed(line, label[0], label[1], labelled=True)
            continue
        column = _section_of_column(line)
        if column in _COLUMN_SECTIONS:
            yield Placed(line, column, text, labelled=True)
            continue
        opened = section_of(text.rstrip(": "))
        is_heading = line.level or (len(text) < _LONGEST_HEADING and not line.links and not is_role(text))
        if opened and (text.endswith(":") or is_heading):
            section = opened
        else:
            yield Placed(line, section, text, labelled=False)


def _section_of_column(line: Line) -> str | None:
    """The part of a profile that the head of a line's column names, in one language or in both."""
    cell = next((each for each in ancestry(line.element) if each.tag == "td"), None)
    head = head_of_column(cell) if cell is not None else None
    if head is None:
        return None
    texts = [" / ".join(map(str, head.itertext()))[:_LONGEST_HEADER], *islice(map(str, head.itertext()), _MOST_PIECES)]
    return next(filter(None, map(section_of, texts)), None)


def _add_unlabelled(found: PersonFields, placed: Placed, page: Page, columns: CardColumns) -> None:
    line, section, text, _ = placed
    path = page.path(line.element)
    if section == "topics":
        in_list = is_within(line.element, "li")
        found.topics += [(part, line) for part in ([text] if in_list else split_values(text))]
    elif section in ("students", "supervisors", "co_supervisors"):
        _add_people(found, section, [text], line)
    elif (
        (is_prose(text) and not is_position_line(text))
        or path in columns.biographies
        or is_sentence_about(text, found.name)
    ):
        found.biography.append((text, line))
    elif (
        section not in ("publications", "other")
        and (len(text) < _LONGEST_HEADER or is_position_line(text))
        and not _leads_on(page, line)
    ):
        found.header.append(line)
        if path in columns.organizations and not is_role(text):
            found.affiliations.add(line.index)
    elif section == "other":
        found.other.append(line)


def _add_people(found: PersonFields, section: str, texts: Sequence[str], line: Line) -> None:
    if section == "students":
        found.students += students_in(texts, line)
    else:
        found.supervisors += supervisors_in(section, texts, line)
    found.methods.setdefault("students" if section == "students" else "supervisors", "heading")


def _add_labelled(found: PersonFields, placed: Placed) -> None:
    line, section, value, _ = placed
    found.labelled.append(line)
    if section == "topics":
        found.topics += [(part, line) for part in split_values(value)]
    elif section in ("supervisors", "co_supervisors"):
        found.supervisors += supervisors_in(section, split_names(value), line)
    elif section in STATED_PARTS:
        found.stated.part(str(section)).append(value)
    elif section in CONTACTS:
        set_contact(found, str(section), value, "label")


def _leads_on(page: Page, line: Line) -> bool:
    """Whether a line only leads to another page ('See more', the name of a service)."""
    words = normalize_text(line.text, "label_words").split()
    if line.links and section_of(line.text) == "homepage":
        return True
    return all(word in _MORE for word in words) or any(service_of(page.absolute(href)) for _, href in line.links)
