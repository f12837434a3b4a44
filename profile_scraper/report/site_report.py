"""The report for the keepers of a site: what to correct on its pages, person by person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from profile_scraper.dataset.decisions import decisions_of_sites
from profile_scraper.dataset.filter import Filters, filter_dataset
from profile_scraper.dataset.read import Dataset, read_dataset
from profile_scraper.messages import UserError
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.decision import Decision, answered_conflicts
from profile_scraper.records.problem import Conflict, Problem, Reason
from profile_scraper.records.profile import Profile, ProfileSource
from profile_scraper.report.conflicts import ConflictTexts
from profile_scraper.report.contents import retrieval_times
from profile_scraper.report.open_labels import labels_of
from profile_scraper.report.people import distinct_names, missing_languages
from profile_scraper.report.render import is_address, render_page
from profile_scraper.sites import load_site
from profile_scraper.storage.remote import Location

_DEAD: Set[Reason] = {"not-found", "http-error", "server-error", "redirect-loop", "unreachable"}
"""Reasons of problems that mean a dead link."""
_OF_THE_SITE: Set[Reason] = {*_DEAD, "empty", "unreadable", "ambiguous", "contradiction", "invalid"}
"""Reasons that the keepers of a site can do something about; the others are about what was fetched and how."""
_PEOPLE_NAMED = 5
"""People whom the report names for a label."""


@dataclass(slots=True)
class Findings:
    """What to correct on the pages of one person."""

    profile: Profile
    missing: Sequence[Language]
    """Languages in which the person has no page."""
    contradictions: list[tuple[Conflict, Decision | None]] = field(default_factory=list)
    """With what a person decided of it, None where nobody has."""
    untranslated: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    """Values of the pages that could not be used."""

    @property
    def sources(self) -> list[ProfileSource]:
        """The person's pages, English first."""
        return sorted(self.profile.sources, key=lambda source: (LANGUAGES.index(source.language), source.url))

    def groups(self, texts: ConflictTexts) -> list[list[tuple[Conflict, Decision | None]]]:
        """The contradictions with their decisions; those that differ in the student or supervisor alone together."""
        decided = {id(conflict): decision for conflict, decision in self.contradictions}
        conflicts = [conflict for conflict, _decision in self.contradictions]
        return [[(each, decided[id(each)]) for each in group] for group in texts.groups(conflicts)]


@dataclass(frozen=True, slots=True)
class SharedLabel:
    """A label that English and French pages print alike: it is not translated, unless it is one word in both."""

    facet: str
    """``topic``, ``role``, ``department`` or ``level``."""
    label: str
    people: Sequence[Profile]
    """Those who have it."""

    @property
    def named(self) -> Sequence[Profile]:
        """The first people who have it, whom the report names."""
        return self.people[:_PEOPLE_NAMED]


@dataclass(frozen=True, slots=True)
class SiteFindings:
    """What to correct on the pages of a site."""

    sites: Sequence[str]
    """Titles of the sites, as their files give them."""
    names: Mapping[str, str]
    """The name of each person, by id."""
    retrieved: tuple[str, str] | None
    """Times of the first and the last fetch of a page; None where none is known."""
    texts: ConflictTexts
    people: Sequence[Findings]
    """By name; only people with something to correct."""
    labels: Sequence[SharedLabel]
    dead: Sequence[Problem]
    """Addresses that lead to no page."""
    other: Sequence[Problem]
    """Other pages that could not be used."""
    unused_decisions: int
    """Number of answers about contradictions that the pages do not have any more."""

    @property
    def people_count(self) -> int:
        """Number of people whose pages have something to correct, a label included."""
        with_labels = {profile.id for label in self.labels for profile in label.people}
        return len(with_labels.union(findings.profile.id for findings in self.people))


def write_site_report(
    dataset: Location,
    out: Path,
    decisions: Sequence[Decision] = (),
    removed: Set[str] = frozenset(),
    contact: str | None = None,
) -> SiteFindings:
    """Write the page for the keepers of the site; e-mail addresses of people are left out of it.

    Args:
        dataset: the dataset's folder.
        out: the HTML file.
        decisions: what people decided, for the statements that they said are right.
        removed: ids (``site/slug``) of people who asked to be left out.
        contact: whom the keepers can ask, as text; None for nobody.

    Raises:
        DatasetError: the dataset cannot be read.
        PublishError: ``out`` cannot be written.
    """
    filtered = filter_dataset(read_dataset(dataset), Filters(removed=frozenset(removed)))
    found = site_findings(filtered, decisions)
    render_page(out, "site_report.html.jinja", found=found, contact=contact)
    return found


def site_findings(dataset: Dataset, decisions: Iterable[Decision] = ()) -> SiteFindings:
    """Collect what to correct, by person."""
    conflicts = list(dataset.conflicts)
    answers = answered_conflicts(conflicts, decisions_of_sites(decisions, dataset.manifest.sites))
    profiles = list(dataset.profiles)
    texts = ConflictTexts(profiles)
    by_person = {profile.id: Findings(profile, missing_languages(profile)) for profile in profiles}
    for index, conflict in enumerate(conflicts):
        findings = by_person.get(conflict.profile)
        decision = answers.answered.get(index)
        if (
            findings is None
            or texts.is_of_count(conflict, conflicts)
            or (decision.answer if decision else conflict.decided) == "same"
        ):
            continue
        if conflict.kind == "not-translated":
            findings.untranslated.append(conflict)
        else:
            findings.contradictions.append((conflict, decision))
    pages: defaultdict[bool, list[Problem]] = defaultdict(list)
    for problem in filter(_is_of_the_site, dataset.problems):
        if problem.record in by_person and problem.reason not in _DEAD:
            by_person[problem.record].problems.append(problem)
        else:
            pages[problem.reason in _DEAD].append(problem)
    people = [each for each in by_person.values() if _has_findings(each)]
    people.sort(key=lambda each: (each.profile.name.casefold(), each.profile.id))
    return SiteFindings(
        [_title(site) for site in dataset.manifest.sites],
        distinct_names(profiles),
        retrieval_times(dataset.manifest),
        texts,
        people,
        _shared_labels(profiles),
        pages[True],
        pages[False],
        answers.unused,
    )


def _title(site: str) -> str:
    """The title of a site, its name where this computer does not know the site or cannot read its file."""
    try:
        return load_site(site).title
    except UserError:
        return site


def _is_of_the_site(problem: Problem) -> bool:
    """Whether a problem is about a page of the site; a file's, a decision's or a list's is the dataset owner's."""
    return is_address(problem.url) and problem.reason in _OF_THE_SITE


def _shared_labels(profiles: Iterable[Profile]) -> list[SharedLabel]:
    """Labels that are printed alike in both languages, the most frequent first; abbreviations are left out."""
    people: defaultdict[tuple[str, str], dict[str, Profile]] = defaultdict(dict)
    for profile in profiles:
        for facet, label in labels_of(profile):
            if label.en and label.en == label.fr and any(map(_is_word, label.en.split())):
                people[facet, label.en][profile.id] = profile
    labels = [SharedLabel(facet, label, list(having.values())) for (facet, label), having in people.items()]
    return sorted(labels, key=lambda each: (-len(each.people), each.facet, each.label))


def _is_word(text: str) -> bool:
    """Whether a text is no abbreviation or number."""
    return len(text) > 2 and text[1:].islower()


def _has_findings(findings: Findings) -> bool:
    return bool(findings.missing or findings.contradictions or findings.untranslated or findings.problems)
