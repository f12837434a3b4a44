"""Where the fields of a person stand on a page of their own."""

from collections.abc import Sequence
from dataclasses import replace

from profile_scraper.structure.contacts import (
    emails_in,
    images_of,
    links_in,
    portrait_among,
    service_of,
)
from profile_scraper.structure.elements import LIKE_HEADING, is_inside, is_within
from profile_scraper.structure.lines import Line, Page
from profile_scraper.structure.names import is_name, is_sentence_about, repeats_name
from profile_scraper.structure.person_fields import (
    CONTACTS,
    NOTHING_PINNED,
    NOTHING_SHARED,
    PersonFields,
    Pinned,
    Shared,
    Value,
    names_in,
    set_contact,
    split_single,
    split_values,
    stated_topics,
    students_in,
    supervised_in,
    supervised_or_not,
    supervisors_in,
    take_chips,
    take_linked_phone,
    without_bullet,
    without_weights,
)
from profile_scraper.structure.position_lines import is_position_line
from profile_scraper.structure.reference_parts import split_names
from profile_scraper.structure.roles import STATED_PARTS
from profile_scraper.structure.sections import (
    INLINE,
    OF_SUPERVISORS,
    SUPERVISION,
    Placed,
    SectionWalk,
    is_beside_text,
    leads_below,
    opens_section,
)
from profile_scraper.structure.words import (
    is_no_value,
    is_organization,
    is_prose,
    is_role,
    label_of,
    section_of,
)
from profile_scraper.text.dates import split_period

_LONGEST_HEADER = 160
_LINES_ABOVE_NAME = 4
_FEWEST_IN_MENU = 2


def read_person(
    page: Page, name: str, name_line: Line | None, shared: Shared = NOTHING_SHARED, pinned: Pinned = NOTHING_PINNED
) -> PersonFields:
    """The fields of the person whose page it is.

    Args:
        page: the page; lines of publications are marked ``in_item``.
        name: the person's.
        name_line: where the page prints it, None where only its title does.
        shared: what is nobody's.
        pinned: what the site's selectors found already.
    """
    return _PersonReader(page, PersonFields(name, name_line), shared, pinned).read()


class _PersonReader:
    def __init__(self, page: Page, found: PersonFields, shared: Shared, pinned: Pinned) -> None:
        self._page = page
        self._found = found
        self._shared = shared
        self._pinned = pinned
        self._start = found.name_line.index if found.name_line else -1
        self._prose: list[Line] = []
        self._below_topics: list[Line] = []
        """Running text below a heading of topics, as long as no topic follows it."""
        self._theses: list[Value] = []
        """Students as authors of theses that the person supervised."""
        self._header_open = True

    def read(self) -> PersonFields:
        found, page = self._found, self._page
        lines = [line for line in page.lines if not line.framed and not line.in_item]
        own = [line for line in lines if page.is_in_language(line)]
        for line in own:
            pinned = self._pinned.fields.get(line.index)
            if pinned:
                self._add_pinned(pinned, line.text, line)
        for section, value, line in self._pinned.values:
            self._add_pinned(section, value, line)
        walk = SectionWalk(page, [line for line in own if self._belongs(line)])
        for placed in walk:
            if placed.line.index not in self._pinned.fields:
                self._assign(placed, headed=walk.any_heading)
        if "topics" not in self._pinned.decided:
            take_chips(found)
            found.topics = without_weights(page, found.topics)
            if not found.topics:
                found.topics = stated_topics(line for line in lines if self._belongs(line))
                found.methods |= {"topics": "class"} if found.topics else {}
        found.topics = split_single(found.topics)
        self._prose += self._below_topics
        if self._theses and "students" not in self._pinned.decided:
            found.students, found.methods["students"] = self._theses, "heading"
        self._set_biography()
        own_lines = self._own_links(lines)
        found.emails = emails_in(own_lines)
        take_linked_phone(found, (line for line in own_lines if not line.shared))
        found.links = links_in(page, lines, self._shared.links, found.name)
        found.portrait = portrait_among(page, images_of(page.root), found.name, self._shared.images)
        return found

    def _own_links(self, lines: Sequence[Line]) -> list[Line]:
        shared = self._shared.links
        return [line for line in lines if not any(self._page.absolute(href) in shared for _, href in line.links)]

    def _is_of_site(self, line: Line) -> bool:
        """Whether a text is the site's: many pages print it, or it tells where to write to the site."""
        shared = self._shared.links
        return line.shared or any(
            href[:7].lower() == "mailto:" and self._page.absolute(href) in shared for _, href in line.links
        )

    def _belongs(self, line: Line) -> bool:
        """Whether a line may say something of the person: it stands below the name, or is a position just above it."""
        if line.index == self._start or repeats_name(line.text, self._found.name) or leads_below(self._page, line):
            return False
        if line.index > self._start:
            return True
        near = self._start - line.index <= _LINES_ABOVE_NAME
        return near and is_role(line.text) and not line.shared and len(line.links) < _FEWEST_IN_MENU

    def _add_pinned(self, section: str, text: str, line: Line) -> None:
        found = self._found
        if not text or is_no_value(text):
            return
        found.methods[section] = "selector"
        if section == "roles":
            found.header.append(line if text == line.text else replace(line, text=text))
        elif section == "biography":
            found.biography.append((text, line))
        elif section == "topics":
            label = label_of(text)
            printed = without_bullet(text.strip(" ;:" if is_within(line.element, "dt") else " ;"))
            found.topics += [(part, line) for part in split_values(label[1])] if label else [(printed, line)]
        else:
            self._add(Placed(line, section, text, labelled=False))

    def _assign(self, placed: Placed, *, headed: bool) -> None:
        if placed.section == SUPERVISION:
            positions = (*self._found.stated.titles, *(line.text for line in self._found.header))
            placed = placed._replace(section=supervised_or_not(placed.value, positions))
        line, section = placed.line, placed.section
        if not placed.value or is_no_value(placed.value):
            return
        if section in self._pinned.decided:
            return
        if section != "topics":
            self._prose += self._below_topics
            self._below_topics = []
        self._theses += [(name, line) for name in supervised_in(line.text, self._found.name)]
        if section == "":
            self._place_in_header(line, headed=headed)
        elif section is None:
            if is_prose(line.text) and not self._is_of_site(line):
                self._prose.append(line)
        else:
            self._add(placed)

    def _place_in_header(self, line: Line, *, headed: bool) -> None:
        text = line.text
        name = self._found.name_line
        if name is not None and line.index > name.index and 0 < line.level <= name.level < LIKE_HEADING:
            self._header_open = False  # a heading as great as the name opens another part of the page
        is_position = is_position_line(text)
        are_stated = bool(self._found.stated.titles)
        names_position = is_role(text) or is_organization(text)
        if self._header_open and 0 < line.level < LIKE_HEADING and (are_stated or not names_position):
            # A heading that names nothing of a position, and is no fellow of one, opens another part below it.
            levels = {each.level for each in self._found.header if is_role(each.text)}
            self._header_open = line.level in levels or not (levels or are_stated)
        if (is_prose(text) or is_sentence_about(text, self._found.name)) and not is_position:
            if not self._is_of_site(line):
                self._prose.append(line)
        elif (
            self._header_open
            and "roles" not in self._pinned.decided
            and (is_position or len(text) < _LONGEST_HEADER)
            and not headed
            and not self._prose
        ):
            hidden = line.shared and line.links and not is_role(text) and not is_organization(text)
            contact = (
                hidden
                or "@" in text
                or any(service_of(href) or href[:7].lower() == "mailto:" for _, href in line.links)
            )
            named = section_of(text)
            is_heading = named is not None and not (named in OF_SUPERVISORS and is_role(text))
            if not contact and not is_heading and (self._start >= 0 or is_role(text)):
                self._found.header.append(line)
                self._found.methods["roles"] = "structure"

    def _add(self, placed: Placed) -> None:
        found, (line, section, value, labelled) = self._found, placed
        method = "label" if labelled else "heading"
        if section == "topics":
            if not self._add_topics(placed):
                return
        elif section == "biography":
            if line.shared and not is_prose(value):
                return
            found.biography.append((value, line))
        elif section in OF_SUPERVISORS:
            names = split_names(value) if labelled else [name for name in names_in(value) if is_name(name)]
            found.supervisors += supervisors_in(section, names, line)
            section = "supervisors"
        elif section == "students":
            students = students_in(split_names(value) if labelled else names_in(value), line)
            if not students:
                return
            found.students += students
        elif section in (*STATED_PARTS, "unit", "unit_role"):
            self._add_to_position(placed)
            section = "roles"
        else:
            found.other.append(line)
            if section in CONTACTS and not line.shared:
                set_contact(found, str(section), value, method)
            return
        found.methods.setdefault(str(section), method)

    def _add_to_position(self, placed: Placed) -> None:
        """Add a stated part of a position, a department of a list, or the position in the last one."""
        line, section, value, _ = placed
        stated = self._found.stated
        self._found.labelled.append(line)
        if section == "unit":
            stated.units.append((value, None))
        elif section != "unit_role":
            stated.part(str(section)).append(value)
        elif stated.units and is_role(value):
            stated.units[-1] = (stated.units[-1][0], value)

    def _add_topics(self, placed: Placed) -> bool:
        """Add a line's topics; running text below their heading is none."""
        line, value = placed.line, placed.value
        if any(href[:7].lower() == "mailto:" for _, href in line.links) or section_of(value):
            return False
        if not placed.labelled and split_period(value)[1] is not None:
            return False  # a project or a position
        if placed.labelled:
            self._found.topics += [(part, line) for part in split_values(value)]
            return True
        if not is_prose(value) or is_within(line.element, "li"):
            self._below_topics.clear()  # it is about the topics, not about the person
            self._found.topics.append((without_bullet(value.strip(" ;.")), line))
            return True
        if not line.shared:
            self._below_topics.append(line)
        return False

    def _set_biography(self) -> None:
        found = self._found
        found.biography = [(text, line) for text, line in found.biography if not is_beside_text(text, line)]
        if found.biography or "biography" in self._pinned.decided or not self._prose:
            return
        # Running text of one element is one text, with its short paragraphs and list items too.
        first = self._prose[0]
        around = first.element.getparent() if first.element.tag in INLINE else first.element
        scopes = {each for each in (first.element, around) if each is not None}
        path, parent = self._page.path(first.element), first.element.getparent()
        scopes |= {
            line.element
            for line in self._prose
            if self._page.path(line.element) == path and line.element.getparent() is parent
        }
        taken = {line.index for line in found.header} | {line.index for _, line in found.topics}
        for line in self._page.lines[first.index :]:
            inside = is_inside(line.element, scopes) and self._page.is_in_language(line)
            if not inside or not line.text or line.in_item or line.index in taken or is_no_value(line.text):
                continue
            if line.level:
                if opens_section(line) and line.level <= LIKE_HEADING:
                    break
                continue
            if not is_beside_text(line.text, line):
                found.biography.append((line.text, line))
                found.methods["biography"] = "structure"
