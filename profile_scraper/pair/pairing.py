"""All pages of a site to one profile a person: who is who first, then what the two languages say of them."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from profile_scraper.pair.account import Unpaired, page_pairings
from profile_scraper.pair.card import Pages
from profile_scraper.pair.conflicts import ConflictFinder
from profile_scraper.pair.decided import find_decided
from profile_scraper.pair.identity import identify
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import candidates_of, people_of
from profile_scraper.pair.profile import ProfileBuilder
from profile_scraper.pair.resemblance import Resemblance
from profile_scraper.pair.settle import settle
from profile_scraper.pair.sides import sides_of
from profile_scraper.pair.sightings import learn_all
from profile_scraper.pair.students import Aliases, StudentMatcher
from profile_scraper.pair.supervision import Supervisions
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.conflict import Conflict
from profile_scraper.records.decision import Decision
from profile_scraper.records.manifest import UnpairedTerm
from profile_scraper.records.pairing import PagePairing
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance
from profile_scraper.records.shelf import NewShelf, Shelf, in_memory
from profile_scraper.records.vocabulary import LearnedPair
from profile_scraper.sites import Site


class Paired(NamedTuple):
    """What the pages of one site say of its people; a function of the set of pages and the set of decisions."""

    profiles: Shelf[Profile]
    """Sorted by id; ``publications`` are empty, they are known after the merge."""
    owner: Mapping[str, str]
    """For each page's ``source.url`` the id of the profile that it is part of."""
    aliases: Aliases
    """For a page's language and the id that a link on it gives, the profile's id, where the two differ."""
    problems: list[Problem]
    unmet: list[Problem]
    """Decisions that name nothing on these pages; those of another site may have it."""
    unpaired: list[UnpairedTerm]
    conflicts: list[Conflict]
    pairings: Shelf[PagePairing]
    learned: list[LearnedPair]
    """Pairs of labels that the pages teach, those that are certain enough to be used and those that are not."""
    provenance: Shelf[Provenance]
    """One a profile, in the order of ``profiles``."""


def pair_profiles(
    pages: Pages, site: Site, decided: Sequence[Decision] = (), new_shelf: NewShelf = in_memory
) -> Paired:
    """Pair the pages of a site into one profile a person.

    Args:
        pages: pages of this site, in any order; the result does not depend on it. A page is asked for several times,
            and only what tells the people apart is held.
        site: its addresses, vocabulary and institutions.
        decided: what people decided of pages, terms and conflicts, in any order; decisions of works are not looked at.
        new_shelf: where finished records are kept.
    """
    sides = sides_of(pages, site)
    found = find_decided(decided, sides, Organizations(site.organizations))
    one_institution = [(en, fr) for facet, en, fr in found.terms.same if facet == "organization"]
    organizations = Organizations(site.organizations, one_institution)
    vocabulary = Vocabulary(site.terms, decided=found.terms)
    candidates = candidates_of(sides)
    people, comparisons = people_of(sides, candidates, Resemblance(sides, vocabulary, organizations), found.pages)
    identities = identify(people, site)
    learned = learn_all(people, vocabulary, StudentMatcher(vocabulary, organizations, identities.aliases))
    if any(pair.used for pair in learned):
        one_institution += [(pair.en, pair.fr) for pair in learned if pair.used and pair.facet == "organization"]
        organizations, vocabulary = Organizations(site.organizations, one_institution), vocabulary.learning(learned)
        del people, comparisons
        people, comparisons = people_of(sides, candidates, Resemblance(sides, vocabulary, organizations), found.pages)
        identities = identify(people, site)
    builder = ProfileBuilder(vocabulary, organizations, identities.aliases)
    finder = ConflictFinder(vocabulary, organizations)
    unpaired, supervisions = Unpaired(vocabulary, organizations), Supervisions()
    conflicts: list[Conflict] = []
    profiles, provenance, pairings = new_shelf(Profile), new_shelf(Provenance), new_shelf(PagePairing)
    for name, person in sorted(zip(identities.of_person, people, strict=True), key=itemgetter(0)):
        built = builder.build(person, name)
        conflicts += finder.find(built)
        unpaired.add(built)
        supervisions.add(built)
        profiles.append(built.profile)
        provenance.append(built.provenance)
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
        unpaired=unpaired.terms(),
        conflicts=settled,
        pairings=pairings,
        learned=learned,
        provenance=provenance,
    )
