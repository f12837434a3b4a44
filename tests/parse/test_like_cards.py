"""A publication that lacks the class of its neighbours is read, or has a problem line."""

import pytest

from tests.parse.captures import page, profile, student

CLASSED = '<article class="node node--type-publication node--view-mode-teaser"><h3>{}</h3><p>Bo Ygrain</p></article>'
UNCLASSED = '<article class="node"><h3>{}</h3><p>Cy Vant</p></article>'
TITLES = ["Tides of the northern harbour", "Kites over the lowland", "Lamps that nobody lights"]


@pytest.mark.parametrize("without", [{0}, {1}, {2}, {0, 2}, {1, 2}])
def test_a_publication_without_class_is_read_in_its_place(without: set[int]) -> None:
    items = [(UNCLASSED if index in without else CLASSED).format(title) for index, title in enumerate(TITLES)]
    read = profile(page(f"<h2>Publications</h2><div>{''.join(items)}</div>"))
    assert [entry.title for entry in read.publications] == TITLES
    names = ["Cy Vant" if index in without else "Bo Ygrain" for index in range(3)]
    assert [entry.authors[0].name for entry in read.publications] == names
    assert not read.warnings


@pytest.mark.parametrize(
    "unclassed",
    [
        "<article><p>Rust sings at noon, by Cy Vant</p></article>",
        '<article class="node node--type-news"><h3>Rust sings at noon</h3><p>A day in the north.</p></article>',
    ],
)
def test_what_may_be_something_else_has_a_problem_line(unclassed: str) -> None:
    read = profile(page(f"<h2>Publications</h2>{CLASSED.format(TITLES[0])}{unclassed}{CLASSED.format(TITLES[1])}"))
    assert [entry.title for entry in read.publications] == TITLES[:2]
    assert [(warning.field, warning.reason) for warning in read.warnings] == [("publications", "ambiguous")]


def test_what_stands_under_another_heading_is_no_publication() -> None:
    content = f"<h2>Publications</h2>{CLASSED.format(TITLES[0])}<h2>In the news</h2>{UNCLASSED.format(TITLES[1])}"
    people = f"<h2>Current Students</h2>{student('<a href=/en/directory/cy>Cy Vant</a>', '<div>PhD - McGill</div>')}"
    read = profile(page(people + content))
    assert [entry.title for entry in read.publications] == TITLES[:1]
    assert [each.name for each in read.students] == ["Cy Vant"]
