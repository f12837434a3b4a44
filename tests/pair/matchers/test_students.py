"""Students are joined by who they are, else by an equal sequence, else unmatched."""

from profile_scraper.pair.matchers.students import Aliases, StudentMatcher, SupervisorMatcher
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.records.base import PersonReference
from profile_scraper.records.page import PageStudent, PageSupervisor
from profile_scraper.records.profile import Student
from profile_scraper.sites import load_site
from tests.pair.pages import student, supervisor

SITE = load_site("mila")
ALIASES: Aliases = {("fr", "mila/ada"): "mila/ada-lind"}
MATCHER = StudentMatcher(Vocabulary(SITE.terms), Organizations(SITE.organizations), ALIASES)


def joined(en: list[PageStudent], fr: list[PageStudent]) -> list[Student]:
    return [MATCHER.student(match) for match in MATCHER.match(en, fr)]


def test_a_link_joins_whatever_the_order() -> None:
    en = [
        student("PhD", "McGill University", name="Bo Ek", profile="mila/bo-ek"),
        student("PhD", name="Ada Lind", profile="mila/ada-lind"),
    ]
    fr = [
        student("Doctorat", name="Ada Lind", profile="mila/ada"),
        student("Doctorat", "McGill", name="Bo Ek", profile="mila/bo-ek"),
    ]
    first, second = joined(en, fr)
    assert (first.profile, first.languages, first.level and first.level.id) == ("mila/bo-ek", ["en", "fr"], "phd")
    assert first.organization is not None
    assert first.organization.raw == ["McGill", "McGill University"]
    assert (second.profile, second.languages) == ("mila/ada-lind", ["en", "fr"])


def test_a_name_joins_unless_the_links_differ() -> None:
    assert len(joined([student("PhD", name="Élise Roy")], [student("Doctorat", name="Elise Roy")])) == 1
    en = student("PhD", name="Wei Li", profile="mila/wei-li")
    fr = student("Doctorat", name="Wei Li", profile="mila/wei-li-2")
    assert len(joined([en], [fr])) == 2


def test_the_same_sequence_joins_cards_without_names() -> None:
    en = [student("PhD", "Université de Montréal"), student("PhD", "McGill University"), student("Research Intern")]
    fr = [student("Doctorat", "UdeM"), student("Doctorat", "McGill"), student("Stagiaire de recherche")]
    records = joined(en, fr)
    assert [each.languages for each in records] == [["en", "fr"]] * 3
    assert [each.level and each.level.fr for each in records] == ["Doctorat", "Doctorat", "Stagiaire de recherche"]


def test_another_sequence_joins_none_of_them() -> None:
    en = [student("PhD", "Université de Montréal"), student("PhD", "McGill University")]
    swapped = [student("Doctorat", "McGill"), student("Doctorat", "UdeM")]
    shorter = [student("Doctorat", "UdeM")]
    other_part = [student("Doctorat", "UdeM", supervision="co"), student("Doctorat", "McGill")]
    unknown = [student("Doctorat", "UdeM"), student("Doctorat ès neige", "McGill")]
    for fr in (swapped, shorter, other_part, unknown):
        assert all(len(each.languages) == 1 for each in joined(en, fr))


def test_levels_that_contradict_each_other_have_no_id() -> None:
    (record,) = joined([student("PhD", name="Bo Ek")], [student("Maîtrise recherche", name="Bo Ek")])
    assert record.level is not None
    assert record.level.model_dump() == {"id": None, "en": "PhD", "fr": "Maîtrise recherche"}


def test_a_placeholder_is_no_school() -> None:
    (record,) = joined([student("PhD", "N/A", name="Bo Ek")], [])
    assert record.organization is None


def test_other_supervisors_keep_the_name_that_one_page_has() -> None:
    lost = PersonReference(name=None, profile=None)
    named = PersonReference(name="Ada Lind", profile="mila/ada")
    en = student("PhD", name="Bo Ek", supervision="co", other_supervisors=(lost,))
    fr = student("Doctorat", name="Bo Ek", supervision="co", other_supervisors=(named,))
    (record,) = joined([en], [fr])
    assert record.other_supervisors == [PersonReference(name="Ada Lind", profile="mila/ada-lind")]


def supervisors(en: list[PageSupervisor], fr: list[PageSupervisor]) -> list[tuple[str | None, str, list[str]]]:
    matcher = SupervisorMatcher(MATCHER)
    records = map(matcher.supervisor, matcher.match(en, fr))
    return [(each.profile or each.name, each.supervision, [*each.languages]) for each in records]


def test_supervisors_are_joined_by_link_or_name() -> None:
    en = [supervisor("Ada Lind", "mila/ada-lind"), supervisor("Bo Ek", None, "co")]
    fr = [supervisor("Bo Ek", "mila/bo-ek", "co"), supervisor("Ada Lind", "mila/ada")]
    assert supervisors(en, fr) == [
        ("mila/ada-lind", "principal", ["en", "fr"]),
        ("mila/bo-ek", "co", ["en", "fr"]),
    ]


def test_supervisors_without_names_are_joined_by_part_where_that_tells_them_apart() -> None:
    principal, co = supervisor(None), supervisor(None, None, "co")
    assert supervisors([principal, co], [principal, co]) == [
        (None, "principal", ["en", "fr"]),
        (None, "co", ["en", "fr"]),
    ]
    assert len(supervisors([principal, principal], [principal, principal])) == 4
    assert len(supervisors([principal], [principal, co])) == 3
