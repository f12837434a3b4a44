"""The tables of publications and of the decisions that merged their entries, and of the lists inside them."""

from profile_scraper.exporters.tables import Column, Table, columns
from profile_scraper.records.base import PersonReference
from profile_scraper.records.decision import Evidence, MergeDecision
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
