"""All pages of a site to one profile a person: who is who first, then what the two languages say of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from profile_scraper.pair.assemble import sources_of
from profile_scraper.pair.cached import PairingSteps, SiteTerms
from profile_scraper.pair.linkage.language_profile import language_profiles_of
from profile_scraper.pair.linkage.page_summary import Pages
from profile_scraper.pair.linkage.people import Comparison, Person, candidates_of, identify, people_of
from profile_scraper.pair.matchers.students import Aliases
from profile_scraper.pair.review.decisions import find_decisions, resolve_conflicts
from profile_scraper.pair.review.supervision import Supervisions
from profile_scraper.pair.term_learning import learn_terms
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.pair.unmatched import UnmatchedTerms
from profile_scraper.records.base import Language
from profile_scraper.records.decision import Decision, Evidence, LearnedPair, PagePairing
from profile_scraper.records.manifest import UnmatchedTerm
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile, ProfileSource, Provenance
from profile_scraper.sites import Site
from profile_scraper.storage.buffer import RecordBuffer
from profile_scraper.workspace import IN_MEMORY, Workspace


def pairing_records(
    people: Iterable[Person], comparisons: Iterable[Comparison], ids: Mapping[tuple[Language, str], str]
) -> Iterator[PagePairing]:
    """Every decision about who is who, sorted: the accepted, the near misses, who stays in one language and why."""
    decisions: list[tuple[list[str], str, str, Comparison | None]] = []
    rejected: dict[tuple[Language, str], Comparison] = {}
    for each in comparisons:
        profiles = [ids["en", each.en.key], ids["fr", each.fr.key]]
        if not each.accepted:
            for language_profile in (each.en, each.fr):
                rival = rejected.get((language_profile.language, language_profile.key))
                if rival is None or rival.score < each.score:
                    rejected[language_profile.language, language_profile.key] = each
        decisions.append((profiles[:1] if each.accepted else profiles, each.en.key, each.fr.key, each))
    for person in people:
        if len(person.language_profiles) == 1:
            language_profile = person.language_profiles[0]
            keys = (language_profile.key, "") if language_profile.language == "en" else ("", language_profile.key)
            decisions.append(([ids[language_profile.language, language_profile.key]], *keys, None))
    for profiles, en, fr, comparison in sorted(decisions, key=itemgetter(0, 1, 2)):
        if comparison:
            yield _compared(profiles, comparison)
        else:
            yield _unmatched(profiles, en, fr, rejected.get(("en", en) if en else ("fr", fr)))


def _compared(profiles: list[str], comparison: Comparison) -> PagePairing:
    return PagePairing(
        decision="same" if comparison.accepted else "different",
        profiles=profiles,
        en=comparison.en.key,
        fr=comparison.fr.key,
        score=round(comparison.score, 2),
        margin=round(comparison.margin, 2),
        confidence=round(1 / (1 + 2**-comparison.margin), 4),
        evidence=[Evidence(field=sign.field, weight=sign.weight, detail=sign.detail) for sign in comparison.evidence],
        reason=comparison.reason,
    )


def _unmatched(profiles: list[str], en: str, fr: str, near: Comparison | None) -> PagePairing:
    other = "French" if en else "English"
    return PagePairing(
        decision="unmatched",
        profiles=profiles,
        en=en or None,
        fr=fr or None,
        score=0.0,
        margin=0.0,
        confidence=0.5 if near else 1.0,
        evidence=[],
        reason=near.reason if near else f"no {other} page names or resembles this one",
    )


class Paired(NamedTuple):
    """What the pages of one site say of its people; a function of the set of pages and the set of decisions."""

    drafts: RecordBuffer[Profile]
    """Profiles sorted by id, without ``sources``, and without ``publications``, which are known after the merge."""
    sources: Mapping[str, list[ProfileSource]]
    """The sources of each profile, by its id."""
    profile_of_page: Mapping[str, str]
    """For each page's ``source.url`` the id of the profile that it is part of."""
    aliases: Aliases
    """For a page's language and the id that a link on it gives, the profile's id, where the two differ."""
    problems: list[Problem]
    unmatched_decisions: list[Problem]
    """Decisions that name nothing on these pages; those of another site may have it."""
    outdated_decisions: int
    """Number of decisions about what the pages of a person do not say any more."""
    unmatched: list[UnmatchedTerm]
    conflicts: list[Conflict]
    pairings: RecordBuffer[PagePairing]
    learned: list[LearnedPair]
    """Pairs of labels that the pages teach, those that are certain enough to be used and those that are not."""
    provenance: RecordBuffer[Provenance]
    """One a profile, in the order of ``drafts``."""

    @property
    def profiles(self) -> list[Profile]:
        """The profiles with their sources."""
        return [profile.model_copy(update={"sources": self.sources[profile.id]}) for profile in self.drafts]


def pair_profiles(
    pages: Pages, site: Site, decided: Sequence[Decision] = (), workspace: Workspace = IN_MEMORY
) -> Paired:
    """Pair the pages of a site into one profile a person.

    Args:
        pages: pages of this site, in any order; the result does not depend on it. A page is asked for several times,
            and only the summaries are held.
        site: its addresses, vocabulary and institutions.
        decided: what people decided of pages, terms and conflicts, in any order; decisions of works are not looked at.
        workspace: caches results, runs the steps, and keeps finished records.
    """
    language_profiles = language_profiles_of(pages, site)
    found = find_decisions(decided, language_profiles, Organizations(site.organizations))
    one_institution = [(en, fr) for facet, en, fr in found.terms.same if facet == "organization"]
    terms = SiteTerms.of(site, Vocabulary(site.terms, decided=found.terms), one_institution)
    candidates = candidates_of(language_profiles)

    def link(steps: PairingSteps) -> tuple[list[Person], list[Comparison]]:
        return people_of(language_profiles, candidates, partial(steps.compare, language_profiles), found.pages)

    steps = PairingSteps(terms, workspace)
    people, comparisons = link(steps)
    identities = identify(people, site)
    learned = learn_terms(steps.read_terms(people, identities.aliases), terms.vocabulary)
    if any(pair.used for pair in learned):
        one_institution += [(pair.en, pair.fr) for pair in learned if pair.used and pair.facet == "organization"]
        terms = SiteTerms.of(site, terms.vocabulary.learning(learned), one_institution)
        steps = PairingSteps(terms, workspace)
        del people, comparisons
        people, comparisons = link(steps)
        identities = identify(people, site)
    unmatched_terms, supervisions = UnmatchedTerms(terms.vocabulary), Supervisions()
    conflicts: list[Conflict] = []
    drafts, provenance, pairings = (
        workspace.new_buffer(Profile),
        workspace.new_buffer(Provenance),
        workspace.new_buffer(PagePairing),
    )
    named = sorted(zip(identities.of_person, people, strict=True), key=itemgetter(0))
    for (name, person), result in zip(named, steps.assemble(named, identities.aliases), strict=True):
        summary = result.summary
        conflicts += summary.conflicts
        unmatched_terms.add(summary.unmatched)
        supervisions.add(name, summary.name, person, summary.students, summary.supervisors)
        drafts.append_json(result.profile)
        provenance.append_json(result.provenance)
    for pairing in pairing_records(people, comparisons, identities.of_side):
        pairings.append(pairing)
    resolved = resolve_conflicts(
        sorted([*conflicts, *supervisions.conflicts()], key=lambda conflict: conflict.profile),
        decided,
        frozenset(identities.of_person),
    )
    return Paired(
        drafts=drafts,
        sources={name: sources_of(person) for name, person in named},
        profile_of_page={
            url: name
            for name, person in zip(identities.of_person, people, strict=True)
            for language_profile in person.language_profiles
            for url in language_profile.urls
        },
        aliases=identities.aliases,
        problems=[*identities.problems, *found.problems, *resolved.contradictions],
        unmatched_decisions=[*found.unmatched_decisions, *resolved.unmatched_decisions],
        outdated_decisions=resolved.outdated,
        unmatched=unmatched_terms.terms(),
        conflicts=resolved.conflicts,
        pairings=pairings,
        learned=learned,
        provenance=provenance,
    )
