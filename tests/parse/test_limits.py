"""What a hostile page costs is bounded by what is counted in it; a page beyond the limits has a problem line."""

import math
import sys
import urllib.parse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from lxml import html

from benchmarks.hostile_pages import READERS, Reader, capture_of, use_structured_site
from benchmarks.patterns import PATTERNS
from profile_scraper.parse.dictionary import dictionary_of
from profile_scraper.parse.fields.abstracts import PageWords, find_cuts
from profile_scraper.parse.page.limits import MOST_ATTRIBUTES, MOST_ITEMS, MOST_MARKS, MOST_TAGS
from profile_scraper.parse.page.lines import Line
from profile_scraper.parse.page.tree import scoped_tree, tree_of
from profile_scraper.sites.folders import VARIABLE
from profile_scraper.structure.elements import is_whole_text
from profile_scraper.structure.lines import LONGEST_PATH, page_of
from profile_scraper.structure.publications.items import find_items
from tests.parse.captures import MILA, header, page, profile, publications, rejection, text_profile

_SIZES = 800, 1600, 3200
_FEW = 2000
"""Steps that say nothing of growth."""
_POSITIONS = (("classes", "biography"), ("classes", "abstract"), ("headings", "publications"), ("text", "publications"))
"""Some of those that ``benchmarks.growth`` measures by the clock, which counts native code, too."""


def test_a_tag_of_many_attributes_is_refused_by_its_bytes_whatever_quotes_hide_in_it() -> None:
    for attribute in (" a{n}=1", " a{n}", ' a{n}="<>"', " a{n}='>'", ' a{n}="\'"', ' ={n}"', "/a{n}"):
        tag = "".join(attribute.format(n=n) for n in range(60_000))
        problem = rejection(page(f"<p{tag}>Ada studies tides.</p>"))
        assert (problem.reason, "attributes" in problem.detail) == ("too-large", True), attribute


def test_long_values_and_many_short_tags_are_no_tag_of_many_attributes() -> None:
    data = "x=1 y=2 " * 20_000
    tags = "".join(f'<p class="a{n}" id="b{n}">wave</p>' for n in range(5_000))
    assert profile(page(f'<p data-state="{data}">Ada</p><!-- {data} -->{tags}')).name == "Ada Lindqvist"
    assert len(data.split()) > MOST_ATTRIBUTES


def test_a_page_of_too_many_tags_is_refused() -> None:
    problem = rejection(page("<b>" * (MOST_TAGS + 1)))
    assert (problem.reason, str(MOST_TAGS) in problem.detail) == ("too-large", True)


@pytest.mark.parametrize("name", ["roles", "topics", "publications"])
def test_a_list_that_no_page_has_is_a_problem_and_no_profile(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST_ITEMS, name, 3)
    lists: dict[str, Callable[[int], str]] = {
        "roles": lambda count: header(*(f"Professor {n}, McGill University" for n in range(count))),
        "topics": lambda count: (
            "<h2>Research Topics</h2><div class='field-name-field-taxonomy-references4'>"
            + "".join(f"<div>Tides {n}</div>" for n in range(count))
            + "</div>"
        ),
        "publications": lambda count: publications(*(f"<h3>Waves {n}</h3><div>Bo Ygrain</div>" for n in range(count))),
    }
    assert len(getattr(profile(page(lists[name](3))), name)) == 3
    problem = rejection(page(lists[name](4)))
    assert (problem.reason, name in problem.detail) == ("too-large", True)


def test_an_opening_tag_that_does_not_end_is_left_to_the_parser() -> None:
    body = page("").replace('<article class="node', "<article" + ' class="a"' * 10_000 + ' class="node').encode()
    assert scoped_tree(body, "utf-8", [b"node--type-member", b"node--view-mode-full"]) is None


def test_combining_marks_in_a_row_are_cut_in_markup_and_text() -> None:
    accents = "\u0323\u0301" * 500
    field = f"<h2>Biography</h2><div class='field-name-body'><p>We{accents} go.</p></div>"
    plain = f"Ada Lindqvist\nFull Professor, McGill University\nBiography\nWe{accents} go.\nPublications\nA"
    for read in (profile(page(field)), text_profile(plain)):
        text = read.biography[0]
        assert (text[0], text[-4:]) == ("W", " go.")
        assert len(text) <= MOST_MARKS + 7
    assert tree_of(f"<p>{'é' * 100}</p>".encode(), "utf-8") is not None


def test_a_header_line_of_commas_alone_is_no_role_and_costs_nothing_else() -> None:
    assert [role.title for role in profile(page(header(", , ,", "Full Professor, UdeM"))).roles] == ["Full Professor"]


def test_markers_of_an_abstract_beyond_the_first_are_text() -> None:
    dictionary = dictionary_of(MILA)
    assert len(find_cuts([Line("wave … (see more) " * 500)], dictionary).cuts) <= 50


def test_the_words_of_a_page_are_counted_once_however_often_they_are_asked() -> None:
    words = PageWords(["a representation of representations and its relation to us", "a present that is present here"])
    assert words.separator("represen", "tation") == ("", True)
    asked = words.separator("pre", "tions"), words.separator("rela", "sent")
    assert asked == (words.separator("pre", "tions"), words.separator("rela", "sent"))


@pytest.mark.parametrize(("reader", "position"), _POSITIONS)
def test_the_steps_of_reading_grow_with_the_size_of_the_page(reader: str, position: str) -> None:
    assert _steep_patterns(READERS[reader], position, _SIZES, _FEW, 1.5) == {}


@pytest.mark.slow
def test_the_steps_of_reading_by_structure_grow_with_the_size_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")  # set back after the test, which sets it
    use_structured_site(tmp_path)
    sizes = [2 * size for size in _SIZES]  # what a page of any size costs is greater
    assert (
        _steep_patterns(READERS["structure"], "publications", sizes, 10 * _FEW, 1.8) == {}
    )  # addresses that are split are cached, few of them


def _steep_patterns(
    reader: Reader, position: str, sizes: Sequence[int], few: int, exponent: float
) -> dict[str, list[int]]:
    """The patterns whose steps grow faster than their size, with their steps.

    Args:
        reader: reads the pages.
        position: where each pattern is repeated.
        sizes: bytes of the repeated pattern, each twice the one before.
        few: steps that say nothing of growth.
        exponent: what grows by more is steep; 1 is linear, 2 quadratic.
    """
    reader.read(capture_of(reader, position, "words", 100), reader.site())
    steep = {}
    for pattern in PATTERNS:
        captures = [capture_of(reader, position, pattern, size) for size in sizes]
        reader.read(captures[-1], reader.site())  # what is cached by content is so for every size
        small, middle, large = steps = [_steps(partial(reader.read, each, reader.site())) for each in captures]
        if (
            large - middle > few
            and large > 2.5 * small
            and math.log2((large - middle) / max(middle - small, 1)) > exponent
        ):
            steep[pattern] = steps
    return steep


def _steps(job: Callable[[], Any]) -> int:
    """Lines of Python that a job runs, those of a loop once for each turn."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    urllib.parse.clear_cache()  # type: ignore[attr-defined] # of addresses that were split: a larger page has more than it holds
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        job()
    finally:
        sys.settrace(before)
    return count


def test_warnings_of_one_page_are_counted_beyond_the_first_fifty() -> None:
    doubtful = "".join(
        '<article class="node node--type-publication node--view-mode-teaser"><h3>Tides</h3><p>best of 9 harbours</p>'
        "<p>It is a sentence of some length, so that it is the abstract of this entry and of no other.</p></article>"
        for _ in range(70)
    )
    warnings = profile(page(f"<h2>Publications</h2>{doubtful}")).warnings
    assert [warning.reason for warning in warnings] == ["ambiguous"] * 50 + ["limit-reached"]
    assert warnings[-1].detail.startswith("and 20 more warnings")


def test_a_short_text_is_compared_with_the_beginning_of_what_an_element_holds() -> None:
    root = tree_of(b"<p id=a> wave <b>of</b>\n ice </p><p id=b>wave of ice and more</p>", None)
    assert root is not None
    exact, longer = root.iter("p")
    assert is_whole_text(exact, "wave of ice")
    assert not is_whole_text(longer, "wave of ice")
    assert not is_whole_text(exact, "wave of ice and more")


def test_the_steps_of_reading_columns_grow_with_the_number_of_publications() -> None:
    def columns(number: int) -> str:
        parts = (f"<span>Rails {n} and moss</span><span>Bo Ek</span><span>Neon {n}</span>" for n in range(number))
        return page(f"<h2>Publications</h2>{''.join(f'<div>{each}</div>' for each in parts)}")

    profile(columns(200))  # what is imported and cached once is so for every size
    small, middle, large = (_steps(partial(profile, columns(number))) for number in (50, 100, 200))
    assert large - middle < 3 * (middle - small)  # 2 is linear


def test_tags_that_are_never_closed_nest_by_the_thousand_and_cost_nobody_the_page() -> None:
    opened = page_of("https://snow.example/", html.document_fromstring(f"<h1>Ada Lind</h1>{'<div>a ' * 3000}"))
    deepest = opened.lines[-1].element
    assert len(opened.path(deepest)) <= LONGEST_PATH
    assert opened.path(deepest)[-1] == ("div", ())
    find_items([opened], {opened: {}}, {})
