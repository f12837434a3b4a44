"""All pages of a site to one profile a person: who is who first, then what the two languages say of them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from profile_scraper.pair.account import page_pairings, unpaired_institutions, unpaired_terms
from profile_scraper.pair.conflicts import ConflictFinder
from profile_scraper.pair.decided import find_decided
from profile_scraper.pair.identity import identify
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import people_of
from profile_scraper.pair.profile import ProfileBuilder
from profile_scraper.pair.resemblance import Resemblance
from profile_scraper.pair.settle import settle
from profile_scraper.pair.sides import sides_of
from profile_scraper.pair.sightings import learn_all
from profile_scraper.pair.students import Aliases, StudentMatcher
from profile_scraper.pair.supervision import supervision_conflicts
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.conflict import Conflict
from profile_scraper.records.decision import Decision
from profile_scraper.records.manifest import UnpairedTerm
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.pairing import PagePairing
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance
from profile_scraper.records.vocabulary import LearnedPair
from profile_scraper.sites import Site


class Paired(NamedTuple):
    """What the pages of one site say of its people; a function of the set of pages and the set of decisions."""

    profiles: list[Profile]
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
    pairings: list[PagePairing]
    learned: list[LearnedPair]
    """Pairs of labels that the pages teach, those that are certain enough to be used and those that are not."""
    provenance: list[Provenance]
    """One a profile, in the order of ``profiles``."""


def pair_profiles(pages: Iterable[ProfilePage], site: Site, decided: Sequence[Decision] = ()) -> Paired:
    """Pair the pages of a site into one profile a person.

    Args:
        pages: pages of this site, in any order; the result does not depend on it.
        site: its addresses, vocabulary and institutions.
        decided: what people decided of pages, terms and conflicts, in any order; decisions of works are not looked at.
    """
    sides = sides_of(pages, site)
    found = find_decided(decided, sides, Organizations(site.organizations))
    one_institution = [(en, fr) for facet, en, fr in found.terms.same if facet == "organization"]
    organizations = Organizations(site.organizations, one_institution)
    vocabulary = Vocabulary(site.terms, decided=found.terms)
    people, comparisons = people_of(sides, Resemblance(sides, vocabulary, organizations), found.pages)
    identities = identify(people, site)
    learned = learn_all(people, vocabulary, StudentMatcher(vocabulary, organizations, identities.aliases))
    if any(pair.used for pair in learned):
        one_institution += [(pair.en, pair.fr) for pair in learned if pair.used and pair.facet == "organization"]
        organizations, vocabulary = Organizations(site.organizations, one_institution), vocabulary.learning(learned)
        people, comparisons = people_of(sides, Resemblance(sides, vocabulary, organizations), found.pages)
        identities = identify(people, site)
    builder = ProfileBuilder(vocabulary, organizations, identities.aliases)
    finder = ConflictFinder(vocabulary, organizations)
    built = sorted(map(builder.build, people, identities.of_person), key=lambda each: each.profile.id)
    conflicts, unmet = settle(
        sorted(
            [*chain.from_iterable(map(finder.find, built)), *supervision_conflicts(built)],
            key=lambda conflict: conflict.profile,
        ),
        decided,
    )
    return Paired(
        profiles=[each.profile for each in built],
        owner={page.source.url: each.profile.id for each in built for side in each.person.sides for page in side.pages},
        aliases=identities.aliases,
        problems=[*identities.problems, *found.problems],
        unmet=[*found.unmet, *unmet],
        unpaired=[*unpaired_terms(built, vocabulary), *unpaired_institutions(built, organizations)],
        conflicts=conflicts,
        pairings=page_pairings(people, comparisons, identities.of_side),
        learned=learned,
        provenance=[each.provenance for each in built],
    )
