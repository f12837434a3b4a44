"""Records as library catalogues, bibliography files and cut lists print them; traps that stay apart."""

from typing import Any

import pytest

from profile_scraper.dedupe.api import deduplicate
from profile_scraper.dedupe.author_text import names_in_text

PLAIN: dict[str, Any] = {"title": "Le partage des rivières froides", "authors": ["Anna Lindqvist"], "year": 2011}


def is_merged(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return len(deduplicate([{"id": 1} | one, {"id": 2} | other]).clusters) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Le partage des rivières froides [Texte imprimé] / Anna Lindqvist",
        "Le partage des rivières froides / Anna Lindqvist ; préface de Tomas Brume",
        "Le partage des rivières froides [Ressource électronique] / sous la direction d'Anna Lindqvist",
        "Le partage des rivières froides (document électronique)",
        "Le partage des rivières froides [microforme]",
        "Partage des rivières froides (Le)",
        "Le partage des rivières froides : thèse de doctorat",
        "Le partage des rivières froides (thèse en cotutelle)",
        "Le partage des rivières froides (rapport RP-11-02)",
        "Le p\x9cartage des rivières froides".replace("p\x9c", "\x9cp"),
    ],
)
def test_what_a_catalogue_prints_beside_a_title_is_no_part_of_it(title: str) -> None:
    assert is_merged(PLAIN, {"title": title, "authors": ["Lindqvist, Anna (1970-....)"], "year": 2011})


@pytest.mark.parametrize(
    "title",
    [
        "Le partage des rivières froides / Le partage des lacs",
        "Le partage des rivières froides : exercices et corrigés / Anna Lindqvist",
        "Le partage des rivières froides, deuxième édition / Anna Lindqvist",
        "Le partage des rivières froides (2e éd. rev. et augm.)",
        "Le partage des rivières froides. Tome 2 / Anna Lindqvist",
        "Le partage des rivières froides : résumé de la thèse",
    ],
)
def test_another_volume_edition_or_text_stays_apart(title: str) -> None:
    assert not is_merged(PLAIN, {"title": title, "authors": ["Lindqvist, Anna"], "year": 2011})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Les digues, I : Le temps des abbayes", "Les digues. Tome 1, Le temps des abbayes"),
        ("Le castor ingénieur (première partie)", "Le castor ingénieur, 1re partie"),
        ("Le castor ingénieur, partie 2", "Le castor ingénieur (seconde partie)"),
        ("Three essays on irrigation water", "3 essays on irrigation water"),
        ("Manuel des petits cours d'eau, 2e édition", "Manuel des petits cours d'eau. - 2e éd. rev. et augm."),
        ("Mémoire sur le régime des eaux", "Mérnoire sur le régirne des eaux"),
        ("On the smell of dry rivers", "On the smellof dry rivers"),
    ],
)
def test_numbers_and_letters_in_another_form_are_the_same(one: str, other: str) -> None:
    people = {"authors": ["Lindqvist, Anna"], "year": 2011}
    assert is_merged({"title": one} | people, {"title": other} | people)


@pytest.mark.parametrize(
    "form",
    [
        "[J12] {}", "(iv) {}", "4) {}", "C-5. {}", "▸ {}", "{} (IF = 4.2, Q1)", "{} (acceptance rate: 18%)",
        "{} — cité 35 fois", "{} (cited by 41)", "{} [bib] [pdf] [doi]", "{} (with online supplement)",
    ],
)  # fmt: skip
def test_numbers_of_a_list_and_counts_of_success_are_no_part_of_a_title(form: str) -> None:
    assert is_merged(PLAIN, PLAIN | {"title": form.format(PLAIN["title"])})


def test_a_number_below_zero_is_another_number() -> None:
    one = PLAIN | {"title": "40 °C and below: gauges in deep cold"}
    assert not is_merged(one, PLAIN | {"title": "-40 °C and below: gauges in deep cold"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Lind; Bo Ek", ["Ada Lind", "Bo Ek"]),
        ("Lind, Ada and van der Ek, Bo", ["Lind, Ada", "van der Ek, Bo"]),
        ("Lind, A. and others", ["Lind, A.", "others"]),
        ("Lind A, van der Ek B, Dun CD", ["Lind A", "van der Ek B", "Dun CD"]),
        ("Lind A, Ek B, et al.", ["Lind A", "Ek B", "et al."]),
        ("Lind, A., Ek, B., & Dun, C. D.", ["Lind, A.", "Ek, B.", "Dun, C. D."]),
        ("Ada Lind, Bo Ek et Cy Dun", ["Ada Lind", "Bo Ek", "Cy Dun"]),
        ("Lind, Ada", ["Lind, Ada"]),
        ("Agence de l'eau", ["Agence de l'eau"]),
    ],
)
def test_a_list_of_authors_in_one_text(text: str, names: list[str]) -> None:
    assert names_in_text(text) == names


def test_a_title_that_is_cut_is_the_work_whose_year_agrees() -> None:
    cut = {"title": "Random walks on…", "authors": ["R. Lind", "…"], "year": 2013}
    full = {"title": "Random walks on drainage networks", "authors": ["Ruth Lind", "Bo Ek"], "year": 2013}
    assert is_merged(cut, full)
    assert not is_merged(cut, full | {"year": 2015})


def test_a_list_without_its_owner_is_the_list_with_them() -> None:
    title = {"title": "Self-taught gauges for mountain streams", "year": 2023}
    assert is_merged(title | {"authors": ["B. Ek", "C. Dun"]}, title | {"authors": ["Ada Lind", "Bo Ek", "Cy Dun"]})
    assert not is_merged(title | {"authors": ["C. Dun", "B. Ek"]}, title | {"authors": ["Ada Lind", "Bo Ek", "Cy Dun"]})


def test_the_short_title_is_the_long_one_where_an_identifier_says_so() -> None:
    people = ["Mei-Ling Cho", "Aïcha Benmoussa"]
    short = {"id": 1, "title": "Kelp farms as breakwaters", "authors": people, "year": 2021, "doi": "10.5555/kelp"}
    long = {"id": 2, "title": "Kelp farms as breakwaters: a field experiment", "authors": people, "doi": "10.5555/kelp"}
    preprint = {"id": 3, "title": long["title"], "authors": people, "year": 2020, "venue": "arXiv"}
    assert len(deduplicate([short, long, preprint]).clusters) == 1
    assert len(deduplicate([short | {"doi": None}, preprint]).clusters) == 2


def test_a_short_title_of_several_people_is_one_work_however_many_lists_print_it() -> None:
    people = ["Ada Lind", "Bo Ek", "Cy Dun"]
    records = [{"id": number, "title": "Learning to Hear Ice", "authors": people} for number in range(8)]
    assert len(deduplicate(records).clusters) == 1
    editorials = [{"id": number, "title": "Editorial", "authors": people} for number in range(8)]
    assert len(deduplicate(editorials).clusters) == 8
