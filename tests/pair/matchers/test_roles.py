"""Header lines are paired by title and place; contradictory ones stay two."""

from profile_scraper.pair.matchers.roles import RoleMatcher
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.records.page import PageRole
from profile_scraper.records.profile import RoleKind
from profile_scraper.sites import load_site
from tests.pair.pages import role

SITE = load_site("mila")
MATCHER = RoleMatcher(Vocabulary(SITE.terms), Organizations(SITE.organizations))
Titles = list[tuple[str | None, str | None]]


def titles(en: list[PageRole], fr: list[PageRole]) -> Titles:
    return [(raw.en, raw.fr) for raw in (match.part(lambda line: line.raw) for match in MATCHER.match(en, fr))]


def test_professeur_associe_is_what_the_english_page_says() -> None:
    for english in ("Associate Professor", "Adjunct Professor"):
        assert titles([role(english)], [role("Professeur associé")]) == [(english, "Professeur associé")]


def test_professeur_associe_stays_open_where_nothing_decides() -> None:
    en = [role("Associate Professor"), role("Adjunct Professor")]
    assert titles(en, [role("Professeure associée")]) == [
        ("Associate Professor", None),
        ("Adjunct Professor", None),
        (None, "Professeure associée"),
    ]


def test_the_place_decides_between_two_lines() -> None:
    en = [role("Associate Professor", "McGill University"), role("Adjunct Professor", "Université de Montréal")]
    fr = [role("Professeur associé", "UdeM"), role("Professeur associé", "McGill")]
    assert titles(en, fr) == [
        ("Associate Professor, McGill University", "Professeur associé, McGill"),
        ("Adjunct Professor, Université de Montréal", "Professeur associé, UdeM"),
    ]


def test_what_only_one_reading_leaves_is_certain() -> None:
    en = [role("Associate Professor"), role("Adjunct Professor")]
    fr = [role("Professeur associé"), role("Professeur agrégé")]
    assert titles(en, fr) == [
        ("Associate Professor", "Professeur agrégé"),
        ("Adjunct Professor", "Professeur associé"),
    ]


def test_another_rank_is_another_role() -> None:
    en, fr = [role("Assistant Professor", "McGill", kind="appointment")], [role("Professeur titulaire", "McGill")]
    assert titles(en, fr) == [("Assistant Professor, McGill", None), (None, "Professeur titulaire, McGill")]


def test_one_title_at_two_places_is_two_roles() -> None:
    en, fr = [role("Full Professor", "McGill University")], [role("Professeur titulaire", "UdeM")]
    assert titles(en, fr) == [("Full Professor, McGill University", None), (None, "Professeur titulaire, UdeM")]


def test_a_students_own_line_is_a_level() -> None:
    en, fr = [role("PhD", "McGill University", kind="student")], [role("Doctorat", "McGill", kind="student")]
    (match,) = MATCHER.match(en, fr)
    record = MATCHER.role(match)
    assert (record.kind, record.title.en, record.title.fr) == ("student", "PhD", "Doctorat")
    assert record.organization is not None
    assert record.organization.raw == ["McGill", "McGill University"]


def test_an_institution_alone_is_a_role_without_title() -> None:
    (match,) = MATCHER.match([role(None, "Google")], [role(None, "Google")])
    assert match.by == "organization"
    assert MATCHER.role(match).title.model_dump() == {"en": None, "fr": None}


def test_the_kind_that_a_page_knows_wins_over_other() -> None:
    (match,) = MATCHER.match([role("Full Professor")], [role("Professeure titulaire", kind="appointment")])
    assert MATCHER.role(match).kind == "appointment"


def test_departments_stay_what_each_page_says() -> None:
    en = role("Full Professor", "McGill", "School of Computer Science")
    (match,) = MATCHER.match([en], [role("Professeur titulaire")])
    department = MATCHER.role(match).department
    assert department is not None
    assert department.model_dump() == {"en": "School of Computer Science", "fr": None}


def held(title: str, start: str | None, end: str | None = None, kind: RoleKind = "other") -> PageRole:
    return role(title, kind=kind).model_copy(update={"start": start, "end": end})


def test_unknown_titles_of_one_period_are_one_role() -> None:
    en = [held("Warden of the gauges", "2012", "2019"), held("Keeper of the weir", "2019")]
    fr = [held("Préposée au barrage", "2019"), held("Veilleuse des jauges", "2012", "2019")]
    assert titles(en, fr) == [
        ("Warden of the gauges", "Veilleuse des jauges"),
        ("Keeper of the weir", "Préposée au barrage"),
    ]


def test_a_period_that_two_positions_share_says_nothing() -> None:
    en = [held("Warden of the gauges", "2012"), held("Keeper of the weir", "2012"), held("Diver", None)]
    fr = [held("Préposée au barrage", "2012"), held("Veilleuse des jauges", "2012"), held("Plongeuse", None)]
    assert all(None in pair for pair in titles(en, fr))


def test_positions_of_two_kinds_are_two_whenever_they_began() -> None:
    en, fr = held("Warden of the gauges", "2012", kind="staff"), held("Siège des jauges", "2012", kind="chair")
    assert titles([en, held("Diver", None)], [fr]) == [
        ("Warden of the gauges", None),
        ("Diver", None),
        (None, "Siège des jauges"),
    ]


def test_without_a_vocabulary_one_position_on_each_page_is_one_role_unless_the_ranks_are_known_to_differ() -> None:
    matcher = RoleMatcher(Vocabulary([]), Organizations(SITE.organizations))

    def count(en: str, fr: str) -> int:
        ranks = (role(title, "McGill", kind="appointment") for title in (en, fr))
        return len(matcher.match(*([rank] for rank in ranks)))

    assert count("Full Professor", "Professeure agrégée") == 2
    assert count("Assistant Professor", "Professeur titulaire") == 2
    assert count("Full Professor", "Professeure titulaire") == 1
    assert count("Professor", "Professeur titulaire") == 1
    assert count("Lecturer", "Maître de conférences") == 1
