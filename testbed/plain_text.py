"""Prints a person's first page as a plain-text rendering: one line a block, the text of links lost."""

from collections.abc import Iterator, Sequence

from profile_scraper.records.base import Language
from profile_scraper.records.profile import Supervision
from testbed.cards import HEADINGS, SEE_MORE, SEE_MORE_AUTHORS, SUPERVISORS, student_line
from testbed.world import ABSTRACT_CUT, AUTHORS_CUT, PUBLICATIONS_A_PAGE, Card, Named, Person, Side


def render_text(person: Person, language: Language) -> bytes:
    """The rendering of one side of a person, first page of the pager only."""
    return ("\n".join(_lines(person, person.sides[language])) + "\n").encode()


def _lines(person: Person, side: Side) -> Iterator[str]:
    words = HEADINGS[side.language]
    if side.portrait:
        yield from (side.portrait.alt, "")
    yield from (person.name, "")
    yield from (line.text for line in side.header)
    for line in side.supervisors:
        yield _label(side.language, line.supervision, (line.person,))
    if side.topics:
        yield words["topics"]
        yield from (topic.text for topic in side.topics)
    if side.biography:
        yield from ("", words["biography"])
        for paragraph in side.biography:
            yield from ("", paragraph.unlinked)
    if side.students:
        yield from ("", words["students"], "")
        yield from _students(side)
    if side.publications:
        yield from ("", words["publications"], "")
        for card in side.publications[:PUBLICATIONS_A_PAGE]:
            yield from _publication(card, side.language)


def _students(side: Side) -> Iterator[str]:
    for card in side.students:
        if card.student.slug is None:
            yield card.student.name
        if line := student_line(card):
            yield line
        if card.label:
            yield _label(side.language, card.label, card.others)


def _label(language: Language, part: Supervision, people: Sequence[Named]) -> str:
    names = ", ".join(person.name for person in people if person.slug is None)
    return f"{SUPERVISORS[language][part]} {names}".rstrip()


def _publication(card: Card, language: Language) -> Iterator[str]:
    yield card.printed_title or card.title
    authors = card.authors if card.printed_authors is None else card.printed_authors
    yield from (author.name for author in authors[:AUTHORS_CUT] if author.slug is None)
    if len(authors) > AUTHORS_CUT:
        yield f"… {SEE_MORE_AUTHORS[language].format(len(authors) - AUTHORS_CUT)}"
        yield from (author.name for author in authors[AUTHORS_CUT:] if author.slug is None)
    abstract = card.printed_abstract or card.abstract
    if abstract and len(abstract) > ABSTRACT_CUT:
        rest = abstract[ABSTRACT_CUT:] if card.rest else ""
        yield f"{abstract[:ABSTRACT_CUT]}… {SEE_MORE[language]}{rest}"
    elif abstract:
        yield abstract
