"""A redesign costs nothing but a note of how each field was found."""

import pytest

from benchmarks.drift import TOGETHER, judged
from profile_scraper.parse import read_page
from profile_scraper.parse.page.layout import classes_of
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import Layout
from testbed.generate import generate
from testbed.mutate import MUTATIONS, mutate
from testbed.render import render
from testbed.truth import truth
from tests.parse.captures import MILA, capture, header, page

WORLD = generate(people=30, seed=5)
TRUTH = truth(WORLD).pages
PAGES = {target: body for target, body in render(WORLD).items() if TRUTH.get(target, {}).get("publications")}
SOME = sorted(PAGES)[:: max(1, len(PAGES) // 6)]


@pytest.mark.parametrize("names", [*((name,) for name in MUTATIONS), *TOGETHER], ids="+".join)
def test_fields_survive(names: tuple[str, ...]) -> None:
    found = [
        (target, *verdict) for target in SOME for verdict in judged(TRUTH[target], target, mutate(PAGES[target], names))
    ]
    assert [verdict for verdict in found if verdict[1] == "wrong"] == []
    assert sum(verdict[1] == "right" for verdict in found) >= 0.98 * len(found)


def test_the_record_says_which_way_found_each_field() -> None:
    body = next(body for target, body in PAGES.items() if TRUTH[target]["students"] and TRUTH[target]["topics"])
    for names, method in (((), "class"), (("classes-renamed",), "heading")):
        record = read_page(capture(mutate(body, names)))
        assert isinstance(record, ProfilePage)
        assert {record.extraction_methods[part] for part in ("topics", "students", "publications")} == {method}


def test_an_old_layout_is_read_by_its_own_classes() -> None:
    newest = MILA.layouts[0]
    old = Layout("2020-01-01", {**newest.classes, "profile": ("person-page",), "positions": ("person-rank",)})
    site = MILA._replace(layouts=(newest, old))
    body = page(header("Full Professor, UdeM"))
    body = body.replace("node node--type-member node--view-mode-full", "person-page")
    body = body.replace("field-name-field-text4", "person-rank")
    for retrieved in ("2021-05-05T00:00:00Z", "2026-11-22T00:00:00Z", None):
        record = read_page(capture(body, retrieved=retrieved), site)
        assert isinstance(record, ProfilePage)
        assert record.extraction_methods["roles"] == "class"
    assert classes_of(site, b"neither", "2021-05-05T00:00:00Z") is not classes_of(site, b"neither", None)
