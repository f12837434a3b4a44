"""A generated directory is read without a wrong value, paired without a wrong pair and merged without a false merge."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.cli import main
from profile_scraper.parse import read_page
from profile_scraper.records.base import Language
from profile_scraper.records.page import Capture, Media, ProfilePage
from profile_scraper.sites import load_site
from testbed.compare import changes
from testbed.generate import generate
from testbed.page_truth import Fields, text_page
from testbed.plain_text import render_text
from testbed.render import render
from testbed.truth import Truth, truth
from testbed.world import BASE_URL, World
from tests.saved_pages import printed_fields

HOMES = {"/en", "/fr"}


@cache
def world() -> World:
    return generate(people=120, seed=21)


@cache
def known() -> Truth:
    return truth(world())


def read(name: str, body: bytes, media: Media) -> dict[str, Any]:
    url = name if media == "html" else None
    digest = hashlib.sha256(body).hexdigest()
    capture = Capture(name, url, body, media, None, None, None, digest, None)
    record: dict[str, Any] = printed_fields(read_page(capture, load_site("mila")).model_dump(mode="json"))
    record["source"] = {key: record["source"][key] for key in ("url", "language")} if "source" in record else None
    return record


@cache
def wrong_in_html() -> list[tuple[str, str, Any, Any]]:
    return [
        (target, *change)
        for target, body in render(world()).items()
        if target not in HOMES
        for change in changes(known().pages[target], read(BASE_URL + target, body, "html"))
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    "field",
    sorted({*ProfilePage.model_fields, "people"} - {"extraction_methods", "warnings", "reading", "translation"}),
)
def test_html_is_read_right(field: str) -> None:
    wrong = [change for change in wrong_in_html() if change[1].partition(".")[0].partition("[")[0] == field]
    assert not wrong, "\n".join(
        f"{target} {path}: expected {old!r}, got {new!r}" for target, path, old, new in wrong[:5]
    )


@pytest.mark.slow
def test_plain_text_is_read_right_or_refused() -> None:
    """A page without one word of a known language may be refused; of the others, nearly all fields come out right."""
    fields: Counter[bool] = Counter()
    for expected, record in texts():
        if record.get("reason") == "unknown-language":
            assert not expected["topics"]
            continue
        found = {path.partition(".")[0].partition("[")[0] for path, *_ in changes(expected, record)}
        fields.update(name not in found for name in expected)
    assert fields[True] / fields.total() >= 0.995


def texts() -> Iterator[tuple[Fields, dict[str, Any]]]:
    for person in world().people:
        language: Language
        for language in person.language_profiles:
            name = f"{person.slug}.{language}.txt"
            yield text_page(person, language, name), read(name, render_text(person, language), "text")


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("generated")
    (folder / "pages").mkdir()
    for number, (target, body) in enumerate(render(world()).items()):
        if target not in HOMES:
            (folder / "pages" / f"{number}.html").write_bytes(body)
    main(["build", str(folder / "pages"), "--out", str(folder / "dataset")])
    return {name: lines(folder / "dataset" / f"{name}.jsonl") for name in ("profiles", "publications")}


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


@pytest.mark.slow
def test_every_person_is_one_profile(dataset: dict[str, list[dict[str, Any]]]) -> None:
    expected = {profile["id"]: profile["url"] for profile in known().profiles}
    assert {profile["id"]: profile["url"] for profile in dataset["profiles"]} == expected


def test_no_topic_is_paired_wrongly(dataset: dict[str, list[dict[str, Any]]]) -> None:
    paired = {
        (topic["en"], topic["fr"])
        for profile in dataset["profiles"]
        for topic in profile["topics"]
        if topic["en"] and topic["fr"]
    }
    assert paired <= known().pairs["topic"]


def test_no_student_is_joined_wrongly(dataset: dict[str, list[dict[str, Any]]]) -> None:
    expected = {profile["id"]: profile["students"] for profile in known().profiles}
    for profile in dataset["profiles"]:
        assert profile["students"] == expected[profile["id"]]


def test_no_two_works_are_merged(dataset: dict[str, list[dict[str, Any]]]) -> None:
    cluster_at = {
        BASE_URL + target + f"#{position}": cluster
        for cluster, occurrences in known().clusters.items()
        for target, position in occurrences
    }
    for publication in dataset["publications"]:
        clusters = {
            cluster_at[f"{occurrence['url']}#{occurrence['position']}"] for occurrence in publication["occurrences"]
        }
        assert len(clusters) == 1, f"{publication['title']!r} merges {sorted(clusters)}"
