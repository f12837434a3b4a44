"""Every saved page gives the record beside it: one test a page and field, so that a failure names both."""

import json
from functools import cache
from typing import Any

import pytest

from profile_scraper.records.base import Record
from profile_scraper.records.page import DirectoryPage, ProfilePage
from profile_scraper.records.problem import Problem
from testbed import bundled
from testbed.compare import changes
from tests.saved_pages import INSTITUTE, READERS_OWN, SavedPage, saved_pages

PAGES = saved_pages()
MODELS: dict[str, type[Record]] = {"profile": ProfilePage, "directory": DirectoryPage}


@cache
def read(page: SavedPage) -> dict[str, Any]:
    return page.read()


@pytest.mark.parametrize(
    ("page", "field"),
    [pytest.param(page, field, id=f"{page.name}-{field}") for page in PAGES for field in page.expected()],
)
def test_field(page: SavedPage, field: str) -> None:
    found = list(changes(page.expected()[field], read(page).get(field), field))
    shown = "\n".join(f"  {path}\n    expected {old!r}\n    got      {new!r}" for path, old, new in found)
    assert not found, f"{page.name}:\n{shown}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_extra_field(page: SavedPage) -> None:
    assert set(read(page)) <= set(page.expected()), "fields that the expected record does not have"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_expected_record_has_the_fields_of_its_model(page: SavedPage) -> None:
    expected = page.expected()
    model = MODELS.get(expected.get("type", ""), Problem)
    assert set(expected) == set(model.model_fields) - set(READERS_OWN)


def test_bundled_site_links_to_nothing_that_it_lacks() -> None:
    site = bundled.pages()
    people = {f"mila/{target.rpartition('/')[2]}" for target in site if target.count("/") == 3 and "?" not in target}
    for page in PAGES:
        if page.name.startswith("pages/"):
            linked = set(_profiles(page.expected()))
            assert linked <= people, f"{page.name} links to {linked - people}"


def test_dataset_and_pages_tell_of_the_same_people_and_entries() -> None:
    expected = [page.expected() for page in PAGES if page.name.startswith("pages/")]
    profiles, publications = (_lines(name) for name in ("profiles", "publications"))
    assert {profile["id"] for profile in profiles} == {
        f"mila/{page['slug']}" for page in expected if page["type"] == "profile"
    }
    positions = sorted(
        (page["source"]["url"], entry["position"]) for page in expected for entry in page.get("publications", ())
    )
    assert positions == sorted(
        (occurrence["url"], occurrence["position"])
        for publication in publications
        for occurrence in publication["occurrences"]
    )


def _lines(name: str) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in (INSTITUTE / "dataset" / f"{name}.jsonl").read_text(encoding="utf8").splitlines()
    ]


def _profiles(value: Any) -> list[str]:
    """Every profile id that a record names."""
    if isinstance(value, dict):
        own = [value["profile"]] if value.get("profile") else []
        return own + [found for item in value.values() for found in _profiles(item)]
    return [found for item in value for found in _profiles(item)] if isinstance(value, list) else []
