"""The tables of a dataset: one for each kind of record, and one for each list inside a record."""

from collections.abc import Callable, Iterable

from profile_scraper.exporters.profile_tables import PROFILE_TABLES
from profile_scraper.exporters.publication_tables import PUBLICATION_TABLES
from profile_scraper.exporters.tables import Column, Table, columns
from profile_scraper.records.decision import Evidence, LearnedPair, PagePairing
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.problem import Conflict, Problem, Statement
from profile_scraper.records.profile import FieldProvenance, ProfileSource


def _retrieved(select: Callable[[Iterable[str]], str]) -> Callable[[list[ProfileSource]], str | None]:
    def convert(sources: list[ProfileSource]) -> str | None:
        times = [source.retrieved for source in sources if source.retrieved]
        return select(times) if times else None

    return convert


TABLES: tuple[Table, ...] = (
    *PROFILE_TABLES,
    *PUBLICATION_TABLES,
    Table(
        "pairings",
        "pairings",
        PagePairing,
        (
            *columns("decision", first_profile="profiles.0", second_profile="profiles.1"),
            *columns("en", "fr", "score", "margin", "confidence", "reason"),
        ),
    ),
    Table(
        "pairing_evidence",
        "pairings",
        Evidence,
        columns("field", "weight", "detail"),
        parent="pairing",
        items="evidence",
    ),
    Table(
        "conflicts",
        "conflicts",
        Conflict,
        columns(
            "profile",
            "kind",
            "field",
            "chosen",
            "detail",
            first_language="statements.0.language",
            first_text="statements.0.text",
            second_language="statements.1.language",
            second_text="statements.1.text",
        ),
    ),
    Table(
        "statements",
        "conflicts",
        Statement,
        columns("url", "language", "text"),
        parent="conflict",
        items="statements",
    ),
    Table(
        "provenance",
        "provenance",
        FieldProvenance,
        columns("field", "url", "language", "method", "raw", "paired_by", "guess"),
        parent="profile",
        items="fields",
        id_field="profile",
    ),
    Table(
        "vocabulary",
        "learned",
        LearnedPair,
        (
            *columns("facet", "en", "fr", "together", "en_unmatched", "fr_unmatched", "cognates"),
            *columns("next_best", "margin", "used"),
        ),
    ),
    Table(
        "problems",
        "problems",
        Problem,
        columns("stage", "url", "record", "field", "reason", "detail"),
    ),
    Table(
        "manifest",
        "manifest",
        Manifest,
        (
            *columns("schema_version", "software_version"),
            Column("sites", "sites", ", ".join, "string"),
            Column("first_retrieved", "sources", _retrieved(min), "datetime", "When the first page was fetched."),
            Column("last_retrieved", "sources", _retrieved(max), "datetime", "When the last page was fetched."),
            *columns(
                profiles="counts.profiles",
                profiles_bilingual="counts.profiles_bilingual",
                publications="counts.publications",
                duplicates_merged="counts.duplicates_merged",
                relations="counts.relations",
                problems="counts.problems",
                removed_on_request="counts.removed_on_request",
            ),
        ),
        summary="What the export, which may be a part of a dataset, contains and was built from.",
    ),
)
