"""Contradictions of pages as sentences with names, for the report, the site report and the review."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from profile_scraper.dataset.filter import CONTACT_PLACEHOLDERS
from profile_scraper.records.base import LANGUAGES, Bilingual, Language
from profile_scraper.records.decision import Decision, right_statement
from profile_scraper.records.problem import Conflict, Statement
from profile_scraper.records.profile import Profile
from profile_scraper.report.people import distinct_names
from profile_scraper.report.wording import code_words, counted_text, field_phrase, has_message, translator
from profile_scraper.text.function_words import is_other_language
from profile_scraper.text.normalize import normalize_text

_ITEM = re.compile(r"(students|supervisors)\[(\d+)\]")
_QUOTED = 300
"""Characters of a printed text that an answer repeats."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_PARTS = ("principal", "co")
"""Codes of a supervisor's part; the text of a statement about supervision starts with one."""


@dataclass(frozen=True, slots=True)
class StatementText:
    """What one page states, in the words of one language."""

    page: str
    """The page: its language, and whose it is where that is not clear."""
    url: str
    text: str
    """What it states; empty where the sentence has all of it."""
    language: str | None
    """The language of the text as printed (``und`` for a foreign one); None for words of the report."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A student or a supervisor whom a page lists."""

    profile: str | None
    name: str | None
    languages: Sequence[Language]


@dataclass(frozen=True, slots=True)
class _Person:
    """What the sentences need of one person."""

    name: str
    students: Sequence[_Named]
    supervisors: Sequence[_Named]
    biography: Bilingual


class ConflictTexts:
    """Describes contradictions in words: who, what, on which page."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        profiles = list(profiles)
        names = distinct_names(profiles)
        self._people = {
            profile.id: _Person(
                names[profile.id],
                [_Named(each.profile, each.name, each.languages) for each in profile.students],
                [_Named(each.profile, each.name, each.languages) for each in profile.supervisors],
                profile.biography,
            )
            for profile in profiles
        }

    def name(self, id_: str) -> str:
        """The name of a person; the id where the dataset has no such person."""
        return self._people[id_].name if id_ in self._people else id_

    def sentence(self, conflict: Conflict, language: Language) -> str:
        """The contradiction as one sentence."""
        return self._sentence(conflict, self._key(conflict), language)

    def sentence_of_group(self, conflict: Conflict, language: Language) -> str:
        """What the contradictions of a group say, but for the students or supervisors that each of them is about."""
        return self._sentence(conflict, f"{self._key(conflict)}_many", language)

    def groups(self, conflicts: Iterable[Conflict]) -> list[list[Conflict]]:
        """Contradictions of one person that say the same of several students or supervisors, together; others alone."""
        groups: dict[object, list[Conflict]] = {}
        for index, conflict in enumerate(conflicts):
            is_of_item = _ITEM.match(conflict.field) is not None and self._item_name(conflict) is not None
            key = (conflict.profile, self._key(conflict)) if is_of_item else index
            groups.setdefault(key, []).append(conflict)
        return list(groups.values())

    def item_name(self, conflict: Conflict, language: Language) -> str:
        """The name of the student or supervisor that a contradiction is about."""
        return self._item_name(conflict) or translator(language)("no_name")

    def answer(self, conflict: Conflict, decision: Decision, language: Language) -> str:
        """What a person decided of a contradiction, as a sentence that says which page to correct."""
        message = translator(language)
        index = right_statement(conflict, decision)
        if index is None:
            return message("answer_neither" if decision.correct else "answer_different")
        right = self.statements(conflict, language)[index]
        key = "answer_silent" if conflict.statements[index].text is None else "answer_right"
        text = right.text if right.language is None or len(right.text) <= _QUOTED else f"{right.text[:_QUOTED]}…"
        return message(key).format(page=right.page, text=text)

    def _key(self, conflict: Conflict) -> str:
        """The key of the message about a contradiction."""
        key = f"conflict_{conflict.kind.replace('-', '_')}"
        return key + _pair_key(conflict.statements) if self._supervision(conflict) else key

    def _sentence(self, conflict: Conflict, key: str, language: Language) -> str:
        message = translator(language)
        values = {"name": self.name(conflict.profile), "field": field_phrase(conflict.field, language)}
        values["student"] = self._item_name(conflict) or message("no_name")
        pair = self._supervision(conflict)
        if pair:
            values |= {"supervisor": pair[0], "student": pair[1]}
        if conflict.statements:
            first = conflict.statements[0]
            values["page"] = message(f"page_{first.language}")
            values["other"] = code_words("language", _other_language(first), language)
        people = values.keys() & {"name", "student", "supervisor"}
        return message(key).format(**values, **{f"of_{person}": _with_de(values[person]) for person in people})

    def statements(self, conflict: Conflict, language: Language) -> list[StatementText]:
        """What each page states, in the order of the conflict."""
        pair = self._supervision(conflict)
        shown = []
        for index, statement in enumerate(conflict.statements):
            page = page_name(statement.url, statement.language, language)
            if pair:
                page = f"{pair[index]}, {page}"
            words = _own_words(conflict, statement, language)
            text = self._printed(conflict, statement) if words is None else words
            printed = None if words is not None else _language_of(conflict, statement)
            shown.append(StatementText(page, statement.url, text, printed))
        return shown

    def advice(self, conflict: Conflict, language: Language) -> str:
        """What the keepers of the site are to do about it, as a sentence."""
        kind = conflict.kind.replace("-", "_")
        key = f"todo_{kind}{_pair_key(conflict.statements)}" if self._supervision(conflict) else f"todo_{kind}"
        return translator(language)(key if has_message(key) else "todo_correct")

    def _printed(self, conflict: Conflict, statement: Statement) -> str:
        """What a page prints; of a year the sentences of the biography that name it."""
        text, person = statement.text or "", self._people.get(conflict.profile)
        if conflict.kind != "year" or person is None:
            return text
        years = text.split(", ")
        sentences = _SENTENCE_END.split(getattr(person.biography, statement.language) or "")
        return " ".join(each for each in sentences if any(year in each for year in years)) or text

    def is_of_count(self, conflict: Conflict, conflicts: Iterable[Conflict]) -> bool:
        """Whether it is about a student of one page only, whom a contradiction of the two numbers names already.

        One that a person answered is shown with the answer.
        """
        item, person = _ITEM.match(conflict.field), self._people.get(conflict.profile)
        if (
            conflict.decided is not None
            or conflict.kind != "supervision"
            or item is None
            or item[1] != "students"
            or person is None
        ):
            return False
        student = next(iter(person.students[int(item[2]) :]), None)
        is_counted = any(each.kind == "student-count" and each.profile == conflict.profile for each in conflicts)
        return student is not None and len(student.languages) == 1 and is_counted

    def one_sided(self, conflict: Conflict, language: Language) -> list[str]:
        """For pages that list different numbers of students, who stands on one of them only."""
        person = self._people.get(conflict.profile)
        if conflict.kind != "student-count" or person is None:
            return []
        message = translator(language)
        lines = []
        for page in LANGUAGES:
            students = [each for each in person.students if each.languages == [page]]
            names = [(each.name and self._name_of(each)) or message("no_name") for each in students]
            if names:
                lines.append(message(f"students_only_{page}").format(names=", ".join(names)))
        return lines

    def _supervision(self, conflict: Conflict) -> tuple[str, str] | None:
        """Names of supervisor and student, where the statements are of these two people's pages."""
        between_people = len(conflict.statements) == 2 and not any(each.text in _PARTS for each in conflict.statements)
        other = self._item_name(conflict)
        if conflict.kind != "supervision" or not between_people or other is None:
            return None
        name = self.name(conflict.profile)
        return (name, other) if conflict.field.startswith("students") else (other, name)

    def _item_name(self, conflict: Conflict) -> str | None:
        """The name of the student or supervisor that the field of a conflict is about."""
        item, person = _ITEM.match(conflict.field), self._people.get(conflict.profile)
        if item is None or person is None:
            return None
        people = person.students if item[1] == "students" else person.supervisors
        found = next(iter(people[int(item[2]) :]), None)
        return self._name_of(found) if found else None

    def _name_of(self, named: _Named) -> str | None:
        return self._people[named.profile].name if named.profile in self._people else named.name


def page_name(url: str, page_language: Language, language: Language) -> str:
    """What a page is called in one language: a person's page, or a list with the person's item."""
    message = translator(language)
    return message(f"list_{page_language}") if "#" in url else message(f"page_{page_language}")


def _with_de(name: str) -> str:
    """A name after the French 'de', which a vowel shortens."""
    return f"d’{name}" if normalize_text(name, "characters")[:1] in tuple("aeiou") else f"de {name}"


def _pair_key(statements: Sequence[Statement]) -> str:
    """Which of the two pages, supervisor's and student's, states the supervision."""
    if statements[0].text is None:
        return "_unlisted"
    return "_unnamed" if statements[1].text is None else "_parts"


def _language_of(conflict: Conflict, statement: Statement) -> str:
    """The language of a printed text: its page's, but for a text that is not translated."""
    return _other_language(statement) if conflict.kind == "not-translated" else statement.language


def _other_language(statement: Statement) -> str:
    """The language of a text that is not in its page's: the site's other one, or ``und`` for a foreign one."""
    if is_other_language(statement.text or ""):
        return "und"
    return "fr" if statement.language == "en" else "en"


def _own_words(conflict: Conflict, statement: Statement, language: Language) -> str | None:
    """The words of the report for a statement whose text no page prints as it is; None for a printed text."""
    message = translator(language)
    if statement.text is None:
        return message("not_stated")
    if statement.text in CONTACT_PLACEHOLDERS.values():
        return message("contact_left_out")
    part = statement.text.split(" ", 1)[0]
    if conflict.kind == "supervision" and part in _PARTS:
        return message(part)
    if conflict.kind == "student-count" and statement.text.isdecimal():
        return counted_text("statement_students", int(statement.text), language)
    return None
