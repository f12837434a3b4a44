"""The files of a dataset folder and the record that each line holds: the one list of them."""

from typing import Annotated, Any

from pydantic import Field

from profile_scraper.records.conflict import Conflict
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.merge import MergeDecision
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.pairing import PagePairing
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance
from profile_scraper.records.publication import Publication
from profile_scraper.records.redirect import Redirect
from profile_scraper.records.vocabulary import LearnedPair

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

PAGE_FEED: tuple[str, Any] = (
    "pages.jsonl",
    Annotated[ProfilePage | DirectoryPage, Field(discriminator="type")],
)
"""What ``scrapy crawl SITE -O pages.jsonl`` writes."""
