"""Who is who: which English and which French pages are one person's, and the id of each person."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

from profile_scraper.pair.linkage.language_profile import LanguageProfile
from profile_scraper.pair.linkage.page_summary import blocking_key
from profile_scraper.pair.linkage.resemblance import Sign
from profile_scraper.pair.matchers.students import Aliases
from profile_scraper.pair.terms.assignment import best_assignment
from profile_scraper.records.base import Language
from profile_scraper.records.decision import Decision
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site
from profile_scraper.text.id_forms import slugify

_LEAST_SCORE = 6.0
_LEAST_MARGIN = 4.0
_MOST_ALIKE = 40
"""A blocking key that more people have (a laboratory's homepage) tells nobody apart."""

_DECIDED = 1000.0
"""Weight of what a person decided, in bits: more than all that pages can say, of the two and of their rivals."""


class Comparison(NamedTuple):
    """One English and one French language profile, compared."""

    en: LanguageProfile
    fr: LanguageProfile
    evidence: tuple[Sign, ...]
    score: float
    margin: float
    """How many bits the best pairing of all language profiles loses without (for a rejected pair: with) this one."""
    accepted: bool
    decision: Decision | None
    """What a person decided of the two, None for nothing."""

    @property
    def reason(self) -> str:
        """The decision in a sentence."""
        if self.decision:
            return f"{self.decision.by} decided that the two pages are {'' if self.accepted else 'not '}one person's"
        if self.accepted:
            return "the evidence joins the two pages, and no other pairing explains it as well"
        if self.score < _LEAST_SCORE:
            return f"what the pages share weighs {self.score:.1f} bits, under the {_LEAST_SCORE:g} that are asked for"
        return "another page resembles one of the two as much or more"


Comparing: TypeAlias = Callable[[Sequence[tuple[LanguageProfile, LanguageProfile]]], Iterator[Sequence[Sign]]]
"""Compares pairs of an English and a French language profile: for each, what each field says for or against the two
being one person's."""


class Person(NamedTuple):
    """One person's language profiles; at least one."""

    en: LanguageProfile | None
    fr: LanguageProfile | None

    @property
    def language_profiles(self) -> tuple[LanguageProfile, ...]:
        """The language profiles that there are, English first."""
        return tuple(language_profile for language_profile in (self.en, self.fr) if language_profile)

    def detached(self) -> "Person":
        """The same with the person's pages alone, which can be pickled."""
        return Person(self.en and self.en.detached(), self.fr and self.fr.detached())


def candidates_of(language_profiles: Iterable[LanguageProfile]) -> list[tuple[str, str]]:
    """Keys of an English and a French language profile that share an informative blocking key, sorted: the candidates.

    A blocking key is an address, a slug, a picture, a contact or a name.
    """
    left: dict[int, list[str]] = defaultdict(list)
    right: dict[int, list[str]] = defaultdict(list)
    for language_profile in {
        (language_profile.language, language_profile.key): language_profile for language_profile in language_profiles
    }.values():
        for one in _blocking_keys(language_profile):
            (left if language_profile.language == "en" else right)[one].append(language_profile.key)
    informative = (one for one in left.keys() & right.keys() if max(len(left[one]), len(right[one])) <= _MOST_ALIKE)
    return sorted({pair for one in informative for pair in product(left[one], right[one])})


def people_of(
    language_profiles: Sequence[LanguageProfile],
    candidates: Iterable[tuple[str, str]],
    compare: Comparing,
    decided: Mapping[tuple[str, str], Decision],
) -> tuple[list[Person], list[Comparison]]:
    """Pair the language profiles one to one; what no evidence joins stays a person in one language.

    Args:
        language_profiles: the pages of each person in each language.
        candidates: keys of those that are compared.
        compare: compares them.
        decided: by the keys of an English and a French language profile, what a person decided of them.

    Returns:
        The people, and every comparison that was accepted or nearly so.
    """
    en, fr = (
        {
            language_profile.key: language_profile
            for language_profile in language_profiles
            if language_profile.language == language
        }
        for language in ("en", "fr")
    )
    found: dict[tuple[str, str], tuple[Sign, ...]] = {}
    scores: dict[tuple[str, str], float] = {}
    compared = sorted({*candidates, *decided})
    evidences = compare([(en[left], fr[right]) for left, right in compared])
    for (left, right), found_evidence in zip(compared, evidences, strict=True):
        evidence = tuple(found_evidence)
        if (left, right) in decided:
            evidence = (_decision_sign(decided[left, right]), *evidence)
        found[left, right] = evidence
        scores[left, right] = sum(each.weight for each in evidence)
    margins = best_assignment(scores)
    partner: dict[str, str] = {}
    comparisons = []
    for (left, right), evidence in sorted(found.items()):
        decision = decided.get((left, right))
        score, margin = scores[left, right], margins.get((left, right), _DECIDED if decision else 0.0)
        accepted = score >= _LEAST_SCORE and margin >= _LEAST_MARGIN
        if accepted:
            partner[left] = right
        if accepted or score > 0 or decision:
            comparisons.append(Comparison(en[left], fr[right], evidence, score, margin, accepted, decision))
    taken = set(partner.values())
    people = [
        Person(language_profile, fr[partner[key]] if key in partner else None) for key, language_profile in en.items()
    ]
    return people + [
        Person(None, language_profile) for key, language_profile in fr.items() if key not in taken
    ], comparisons


def _decision_sign(decision: Decision) -> Sign:
    weight = _DECIDED if decision.answer == "same" else -_DECIDED
    why = f": {decision.why}" if decision.why else ""
    return Sign("decision", weight, f"{decision.by}, {decision.when}{why}")


def _blocking_keys(language_profile: LanguageProfile) -> set[int]:
    blocking_keys = {*language_profile.summaries[0].blocking_keys}
    blocking_keys |= {
        blocking_key("address", address)
        for address in (language_profile.named_counterpart, *language_profile.addresses)
        if address
    }
    if language_profile.slug:
        blocking_keys.add(blocking_key("slug", slugify(language_profile.slug)))
    return blocking_keys


class Identities(NamedTuple):
    """The ids of all people."""

    of_person: list[str]
    """By index of the people."""
    of_side: dict[tuple[Language, str], str]
    """By language and key of each language profile."""
    aliases: Aliases
    problems: list[Problem]
    """People whose id another person has already, and who got a number."""


def id_from_name(site: str, name: str) -> str:
    """The id of a person whose page has no address."""
    return f"{site}/{slugify(name) or 'unnamed'}"


def identify(people: Sequence[Person], site: Site) -> Identities:
    """Give every person an id: site and slug of the English address, else of the French, else the name."""

    def priority(index: int) -> tuple[int, str]:
        first = people[index].language_profiles[0]
        return (0 if first.slug and first.language == "en" else 1 if first.slug else 2), first.key

    ids = [""] * len(people)
    seen: Counter[str] = Counter()
    problems = []
    for index in sorted(range(len(people)), key=priority):
        language_profiles = people[index].language_profiles
        slug = next((language_profile.slug for language_profile in language_profiles if language_profile.slug), None)
        base = f"{site.name}/{slug}" if slug else id_from_name(site.name, language_profiles[0].name)
        name = base
        while name in seen:
            seen[base] += 1
            name = f"{base}-{seen[base]}"
        seen[name] += 1
        ids[index] = name
        if name != base:
            problems.append(
                Problem(
                    stage="pair",
                    url=language_profiles[0].urls[0],
                    record=name,
                    field="id",
                    reason="ambiguous",
                    detail=f"{base} is another person's id, and nothing says that the two are one person",
                )
            )
    of_side = {
        (language_profile.language, language_profile.key): ids[index]
        for index, person in enumerate(people)
        for language_profile in person.language_profiles
    }
    aliases = {
        (language_profile.language, linked): ids[index]
        for index, person in enumerate(people)
        for language_profile in person.language_profiles
        if language_profile.slug and (linked := f"{site.name}/{language_profile.slug}") != ids[index]
    }
    return Identities(ids, of_side, aliases, sorted(problems, key=lambda problem: (problem.url, problem.record or "")))
