"""The tables of a dataset: one for each kind of record, and one for each list inside a record."""

from collections.abc import Callable, Iterable, Sequence

from profile_scraper.exporters.tables import Column, Table
from profile_scraper.records.base import LANGUAGES, PersonReference
from profile_scraper.records.decision import Evidence, LearnedPair, MergeDecision, PagePairing
from profile_scraper.records.manifest import Manifest
from profile_scraper.records.problem import Conflict, Problem, Statement
from profile_scraper.records.profile import AlignedParagraphs, Profile, ProfileSource, Role, Student, Supervisor, Topic
from profile_scraper.records.provenance import FieldProvenance
from profile_scraper.records.publication import Identifier, Occurrence, Publication, Redirect, Relation


def _year(issued: str) -> int:
    return int(issued[:4])


def _entry_column(language: str) -> Column:
    """Whether the page in a language lists somebody."""
    return Column(
        f"listed_{language}",
        "languages",
        lambda languages: language in languages,
        "boolean",
        f"Whether the page in this language ({language}) lists the person.",
    )


def _first(indices: Sequence[int]) -> int | None:
    return indices[0] if indices else None


def _last(indices: Sequence[int]) -> int | None:
    return indices[-1] if indices else None


def _retrieved(select: Callable[[Iterable[str]], str]) -> Callable[[list[ProfileSource]], str | None]:
    def convert(sources: list[ProfileSource]) -> str | None:
        times = [source.retrieved for source in sources if source.retrieved]
        return select(times) if times else None

    return convert


def _columns(*names: str, **paths: str) -> tuple[Column, ...]:
    """Columns named like their fields, then columns by name and path."""
    return tuple(Column(name, path) for name, path in [*((name, name) for name in names), *paths.items()])


TABLES: tuple[Table, ...] = (
    Table(
        "profiles",
        "profiles",
        Profile,
        _columns(
            "id",
            "name",
            roles="roles.*.kind",
            topics="topics.*.id",
            biography_en="biography.en",
            biography_fr="biography.fr",
            biography_html_en="biography_html.en",
            biography_html_fr="biography_html.fr",
            url_en="url.en",
            url_fr="url.fr",
            email="email",
            homepage="links.homepage",
            google_scholar="links.google_scholar",
            linkedin="links.linkedin",
            x="links.x",
            github="links.github",
            orcid="links.orcid",
            hal="links.hal",
            idref="links.idref",
            portrait_url="portrait.url",
            portrait_alt_en="portrait.alt.en",
            portrait_alt_fr="portrait.alt.fr",
            publications="publications",
        ),
        id_field="id",
    ),
    Table(
        "roles",
        "profiles",
        Role,
        _columns(
            "kind",
            title_en="title.en",
            title_fr="title.fr",
            organization="organization.name",
            organization_ror="organization.ror",
            department_en="department.en",
            department_fr="department.fr",
        ),
        parent="profile",
        items="roles",
        id_field="id",
    ),
    Table(
        "topics", "profiles", Topic, _columns("en", "fr", topic="id"), parent="profile", items="topics", id_field="id"
    ),
    Table(
        "students",
        "profiles",
        Student,
        (
            *_columns("name", student="profile", level="level.id", level_en="level.en", level_fr="level.fr"),
            *_columns(organization="organization.name", organization_ror="organization.ror"),
            *_columns("supervision", "languages", other_supervisors="other_supervisors.*.name"),
            _entry_column("en"),
            _entry_column("fr"),
        ),
        parent="profile",
        items="students",
        id_field="id",
    ),
    Table(
        "student_supervisors",
        "profiles",
        PersonReference,
        _columns("name", supervisor="profile"),
        parent="profile",
        items="students.other_supervisors",
        outer="student",
        id_field="id",
        summary="Another supervisor of a student.",
    ),
    Table(
        "supervisors",
        "profiles",
        Supervisor,
        (*_columns("name", "supervision", "languages", supervisor="profile"), _entry_column("en"), _entry_column("fr")),
        parent="profile",
        items="supervisors",
        id_field="id",
    ),
    Table(
        "sources",
        "profiles",
        ProfileSource,
        (
            *_columns("url", "language"),
            Column("retrieved", "retrieved", cell_type="datetime"),
            *_columns("sha256", "stale"),
        ),
        parent="profile",
        items="sources",
        id_field="id",
    ),
    Table(
        "paragraphs",
        "profiles",
        AlignedParagraphs,
        (
            *(
                Column(
                    f"{which}_{language}",
                    language,
                    end,
                    "integer",
                    f"Index of the {which} paragraph of this row in the biography ({language}), from 0; null for none.",
                )
                for language in LANGUAGES
                for which, end in (("first", _first), ("last", _last))
            ),
            *_columns("score"),
        ),
        parent="profile",
        items="biography_alignment",
        id_field="id",
    ),
    Table(
        "profile_publications",
        "profiles",
        None,
        (Column("publication", "", cell_type="string", description="Id of a row of the table publications."),),
        parent="profile",
        items="publications",
        id_field="id",
        summary="A publication that a person's pages list.",
    ),
    Table(
        "publications",
        "publications",
        Publication,
        (
            *_columns("id", "title", title_en="titles.en", title_fr="titles.fr", authors="authors.*.name"),
            *_columns("authors_complete", "issued"),
            Column("year", "issued", _year, "integer"),
            *_columns("venue", "doi", "arxiv", "url", "abstract"),
            *_columns(abstract_en="abstracts.en", abstract_fr="abstracts.fr"),
            *_columns("abstract_complete", "profiles", "title_variants", "author_variants"),
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
        _columns("name", "profile"),
        parent="publication",
        items="authors",
        id_field="id",
    ),
    Table(
        "identifiers",
        "publications",
        Identifier,
        _columns("type", "value"),
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
        _columns("type", "target"),
        parent="publication",
        items="relations",
        id_field="id",
    ),
    Table(
        "occurrences",
        "publications",
        Occurrence,
        _columns("url", "language", page_position="position"),
        parent="publication",
        items="occurrences",
        id_field="id",
    ),
    Table("redirects", "redirects", Redirect, _columns("old", "new"), id_field="old"),
    Table(
        "merges",
        "merges",
        MergeDecision,
        _columns(
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
    Table("evidence", "merges", Evidence, _columns("field", "weight", "detail"), parent="merge", items="evidence"),
    Table(
        "pairings",
        "pairings",
        PagePairing,
        (
            *_columns("decision", first_profile="profiles.0", second_profile="profiles.1"),
            *_columns("en", "fr", "score", "margin", "confidence", "reason"),
        ),
    ),
    Table(
        "pairing_evidence",
        "pairings",
        Evidence,
        _columns("field", "weight", "detail"),
        parent="pairing",
        items="evidence",
    ),
    Table(
        "conflicts",
        "conflicts",
        Conflict,
        _columns(
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
        _columns("url", "language", "text"),
        parent="conflict",
        items="statements",
    ),
    Table(
        "provenance",
        "provenance",
        FieldProvenance,
        _columns("field", "url", "language", "method", "raw", "paired_by", "guess"),
        parent="profile",
        items="fields",
        id_field="profile",
    ),
    Table(
        "vocabulary",
        "learned",
        LearnedPair,
        (
            *_columns("facet", "en", "fr", "together", "en_unmatched", "fr_unmatched", "cognates"),
            *_columns("next_best", "margin", "used"),
        ),
    ),
    Table(
        "problems",
        "problems",
        Problem,
        _columns("stage", "url", "record", "field", "reason", "detail"),
    ),
    Table(
        "manifest",
        "manifest",
        Manifest,
        (
            *_columns("schema_version", "software_version"),
            Column("sites", "sites", ", ".join, "string"),
            Column("first_retrieved", "sources", _retrieved(min), "datetime", "When the first page was fetched."),
            Column("last_retrieved", "sources", _retrieved(max), "datetime", "When the last page was fetched."),
            *_columns(
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
