"""All pages of a site to one profile a person: who is who first, then what the two languages say of them."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from profile_scraper.pair.account import page_pairings
from profile_scraper.pair.alone import Unpaired
from profile_scraper.pair.card import Pages
from profile_scraper.pair.decided import find_decided
from profile_scraper.pair.identity import identify
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import candidates_of, people_of
from profile_scraper.pair.profile import sources_of
from profile_scraper.pair.remembered import RememberedResemblance, RememberedTeller, Words
from profile_scraper.pair.settle import settle
from profile_scraper.pair.sides import sides_of
from profile_scraper.pair.sightings import learn_all
from profile_scraper.pair.students import Aliases
from profile_scraper.pair.supervision import Supervisions
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.decision import Decision, LearnedPair, PagePairing
from profile_scraper.records.manifest import UnmatchedTerm
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance
from profile_scraper.sites import Site
from profile_scraper.storage.buffer import BufferFactory, MemoryBuffer, RecordBuffer
from profile_scraper.storage.cache import ResultCache


class Paired(NamedTuple):
    """What the pages of one site say of its people; a function of the set of pages and the set of decisions."""

    profiles: RecordBuffer[Profile]
    """Sorted by id; ``publications`` are empty, they are known after the merge."""
    owner: Mapping[str, str]
    """For each page's ``source.url`` the id of the profile that it is part of."""
    aliases: Aliases
    """For a page's language and the id that a link on it gives, the profile's id, where the two differ."""
    problems: list[Problem]
    unmet: list[Problem]
    """Decisions that name nothing on these pages; those of another site may have it."""
    unmatched: list[UnmatchedTerm]
    conflicts: list[Conflict]
    pairings: RecordBuffer[PagePairing]
    learned: list[LearnedPair]
    """Pairs of labels that the pages teach, those that are certain enough to be used and those that are not."""
    provenance: RecordBuffer[Provenance]
    """One a profile, in the order of ``profiles``."""


def pair_profiles(
    pages: Pages,
    site: Site,
    decided: Sequence[Decision] = (),
    new_buffer: BufferFactory = MemoryBuffer,
    cache: ResultCache | None = None,
) -> Paired:
    """Pair the pages of a site into one profile a person.

    Args:
        pages: pages of this site, in any order; the result does not depend on it. A page is asked for several times,
            and only what tells the people apart is held.
        site: its addresses, vocabulary and institutions.
        decided: what people decided of pages, terms and conflicts, in any order; decisions of works are not looked at.
        new_buffer: where finished records are kept.
        cache: what earlier builds made of the same pages, told apart by their cards; nothing by default.
    """
    sides = sides_of(pages, site)
    found = find_decided(decided, sides, Organizations(site.organizations))
    one_institution = [(en, fr) for facet, en, fr in found.terms.same if facet == "organization"]
    words = Words.of(site, Vocabulary(site.terms, decided=found.terms), one_institution)
    candidates = candidates_of(sides)
    people, comparisons = people_of(sides, candidates, RememberedResemblance(sides, words, cache), found.pages)
    identities = identify(people, site)
    teller = RememberedTeller(words, identities.aliases, cache)
    learned = learn_all(filter(None, map(teller.see, people)), words.vocabulary)
    if any(pair.used for pair in learned):
        one_institution += [(pair.en, pair.fr) for pair in learned if pair.used and pair.facet == "organization"]
        words = Words.of(site, words.vocabulary.learning(learned), one_institution)
        del people, comparisons
        people, comparisons = people_of(sides, candidates, RememberedResemblance(sides, words, cache), found.pages)
        identities = identify(people, site)
        teller = RememberedTeller(words, identities.aliases, cache)
    unpaired, supervisions = Unpaired(words.vocabulary), Supervisions()
    conflicts: list[Conflict] = []
    profiles, provenance, pairings = new_buffer(Profile), new_buffer(Provenance), new_buffer(PagePairing)
    for name, person in sorted(zip(identities.of_person, people, strict=True), key=itemgetter(0)):
        told = teller.tell(person, name)
        conflicts += told.conflicts
        unpaired.add(told.alone)
        supervisions.add(person, told.profile)
        profiles.append(told.profile.model_copy(update={"sources": sources_of(person)}))
        provenance.append(told.provenance)
    for pairing in page_pairings(people, comparisons, identities.of_side):
        pairings.append(pairing)
    settled, unmet = settle(
        sorted([*conflicts, *supervisions.conflicts()], key=lambda conflict: conflict.profile), decided
    )
    return Paired(
        profiles=profiles,
        owner={
            url: name
            for name, person in zip(identities.of_person, people, strict=True)
            for side in person.sides
            for url in side.urls
        },
        aliases=identities.aliases,
        problems=[*identities.problems, *found.problems],
        unmet=[*found.unmet, *unmet],
        unmatched=unpaired.terms(),
        conflicts=settled,
        pairings=pairings,
        learned=learned,
        provenance=provenance,
    )
