"""The pages of one person to one profile: which value counts where pages differ, and where each value was read."""

import re
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple, TypeVar

from profile_scraper.pair.linkage.people import Person
from profile_scraper.pair.matchers.biography import align, biographies_of
from profile_scraper.pair.matchers.match import Match
from profile_scraper.pair.matchers.roles import RoleMatcher
from profile_scraper.pair.matchers.students import Aliases, StudentMatcher, SupervisorMatcher
from profile_scraper.pair.matchers.topics import match_topics, topic
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.records.base import Bilingual, Language
from profile_scraper.records.page import PageRole, PageStudent, ProfilePage
from profile_scraper.records.profile import (
    FieldProvenance,
    Links,
    PairedBy,
    Portrait,
    Profile,
    ProfileSource,
    Provenance,
)
from profile_scraper.text.escape import has_markup, join_fragments, quoted

Text = TypeVar("Text", bound=str)


def select_value(person: Person, read: Callable[[ProfilePage], Text | None]) -> tuple[Text, ProfilePage] | None:
    """The value that most of the person's pages say, then that of the last day of retrieval, then the English page's.

    Seconds between two retrievals say nothing about which page was edited last, so only the day counts.

    Returns:
        The value and the first page that says it, None where no page says one.
    """
    values: dict[Text, list[ProfilePage]] = {}
    for language_profile in person.language_profiles:
        for page in language_profile.pages:
            value = None if page.listed else read(page)
            if value is not None:
                values.setdefault(value, []).append(page)
    if not values:
        # Cards of list pages say what no page of the person's own does.
        for language_profile in person.language_profiles:
            value = read(language_profile.head)
            if value is not None:
                values.setdefault(value, []).append(language_profile.head)
    if not values:
        return None

    def rank(value: Text) -> tuple[int, str, bool]:
        pages = values[value]
        last = max((page.source.retrieved or "")[:10] for page in pages)
        return len(pages), last, any(page.source.language == "en" for page in pages)

    best = max(sorted(values), key=rank)
    return best, values[best][0]


_ORDER = {name: index for index, name in enumerate(Profile.model_fields)}


def _section(field: str) -> str:
    return re.split(r"[.\[]", field, maxsplit=1)[0]


class ProvenanceRecorder:
    """The notes about one profile."""

    def __init__(self) -> None:
        self._fields: list[FieldProvenance] = []

    def note(
        self, field: str, page: ProfilePage, raw: str | None, by: PairedBy | None = None, guess: str | None = None
    ) -> None:
        """Note that a page says ``raw`` for a field; nothing is noted where it says nothing.

        Args:
            field: path of the value inside the profile; its first name is a key of the page's ``extraction_methods``.
            page: the page that says it.
            raw: the text as printed.
            by: by what the value was joined with the other page's.
            guess: what was made of the text beyond what it says.
        """
        if raw is None:
            return
        self._fields.append(
            FieldProvenance(
                field=field,
                url=page.source.url,
                language=page.source.language,
                method=page.extraction_methods.get(field) or page.extraction_methods.get(_section(field)),
                raw=raw,
                paired_by=by,
                guess=guess,
            )
        )

    def record(self, profile: str) -> Provenance:
        """The notes as a record, in the order of a profile's fields."""
        return Provenance(profile=profile, fields=sorted(self._fields, key=lambda each: _ORDER[_section(each.field)]))


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
        recorder = ProvenanceRecorder()
        for language_profile in person.language_profiles:
            recorder.note(f"url.{language_profile.language}", language_profile.head, language_profile.address)
        en, fr = (language_profile.head if language_profile else None for language_profile in (person.en, person.fr))
        texts = biographies_of(language_profile.head for language_profile in person.language_profiles)
        roles = self._roles.match(en.roles if en else [], fr.roles if fr else [])
        topics = match_topics(en.topics if en else [], fr.topics if fr else [], self._vocabulary)
        students = self._students.match(en.students if en else [], fr.students if fr else [])
        supervisors = self._supervisors.match(en.supervisors if en else [], fr.supervisors if fr else [])
        profile = Profile(
            id=profile_id,
            name=_single(person, recorder, "name") or "",
            url=_bilingual(
                {language_profile.language: language_profile.address for language_profile in person.language_profiles}
            ),
            portrait=_portrait(person, recorder),
            email=_single(person, recorder, "email"),
            phone=_single(person, recorder, "phone"),
            office=_single(person, recorder, "office"),
            links=_links(person, recorder),
            roles=[self._roles.role(match) for match in roles],
            topics=[topic(match, self._vocabulary) for match in topics],
            biography=_biography(texts, recorder),
            biography_html=_biography_html(texts),
            biography_alignment=align(texts["en"][1], texts["fr"][1]) if len(texts) > 1 else [],
            students=[self._students.student(match) for match in students],
            supervisors=[self._supervisors.supervisor(match) for match in supervisors],
            publications=[],
            sources=[],
        )
        _note_list(person, recorder, "roles", roles, lambda line: line.raw)
        self._note_institutions(person, recorder, "roles", roles)
        _note_list(person, recorder, "topics", topics, str)
        _note_list(person, recorder, "students", students, lambda summary: "\n".join(summary.raw))
        self._note_institutions(person, recorder, "students", students)
        _note_list(person, recorder, "supervisors", supervisors, lambda named: named.name or "")
        return Built(person, profile, recorder.record(profile_id), roles, topics, students)

    def _note_institutions(
        self,
        person: Person,
        recorder: ProvenanceRecorder,
        section: str,
        matches: Sequence[Match[Line]],
    ) -> None:
        """Note the institutions that lines name: placeholders, and misspelt names with what they were taken for."""
        head_of = {language_profile.language: language_profile.head for language_profile in person.language_profiles}
        for index, match in enumerate(matches):
            for language, item in match.by_language:
                read = self._organizations.read(item.organization)
                guess = f"misspelt, taken for {quoted(read.name)}" if read and read.misspelt else None
                recorder.note(f"{section}[{index}].organization", head_of[language], item.organization, guess=guess)


def _bilingual(values: Mapping[Language, str | None]) -> Bilingual:
    return Bilingual(en=values.get("en"), fr=values.get("fr"))


def _single(person: Person, recorder: ProvenanceRecorder, field: str) -> str | None:
    read: Callable[[ProfilePage], str | None] = attrgetter(field)
    found = select_value(person, read)
    if found is None:
        return None
    recorder.note(field, found[1], found[0])
    return found[0]


def _portrait(person: Person, recorder: ProvenanceRecorder) -> Portrait | None:
    if not any(language_profile.head.portrait for language_profile in person.language_profiles):
        return None
    image = select_value(person, lambda page: page.portrait.url if page.portrait else None)
    if image:
        recorder.note("portrait.url", image[1], image[0])
    alt = {
        language_profile.language: language_profile.head.portrait.alt if language_profile.head.portrait else None
        for language_profile in person.language_profiles
    }
    for language_profile in person.language_profiles:
        recorder.note(
            f"portrait.alt.{language_profile.language}", language_profile.head, alt[language_profile.language]
        )
    return Portrait(url=image[0] if image else None, alt=_bilingual(alt))


def _links(person: Person, recorder: ProvenanceRecorder) -> Links:
    links: dict[str, str | None] = {}
    for name in Links.model_fields:
        found = select_value(person, attrgetter(f"links.{name}"))
        links[name] = found[0] if found else None
        if found:
            recorder.note(f"links.{name}", found[1], found[0])
    return Links(**links)


def _biography(texts: Mapping[Language, tuple[ProfilePage, list[str]]], recorder: ProvenanceRecorder) -> Bilingual:
    """Each text under its own language, whichever page prints it."""
    joined = {language: "\n\n".join(paragraphs) or None for language, (_, paragraphs) in sorted(texts.items())}
    for language, text in joined.items():
        recorder.note(f"biography.{language}", texts[language][0], text)
    return _bilingual(joined)


def _biography_html(texts: Mapping[Language, tuple[ProfilePage, list[str]]]) -> Bilingual:
    """Each text with its markup, null where none of its paragraphs has any."""
    html: dict[Language, str | None] = {}
    for language, (page, paragraphs) in texts.items():
        fragments = dict(zip(page.biography, page.biography_html, strict=False))
        found = [fragments[paragraph] for paragraph in paragraphs if paragraph in fragments]
        if any(has_markup(fragment) for fragment in found):
            html[language] = join_fragments(found)
    return _bilingual(html)


def sources_of(person: Person) -> list[ProfileSource]:
    """Where the person's pages came from, and when."""
    summaries = sorted(
        (summary for language_profile in person.language_profiles for summary in language_profile.summaries),
        key=attrgetter("url", "language"),
    )
    return [
        ProfileSource(url=summary.url, language=summary.language, retrieved=summary.retrieved, sha256=summary.sha256)
        for summary in summaries
    ]


def _note_list(
    person: Person, recorder: ProvenanceRecorder, section: str, matches: Sequence[Match[T]], printed: Callable[[T], str]
) -> None:
    """Note every item of a list once a page that prints it."""
    head_of = {language_profile.language: language_profile.head for language_profile in person.language_profiles}
    for index, match in enumerate(matches):
        for language, item in match.by_language:
            recorder.note(f"{section}[{index}]", head_of[language], printed(item), match.by)
