"""First way to the fields of a page: the class names that the site is known to use."""

from collections.abc import Mapping, Sequence
from itertools import dropwhile

from lxml.etree import _Element

from profile_scraper.parse.dictionary import SiteDictionary, common_section_of
from profile_scraper.parse.fields.person import email_of, image_address
from profile_scraper.parse.fields.students import label_of
from profile_scraper.parse.locate.card_markup import read_cards, says_more_than_lines
from profile_scraper.parse.locate.like_cards import neighbours_of
from profile_scraper.parse.page.layout import Classes
from profile_scraper.parse.page.lines import BOLD, Line, can_be_label, lines_of, names_itself_label, spans_of
from profile_scraper.parse.page.links import read_pager
from profile_scraper.parse.reading import ExtractedSections, ListItem
from profile_scraper.records.profile import Supervision
from profile_scraper.text.normalize import collapse_whitespace

_FEWEST_PARTS = 3
"""Runs of text of a card that can hold title, author and venue without a break."""
_DEEPEST = 120
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SKIPPED = frozenset(("script", "style", "template", "svg", "noscript", "form", "iframe"))
_FIELDS = {
    "membership": "header",
    "positions": "header",
    "topics": "topics",
    "biography": "biography",
    "supervisor": "supervisors",
    "co_supervisor": "supervisors",
}
"""The fields that hold lines, and the part for each."""
_SUPERVISIONS: Mapping[str, Supervision] = {"supervisor": "principal", "co_supervisor": "co"}
_LINKS = frozenset(("google_scholar", "linkedin", "x", "homepage", "github"))


class ClassReader:
    """Reads one profile by class names, and notes the headings it met and the text that no class claims."""

    def __init__(self, classes: Classes, dictionary: SiteDictionary, placeholders: tuple[str, ...]) -> None:
        self._classes = classes
        self._dictionary = dictionary
        self._placeholders = placeholders
        self.extracted = ExtractedSections(plain=False)
        self.headings: list[str] = []
        """Sections whose heading was met, in document order."""
        self.outside = False
        """Whether any text between the name and the first section is claimed by no class."""
        self._section: str | None = ""
        self._heading_text = ""
        self._cards: list[_Element] = []
        """Cards of the publications, in order."""
        self._inner: list[tuple[str, list[Line]]] = []
        """Sections whose heading stands inside the biography, with what follows there."""

    def read(self, profile: _Element) -> ExtractedSections:
        """The extracted sections of what stands inside the element."""
        self._inside(profile, 0)
        for section, lines in self._inner:
            if section in self.extracted.absent():
                self.headings.append(section)
            else:  # the section stands elsewhere, so the heading is one of the biography's own
                self.extracted.biography += lines
        self._add_cards_without_class()
        self._read_markup_of_cards(profile)
        return self.extracted

    def _add_cards_without_class(self) -> None:
        """Read the publications that lack the class of those beside them; count what has no title either."""
        if not any(len(parent) > 1 for each in self._cards if (parent := each.getparent()) is not None):
            return
        extracted = self.extracted
        neighbours = neighbours_of(self._cards, self._is_claimed)
        for before, element in reversed(neighbours.like):
            self._cards.insert(before, element)
            extracted.publications.insert(before, ListItem(spans_of(element)))
        extracted.unread_publications = neighbours.others

    def _is_claimed(self, element: _Element) -> bool:
        return any((names := each.get("class")) and self._classes.key(names) for each in element.iter())

    def _read_markup_of_cards(self, profile: _Element) -> None:
        """Tell the parts of cards apart by their markup, where it says more than their lines."""
        extracted = self.extracted
        may_say_more = bool(self._cards) and says_more_than_lines(profile, is_known_card=True)
        unclear = [
            index
            for index, card in enumerate(self._cards)
            if is_one_block(extracted.publications[index].lines)
            or (may_say_more and says_more_than_lines(card, is_known_card=True))
        ]
        items = read_cards(self._cards, extracted.name) if unclear else None
        if items:
            for index in unclear:
                extracted.publications[index] = items[index]

    def _inside(self, parent: _Element, depth: int) -> None:
        if depth > _DEEPEST:
            return
        text = parent.text
        if text and not text.isspace():
            self._note(collapse_whitespace(text), parent)
        for child in parent:
            tag = child.tag
            if tag.__class__ is str and tag not in _SKIPPED:
                self._element(child, tag, depth + 1)
            tail = child.tail
            if tail and not tail.isspace():
                self._note(collapse_whitespace(tail), parent)

    def _element(self, element: _Element, tag: str, depth: int) -> None:
        names = element.get("class")
        key = self._classes.key(names) if names else None
        if key is not None and key != "profile":
            self._claim(key, element)
        elif tag in _HEADINGS:
            self._heading(element, depth)
        elif tag == "img":
            self._image(element)
        elif len(element):
            self._inside(element, depth)
        else:
            text = element.text
            if text and not text.isspace():
                self._note(collapse_whitespace(text), element)

    def _claim(self, key: str, element: _Element) -> None:
        extracted = self.extracted
        extracted.claimed.add(element)
        if key == "student_card":
            self._student(element)
        elif key == "publication_card":
            if spans := spans_of(element):
                self._cards.append(element)
                extracted.publications.append(ListItem(spans))
                extracted.extraction_methods["publications"] = "class"
        elif key in _FIELDS:
            part = _FIELDS[key]
            items = self._biography(element) if part == "biography" else self._items(element)
            if key in _SUPERVISIONS:
                extracted.supervisors += [(_SUPERVISIONS[key], line) for line in items]
            else:
                getattr(extracted, part).extend(items)
            if items:
                extracted.extraction_methods["roles" if part == "header" else part] = "class"
        elif key == "pager":
            extracted.pager, extracted.current = read_pager(element)
        elif key == "label":
            self._label(element)
        else:
            self._contact(key, element)

    def _label(self, element: _Element) -> None:
        """A label outside of every field: of a section whose values have no class that is known."""
        lines = lines_of(element)
        found = self._dictionary.heading_of(lines[0].text) if lines else None
        if found:
            self.headings.append(found)
            self._section = found

    def _student(self, element: _Element) -> None:
        """A card of a person: a student, or a supervisor under that heading; under an unknown heading neither."""
        lines = lines_of(element)
        if lines and self._section == "supervisors":
            self.extracted.supervisors.append(("principal", lines[0]))
            self.extracted.extraction_methods["supervisors"] = "class"
        elif lines and self._section is not None:
            self.extracted.students.append(ListItem(lines))
            self.extracted.extraction_methods["students"] = "class"
        elif lines:
            people, publications = self.extracted.unknown.get(self._heading_text, (0, 0))
            self.extracted.unknown[self._heading_text] = people + 1, publications

    def _contact(self, key: str, element: _Element) -> None:
        extracted = self.extracted
        if key == "email":
            extracted.email = email_of(element)
            if extracted.email:
                extracted.extraction_methods["email"] = "class"
        elif key in _LINKS:
            href = next((link.get("href") for link in element.iter("a")), None)
            if href:
                extracted.links[key] = href
                extracted.extraction_methods[f"links.{key}"] = "class"

    def _items(self, element: _Element) -> list[Line]:
        """The values of a field, without the label above them; none of a field that was never closed."""
        lines = lines_of(element)
        inside = [line for line in lines if 0 < line.level < BOLD]
        found = [section for line in inside if (section := self._dictionary.section_of(line.text))]
        if found:
            # Sections stand inside the field: what belongs to whom is for the second way to tell.
            self.headings += found
            return []
        if len(lines) > 1 and _is_label_element(element, lines[0].text):
            del lines[0]
        return list(dropwhile(lambda line: self._dictionary.section_of(line.text) or self._is_label(line), lines))

    def _biography(self, element: _Element) -> list[Line]:
        """The paragraphs of a biography; headings of its own parts are no end of it, those of other sections are."""
        lines = lines_of(element)
        if not any(0 < line.level < BOLD for line in lines):
            return self._items(element)
        if any((names := each.get("class")) and self._classes.key(names) for each in element.iterdescendants()):
            return self._items(element)  # it was never closed
        own: list[Line] = []
        for index, line in enumerate(lines):
            section = self._dictionary.section_of(line.text) if 0 < line.level < BOLD else None
            if section not in (None, "biography"):
                self._inner.append((str(section), [each for each in lines[index:] if not 0 < each.level < BOLD]))
                break
            if not 0 < line.level < BOLD:
                own.append(line)
        return list(dropwhile(lambda line: self._dictionary.section_of(line.text), own))

    def _is_label(self, line: Line) -> bool:
        label = label_of(line.text, self._dictionary)
        return label is not None and not label.rest

    def _heading(self, element: _Element, depth: int) -> None:
        lines = lines_of(element)
        text = lines[0].text if lines else ""
        if element.tag == "h1" and self.extracted.name is None and text:
            self.extracted.name = text
            self.extracted.extraction_methods["name"] = "heading"
            if len(lines) > 1:
                # The heading was never closed: what follows it stands inside.
                self._inside(element, depth)
            return
        self._section = self._dictionary.heading_of(text)
        self._heading_text = text
        if self._section:
            self.headings.append(self._section)
        elif text:
            self.extracted.has_rest = True

    def _image(self, element: _Element) -> None:
        alt = collapse_whitespace(element.get("alt") or "")
        if self.extracted.portrait is None and self._dictionary.portrait.match(alt):
            src = image_address(element)
            if src and not any(placeholder in src for placeholder in self._placeholders):
                self.extracted.portrait = src, alt
                self.extracted.extraction_methods["portrait"] = "label"

    def _note(self, text: str, element: _Element) -> None:
        """Text that no class claims: a heading in another guise, a header line, or nothing that is known."""
        found = self._dictionary.section_of(text)
        if found is None and len(element) == 0 and text and can_be_label(text, element):
            found = common_section_of(text)
        if found:
            self.headings.append(found)
            self._section = found
        elif self._section == "":
            self.outside = True
        else:
            self.extracted.has_rest = True


def _is_label_element(element: _Element, text: str) -> bool:
    """Whether a field's first text is all of an element that names itself a label."""
    for each in element.iterdescendants():
        if names_itself_label(each):
            return collapse_whitespace(" ".join(map(str, each.itertext()))) == text
        if each.text and not each.text.isspace():
            break
    return False


def missing_sections(reader: ClassReader) -> list[str]:
    """Sections whose heading stands on the page but that no class gave."""
    extracted = reader.extracted
    found: Mapping[str, object] = {
        "topics": extracted.topics,
        "biography": extracted.biography,
        "students": extracted.students,
        "publications": extracted.publications,
        "supervisors": extracted.supervisors,
    }
    return [section for section in dict.fromkeys(reader.headings) if not found[section]]


def is_one_block(lines: Sequence[Line]) -> bool:
    """Whether the parts of a card follow each other without a break, two of them links at least."""
    linked = sum(bool(line.links) for line in lines)
    return len(lines) >= _FEWEST_PARTS and linked > 1 and not any(line.begins_block for line in lines[1:])
