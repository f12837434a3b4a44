"""The invented institute keeps its word: same seed, same bytes; what the truth says stands on the pages."""

import gzip
import re
import unicodedata
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from benchmarks.build import main as benchmark
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.profile import Profile
from profile_scraper.records.publication import Publication
from testbed.generate import generate
from testbed.page_truth import Fields, text_page
from testbed.plain_text import render_text
from testbed.render import render
from testbed.truth import Truth, truth
from testbed.world import BASE_URL, World

PEOPLE = 200


@cache
def world() -> World:
    return generate(people=PEOPLE, seed=3)


@cache
def pages() -> dict[str, bytes]:
    return render(world())


@cache
def known() -> Truth:
    return truth(world())


def shown(target: str) -> str:
    """The text of a page as a reader should see it: no tags' entities, soft hyphens, double spaces, NFD or LaTeX."""
    text = unescape(pages()[target].decode()).replace("\u00ad", "").replace(r"\%", "%")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def complete(fields: Fields) -> Fields:
    """A page's fields with the parts that only a reader knows, so that the model can check the rest."""
    filled = {
        **fields,
        "extraction_methods": {},
        "warnings": [],
        "source": {**fields["source"], "retrieved": None, "sha256": ""},
    }
    filled["roles"] = [{**role, "raw": ""} for role in fields["roles"]]
    for name in ("students", "publications"):
        filled[name] = [{**item, "raw": []} for item in fields[name]]
    return filled


def test_same_seed_same_bytes() -> None:
    assert render(generate(people=60, seed=5)) == render(generate(people=60, seed=5))


def test_another_seed_another_institute() -> None:
    first, second = (generate(people=60, seed=seed) for seed in (5, 6))
    assert [person.slug for person in first.people] != [person.slug for person in second.people]


def test_every_page_has_its_truth_and_its_own_address() -> None:
    assert set(pages()) - set(known().pages) == {"/en", "/fr"}
    for target, fields in known().pages.items():
        assert fields["source"]["url"] == BASE_URL + target
        assert f'<link rel="canonical" href="{BASE_URL}{target}">' in unescape(pages()[target].decode())


def test_truth_is_valid_as_records() -> None:
    for fields in known().pages.values():
        if fields["type"] == "profile":
            ProfilePage.model_validate(complete(fields))
        else:
            DirectoryPage.model_validate({**fields, "source": {**fields["source"], "retrieved": None, "sha256": ""}})
    digest = {"retrieved": None, "sha256": ""}
    for profile in known().profiles:
        sources = [source | digest for source in profile["sources"]]
        Profile.model_validate({**profile, "biography_alignment": [], "sources": sources})
    for publication in known().publications:
        nowhere = {"title": None, "authors": None, "abstract": None}
        added = {"identifiers": [], "title_variants": [], "author_variants": [], "origins": nowhere}
        Publication.model_validate({**publication, **added})


def test_every_listed_value_stands_on_its_page() -> None:
    for target, fields in known().pages.items():
        if fields["type"] != "profile":
            continue
        text = shown(target)
        values = [fields["name"], *fields["topics"], *fields["biography"]]
        values += [role["title"] for role in fields["roles"]]
        values += [entry["title"] for entry in fields["publications"]]
        values += [author["name"] for entry in fields["publications"] for author in entry["authors"]]
        missing = [value for value in values if value not in text]
        assert not missing, f"{target} does not show {missing}"


def test_directories_list_everybody_who_is_listed_once() -> None:
    for language in ("en", "fr"):
        profiles = [
            person["profile"]
            for fields in known().pages.values()
            if fields["type"] == "directory" and fields["source"]["language"] == language
            for person in fields["people"]
        ]
        expected = [
            person.id for person in world().people if person.in_directory and language in person.language_profiles
        ]
        assert sorted(profiles) == sorted(expected)


def test_unlisted_people_are_linked_from_other_pages() -> None:
    linked = {
        student["profile"]
        for fields in known().pages.values()
        if fields["type"] == "profile"
        for student in fields["students"]
    }
    unlisted = {person.id for person in world().people if not person.in_directory}
    assert unlisted
    assert len(unlisted & linked) >= 0.9 * len(unlisted)


def test_occurrences_are_the_entries_of_the_pages() -> None:
    by_occurrence = {
        (fields["source"]["url"], entry["position"]): entry
        for fields in known().pages.values()
        if fields["type"] == "profile"
        for entry in fields["publications"]
    }
    occurrences = [
        (occurrence["url"], occurrence["position"])
        for publication in known().publications
        for occurrence in publication["occurrences"]
    ]
    assert sorted(occurrences) == sorted(by_occurrence)
    assert sum(map(len, known().clusters.values())) == len(by_occurrence)


def test_relations_join_two_listed_works() -> None:
    keys = {publication["id"] for publication in known().publications}
    assert known().relations
    assert all(source in keys and other in keys and source != other for _, source, other in known().relations)


def test_a_topic_has_one_counterpart() -> None:
    pairs = known().pairs["topic"]
    assert len({english for english, _ in pairs}) == len(pairs) == len({french for _, french in pairs})


def test_students_of_both_sides_are_joined_once() -> None:
    for person in world().people:
        joined = known().students[person.id]
        for column, language in enumerate(("en", "fr")):
            indices = sorted(index for pair in joined if (index := pair[column]) is not None)
            assert indices == list(
                range(len(person.language_profiles[language].students) if language in person.language_profiles else 0)
            )


def test_paragraph_groups_hold_every_paragraph_once() -> None:
    merged = 0
    for profile in known().profiles:
        groups = known().paragraphs[profile["id"]]
        for column, language in enumerate(("en", "fr")):
            text = profile["biography"][language]
            indices = sorted(index for group in groups for index in group[column])
            assert indices == list(range(len(text.split("\n\n")) if text else 0))
        merged += any(len(group[0]) != len(group[1]) for group in groups)
    assert merged


def test_the_hard_cases_are_there() -> None:
    people = world().people
    names = [person.name for person in people]
    assert len(set(names)) < len(names), "no homonyms"
    assert any(len(person.language_profiles) == 1 for person in people), "nobody in one language only"
    assert {conflict.kind for conflict in known().conflicts} >= {"email", "student-count", "topics"}
    assert any("?page=0%2C1" in target for target in pages()), "nobody has a second page of publications"
    assert any(publication["titles"]["fr"] for publication in known().publications), "no translated title"
    assert any(len(publication["profiles"]) > 1 for publication in known().publications), "no shared work"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_plain_text_holds_what_is_not_a_link(language: str) -> None:
    for person in world().people:
        for profile in person.language_profiles.values():
            if profile.language == language:
                lines = unicodedata.normalize("NFC", render_text(person, profile.language).decode()).split("\n")
                fields = text_page(person, profile.language, "x.txt")
                assert person.name in lines
                assert all(topic in lines for topic in fields["topics"])
                assert all(paragraph in lines for paragraph in fields["biography"])
                linked = {item.student.name for item in profile.students if item.student.slug}
                assert linked.isdisjoint(lines)


def test_the_archive_of_the_build_benchmark_can_be_written_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pages.warc.gz"
    words = ["build", "--pages", "4", "--kilobytes", "30", "--archive", str(file)]
    monkeypatch.setattr("sys.argv", words)
    benchmark()
    assert re.fullmatch(r"4 pages of \d+ KB\n", capsys.readouterr().out)
    assert gzip.decompress(file.read_bytes()).count(b"WARC-Type: response") == 4
