"""Contradictions are sentences that a person who keeps the site can act on."""

from pathlib import Path
from typing import get_args

import pytest

from profile_scraper.dataset.read import read_dataset
from profile_scraper.records.base import LANGUAGES, Bilingual, Language
from profile_scraper.records.decision import CorrectStatement, Decision
from profile_scraper.records.problem import Conflict, ConflictKind, Statement
from profile_scraper.report.conflicts import ConflictTexts
from profile_scraper.report.people import distinct_names
from tests.exporters.invented import person_id

EN, FR = "https://invented.invalid/en/directory/a", "https://invented.invalid/fr/annuaire/a"


def conflict(
    kind: ConflictKind, field: str, en: str | None, fr: str | None, languages: tuple[Language, Language] = ("en", "fr")
) -> Conflict:
    statements = [
        Statement(url=url, language=language, text=text)
        for url, language, text in zip((EN, FR), languages, (en, fr), strict=True)
    ]
    detail = "as the program says it"
    return Conflict(profile=person_id(0), kind=kind, field=field, statements=statements, chosen=None, detail=detail)


@pytest.fixture(scope="session")
def texts(dataset: Path) -> ConflictTexts:
    return ConflictTexts(read_dataset(dataset).profiles)


def test_a_year_is_shown_in_its_sentence(dataset: Path) -> None:
    profile = next(each for each in read_dataset(dataset).profiles if each.id == person_id(0))
    biography = Bilingual(
        en="She came. In 2019 she began, late.\n\nShe left.", fr="Née à Nice. Elle a commencé en 2020."
    )
    texts = ConflictTexts([profile.model_copy(update={"biography": biography})])
    years = conflict("year", "biography", "2019", "2020")
    in_list = years.statements[1].model_copy(update={"url": f"{FR}#:~:text=Ana"})
    shown = texts.statements(years.model_copy(update={"statements": [years.statements[0], in_list]}), "en")
    assert [(each.page, each.text) for each in shown] == [
        ("English page", "In 2019 she began, late."),
        ("French list", "Elle a commencé en 2020."),
    ]


@pytest.mark.parametrize("kind", get_args(ConflictKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_says_what_to_do(texts: ConflictTexts, kind: ConflictKind, language: Language) -> None:
    assert texts.advice(conflict(kind, "students", "a", None), language).endswith(".")


@pytest.mark.parametrize("kind", get_args(ConflictKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_is_a_sentence_that_names_the_person(
    texts: ConflictTexts, kind: ConflictKind, language: Language
) -> None:
    sentence = texts.sentence(conflict(kind, "roles[0].title", "one", "other"), language)
    assert "Noémie Aubry" in sentence
    assert sentence.endswith(".")
    assert not set("{}[]_") & set(sentence), "words, no placeholder and no path"


def test_supervision_that_one_page_states_is_said_with_both_names(texts: ConflictTexts) -> None:
    one_sided = conflict("supervision", "students[0].supervision", "principal supervisor of X", None, ("en", "en"))
    assert texts.sentence(one_sided, "en") == (
        "Noémie Aubry’s page lists Łukasz Côté as a student; "
        "Łukasz Côté’s own page does not name Noémie Aubry as a supervisor."
    )
    assert texts.sentence(one_sided, "fr").startswith("La page de Noémie Aubry compte Łukasz Côté parmi ses étudiants")
    first, second = texts.statements(one_sided, "fr")
    assert (first.page, first.text) == ("Noémie Aubry, page anglaise", "à titre principal")
    assert (second.page, second.text) == ("Łukasz Côté, page anglaise", "non indiqué")
    named = conflict("supervision", "students[0].supervision", None, "co supervisor: Noémie Aubry", ("en", "en"))
    assert texts.sentence(named, "en").startswith("Łukasz Côté’s page names Noémie Aubry as a supervisor;")


def test_different_numbers_of_students_say_who_is_on_one_page_only(dataset: Path) -> None:
    first, *others = read_dataset(dataset).profiles
    one, two, *rest = first.students
    students = [
        one.model_copy(update={"languages": ["en"]}),
        two.model_copy(update={"languages": ["fr"], "name": None}),
        *rest,
    ]
    texts = ConflictTexts([first.model_copy(update={"students": students}), *others])
    counted = conflict("student-count", "students", "10", "8")
    assert [each.text for each in texts.statements(counted, "en")] == ["10 students", "8 students"]
    assert texts.one_sided(counted, "en") == [
        f"On the English page only: {one.name}",
        "On the French page only: name not on the page",
    ]
    assert texts.one_sided(conflict("rank", "roles[0].title", "a", "b"), "en") == []


def test_a_text_that_is_not_translated_has_its_own_language(texts: ConflictTexts) -> None:
    found = conflict("not-translated", "biography.fr", "She studies tides.", None, ("fr", "fr"))
    assert texts.sentence(found, "en") == "On the French page of Noémie Aubry, the biography has text in English."
    assert texts.statements(found, "en")[0].language == "en"


def test_a_text_in_a_third_language_is_foreign(texts: ConflictTexts) -> None:
    spanish = "Ella estudia las mareas del norte y construye los instrumentos."
    found = conflict("not-translated", "biography.fr", spanish, None, ("fr", "fr"))
    assert texts.sentence(found, "en").endswith("the biography has text in a foreign language.")
    assert texts.sentence(found, "fr").endswith("la biographie a du texte en langue étrangère.")
    assert texts.statements(found, "en")[0].language == "und"


def test_french_shortens_de_before_a_vowel(dataset: Path) -> None:
    first = next(iter(read_dataset(dataset).profiles))
    ranks = conflict("rank", "roles[0].title", "a", "b")
    for name, words in (("Émilie Roy", "d’Émilie Roy"), ("Ada Roy", "d’Ada Roy"), ("Bo Roy", "de Bo Roy")):
        assert words in ConflictTexts([first.model_copy(update={"name": name})]).sentence(ranks, "fr")


def test_a_person_or_student_who_is_not_there_is_no_error(texts: ConflictTexts) -> None:
    unknown = conflict("supervision", "students[99].supervision", "co supervisor of X", None)
    assert "name not on the page" in texts.sentence(unknown, "en")
    unknown_person = conflict("rank", "roles[0].title", "a", "b").model_copy(update={"profile": "invented/gone"})
    assert "invented/gone" in texts.sentence(unknown_person, "en")


@pytest.mark.parametrize(
    ("correct", "en", "fr"),
    [
        (
            "first",
            "The right page: Noémie Aubry, English page – as principal supervisor.",
            "La page exacte\u00a0: Noémie Aubry, page anglaise – à titre principal.",
        ),
        (
            "second",
            "The right page: Łukasz Côté, English page, which does not state it.",
            "La page exacte\u00a0: Łukasz Côté, page anglaise, qui ne l’indique pas.",
        ),
        ("neither", "Neither is right.", "Aucune n’est exacte."),
        (None, "Looked at: the two do differ; which is right was not said.", None),
    ],
)
def test_every_answer_is_a_sentence_in_both_languages(
    texts: ConflictTexts, correct: CorrectStatement | None, en: str, fr: str | None
) -> None:
    stated = "principal supervisor of X"
    one_sided = conflict("supervision", "students[0].supervision", stated, None, ("en", "en"))
    made = Decision(
        subject="conflict",
        first=stated,
        second="–",
        within=f"{person_id(0)} students[0].supervision",
        answer="different",
        relation=None,
        by="ana",
        when="2026-11-22T06:00:00Z",
        why=None,
        correct=correct,
    )
    assert texts.answer(one_sided, made, "en") == en
    if fr:
        assert texts.answer(one_sided, made, "fr") == fr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "alike",
    [
        conflict("supervision", "students[0].supervision", "principal supervisor of X", None),
        conflict("supervision", "students[0].supervision", None, "principal supervisor: X"),
        conflict("supervision", "students[0].supervision", "principal supervisor of X", "co supervisor: X"),
        conflict("supervision", "students[0].supervision", "principal", "co"),
        conflict("student-level", "students[0].level", "PhD", "Maîtrise"),
        conflict("student-organization", "students[0].organization", "McGill", "UdeM"),
    ],
)
def test_contradictions_that_differ_in_the_student_alone_are_one_group(
    texts: ConflictTexts, alike: Conflict, language: Language
) -> None:
    another = alike.model_copy(update={"field": alike.field.replace("0", "1")})
    another_kind = conflict("year", "biography", "2011", "2012")
    assert texts.groups([alike, another_kind, another, another_kind]) == [
        [alike, another],
        [another_kind],
        [another_kind],
    ]
    sentence = texts.sentence_of_group(alike, language)
    assert "Noémie Aubry" in sentence or "Łukasz Côté" in sentence
    assert not set("{}[]_") & set(sentence)


def test_people_of_one_name_are_told_apart(dataset: Path) -> None:
    first, second, *others = read_dataset(dataset).profiles
    alike = [first, second.model_copy(update={"name": first.name.upper()}), *others]
    names = distinct_names(alike)
    assert names[first.id] == f"{first.name} ({first.id.partition('/')[2]})"
    assert names[second.id] == f"{first.name.upper()} ({second.id.partition('/')[2]})"
    assert names[others[0].id] == others[0].name
