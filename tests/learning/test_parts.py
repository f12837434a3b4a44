"""A person's further pages, and works in boxes: learned and built from the command line."""

import json
from pathlib import Path
from typing import Any

import pytest

from testbed.layouts.catalogue import LAYOUTS
from testbed.learned import SavedPage, build, learn

ONE = "https://lind.example"
HEAD = '<html lang="{lang}"><head><title>{title} - Ada Lindholm</title></head><body><h3>Ada Lindholm</h3>'
ENTRIES = "".join(
    f"<article class='work'><h2><a href='/w/{number}'>{title}</a></h2><p>Published in <i>{venue}</i>, 20{number}</p>"
    f"<p>Recommended citation: Bo Ekdahl, Ada Lindholm. (20{number}). &quot;{title}.&quot; <i>{venue}</i>. 4(2).</p>"
    "</article>"
    for number, title, venue in (
        (21, "Patient clocks for slow northern rivers", "Journal of Slow Water"),
        (22, "A field diary of gauges in disagreement", "arXiv"),
        (23, "Maps for the moving bank of a river", "River Letters"),
        (9, "Paper Title Number 1", "Journal 1"),
    )
)
PAGES = {
    "/": "<h1>About me</h1><p>Ada Lindholm measures the snow of northern valleys with cameras made of bicycles.</p>"
    "<h2>Positions</h2><ul><li>Professor, University of Snow</li></ul><h2>Research interests</h2>"
    "<ul><li>River Ice</li><li>Snow</li></ul>",
    "/publications/": f"<h1>Publications</h1><h2>Journal Articles</h2>{ENTRIES}",
    "/students/": "<h1>Students</h1><h3>Current students and postdocs</h3>"
    "<ul><li><strong>Cy Dunmore</strong> (since 2022): ladders</li><li><strong>Eva Fjeld</strong>: robots</li></ul>"
    "<h3>Courses</h3><ul><li>Robots Outdoors</li></ul>",
}


def records(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "dataset" / name).read_text("utf8").splitlines()]


@pytest.fixture(scope="module")
def sole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of one person in English."""
    folder = tmp_path_factory.mktemp("lind")
    pages = []
    for path, body in PAGES.items():
        head = HEAD.format(lang="en", title=path.strip("/").capitalize() or "About me")
        pages.append(SavedPage(f"{ONE}{path}", f"{head}{body}</body></html>".encode(), "en"))
    learn(pages, "lind", folder)
    build("lind", folder)
    return folder


def test_further_pages_of_a_person_have_a_pattern_of_their_own(sole: Path) -> None:
    text = sole.joinpath("sites", "lind", "site.toml").read_text("utf8")
    assert 'profile_part = {en = ["/students/", "/publications/"]}' in text
    assert 'profile = {en = "/"}' in text


def test_students_and_publications_of_further_pages_are_the_persons(sole: Path) -> None:
    [person] = records(sole, "profiles.jsonl")
    assert person["name"] == "Ada Lindholm"
    assert person["url"]["en"] == f"{ONE}/"
    assert [student["name"] for student in person["students"]] == ["Cy Dunmore", "Eva Fjeld"]
    assert {topic["en"] for topic in person["topics"]} == {"River Ice", "Snow"}
    assert len(person["publications"]) == 3


def test_the_citation_of_a_work_names_its_authors_and_a_theme_s_example_is_no_work(sole: Path) -> None:
    read = {each["title"]: each for each in records(sole, "publications.jsonl")}
    assert set(read) == {
        "Patient clocks for slow northern rivers",
        "A field diary of gauges in disagreement",
        "Maps for the moving bank of a river",
    }
    for each in read.values():
        assert [author["name"] for author in each["authors"]] == ["Bo Ekdahl", "Ada Lindholm"]
    assert [each["venue"] for each in read.values()].count("arXiv") == 1


@pytest.mark.slow
def test_a_work_in_a_box_of_a_card_is_a_publication_of_the_person(tmp_path: Path) -> None:
    site = LAYOUTS["cards"]()
    learn([SavedPage(page.url, page.content, page.language) for page in site.pages], "floe", tmp_path)
    build("floe", tmp_path)
    printed = {each["title"] for entry in site.people for each in entry["publications"]}
    assert {each["title"] for each in records(tmp_path, "publications.jsonl")} == printed
    for profile in records(tmp_path, "profiles.jsonl"):
        [entry] = [entry for entry in site.people if entry["name"] == profile["name"]]
        assert len(profile["publications"]) == len(entry["publications"])
