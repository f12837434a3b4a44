"""Prints a person's first page as a plain-text rendering: one line a block, the text of links lost."""

from collections.abc import Iterator, Sequence

from profile_scraper.records.base import Language
from profile_scraper.records.profile import Supervision
from testbed.profile_markup import HEADINGS, SEE_MORE, SEE_MORE_AUTHORS, SUPERVISORS, student_line
from testbed.world import ABSTRACT_CUT, AUTHORS_CUT, PUBLICATIONS_A_PAGE, Entry, LanguageProfile, Named, Person


def render_text(person: Person, language: Language) -> bytes:
    """The rendering of a person's language profile, first page of the pager only."""
    return ("\n".join(_lines(person, person.language_profiles[language])) + "\n").encode()


def _lines(person: Person, profile: LanguageProfile) -> Iterator[str]:
    words = HEADINGS[profile.language]
    if profile.portrait:
        yield from (profile.portrait.alt, "")
    yield from (person.name, "")
    yield from (line.text for line in profile.header)
    for line in profile.supervisors:
        yield _label(profile.language, line.supervision, (line.person,))
    if profile.topics:
        yield words["topics"]
        yield from (topic.text for topic in profile.topics)
    if profile.biography:
        yield from ("", words["biography"])
        for paragraph in profile.biography:
            yield from ("", paragraph.unlinked)
    if profile.students:
        yield from ("", words["students"], "")
        yield from _students(profile)
    if profile.publications:
        yield from ("", words["publications"], "")
        for entry in profile.publications[:PUBLICATIONS_A_PAGE]:
            yield from _publication(entry, profile.language)


def _students(profile: LanguageProfile) -> Iterator[str]:
    for item in profile.students:
        if item.student.slug is None:
            yield item.student.name
        if line := student_line(item):
            yield line
        if item.label:
            yield _label(profile.language, item.label, item.others)


def _label(language: Language, part: Supervision, people: Sequence[Named]) -> str:
    names = ", ".join(person.name for person in people if person.slug is None)
    return f"{SUPERVISORS[language][part]} {names}".rstrip()


def _publication(entry: Entry, language: Language) -> Iterator[str]:
    yield entry.printed_title or entry.title
    authors = entry.authors if entry.printed_authors is None else entry.printed_authors
    yield from (author.name for author in authors[:AUTHORS_CUT] if author.slug is None)
    if len(authors) > AUTHORS_CUT:
        yield f"… {SEE_MORE_AUTHORS[language].format(len(authors) - AUTHORS_CUT)}"
        yield from (author.name for author in authors[AUTHORS_CUT:] if author.slug is None)
    abstract = entry.printed_abstract or entry.abstract
    if abstract and len(abstract) > ABSTRACT_CUT:
        rest = abstract[ABSTRACT_CUT:] if entry.rest else ""
        yield f"{abstract[:ABSTRACT_CUT]}… {SEE_MORE[language]}{rest}"
    elif abstract:
        yield abstract
