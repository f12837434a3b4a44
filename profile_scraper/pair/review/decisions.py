"""What people decided of pages, labels and contradictions, found again on the present pages."""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias, TypeVar

from profile_scraper.pair.linkage.language_profile import LanguageProfile
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import TermPair, TermsDecided, term_key
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.decision import Decision, Subject, answered_conflicts
from profile_scraper.records.problem import Conflict, Problem, Reason
from profile_scraper.text.escape import quoted

FILE = "decisions.jsonl"

KeyPair: TypeAlias = tuple[str, str]
"""Key of an English and key of a French language profile."""

Pair = TypeVar("Pair", KeyPair, TermPair)


@dataclass(slots=True)
class FoundDecisions:
    """The decisions that can be used, and what is wrong with the others."""

    pages: dict[KeyPair, Decision] = field(default_factory=dict)
    """Language profiles that are, or are not, one person's."""
    terms: TermsDecided = field(default_factory=TermsDecided)
    """Labels that are, or are not, one term."""
    problems: list[Problem] = field(default_factory=list)
    """Decisions that contradict each other or what no decision can change."""
    unmatched_decisions: list[Problem] = field(default_factory=list)
    """Decisions that name nothing present."""


def find_decisions(
    decisions: Iterable[Decision], language_profiles: Collection[LanguageProfile], organizations: Organizations
) -> FoundDecisions:
    """Find the pages and labels that people decided about.

    Args:
        decisions: of any subject, in any order; a repeated one counts once.
        language_profiles: the pages.
        organizations: what is known of institutions without any decision.
    """
    decided = FoundDecisions()
    ordered = in_order(decisions)
    if any(decision.subject == "page" for decision in ordered):
        _find_pages(_about("page", ordered), language_profiles, decided)
    if any(decision.subject == "term" for decision in ordered):
        _find_terms(_about("term", ordered), language_profiles, organizations, decided)
    return decided


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Each decision once, in an order that says nothing of the order in which they came."""
    return sorted(set(decisions), key=Decision.model_dump_json)


def problem_of(decision: Decision, reason: Reason, detail: str) -> Problem:
    """The problem line for a decision that was not used."""
    return Problem(
        stage="pair", url=FILE, record=None, field=None, reason=reason, detail=f"{decision.summary}: {detail}"
    )


def contradictions(decisions: Sequence[Decision]) -> Iterator[Problem]:
    """The problem lines for decisions that cannot all hold, of which none is used."""
    for decision in decisions:
        others = "; ".join(other.summary for other in decisions if other is not decision)
        detail = f"it contradicts {others}; none was used: withdraw what is wrong"
        yield problem_of(decision, "contradiction", detail)


def _about(subject: Subject, decisions: Iterable[Decision]) -> Iterator[Decision]:
    return (decision for decision in decisions if decision.subject == subject)


def _find_pages(
    decisions: Iterable[Decision], language_profiles: Iterable[LanguageProfile], decided: FoundDecisions
) -> None:
    named: dict[str, LanguageProfile] = {}
    for language_profile in language_profiles:
        for name in (language_profile.key, *language_profile.addresses, *language_profile.urls):
            named.setdefault(name, language_profile)
    found: defaultdict[KeyPair, list[Decision]] = defaultdict(list)
    for decision in decisions:
        missing = [page for page in (decision.first, decision.second) if page not in named]
        if missing:
            decided.unmatched_decisions.append(problem_of(decision, "not-found", f"no page here is {missing[0]}"))
            continue
        first, second = named[decision.first], named[decision.second]
        if first.language != second.language:
            en, fr = sorted((first, second), key=lambda language_profile: LANGUAGES.index(language_profile.language))
            found[en.key, fr.key].append(decision)
        elif (first.key == second.key) != (decision.answer == "same"):
            detail = "only an English page is paired with a French one; these two are of one language"
            decided.problems.append(problem_of(decision, "invalid", detail))
    decided.pages = _without_contradictions(found, decided)
    _reject_rivals(decided)


def _reject_rivals(decided: FoundDecisions) -> None:
    """Leave out decisions that give one language profile two counterparts."""
    joined: defaultdict[tuple[int, str], list[KeyPair]] = defaultdict(list)
    for pair, decision in decided.pages.items():
        if decision.answer == "same":
            for end in enumerate(pair):
                joined[end].append(pair)
    for rivals in joined.values():
        if len(rivals) > 1:
            _reject([decided.pages[pair] for pair in rivals], decided)
    for pair in {pair for rivals in joined.values() if len(rivals) > 1 for pair in rivals}:
        del decided.pages[pair]


def _find_terms(
    decisions: Iterable[Decision],
    language_profiles: Iterable[LanguageProfile],
    organizations: Organizations,
    decided: FoundDecisions,
) -> None:
    printed = {
        (facet, language, term_key(facet, language, text)) for facet, language, text in _printed(language_profiles)
    }
    found: defaultdict[TermPair, list[Decision]] = defaultdict(list)
    labels: dict[TermPair, TermPair] = {}
    for decision in decisions:
        facet = decision.within or ""
        texts: tuple[tuple[Language, str], ...] = (("en", decision.first), ("fr", decision.second))
        keys = [(facet, language, term_key(facet, language, text)) for language, text in texts]
        missing = [text for (_, text), key in zip(texts, keys, strict=True) if key not in printed]
        if missing:
            label = f"{facet or 'label'} {quoted(missing[0])}"
            detail = f"no page of its language has the {label}; the English label comes first"
            decided.unmatched_decisions.append(problem_of(decision, "not-found", detail))
        elif decision.answer != "same" and facet == "organization" and _is_one(organizations, decision):
            detail = "these are two forms of one name, or sites/organizations.toml says so: change it there"
            decided.problems.append(problem_of(decision, "contradiction", detail))
        else:
            pair = facet, keys[0][2], keys[1][2]
            found[pair].append(decision)
            labels.setdefault(pair, (facet, decision.first, decision.second))
    used = _without_contradictions(found, decided)
    decided.terms = TermsDecided(
        same=tuple(labels[pair] for pair, decision in used.items() if decision.answer == "same"),
        different=frozenset(pair for pair, decision in used.items() if decision.answer != "same"),
    )


def _is_one(organizations: Organizations, decision: Decision) -> bool:
    en, fr = organizations.read(decision.first), organizations.read(decision.second)
    return bool(en and fr and en.key == fr.key)


def _printed(language_profiles: Iterable[LanguageProfile]) -> Iterator[tuple[str, Language, str]]:
    """Every label on the pages, with its facet and language."""
    for language_profile in language_profiles:
        for page in language_profile.pages:
            found: list[tuple[str, str | None]] = [("topic", topic) for topic in page.topics]
            for role in page.roles:
                found += [("role", role.title), ("department", role.department), ("organization", role.organization)]
            for student in page.students:
                found += [("level", student.level), ("organization", student.organization)]
            yield from ((facet, language_profile.language, text) for facet, text in found if text)


def _without_contradictions(found: Mapping[Pair, list[Decision]], decided: FoundDecisions) -> dict[Pair, Decision]:
    """One decision for each pair; where they contradict each other none, and each is named."""
    used = {}
    for pair, decisions in found.items():
        if len({decision.answer for decision in decisions}) == 1:
            used[pair] = decisions[0]
        else:
            _reject(decisions, decided)
    return used


def _reject(decisions: list[Decision], decided: FoundDecisions) -> None:
    decided.problems += contradictions(decisions)


class Resolved(NamedTuple):
    """Conflicts and what decisions say of them."""

    conflicts: list[Conflict]
    """In their order."""
    unmatched_decisions: list[Problem]
    """Decisions about somebody whom no page here is of, and decisions about one of several conflicts alike."""
    contradictions: list[Problem]
    """Decisions about one conflict that cannot all hold."""
    outdated: int
    """Number of decisions about what the pages of a person do not say any more, as when a page was corrected."""


def resolve_conflicts(conflicts: Sequence[Conflict], decisions: Iterable[Decision], people: Container[str]) -> Resolved:
    """Mark each conflict of which a person decided whether the two statements say the same.

    Args:
        conflicts: those of one site.
        decisions: of any subject.
        people: ids of the site's profiles.
    """
    resolved = list(conflicts)
    answers = answered_conflicts(conflicts, in_order(decisions))
    for index, decision in answers.answered.items():
        decided = "same" if decision.answer == "same" else "different"
        resolved[index] = conflicts[index].model_copy(update={"decided": decided})
    outdated = [each for each in answers.unmatched if (each.within or "").partition(" ")[0] in people]
    elsewhere = [each for each in answers.unmatched if each not in outdated]
    detail = "several conflicts here have these two statements, and it does not say whose: answer again in a review"
    return Resolved(
        resolved,
        [
            *(problem_of(each, "ambiguous", detail) for each in answers.ambiguous),
            *(problem_of(each, "not-found", "no conflict here has these two statements") for each in elsewhere),
        ],
        [problem for decisions in answers.contradicted for problem in contradictions(decisions)],
        len(outdated),
    )
