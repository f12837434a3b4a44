"""What a dataset holds and was made from (``manifest.json``)."""

from profile_scraper.records.base import Language, Record
from profile_scraper.records.profile import ProfileSource

SCHEMA_VERSION = "2.0"


class LanguageCoverage(Record):
    """How many records have a field, in one language."""

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
    """In how many profiles."""


class Counts(Record):
    """How many of each thing the dataset holds."""

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
    """Distinct works."""
    publications_with_abstract: int
    """Works with an abstract."""
    duplicates_merged: int
    """Entries merged into another entry's work."""
    relations: int
    """Relations between works."""
    problems: int
    """Lines of ``problems.jsonl``."""
    removed_on_request: int = 0
    """People of these sites whom the removal list names: all of them were left out, whether or not a page was met."""


class Manifest(Record):
    """Where a dataset came from and what is in it."""

    schema_version: str
    """Version of the data format."""
    software_version: str
    """Version of profile_scraper that wrote the dataset."""
    sites: list[str]
    """Sites that the pages belong to."""
    counts: Counts
    """How many of each thing."""
    coverage: dict[str, dict[str, LanguageCoverage]]
    """For each field of a profile and a publication, how many have it, by language (``all`` where it has none)."""
    coverage_by_group: dict[str, dict[str, dict[str, LanguageCoverage]]]
    """The same for each site and kind of person (``mila academic``), fields of profiles only."""
    extraction_methods: dict[str, dict[str, int]]
    """For each field of a page, on how many pages each method found it; a rise of the later methods shows drift."""
    unmatched: list[UnmatchedTerm]
    """Terms for which no counterpart in the other language is known."""
    sources: list[ProfileSource]
    """Every page that was used, sorted by address."""
    files: dict[str, str]
    """SHA-256 of each file of the dataset."""
