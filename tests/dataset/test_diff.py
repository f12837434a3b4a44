"""What changed between two datasets, record by record and field by field."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from profile_scraper import build
from profile_scraper.dataset.diff import as_text, diff, diff_datasets
from profile_scraper.dataset.read import read_dataset
from profile_scraper.dataset.write import write_dataset
from testbed.bundled import INSTITUTE
from tests.exporters.invented import contents


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("diff") / "dataset"
    write_dataset(target, contents())
    return target


def _person(**fields: Any) -> Mapping[str, Any]:
    return {"name": "Ada", "email": None, "links": {"x": None}, "topics": [], "roles": [], "students": []} | fields


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    changes = diff("profile", {"s/ada": old}, {"s/ada": new})
    return [(change.kind, change.field, change.old, change.new) for change in changes]


def test_equal_datasets_have_no_changes(dataset: Path) -> None:
    assert list(diff_datasets(read_dataset(dataset), read_dataset(dataset))) == []


def test_records_are_added_removed_and_redirected_sorted_by_id() -> None:
    old = {id_: {"title": id_.upper()} for id_ in ("a", "b", "c")}
    new = {id_: {"title": id_.upper()} for id_ in ("d", "a")}
    changes = list(diff("publication", old, new, {"c": "a"}))
    assert [(change.kind, change.id, change.name, change.new) for change in changes] == [
        ("removed", "b", "B", None),
        ("redirected", "c", "C", "a"),
        ("added", "d", "D", None),
    ]
    assert list(as_text(iter(changes))) == [
        "removed publication b (B)",
        "redirected publication c (C) -> a",
        "added publication d (D)",
    ]


def test_values_are_added_removed_and_changed_at_their_path() -> None:
    old = _person(email="a@x.example", links={"x": None, "github": "g"})
    new = _person(name="Ada L.", links={"x": "https://x.example/ada", "github": "h"})
    assert _changes(old, new) == [
        ("removed", "email", "a@x.example", None),
        ("changed", "links.github", "g", "h"),
        ("added", "links.x", None, "https://x.example/ada"),
        ("changed", "name", "Ada", "Ada L."),
    ]


def test_items_are_matched_by_their_key_whatever_their_order() -> None:
    music, birds = {"id": "music", "en": "Music", "fr": None}, {"id": "birds", "en": "Birds", "fr": None}
    assert _changes(_person(topics=[music, birds]), _person(topics=[birds, music | {"fr": "Musique"}])) == [
        ("added", "topics[music].fr", None, "Musique")
    ]
    assert _changes(_person(topics=[music]), _person(topics=[birds])) == [
        ("removed", "topics", music, None),
        ("added", "topics", None, birds),
    ]


def test_roles_are_matched_by_kind_and_organization() -> None:
    role = {"kind": "chair", "organization": {"name": "Institute"}, "title": {"en": "Chair", "fr": None}}
    changed = role | {"title": {"en": "Chair", "fr": "Chaire"}}
    assert _changes(_person(roles=[role]), _person(roles=[changed])) == [
        ("added", "roles[chair, Institute].title.fr", None, "Chaire")
    ]


def test_items_without_a_name_are_never_matched() -> None:
    one, other = {"name": None, "profile": None, "level": 1}, {"name": None, "profile": None, "level": 2}
    assert _changes(_person(students=[one]), _person(students=[other])) == [
        ("removed", "students", one, None),
        ("added", "students", None, other),
    ]


@pytest.mark.parametrize("field", ["authors", "roles"])
def test_another_order_of_authors_or_roles_is_one_change(field: str) -> None:
    assert _changes(_person(**{field: ["a", "b"]}), _person(**{field: ["b", "a"]})) == [
        ("changed", f"{field} (order)", ["a", "b"], ["b", "a"])
    ]


@pytest.mark.parametrize("field", ["publications", "topics", "students", "supervisors", "profiles"])
def test_another_order_of_the_entries_of_a_page_is_no_change(field: str) -> None:
    assert _changes(_person(**{field: ["a", "b"]}), _person(**{field: ["b", "a"]})) == []


def test_repeated_items_count() -> None:
    assert _changes(_person(publications=["a", "a"]), _person(publications=["a"])) == [
        ("removed", "publications", "a", None)
    ]


@pytest.mark.parametrize("field", ["sources", "occurrences", "origins"])
def test_where_a_value_was_read_is_no_change(field: str) -> None:
    assert _changes(_person(**{field: [{"url": "a"}]}), _person(**{field: [{"url": "b"}]})) == []


def test_a_publication_at_the_top_of_a_page_is_all_that_changed(tmp_path: Path) -> None:
    pages = Path(shutil.copytree(INSTITUTE / "pages", tmp_path / "pages"))
    build([pages], tmp_path / "old")
    page = pages / "ada-lindqvist.en.html"
    text, opening = page.read_text(encoding="utf8"), '<article class="node node--type-publication'
    before, first, after = text.partition(opening)
    title = ' node--view-mode-teaser"><h3 class="node__title">Kelp in Winter Light</h3></article>\n'
    page.write_text(before + first + title + first + after, encoding="utf8")
    build([pages], tmp_path / "new")
    changes = list(diff_datasets(read_dataset(tmp_path / "old"), read_dataset(tmp_path / "new")))
    assert [(change.kind, change.name, change.field) for change in changes] == [
        ("added", "Ada Lindqvist", "publications"),
        ("added", "Kelp in Winter Light", None),
    ]


def test_datasets_are_compared_people_first_with_the_new_redirects(dataset: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(dataset, tmp_path / "changed"))
    people = [json.loads(line) for line in (changed / "profiles.jsonl").read_text(encoding="utf8").splitlines()]
    people[0]["email"] = "new@institute.example"
    (changed / "profiles.jsonl").write_text("\n".join(map(json.dumps, people)) + "\n", encoding="utf8")
    lines = (changed / "publications.jsonl").read_text(encoding="utf8").splitlines()
    ids = [json.loads(line)["id"] for line in lines]
    (changed / "publications.jsonl").write_text("\n".join(lines[1:]) + "\n", encoding="utf8")
    (changed / "redirects.jsonl").write_text(json.dumps({"old": ids[0], "new": ids[1]}) + "\n", encoding="utf8")
    changes = list(diff_datasets(read_dataset(dataset), read_dataset(changed)))
    assert [(change.record, change.field or change.kind) for change in changes] == [
        ("profile", "email"),
        ("publication", "redirected"),
    ]
    assert changes[1].new == ids[1]


def test_text_has_one_heading_a_record_and_shortens_long_values() -> None:
    old, new = _person(email="a@x.example", biography="long " * 50), _person(biography="short", topics=[{"id": "b"}])
    lines = list(as_text(diff("profile", {"s/ada": old}, {"s/ada": new})))
    assert lines[0] == "changed profile s/ada (Ada)"
    assert lines[1].startswith("  ~ biography: long long")
    assert lines[1].endswith("… -> short")
    assert lines[2:] == ["  - email: a@x.example", "  + topics: id b"]
