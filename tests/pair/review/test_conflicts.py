"""Contradictions are listed for the people who keep the site; nothing is reconciled in silence."""

from typing import Any

import pytest

from benchmarks.pair import html_pages
from profile_scraper.pair import pair_profiles
from profile_scraper.records.problem import Conflict
from profile_scraper.records.profile import Profile
from profile_scraper.sites import load_site
from testbed.generate import generate
from testbed.truth import truth
from tests.pair.pages import NO_LINKS, page, role, student, supervisor

SITE = load_site("mila")


def conflicts(en: dict[str, Any], fr: dict[str, Any]) -> tuple[Profile, list[Conflict]]:
    paired = pair_profiles([page("en", "Ada Lind", "ada-lind", **en), page("fr", "Ada Lind", "ada-lind", **fr)], SITE)
    assert not paired.problems
    (profile,) = paired.profiles
    return profile, paired.conflicts


def test_an_item_of_a_list_lacks_nothing_that_a_page_has() -> None:
    page_fields = {"topics": ["Cognition"], "students": [student("PhD", name="Bo Ek")], "email": "a@example.org"}
    page_fields["roles"] = [role("Canada CIFAR AI Chair"), role("Associate Professor", "McGill", kind="appointment")]
    page_fields["alternates"] = {"fr": "https://mila.quebec/fr/annuaire/ada-lind"}
    list_item = {"listed": True, "linked": True, "email": "b@example.org"}
    list_item["roles"] = [role("Professeur adjoint", "McGill", kind="appointment")]
    _, found = conflicts(page_fields, list_item)
    assert {conflict.kind for conflict in found} == {"email", "rank"}


def test_who_is_only_listed_says_nothing_of_supervisors() -> None:
    pages = [
        page("en", "Ada Lind", "ada-lind", students=[student("PhD", name="Bo Ek", profile="mila/bo-ek")]),
        page("en", "Bo Ek", "bo-ek", listed=True),
    ]
    assert pair_profiles(pages, SITE).conflicts == []


@pytest.mark.parametrize(
    ("kind", "en", "fr", "statements"),
    [
        ("email", {"email": "a@example.org"}, {"email": "b@example.org"}, ["a@example.org", "b@example.org"]),
        (
            "rank",
            {"roles": [role("Associate Professor", "McGill University", kind="appointment")]},
            {"roles": [role("Professeur adjoint", "McGill", kind="appointment")]},
            ["Associate Professor, McGill University", "Professeur adjoint, McGill"],
        ),
        (
            "membership",
            {"roles": [role("Core Academic Member", kind="membership")]},
            {"roles": [role("Membre affilié", kind="membership")]},
            ["Core Academic Member", "Membre affilié"],
        ),
        ("topics", {"topics": ["Cognition", "Deep Learning"]}, {"topics": ["Cognition"]}, ["Deep Learning", None]),
        ("topics", {"topics": ["Cognition"]}, {"topics": ["Cognition", "Inouï"]}, [None, "Inouï"]),
        ("topics", {"topics": ["Deep Learning", "Sleep"]}, {"topics": ["Inouï"]}, ["Deep Learning", None]),
        ("roles", {"roles": [role("Canada CIFAR AI Chair")]}, {}, ["Canada CIFAR AI Chair", None]),
        ("student-count", {"students": [student("PhD")] * 3}, {"students": [student("Doctorat")] * 2}, ["3", "2"]),
        (
            "student-level",
            {"students": [student("PhD", name="Bo Ek")]},
            {"students": [student("Postdoctorat", name="Bo Ek")]},
            ["PhD", "Postdoctorat"],
        ),
        (
            "student-organization",
            {"students": [student("PhD", "McGill University", name="Bo Ek")]},
            {"students": [student("Doctorat", "UdeM", name="Bo Ek")]},
            ["McGill University", "UdeM"],
        ),
        (
            "supervision",
            {"students": [student("PhD", name="Bo Ek")]},
            {"students": [student("Doctorat", name="Bo Ek", supervision="co")]},
            ["principal", "co"],
        ),
        (
            "year",
            {"biography": ["Ada Lind founded the Glacier Laboratory in 2011."]},
            {"biography": ["Ada Lind a fondé le Laboratoire des glaciers en 2012."]},
            ["2011", "2012"],
        ),
        (
            "link",
            {"links": NO_LINKS.model_copy(update={"github": "https://github.com/ada"})},
            {"links": NO_LINKS.model_copy(update={"github": "https://github.com/lind"})},
            ["https://github.com/ada", "https://github.com/lind"],
        ),
    ],
)
def test_what_two_pages_contradict_each_other_on(
    kind: str, en: dict[str, Any], fr: dict[str, Any], statements: list[str | None]
) -> None:
    _, (conflict,) = conflicts(en, fr)
    assert conflict.kind == kind
    assert [statement.text for statement in conflict.statements] == statements
    assert [statement.language for statement in conflict.statements] == ["en", "fr"]


@pytest.mark.parametrize(
    ("en", "fr", "differ"),
    [
        ("https://scholar.example/citations?user=a&hl=en", "https://scholar.example/citations?user=a&hl=fr", False),
        ("https://scholar.example/citations?user=a&hl", "https://scholar.example/citations?user=a", False),
        ("https://[broken.example/a?lang=en", "https://[broken.example/a/", False),
        ("https://scholar.example/a?user=a#one", "https://scholar.example/a?user=a#two", True),
        ("https://scholar.example/citations?hl=en&user=a", "https://scholar.example/citations?user=b&hl=en", True),
    ],
)
def test_a_link_that_only_chooses_another_language_is_no_contradiction(en: str, fr: str, differ: bool) -> None:
    _, found = conflicts(
        {"links": NO_LINKS.model_copy(update={"google_scholar": en})},
        {"links": NO_LINKS.model_copy(update={"google_scholar": fr})},
    )
    assert [each.kind for each in found] == (["link"] if differ else [])


def test_a_text_that_is_not_translated_is_recorded_whole() -> None:
    english = ["Ada Lind is a professor at the school of ice.", "She studies the rivers of the north and their ice."]
    _, found = conflicts({"biography": english}, {"biography": english})
    (untranslated,) = [each for each in found if each.kind == "not-translated"]
    assert [statement.text for statement in untranslated.statements] == ["\n\n".join(english)]


def test_a_name_in_two_spellings_is_one_persons() -> None:
    pages = [page("en", "Ada Lind", "ada-lind"), page("fr", "Ada M. Lind", "ada-lind")]
    paired = pair_profiles(pages, SITE)
    assert [(each.kind, each.chosen) for each in paired.conflicts] == [("name", next(iter(paired.profiles)).name)]


def test_of_two_addresses_the_one_that_more_pages_print_is_taken() -> None:
    pages = [
        page("en", "Ada Lind", "ada-lind", email="old@example.org"),
        page("fr", "Ada Lind", "ada-lind", email="new@example.org"),
        page("fr", "Ada Lind", "ada-lind", email="new@example.org", page=1),
    ]
    paired = pair_profiles(pages, SITE)
    assert next(iter(paired.profiles)).email == "new@example.org"
    assert [conflict.chosen for conflict in paired.conflicts] == ["new@example.org"]


def test_a_biography_that_contradicts_its_own_header() -> None:
    profile, (conflict,) = conflicts(
        {"roles": [role("Assistant Professor", "McGill University", kind="appointment")]},
        {
            "roles": [role("Professeur adjoint", "McGill", kind="appointment")],
            "biography": ["Ada Lind est professeure agrégée à l'École d'informatique depuis 2020."],
        },
    )
    assert conflict.kind == "biography-rank"
    assert conflict.field == "biography.fr"
    assert [statement.language for statement in conflict.statements] == ["fr", "fr"]
    assert [each.title.fr for each in profile.roles] == ["Professeur adjoint"]


def test_two_pages_that_agree_have_no_conflict() -> None:
    shared = {"email": "ada@example.org"}
    en = {"roles": [role("Associate Professor", kind="appointment")], "topics": ["Cognition", "Unheard-of"]}
    fr = {"roles": [role("Professeure agrégée", kind="appointment")], "topics": ["Cognition", "Inouï"]}
    en["biography"], fr["biography"] = ["Ada Lind is an associate professor."], ["Ada Lind est professeure agrégée."]
    assert conflicts({**shared, **en}, {**shared, **fr})[1] == []


def test_supervision_is_checked_in_both_directions() -> None:
    def who(name: str, **statements: Any) -> list[Any]:
        return [page(language, name, name.lower().replace(" ", "-"), **statements) for language in ("en", "fr")]

    pages = [
        *who(
            "Ada Lind",
            students=[
                student("PhD", name="Bo Ek", profile="mila/bo-ek"),
                student("PhD", name="Cy Roy", profile="mila/cy-roy"),
                student("PhD", name="Di Fay", profile="mila/di-fay", supervision="co"),
            ],
        ),
        *who("Bo Ek", supervisors=[supervisor("Ada Lind", "mila/ada-lind")]),
        *who("Cy Roy"),
        *who("Di Fay", supervisors=[supervisor("Ada Lind", "mila/ada-lind")]),
        *who("Ed Orr", supervisors=[supervisor("Ada Lind", "mila/ada-lind", "co")]),
        *who("Flo Ng", supervisors=[supervisor("Elsewhere", "mila/not-in-the-dataset")]),
    ]
    found = pair_profiles(pages, SITE).conflicts
    assert [(each.profile, each.kind, each.field) for each in found] == [
        ("mila/ada-lind", "supervision", "students[1].supervision"),
        ("mila/ada-lind", "supervision", "students[2].supervision"),
        ("mila/ed-orr", "supervision", "supervisors[0].supervision"),
    ]


def test_the_contradictions_of_a_directory_are_found() -> None:

    world = generate(200, seed=2)
    found = pair_profiles(html_pages(truth(world)), SITE).conflicts
    true = {(each.profile, each.kind) for each in world.conflicts}
    kinds = {kind for _, kind in true}
    assert kinds >= {"student-count", "email", "topics", "year", "biography-rank"}
    assert {(each.profile, each.kind) for each in found if each.kind in kinds} == true
