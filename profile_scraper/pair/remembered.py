"""What an earlier build made of the same pages with the same words is not made again."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, Self, TypeVar

from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import Person
from profile_scraper.pair.resemblance import Resemblance, Sign
from profile_scraper.pair.sides import Side
from profile_scraper.pair.sightings import Seen, see
from profile_scraper.pair.students import Aliases, StudentMatcher
from profile_scraper.pair.tell import Teller, Told
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.base import Language, Record
from profile_scraper.sites import Site
from profile_scraper.storage.cache import ResultCache, cache_key, get_or_compute

Result = TypeVar("Result", bound=Record)


class Words(NamedTuple):
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


class RememberedResemblance:
    """Compares two sides, unless an earlier build did."""

    def __init__(self, sides: Collection[Side], words: Words, cache: ResultCache | None) -> None:
        """Compare some of these sides."""
        self._resemblance = Resemblance(sides, words.vocabulary, words.organizations)
        self._known = words.key, self._resemblance.slugs_apart
        self._cache = cache

    def evidence(self, en: Side, fr: Side) -> list[Sign]:
        """What each field says; a field that one page lacks says nothing."""
        if self._cache is None or not (key := _key("evidence", [en, fr], self._known)):
            return self._resemblance.evidence(en, fr)
        found = get_or_compute(self._cache, key, lambda: json.dumps(self._resemblance.evidence(en, fr)))
        return [Sign(*said) for said in json.loads(found)]


class RememberedTeller:
    """Says what a person's pages say, unless an earlier build did and other people's pages still say what it asked."""

    def __init__(self, words: Words, aliases: Aliases, cache: ResultCache | None) -> None:
        self._aliases = _AskedAliases(aliases)
        self._students = StudentMatcher(words.vocabulary, words.organizations, self._aliases)
        self._teller = Teller(words.vocabulary, words.organizations, self._aliases)
        self._words, self._cache = words.key, cache

    def see(self, person: Person) -> Seen | None:
        """The labels on the person's two pages; None for somebody with one page."""
        en, fr = person
        if not en or not fr:
            return None
        key = _key("labels", [en, fr], self._words)
        return self._recall(key, Seen, lambda: see(en.head, fr.head, self._students))

    def tell(self, person: Person, profile_id: str) -> Told:
        """What the pages of one person say."""
        key = _key("person", person.sides, (self._words, profile_id, _days(person)))
        return self._recall(key, Told, lambda: self._teller.tell(person, profile_id))

    def _recall(self, key: bytes | None, model: type[Result], make: Callable[[], Result]) -> Result:
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


def _key(what: str, sides: Sequence[Side], known: object) -> bytes | None:
    """A key for what is made of some sides; None where nobody keeps what is made of them."""
    pages = [[card.digest for card in side.cards] for side in sides]
    if not all(map(all, pages)):
        return None
    return cache_key(what, known, [side.language for side in sides], pages)


def _days(person: Person) -> list[int]:
    """The days on which the pages were retrieved, counted from the first: only their order says anything."""
    days = [(card.retrieved or "")[:10] for side in person.sides for card in side.cards]
    order = sorted(set(days))
    return [order.index(day) for day in days]
