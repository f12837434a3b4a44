"""The two real page texts that the project started from give what the contract says, to the last figure."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.cli import main

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("seeds") / "dataset"
    assert main(["build", str(SEEDS), "--out", str(folder)]) == 0
    return {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        for path in folder.glob("*.jsonl")
    }


@pytest.fixture
def profile(dataset: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    [profile] = dataset["profiles"]
    return profile


def test_one_bilingual_profile(profile: dict[str, Any]) -> None:
    assert profile["id"] == "mila/guillaume-lajoie"
    assert profile["name"] == "Guillaume Lajoie"
    assert profile["url"] == {"en": None, "fr": None}
    assert profile["portrait"] == {
        "url": None,
        "alt": {"en": "Portrait of Guillaume Lajoie", "fr": "Portrait de Guillaume Lajoie"},
    }
    assert [source["language"] for source in profile["sources"]] == ["en", "fr"]


def test_roles_are_paired(profile: dict[str, Any]) -> None:
    roles = profile["roles"]
    assert [role["kind"] for role in roles] == ["membership", "chair", "appointment", "visiting"]
    assert [role["title"] for role in roles] == [
        {"en": "Core Academic Member", "fr": "Membre académique principal"},
        {"en": "Canada CIFAR AI Chair", "fr": "Chaire en IA Canada-CIFAR"},
        {"en": "Associate Professor", "fr": "Professeur agrégé"},
        {"en": "Visiting Researcher", "fr": "Chercheur invité"},
    ]
    organizations = [
        role["organization"] and (role["organization"]["name"], role["organization"]["ror"]) for role in roles
    ]
    assert organizations == [None, None, ("Université de Montréal", "https://ror.org/0161xgx34"), ("Google", None)]
    assert [role["department"] for role in roles] == [
        None,
        None,
        {
            "en": "Department of Mathematics and Statistics",
            "fr": "Département de mathématiques et statistiques",
        },
        None,
    ]


def test_topics_are_paired_by_meaning(profile: dict[str, Any]) -> None:
    pairs = {(topic["en"], topic["fr"]) for topic in profile["topics"]}
    assert len(profile["topics"]) == 10
    assert all(english and french for english, french in pairs)
    assert ("AI for Science", "IA pour la science") in pairs
    assert ("Representation Learning", "Apprentissage de représentations") in pairs
    assert {"id": "deep-learning", "en": "Deep Learning", "fr": "Apprentissage profond"} in profile["topics"]


def test_two_paragraphs_of_biography_in_each_language(profile: dict[str, Any]) -> None:
    for language in ("en", "fr"):
        assert len(profile["biography"][language].split("\n\n")) == 2


def test_students_keep_their_level_school_and_supervision(profile: dict[str, Any]) -> None:
    for language, lines, co_supervised in (("en", 30, 9), ("fr", 24, 3)):
        students = [student for student in profile["students"] if language in student["languages"]]
        assert len(students) == lines
        assert Counter(student["supervision"] for student in students)["co"] == co_supervised
        assert all(student["name"] is None for student in students)
        assert all(student["level"][language] for student in students)
    assert {student["level"]["id"] for student in profile["students"]} >= {"phd", "postdoctorate", "masters-research"}


def test_twenty_one_publications_from_twenty_four_entries(dataset: dict[str, list[dict[str, Any]]]) -> None:
    publications = dataset["publications"]
    assert len(publications) == 21
    assert sum(len(publication["occurrences"]) for publication in publications) == 24
    assert sum(decision["decision"] == "same" for decision in dataset["merges"]) == 3
    assert all(publication["profiles"] == ["mila/guillaume-lajoie"] for publication in publications)
    assert sorted(dataset["profiles"][0]["publications"]) == sorted(publication["id"] for publication in publications)


def test_seventeen_abstracts_made_whole(dataset: dict[str, list[dict[str, Any]]]) -> None:
    abstracts = [publication for publication in dataset["publications"] if publication["abstract"]]
    assert len(abstracts) == 17
    for publication in abstracts:
        assert publication["abstract_complete"] is True
        assert "(see more)" not in publication["abstract"]
        assert "(voir plus)" not in publication["abstract"]
        assert publication["abstract"][-1] in ".?!"
    assert sum("between individuals, signals" in publication["abstract"] for publication in abstracts) == 1


def test_correction_and_version_are_related_and_not_merged(dataset: dict[str, list[dict[str, Any]]]) -> None:
    by_title = {publication["title"].rstrip("."): publication for publication in dataset["publications"]}
    [correction] = [title for title in by_title if title.startswith("Author Correction: ")]
    original = by_title[correction.removeprefix("Author Correction: ")]
    assert by_title[correction]["relations"] == [{"type": "corrects", "target": original["id"]}]
    lesser, fuller = sorted((title for title in by_title if title.endswith("for Relational Tasks")), key=len)
    assert by_title[lesser]["relations"] == [{"type": "isVersionOf", "target": by_title[fuller]["id"]}]
    assert sum(len(publication["relations"]) for publication in dataset["publications"]) == 2


def test_an_author_printed_twice_is_one_author(dataset: dict[str, list[dict[str, Any]]]) -> None:
    for publication in dataset["publications"]:
        names = [author["name"] for author in publication["authors"]]
        assert len(names) == len(set(names))
        assert publication["authors_complete"] is False
