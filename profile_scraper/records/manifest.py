"""The files of a dataset folder, and its manifest (``manifest.json``)."""

from typing import Annotated, Any

from pydantic import Field

from profile_scraper.records.base import Language, Record
from profile_scraper.records.decision import LearnedPair, MergeDecision, PagePairing
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.records.profile import Profile, ProfileSource, Provenance
from profile_scraper.records.publication import Publication, Redirect

SCHEMA_VERSION = "2.0"


class LanguageCoverage(Record):
    """Coverage of a field in one language."""

    present: int
    """Records in which the field is neither null nor empty."""
    total: int
    """Records that could have it."""


class UnmatchedTerm(Record):
    """A topic, role, level or institution seen in one language only."""

    kind: str
    """``topic``, ``role``, ``level``, ``department`` or ``organization``."""
    language: Language
    """The language in which it was seen."""
    label: str
    """The label as printed."""
    profiles: int
    """Number of profiles."""


class Counts(Record):
    """Number of records of each kind."""

    profiles: int
    """People."""
    profiles_by_language: dict[Language, int]
    """People with a page in each language."""
    profiles_bilingual: int
    """People with a page in both languages."""
    pages: dict[Language, int]
    """Pages used, by language."""
    entries: dict[Language, int]
    """Publication entries read, by language of the page."""
    publications: int
    """Distinct publications."""
    publications_with_abstract: int
    """Publications with an abstract."""
    duplicates_merged: int
    """Entries merged into another entry's publication."""
    relations: int
    """Relations between publications."""
    problems: int
    """Lines of ``problems.jsonl``."""
    removed_on_request: int = 0
    """People who are left out on request: those on the removal list whom the input has, each counted once."""


class FailedCheck(Record):
    """A check of a site's records that failed."""

    check: str
    """The check's name, such as ``pages-read`` or ``titles``."""
    field: str
    """The field that is wrong; ``pages`` where kinds of pages are, ``people`` where items of lists are."""
    good: int
    """Number of things that passed."""
    all: int
    """Number of things that were checked."""


class SiteConfidence(Record):
    """How far what was read of one site can be trusted, from checks that need no truth."""

    site: str
    """The site's name."""
    confidence: float
    """0 to 1: that of the least sure check."""
    doubtful: bool
    """Whether that is less than sites have that are read right."""
    failed_checks: list[FailedCheck]
    """The checks that failed, the least sure first."""
    unmatched_selectors: list[str]
    """Selectors of the site's file that matched nothing on any page that they are for."""


class Manifest(Record):
    """What a dataset contains and what it was built from (``manifest.json``)."""

    schema_version: str
    """Version of the data format."""
    software_version: str
    """Version of profile_scraper that wrote the dataset."""
    sites: list[str]
    """Sites that the pages belong to."""
    counts: Counts
    """Numbers of profiles, pages, entries, publications and problems."""
    coverage: dict[str, dict[str, LanguageCoverage]]
    """For each field of a profile and a publication, how many have it, by language (``all`` where it has none)."""
    coverage_by_group: dict[str, dict[str, dict[str, LanguageCoverage]]]
    """The same for each site and kind of person (``mila academic``), fields of profiles only."""
    extraction_methods: dict[str, dict[str, int]]
    """For each field of a page, on how many pages each method found it; more of the later methods means drift."""
    unmatched: list[UnmatchedTerm]
    """Terms for which no counterpart in the other language is known."""
    skipped: dict[str, int] = Field(default_factory=dict)
    """What was skipped on purpose, by kind: ``request`` records, ``image``, ``style-sheet``, pages in an
    ``other-language``, a ``listed-person`` whose own page is not among the inputs, an ``unused-decision`` about
    what the pages do not say any more, a ``decision-of-another-site``, and the like."""
    site_confidence: list[SiteConfidence] = Field(default_factory=list)
    """For each site that selectors and structure read; sites whose class names are known have none."""
    sources: list[ProfileSource]
    """Every page that was used, sorted by address."""
    files: dict[str, str]
    """SHA-256 of each file of the dataset."""


LISTED_PERSON = "listed-person"
"""What is skipped where a list links to a person's own page, which is not among the inputs."""
UNUSED_DECISION = "unused-decision"
"""A decision about what the pages do not say any more."""
OTHER_SITES_DECISION = "decision-of-another-site"
"""A decision that was made about another site, or is about a page or person of another one."""
PROFILES = "profiles.jsonl"
PUBLICATIONS = "publications.jsonl"
MERGES = "merges.jsonl"
PROBLEMS = "problems.jsonl"
CONFLICTS = "conflicts.jsonl"
PAIRINGS = "pairings.jsonl"
PROVENANCE = "provenance.jsonl"
REDIRECTS = "redirects.jsonl"
VOCABULARY = "vocabulary.jsonl"
MANIFEST = "manifest.json"

FILES: dict[str, Any] = {
    PROFILES: Profile,
    PUBLICATIONS: Publication,
    MERGES: MergeDecision,
    PROBLEMS: Problem,
    CONFLICTS: Conflict,
    PAIRINGS: PagePairing,
    PROVENANCE: Provenance,
    REDIRECTS: Redirect,
    VOCABULARY: LearnedPair,
    MANIFEST: Manifest,
}
"""The files of a dataset folder, with the model of each line."""

PAGE_FEED: tuple[str, Any] = (
    "pages.jsonl",
    Annotated[ProfilePage | DirectoryPage, Field(discriminator="type")],
)
"""What ``scrapy crawl SITE -O pages.jsonl`` writes."""
