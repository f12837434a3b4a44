"""The tables of people, and of the lists inside a person's record."""

from collections.abc import Sequence

from profile_scraper.exporters.tables import Column, Table, columns
from profile_scraper.records.base import LANGUAGES, PersonReference
from profile_scraper.records.profile import AlignedParagraphs, Profile, ProfileSource, Role, Student, Supervisor, Topic


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


PROFILE_TABLES: tuple[Table, ...] = (
    Table(
        "profiles",
        "profiles",
        Profile,
        columns(
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
            phone="phone",
            office="office",
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
        columns(
            "kind",
            title_en="title.en",
            title_fr="title.fr",
            organization="organization.name",
            organization_ror="organization.ror",
            department_en="department.en",
            department_fr="department.fr",
            team_en="team.en",
            team_fr="team.fr",
            start="start",
            end="end",
        ),
        parent="profile",
        items="roles",
        id_field="id",
    ),
    Table(
        "topics", "profiles", Topic, columns("en", "fr", topic="id"), parent="profile", items="topics", id_field="id"
    ),
    Table(
        "students",
        "profiles",
        Student,
        (
            *columns("name", student="profile", level="level.id", level_en="level.en", level_fr="level.fr"),
            *columns(organization="organization.name", organization_ror="organization.ror"),
            *columns("supervision", "languages", other_supervisors="other_supervisors.*.name"),
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
        columns("name", supervisor="profile"),
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
        (*columns("name", "supervision", "languages", supervisor="profile"), _entry_column("en"), _entry_column("fr")),
        parent="profile",
        items="supervisors",
        id_field="id",
    ),
    Table(
        "sources",
        "profiles",
        ProfileSource,
        (
            *columns("url", "language"),
            Column("retrieved", "retrieved", cell_type="datetime"),
            *columns("sha256", "stale"),
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
            *columns("score"),
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
)
