"""The last good capture of a page counts; a later failure is said, a later success mends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.pair import summary_of
from profile_scraper.parse import read_page
from profile_scraper.pipeline.latest import latest
from profile_scraper.records.page import Capture, ProfilePage
from profile_scraper.records.problem import Problem, Reason

Read = tuple[str, str | None, ProfilePage | Problem]
"""The address asked for, when, and what was read."""

ADDRESS = "https://mila.quebec/en/directory/ada-lindqvist"
ASKED = "http://127.0.0.1:8000/en/directory/ada-lindqvist"
WEEKS = ["2026-11-01T06:00:00Z", "2026-11-08T06:00:00Z", "2026-11-15T06:00:00Z"]


def _good(retrieved: str, role: str = "Affiliate Member") -> Read:
    body = (
        f'<html lang="en"><title>Ada Lindqvist | Mila</title><link rel="canonical" href="{ADDRESS}">'
        '<article class="node node--type-member node--view-mode-full"><h1>Ada Lindqvist</h1>'
        f'<div class="field-name-field-taxonomy-reference1"><div class="field-item">{role}</div></div></article></html>'
    ).encode()
    page = read_page(Capture(ASKED, ASKED, body, "html", None, 200, retrieved, f"{role:x<64}", None))
    assert isinstance(page, ProfilePage)
    return ASKED, retrieved, page


def _bad(retrieved: str | None, reason: Reason) -> Read:
    return ASKED, retrieved, Problem(stage="parse", url=ASKED, record=None, field=None, reason=reason, detail="no")


def latest_pages(records: list[Read]) -> tuple[list[ProfilePage], list[Problem]]:
    pages = [(asked, record) for asked, _, record in records if isinstance(record, ProfilePage)]
    failures = [(record, retrieved) for _, retrieved, record in records if isinstance(record, Problem)]
    captures = [summary_of(page, asked)._replace(page_index=index) for index, (asked, page) in enumerate(pages)]
    selected = latest(sorted(captures, key=lambda capture: capture.url), failures)
    return [pages[summary.page_index][1] for summary in selected.summaries], selected.problems


def _named(name: str, letter: str, retrieved: str | None) -> Read:
    asked, _, page = _good(WEEKS[0])
    assert isinstance(page, ProfilePage)
    source = page.source.model_copy(update={"sha256": letter * 64, "retrieved": retrieved})
    return asked, retrieved, page.model_copy(update={"name": name, "source": source})


@pytest.mark.parametrize("letters", ["ab", "ba"])
def test_of_two_people_under_one_address_at_one_time_the_one_in_the_address_is_kept(letters: str) -> None:
    records = [_named("Ada Lindqvist", letters[0], None), _named("Bo Varg", letters[1], None)]
    pages, problems = latest_pages(records)
    assert [page.name for page in pages] == ["Ada Lindqvist"]
    assert ["'Bo Varg' has the address of 'Ada Lindqvist'" in problem.detail for problem in problems] == [True]


@pytest.mark.parametrize("letters", ["ab", "ba"])
def test_of_two_contents_of_one_address_without_a_time_the_fuller_is_used_and_the_other_is_named(letters: str) -> None:
    asked, _, page = _named("Ada Lindqvist", letters[0], None)
    assert isinstance(page, ProfilePage)
    shorter = page.model_copy(
        update={
            "source": page.source.model_copy(update={"sha256": letters[1] * 64}),
            "extraction_methods": {},
        }
    )
    pages, problems = latest_pages([(asked, None, page), (asked, None, shorter)])
    assert [each.extraction_methods != {} for each in pages] == [True]
    assert [problem.reason for problem in problems] == ["contradiction"]
    same = page.model_copy(update={"source": shorter.source})
    assert latest_pages([(asked, None, page), (asked, None, same)])[1] == []


def test_the_latest_good_capture_counts() -> None:
    pages, problems = latest_pages([_good(WEEKS[1], "Core Academic Member"), _good(WEEKS[0])])
    assert [page.roles[0].title for page in pages] == ["Core Academic Member"]
    assert problems == []


def test_a_page_that_could_not_be_had_keeps_its_last_good_capture_and_says_so() -> None:
    pages, problems = latest_pages([_good(WEEKS[0]), _bad(WEEKS[1], "challenge-page")])
    assert [page.source.retrieved for page in pages] == [WEEKS[0]]
    assert [(problem.url, problem.reason) for problem in problems] == [(ADDRESS, "challenge-page")]


def test_a_failure_that_a_later_capture_mended_is_no_problem_any_more() -> None:
    pages, problems = latest_pages([_bad(WEEKS[0], "http-error"), _good(WEEKS[1])])
    assert len(pages) == 1
    assert problems == []


def test_a_page_that_is_gone_leaves_and_is_said_to_have_left() -> None:
    pages, problems = latest_pages([_good(WEEKS[0]), _bad(WEEKS[1], "not-found")])
    assert pages == []
    assert [problem.reason for problem in problems] == ["not-found"]


def test_a_page_that_came_back_is_there_again() -> None:
    pages, problems = latest_pages([_good(WEEKS[0]), _bad(WEEKS[1], "not-found"), _good(WEEKS[2])])
    assert len(pages) == 1
    assert problems == []


@given(st.permutations([_good(WEEKS[0]), _good(WEEKS[2], "Core Academic Member"), _bad(WEEKS[1], "http-error")]))
def test_the_order_of_captures_says_nothing(records: list[Read]) -> None:
    pages, problems = latest_pages(records)
    assert [page.source.retrieved for page in pages] == [WEEKS[2]]
    assert problems == []


@pytest.mark.parametrize("newest_first", [True, False])
def test_both_languages_of_the_newest_capture_of_one_page_count(*, newest_first: bool) -> None:
    records: list[Read] = []
    for letter, retrieved in zip("ab", WEEKS, strict=False):
        asked, when, page = _named("Ada Lindqvist", letter, retrieved)
        assert isinstance(page, ProfilePage)
        for language in ("en", "fr"):
            source = page.source.model_copy(update={"language": language})
            records.append((asked, when, page.model_copy(update={"source": source})))
    pages, problems = latest_pages(records[::-1] if newest_first else records)
    assert not problems
    assert [(page.source.language, page.source.sha256[0]) for page in pages] == [("en", "b"), ("fr", "b")]
