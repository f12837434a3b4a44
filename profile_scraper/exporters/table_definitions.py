"""The tables of a dataset: one for each kind of record, and one for each list inside a record."""

from collections.abc import Callable, Iterable

from profile_scraper.exporters.profile_tables import PROFILE_TABLES
from profile_scraper.exporters.tables import Column, Table, columns
from profile_scraper.records.base import PersonReference
from profile_scraper.records.decision import Evidence, LearnedPair, MergeDecision, PagePairing
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.problem import Conflict, Problem, Statement
from profile_scraper.records.profile import FieldProvenance, ProfileSource
from profile_scraper.records.publication import Identifier, Occurrence, Publication, Redirect, Relation


def _year(issued: str) -> int:
    return int(issued[:4])


PUBLICATION_TABLES: tuple[Table, ...] = (
    Table(
        "publications",
        "publications",
        Publication,
        (
            *columns("id", "title", title_en="titles.en", title_fr="titles.fr", authors="authors.*.name"),
            *columns("authors_complete", "issued"),
            Column("year", "issued", _year, "integer"),
            *columns("venue", "doi", "arxiv", "url", "abstract"),
            *columns(abstract_en="abstracts.en", abstract_fr="abstracts.fr"),
            *columns("abstract_complete", "profiles", "title_variants", "author_variants"),
            *(
                Column(f"{field}_origin_{part}", f"origins.{field}.{part}")
                for field in ("title", "authors", "abstract")
                for part in ("url", "language", "position")
            ),
        ),
        id_field="id",
    ),
    Table(
        "authors",
        "publications",
        PersonReference,
        columns("name", "profile"),
        parent="publication",
        items="authors",
        id_field="id",
    ),
    Table(
        "identifiers",
        "publications",
        Identifier,
        columns("type", "value"),
        parent="publication",
        items="identifiers",
        id_field="id",
    ),
    Table(
        "title_variants",
        "publications",
        None,
        (Column("title", "", cell_type="string", description="Another title that pages print for the publication."),),
        parent="publication",
        items="title_variants",
        id_field="id",
        summary="Another title of a publication.",
    ),
    Table(
        "author_variants",
        "publications",
        None,
        (Column("name", "", cell_type="string", description="Another form in which pages print an author's name."),),
        parent="publication",
        items="author_variants",
        id_field="id",
        summary="Another form of an author's name.",
    ),
    Table(
        "relations",
        "publications",
        Relation,
        columns("type", "target"),
        parent="publication",
        items="relations",
        id_field="id",
    ),
    Table(
        "occurrences",
        "publications",
        Occurrence,
        columns("url", "language", page_position="position"),
        parent="publication",
        items="occurrences",
        id_field="id",
    ),
    Table("redirects", "redirects", Redirect, columns("old", "new"), id_field="old"),
    Table(
        "merges",
        "merges",
        MergeDecision,
        columns(
            "decision",
            "relation",
            first_publication="publications.0",
            second_publication="publications.1",
            first_url="entries.0.url",
            first_language="entries.0.language",
            first_position="entries.0.position",
            first_title="entries.0.title",
            first_authors="entries.0.authors",
            first_abstract="entries.0.abstract",
            first_key="keys.0",
            second_url="entries.1.url",
            second_language="entries.1.language",
            second_position="entries.1.position",
            second_title="entries.1.title",
            second_authors="entries.1.authors",
            second_abstract="entries.1.abstract",
            second_key="keys.1",
            rule="rule",
            score="score",
            version="version",
        ),
    ),
    Table(
        "merge_authors",
        "merges",
        None,
        (Column("name", "", cell_type="string", description="Name of an author as the entry prints it."),),
        parent="merge",
        items="entries.authors",
        outer="entry",
        summary="An author of one of the two entries of a decision.",
    ),
    Table("evidence", "merges", Evidence, columns("field", "weight", "detail"), parent="merge", items="evidence"),
)


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
