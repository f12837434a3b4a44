"""One person's pages put together into one profile, with a note of where each value was read."""

from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from profile_scraper.pair.biography import align, biographies_of
from profile_scraper.pair.choose import chosen
from profile_scraper.pair.match import Match
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import Person
from profile_scraper.pair.roles import RoleMatcher
from profile_scraper.pair.students import Aliases, StudentMatcher
from profile_scraper.pair.supervisors import SupervisorMatcher
from profile_scraper.pair.topics import match_topics, topic
from profile_scraper.pair.trail import Trail
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.base import Bilingual, Language
from profile_scraper.records.page import PageRole, PageStudent, ProfilePage
from profile_scraper.records.profile import Links, Portrait, Profile, ProfileSource
from profile_scraper.records.provenance import Provenance

T = TypeVar("T")
Line = TypeVar("Line", PageRole, PageStudent)


class Built(NamedTuple):
    """A profile and what was seen while it was put together."""

    person: Person
    profile: Profile
    provenance: Provenance
    roles: list[Match[PageRole]]
    topics: list[Match[str]]
    students: list[Match[PageStudent]]


class ProfileBuilder:
    """Puts profiles together with one vocabulary, one list of institutions and one list of who is who."""

    def __init__(self, vocabulary: Vocabulary, organizations: Organizations, aliases: Aliases) -> None:
        self._vocabulary = vocabulary
        self._organizations = organizations
        self._roles = RoleMatcher(vocabulary, organizations)
        self._students = StudentMatcher(vocabulary, organizations, aliases)
        self._supervisors = SupervisorMatcher(self._students)

    def build(self, person: Person, profile_id: str) -> Built:
        """Put one person's pages together.

        ``sources`` stays empty, since nothing else depends on when a page was retrieved, and so does ``publications``,
        which is known after the merge.
        """
        trail = Trail()
        for side in person.sides:
            trail.note(f"url.{side.language}", side.head, side.address)
        en, fr = (side.head if side else None for side in (person.en, person.fr))
        texts = biographies_of(side.head for side in person.sides)
        roles = self._roles.match(en.roles if en else [], fr.roles if fr else [])
        topics = match_topics(en.topics if en else [], fr.topics if fr else [], self._vocabulary)
        students = self._students.match(en.students if en else [], fr.students if fr else [])
        supervisors = self._supervisors.match(en.supervisors if en else [], fr.supervisors if fr else [])
        profile = Profile(
            id=profile_id,
            name=_single(person, trail, "name") or "",
            url=_bilingual({side.language: side.address for side in person.sides}),
            portrait=_portrait(person, trail),
            email=_single(person, trail, "email"),
            links=_links(person, trail),
            roles=[self._roles.role(match) for match in roles],
            topics=[topic(match, self._vocabulary) for match in topics],
            biography=_biography(texts, trail),
            biography_alignment=align(texts["en"][1], texts["fr"][1]) if len(texts) > 1 else [],
            students=[self._students.student(match) for match in students],
            supervisors=[self._supervisors.supervisor(match) for match in supervisors],
            publications=[],
            sources=[],
        )
        _note_list(person, trail, "roles", roles, lambda line: line.raw)
        self._note_institutions(person, trail, "roles", roles)
        _note_list(person, trail, "topics", topics, str)
        _note_list(person, trail, "students", students, lambda card: "\n".join(card.raw))
        self._note_institutions(person, trail, "students", students)
        _note_list(person, trail, "supervisors", supervisors, lambda named: named.name or "")
        return Built(person, profile, trail.record(profile_id), roles, topics, students)

    def _note_institutions(
        self,
        person: Person,
        trail: Trail,
        section: str,
        matches: Sequence[Match[Line]],
    ) -> None:
        """Note the institutions that lines name: placeholders, and misspelt names with what they were taken for."""
        head_of = {side.language: side.head for side in person.sides}
        for index, match in enumerate(matches):
            for language, item in match.sides:
                read = self._organizations.read(item.organization)
                guess = f"misspelt, taken for {read.name!r}" if read and read.misspelt else None
                trail.note(f"{section}[{index}].organization", head_of[language], item.organization, guess=guess)


def _bilingual(said: Mapping[Language, str | None]) -> Bilingual:
    return Bilingual(en=said.get("en"), fr=said.get("fr"))


def _single(person: Person, trail: Trail, field: str) -> str | None:
    read: Callable[[ProfilePage], str | None] = attrgetter(field)
    found = chosen(person, read)
    if found is None:
        return None
    trail.note(field, found[1], found[0])
    return found[0]


def _portrait(person: Person, trail: Trail) -> Portrait | None:
    if not any(side.head.portrait for side in person.sides):
        return None
    image = chosen(person, lambda page: page.portrait.url if page.portrait else None)
    if image:
        trail.note("portrait.url", image[1], image[0])
    alt = {side.language: side.head.portrait.alt if side.head.portrait else None for side in person.sides}
    for side in person.sides:
        trail.note(f"portrait.alt.{side.language}", side.head, alt[side.language])
    return Portrait(url=image[0] if image else None, alt=_bilingual(alt))


def _links(person: Person, trail: Trail) -> Links:
    links: dict[str, str | None] = {}
    for name in Links.model_fields:
        found = chosen(person, attrgetter(f"links.{name}"))
        links[name] = found[0] if found else None
        if found:
            trail.note(f"links.{name}", found[1], found[0])
    return Links(**links)


def _biography(texts: Mapping[Language, tuple[ProfilePage, list[str]]], trail: Trail) -> Bilingual:
    """Each text under its own language, whichever page prints it."""
    joined = {language: "\n\n".join(paragraphs) or None for language, (_, paragraphs) in sorted(texts.items())}
    for language, text in joined.items():
        trail.note(f"biography.{language}", texts[language][0], text)
    return _bilingual(joined)


def sources_of(person: Person) -> list[ProfileSource]:
    """Where the person's pages came from, and when."""
    cards = sorted((card for side in person.sides for card in side.cards), key=attrgetter("url", "language"))
    return [
        ProfileSource(url=card.url, language=card.language, retrieved=card.retrieved, sha256=card.sha256)
        for card in cards
    ]


def _note_list(
    person: Person, trail: Trail, section: str, matches: Sequence[Match[T]], printed: Callable[[T], str]
) -> None:
    """Note every item of a list once a page that prints it."""
    head_of = {side.language: side.head for side in person.sides}
    for index, match in enumerate(matches):
        for language, item in match.sides:
            trail.note(f"{section}[{index}]", head_of[language], printed(item), match.by)
