"""The report for the keepers of a site: what to correct on its pages, person by person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from profile_scraper.dataset.decisions import Question, question
from profile_scraper.dataset.filter import Filters, filter_dataset
from profile_scraper.dataset.read import Dataset, read_dataset
from profile_scraper.records.base import Language
from profile_scraper.records.decision import Decision
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile
from profile_scraper.report.people import missing_languages
from profile_scraper.report.questions import conflict_question
from profile_scraper.report.render import render_page
from profile_scraper.storage.remote import Location

_DEAD = {"not-found", "http-error", "server-error", "redirect-loop", "unreachable"}
"""Reasons of problems that mean a dead link."""


@dataclass(slots=True)
class Findings:
    """What to correct on the pages of one person."""

    profile: Profile
    missing: Sequence[Language]
    """Languages in which the person has no page."""
    contradictions: list[tuple[Conflict, str | None]] = field(default_factory=list)
    """With the text that a person said is right, None where nobody has."""
    untranslated: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Values of the pages that could not be used."""


@dataclass(frozen=True, slots=True)
class SiteFindings:
    """What to correct on the pages of a site."""

    sites: Sequence[str]
    people: Sequence[Findings]
    """By name; only people with something to correct."""
    dead: Sequence[Problem]
    """Addresses that lead to no page."""
    other: Sequence[Problem]
    """Other pages that could not be used."""


def write_site_report(
    dataset: Location, out: Path, decisions: Sequence[Decision] = (), removed: Set[str] = frozenset()
) -> SiteFindings:
    """Write the page for the keepers of the site; e-mail addresses are left out of it.

    Args:
        dataset: the dataset's folder.
        out: the HTML file.
        decisions: what people decided, for the statements that they said are right.
        removed: ids (``site/slug``) of people who asked to be left out.

    Raises:
        DatasetError: the dataset cannot be read.
        PublishError: ``out`` cannot be written.
    """
    filtered = filter_dataset(read_dataset(dataset), Filters(removed=frozenset(removed)))
    found = site_findings(filtered, decisions)
    render_page(out, "site_report.html.jinja", found=found)
    return found


def site_findings(dataset: Dataset, decisions: Iterable[Decision] = ()) -> SiteFindings:
    """Collect what to correct, by person."""
    right = _right_statements(decisions)
    by_person = {profile.id: Findings(profile, missing_languages(profile)) for profile in dataset.profiles}
    for conflict in dataset.conflicts:
        findings = by_person.get(conflict.profile)
        if findings is None or conflict.decided == "same":
            continue
        if conflict.kind == "not-translated":
            findings.untranslated.append(conflict)
        else:
            asked = conflict_question(conflict)
            findings.contradictions.append((conflict, right.get(asked.about) if asked else None))
    pages: defaultdict[bool, list[Problem]] = defaultdict(list)
    for problem in dataset.problems:
        if problem.record in by_person and problem.reason not in _DEAD:
            by_person[problem.record].problems.append(problem)
        else:
            pages[problem.reason in _DEAD].append(problem)
    people = [each for each in by_person.values() if _has_findings(each)]
    people.sort(key=lambda each: (each.profile.name.casefold(), each.profile.id))
    return SiteFindings(dataset.manifest.sites, people, pages[True], pages[False])


def _right_statements(decisions: Iterable[Decision]) -> Mapping[Question, str]:
    return {
        question(decision): decision.first if decision.correct == "first" else decision.second
        for decision in decisions
        if decision.correct in {"first", "second"}
    }


def _has_findings(findings: Findings) -> bool:
    return bool(findings.missing or findings.contradictions or findings.untranslated or findings.problems)
