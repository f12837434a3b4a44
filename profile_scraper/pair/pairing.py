"""All pages of a site to one profile a person: who is who first, then what the two languages say of them."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from profile_scraper.pair.assemble.profile import sources_of
from profile_scraper.pair.assemble.unmatched import UnmatchedTerms
from profile_scraper.pair.cached import CachedAssembler, CachedResemblance, SiteTerms
from profile_scraper.pair.linkage.identity import identify
from profile_scraper.pair.linkage.language_profile import language_profiles_of
from profile_scraper.pair.linkage.page_summary import Pages
from profile_scraper.pair.linkage.people import candidates_of, people_of
from profile_scraper.pair.matchers.cooccurrence import learn_terms
from profile_scraper.pair.matchers.students import Aliases
from profile_scraper.pair.review.decisions import find_decisions
from profile_scraper.pair.review.pairing_records import pairing_records
from profile_scraper.pair.review.resolve import resolve_conflicts
from profile_scraper.pair.review.supervision import Supervisions
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary
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
    profile_of_page: Mapping[str, str]
    """For each page's ``source.url`` the id of the profile that it is part of."""
    aliases: Aliases
    """For a page's language and the id that a link on it gives, the profile's id, where the two differ."""
    problems: list[Problem]
    unmatched_decisions: list[Problem]
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
            and only what tells the people different is held.
        site: its addresses, vocabulary and institutions.
        decided: what people decided of pages, terms and conflicts, in any order; decisions of works are not looked at.
        new_buffer: where finished records are kept.
        cache: what earlier builds made of the same pages, told different by their cards; nothing by default.
    """
    language_profiles = language_profiles_of(pages, site)
    found = find_decisions(decided, language_profiles, Organizations(site.organizations))
    one_institution = [(en, fr) for facet, en, fr in found.terms.same if facet == "organization"]
    words = SiteTerms.of(site, Vocabulary(site.terms, decided=found.terms), one_institution)
    candidates = candidates_of(language_profiles)
    people, comparisons = people_of(
        language_profiles, candidates, CachedResemblance(language_profiles, words, cache), found.pages
    )
    identities = identify(people, site)
    assembler = CachedAssembler(words, identities.aliases, cache)
    learned = learn_terms(filter(None, map(assembler.read_terms, people)), words.vocabulary)
    if any(pair.used for pair in learned):
        one_institution += [(pair.en, pair.fr) for pair in learned if pair.used and pair.facet == "organization"]
        words = SiteTerms.of(site, words.vocabulary.learning(learned), one_institution)
        del people, comparisons
        people, comparisons = people_of(
            language_profiles, candidates, CachedResemblance(language_profiles, words, cache), found.pages
        )
        identities = identify(people, site)
        assembler = CachedAssembler(words, identities.aliases, cache)
    unmatched_terms, supervisions = UnmatchedTerms(words.vocabulary), Supervisions()
    conflicts: list[Conflict] = []
    profiles, provenance, pairings = new_buffer(Profile), new_buffer(Provenance), new_buffer(PagePairing)
    for name, person in sorted(zip(identities.of_person, people, strict=True), key=itemgetter(0)):
        result = assembler.assemble(person, name)
        conflicts += result.conflicts
        unmatched_terms.add(result.unmatched)
        supervisions.add(person, result.profile)
        profiles.append(result.profile.model_copy(update={"sources": sources_of(person)}))
        provenance.append(result.provenance)
    for pairing in pairing_records(people, comparisons, identities.of_side):
        pairings.append(pairing)
    resolved, unmatched_decisions = resolve_conflicts(
        sorted([*conflicts, *supervisions.conflicts()], key=lambda conflict: conflict.profile), decided
    )
    return Paired(
        profiles=profiles,
        profile_of_page={
            url: name
            for name, person in zip(identities.of_person, people, strict=True)
            for language_profile in person.language_profiles
            for url in language_profile.urls
        },
        aliases=identities.aliases,
        problems=[*identities.problems, *found.problems],
        unmatched_decisions=[*found.unmatched_decisions, *unmatched_decisions],
        unmatched=unmatched_terms.terms(),
        conflicts=resolved,
        pairings=pairings,
        learned=learned,
        provenance=provenance,
    )
