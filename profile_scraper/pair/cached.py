"""Assemble the results of one person, and cache them by the content of the pages and of the terms."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, Self, TypeVar

from profile_scraper.pair.assemble.profile import ProfileBuilder
from profile_scraper.pair.assemble.unmatched import UnmatchedTexts, unmatched_in
from profile_scraper.pair.linkage.language_profile import LanguageProfile
from profile_scraper.pair.linkage.people import Person
from profile_scraper.pair.linkage.resemblance import Resemblance, Sign
from profile_scraper.pair.matchers.cooccurrence import TermCooccurrence, read_terms
from profile_scraper.pair.matchers.students import Aliases, StudentMatcher
from profile_scraper.pair.review.conflicts import ConflictFinder
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.records.base import Language, Record
from profile_scraper.records.problem import Conflict
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance
from profile_scraper.sites import Site
from profile_scraper.storage.cache import ResultCache, cache_key, get_or_compute

Result = TypeVar("Result", bound=Record)


class PairingResult(Record):
    """What one person's pages say, whenever they were retrieved."""

    profile: Profile
    """Without ``sources``, which tell of the retrieval, and ``publications``, which are known after the merge."""
    provenance: Provenance
    conflicts: list[Conflict]
    unmatched: UnmatchedTexts


class ProfileAssembler:
    """Tells with one vocabulary, one list of institutions and one list of who is who."""

    def __init__(self, vocabulary: Vocabulary, organizations: Organizations, aliases: Aliases) -> None:
        self._builder = ProfileBuilder(vocabulary, organizations, aliases)
        self._finder = ConflictFinder(vocabulary, organizations)
        self._organizations = organizations

    def assemble(self, person: Person, profile_id: str) -> PairingResult:
        """What the pages of one person say."""
        built = self._builder.build(person, profile_id)
        return PairingResult(
            profile=built.profile,
            provenance=built.provenance,
            conflicts=self._finder.find(built),
            unmatched=unmatched_in(built, self._organizations),
        )


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


class CachedResemblance:
    """Compares two language profiles, unless an earlier build did."""

    def __init__(
        self, language_profiles: Collection[LanguageProfile], words: SiteTerms, cache: ResultCache | None
    ) -> None:
        """Compare some of these language profiles."""
        self._resemblance = Resemblance(language_profiles, words.vocabulary, words.organizations)
        self._known = words.key, self._resemblance.slug_difference
        self._cache = cache

    def evidence(self, en: LanguageProfile, fr: LanguageProfile) -> list[Sign]:
        """What each field says; a field that one page lacks says nothing."""
        if self._cache is None or not (key := _key("evidence", [en, fr], self._known)):
            return self._resemblance.evidence(en, fr)
        found = get_or_compute(self._cache, key, lambda: json.dumps(self._resemblance.evidence(en, fr)))
        return [Sign(*sign) for sign in json.loads(found)]


class CachedAssembler:
    """Says what a person's pages say, unless an earlier build did and other people's pages still say what it asked."""

    def __init__(self, words: SiteTerms, aliases: Aliases, cache: ResultCache | None) -> None:
        self._aliases = _AskedAliases(aliases)
        self._students = StudentMatcher(words.vocabulary, words.organizations, self._aliases)
        self._assembler = ProfileAssembler(words.vocabulary, words.organizations, self._aliases)
        self._words, self._cache = words.key, cache

    def read_terms(self, person: Person) -> TermCooccurrence | None:
        """The labels on the person's two pages; None for somebody with one page."""
        en, fr = person
        if not en or not fr:
            return None
        key = _key("labels", [en, fr], self._words)
        return self._get_or_compute(key, TermCooccurrence, lambda: read_terms(en.head, fr.head, self._students))

    def assemble(self, person: Person, profile_id: str) -> PairingResult:
        """What the pages of one person say."""
        key = _key("person", person.language_profiles, (self._words, profile_id, _days(person)))
        return self._get_or_compute(key, PairingResult, lambda: self._assembler.assemble(person, profile_id))

    def _get_or_compute(self, key: bytes | None, model: type[Result], make: Callable[[], Result]) -> Result:
        """What was kept under a key, if all aliases that were asked for when it was made are the same; else made."""
        if self._cache is None or key is None:
            return make()
        if found := self._cache.get(key):
            asked, _, result = found.partition("\n")
            if all(self._aliases.get((language, link)) == profile for language, link, profile in json.loads(asked)):
                return model.model_validate_json(result)
        self._aliases.asked.clear()
        made = make()
        links = [(*link, profile) for link, profile in self._aliases.asked.items()]
        self._cache.put(key, f"{json.dumps(links)}\n{made.model_dump_json()}")
        return made


class _AskedAliases(Mapping[tuple[Language, str], str]):
    """Aliases that note which of them were asked for."""

    def __init__(self, aliases: Aliases) -> None:
        self._aliases = aliases
        self.asked: dict[tuple[Language, str], str | None] = {}

    def __getitem__(self, link: tuple[Language, str]) -> str:
        self.asked[link] = self._aliases.get(link)
        return self._aliases[link]

    def __iter__(self) -> Iterator[tuple[Language, str]]:
        return iter(self._aliases)

    def __len__(self) -> int:
        return len(self._aliases)


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
