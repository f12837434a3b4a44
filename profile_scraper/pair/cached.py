"""The steps of pairing that are mapped over people, with the keys by which their results are cached."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, Self, TypeAlias

from profile_scraper.pair.assemble import ProfileBuilder
from profile_scraper.pair.linkage.language_profile import LanguageProfile
from profile_scraper.pair.linkage.people import Person
from profile_scraper.pair.linkage.resemblance import Resemblance, Sign
from profile_scraper.pair.matchers.students import Aliases, StudentMatcher
from profile_scraper.pair.review.conflicts import ConflictFinder
from profile_scraper.pair.review.supervision import StatedSupervision, stated
from profile_scraper.pair.term_learning import TermCooccurrence, read_terms
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.pair.unmatched import UnmatchedTexts, unmatched_in
from profile_scraper.records.base import Language, Record
from profile_scraper.records.problem import Conflict
from profile_scraper.sites import Site
from profile_scraper.workspace import Workspace, cache_key

_Pair: TypeAlias = tuple[LanguageProfile, LanguageProfile]
_NamedPerson: TypeAlias = tuple[str, Person]
"""The person's id, and the person."""


class PairingSummary(Record):
    """What the pages of one person say beside the profile, whenever they were retrieved."""

    name: str
    conflicts: list[Conflict]
    unmatched: UnmatchedTexts
    students: list[StatedSupervision]
    supervisors: list[StatedSupervision]


class PairingResult(NamedTuple):
    """What the pages of one person say."""

    summary: PairingSummary
    profile: str
    """JSON of the profile without ``sources``, which tell of the retrieval, and ``publications``, known later."""
    provenance: str
    """JSON of its provenance."""


class SiteTerms(NamedTuple):
    """What is known of a site's words."""

    vocabulary: Vocabulary
    organizations: Organizations
    key: bytes
    """A hash of what these say beyond what comes with the software."""

    @classmethod
    def of(cls, site: Site, vocabulary: Vocabulary, one_institution: Sequence[tuple[str, str]]) -> Self:
        """The words of a site's files, with a vocabulary and pairs of names that are one institution's."""
        organizations = Organizations(site.organizations, one_institution)
        return cls(vocabulary, organizations, cache_key(site.name, vocabulary.beyond_reviewed, one_institution))


class PairingSteps:
    """The steps with one vocabulary and one list of institutions."""

    def __init__(self, terms: SiteTerms, workspace: Workspace) -> None:
        self._terms, self._workspace = terms, workspace

    def compare(self, language_profiles: Collection[LanguageProfile], pairs: Sequence[_Pair]) -> Iterator[list[Sign]]:
        """For each pair what each field says for or against the two being one person's.

        Args:
            language_profiles: all of the site.
            pairs: an English and a French language profile each.
        """
        resemblance = Resemblance(language_profiles, self._terms.vocabulary, self._terms.organizations)
        known = self._terms.key, resemblance.slug_difference
        results = self._workspace.map(
            _compare,
            pairs,
            resemblance,
            key=lambda pair: _key("evidence", pair, known),
            send=lambda pair: (pair[0].detached(), pair[1].detached()),
        )
        return ([Sign(*sign) for sign in json.loads(result)] for result in results)

    def read_terms(self, people: Sequence[Person], aliases: Aliases) -> Iterator[TermCooccurrence]:
        """The labels on the two pages of each person who has two."""
        asked = AskedAliases(aliases)
        results = self._workspace.map(
            _read_terms,
            [person for person in people if person.en and person.fr],
            _TermReader(StudentMatcher(self._terms.vocabulary, self._terms.organizations, asked), asked),
            key=lambda person: _key("labels", person.language_profiles, self._terms.key),
            is_valid=asked.agree_with,
            send=Person.detached,
        )
        return (TermCooccurrence.model_validate_json(result.partition("\n")[2]) for result in results)

    def assemble(self, people: Sequence[_NamedPerson], aliases: Aliases) -> Iterator[PairingResult]:
        """What the pages of each person say."""
        asked = AskedAliases(aliases)
        results = self._workspace.map(
            _assemble,
            people,
            ProfileAssembler(self._terms.vocabulary, self._terms.organizations, asked),
            key=lambda named: _key("person", named[1].language_profiles, (self._terms.key, named[0], _days(named[1]))),
            is_valid=asked.agree_with,
            send=lambda named: (named[0], named[1].detached()),
        )
        for result in results:
            _, summary, profile, provenance = result.split("\n")
            yield PairingResult(PairingSummary.model_validate_json(summary), profile, provenance)


class ProfileAssembler:
    """Assembles profiles with one vocabulary, one list of institutions and one list of who is who."""

    def __init__(self, vocabulary: Vocabulary, organizations: Organizations, aliases: "AskedAliases") -> None:
        self.aliases = aliases
        self._builder = ProfileBuilder(vocabulary, organizations, aliases)
        self._finder = ConflictFinder(vocabulary, organizations)
        self._organizations = organizations

    def assemble(self, person: Person, profile_id: str) -> PairingResult:
        """What the pages of one person say."""
        built = self._builder.build(person, profile_id)
        summary = PairingSummary(
            name=built.profile.name,
            conflicts=self._finder.find(built),
            unmatched=unmatched_in(built, self._organizations),
            students=stated(built.profile.students),
            supervisors=stated(built.profile.supervisors),
        )
        return PairingResult(summary, built.profile.model_dump_json(), built.provenance.model_dump_json())


class AskedAliases(Mapping[tuple[Language, str], str]):
    """Aliases that note which of them were asked for; a cached result begins with those that it depends on."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self._asked: dict[tuple[Language, str], str | None] = {}

    def __getitem__(self, link: tuple[Language, str]) -> str:
        self._asked[link] = self._aliases.get(link)
        return self._aliases[link]

    def __iter__(self) -> Iterator[tuple[Language, str]]:
        return iter(self._aliases)

    def __len__(self) -> int:
        return len(self._aliases)

    def after(self, compute: Callable[[], str]) -> str:
        """What is computed, after a line with the aliases that were asked for meanwhile."""
        self._asked.clear()
        result = compute()
        return f"{json.dumps([(*link, profile) for link, profile in self._asked.items()])}\n{result}"

    def agree_with(self, result: str) -> bool:
        """Whether the aliases that a result depends on are still the same."""
        asked = json.loads(result.partition("\n")[0])
        return all(self._aliases.get((language, link)) == profile for language, link, profile in asked)


def _compare(resemblance: Resemblance, pairs: Sequence[_Pair]) -> list[str]:
    return [json.dumps(resemblance.evidence(en, fr)) for en, fr in pairs]


class _TermReader(NamedTuple):
    students: StudentMatcher
    aliases: AskedAliases


def _read_terms(reader: _TermReader, people: Sequence[Person]) -> list[str]:
    def read(person: Person) -> str:
        if person.en is None or person.fr is None:
            raise AssertionError
        return read_terms(person.en.head, person.fr.head, reader.students).model_dump_json()

    return [reader.aliases.after(partial(read, person)) for person in people]


def _assemble(assembler: ProfileAssembler, people: Sequence[_NamedPerson]) -> list[str]:
    def assemble(profile_id: str, person: Person) -> str:
        result = assembler.assemble(person, profile_id)
        return "\n".join((result.summary.model_dump_json(), result.profile, result.provenance))

    return [assembler.aliases.after(partial(assemble, *named)) for named in people]


def _key(what: str, language_profiles: Sequence[LanguageProfile], known: object) -> bytes | None:
    """A key for what is made of some language profiles; None where nobody keeps what is made of them."""
    pages = [[summary.digest for summary in language_profile.summaries] for language_profile in language_profiles]
    if not all(map(all, pages)):
        return None
    return cache_key(what, known, [language_profile.language for language_profile in language_profiles], pages)


def _days(person: Person) -> list[int]:
    """The days on which the pages were retrieved, counted from the first: only their order says anything."""
    days = [
        (summary.retrieved or "")[:10]
        for language_profile in person.language_profiles
        for summary in language_profile.summaries
    ]
    order = sorted(set(days))
    return [order.index(day) for day in days]
