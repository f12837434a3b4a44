"""A publication's list item in any shape: other text is no part of title, authors and abstract."""

from typing import Any

import pytest

from profile_scraper.records.page import Entry
from tests.parse.captures import entry, page, profile, publications

ABSTRACT = (
    "Gauges talk to each other across three harbours and learn the tables that nobody prints now; we let them talk "
    "for a winter and find that they agree to the centimetre (see also Table 2)."
)
TEASER, REST = ABSTRACT[:140], ABSTRACT[140:]
CY = '<a href="/en/directory/cy">Cy Vant</a>'
NAMES = f"<p>Bo Ygrain</p><p>{CY}</p><p>Di Ursk</p>"
ITEMS = {
    "one line of authors": f"<h3>Tides</h3><div>Bo Ygrain, {CY} and Di Ursk</div><p>{ABSTRACT}</p>",
    "marks of affiliations": (
        f"<h3>Tides</h3><div><span>Bo Ygrain</span><sup>1</sup>, {CY}<sup>2*</sup>, <span>Di Ursk</span><sup>1,2</sup>"
        f"</div><p>{ABSTRACT}</p>"
    ),
    "labels": (
        f"<h3>Tides</h3><p><strong>Authors:</strong> Bo Ygrain, {CY}, Di Ursk</p><h4>Abstract</h4><p>{ABSTRACT}</p>"
    ),
    "kind of text above": f"<div>Conference paper</div><h3>Tides</h3>{NAMES}<p>{ABSTRACT}</p>",
    "teaser in a summary": f"<h3>Tides</h3>{NAMES}<details><summary>{TEASER}… (see more)</summary>{REST}</details>",
    "teaser, button, hidden rest": f"<h3>Tides</h3>{NAMES}<p>{TEASER}<button>… (see more)</button><i>{REST}</i></p>",
    "buttons behind": (
        f"<h3>Tides</h3>{NAMES}<p>{ABSTRACT}</p><a href='https://a.example/p.pdf'>PDF</a> <a href='/x'>Code</a>"
    ),
    "marks in the text": f"<h3>Tides</h3><p>Bo Ygrain1,2, {CY}*, Di Ursk2 </p><p>{ABSTRACT}</p>",
    "label in the text": f"<h3>Tides</h3>{NAMES}<p><strong>Abstract:</strong> {ABSTRACT}</p>",
    "topics behind": f"<h3>Tides</h3>{NAMES}<p>{ABSTRACT}</p><ul><li>Deep Learning</li><li>Optimization</li></ul>",
    "list of authors": f"<h3>Tides</h3><ul><li>Bo Ygrain</li><li>{CY}</li><li>Di Ursk</li></ul><p>{ABSTRACT}</p>",
}


def fields_of(read: Entry) -> tuple[Any, ...]:
    return read.title, [author.name for author in read.authors], read.abstract, read.abstract_complete


@pytest.mark.parametrize("shape", ITEMS)
def test_the_same_entry_in_every_shape(shape: str) -> None:
    other = f"<h3>Kites</h3><p>Ed Elm</p><p>{ABSTRACT.replace('Gauges', 'Kites')}</p>"
    assert fields_of(entry(ITEMS[shape], other)) == ("Tides", ["Bo Ygrain", "Cy Vant", "Di Ursk"], ABSTRACT, True)


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("<time>January 5, 2024</time>", "2024-01-05"),
        ("<p>5 janvier 2024</p>", "2024-01-05"),
        ("<p>1er août 2023</p>", "2023-08-01"),
        ("<p>Sept. 2022</p>", "2022-09"),
        ("<p>2021</p>", "2021"),
        ("<p>Tidings of 2024</p>", None),
        ("<p>Movember 2024</p>", None),
    ],
)
def test_a_date_behind_the_abstract_is_no_part_of_it(line: str, issued: str | None) -> None:
    read = entry(f"<h3>Tides</h3>{NAMES}<p>{ABSTRACT}</p>{line}")
    assert read.issued == issued
    assert (read.abstract == ABSTRACT) is (issued is not None)


def test_where_it_appeared_is_no_abstract() -> None:
    read = entry(f"<h3>Tides</h3>{NAMES}<p>In: Proceedings of the Harbour Meeting, pp. 1-9, 2023</p><p>{ABSTRACT}</p>")
    assert (read.venue, read.issued, read.abstract) == ("Proceedings of the Harbour Meeting, pp. 1-9", "2023", ABSTRACT)


def test_a_short_sentence_behind_the_names_is_the_abstract() -> None:
    assert fields_of(entry(f"<h3>Tides</h3>{NAMES}<p>Gauges talk.</p>"))[1:] == (
        ["Bo Ygrain", "Cy Vant", "Di Ursk"],
        "Gauges talk.",
        True,
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ygrain, Bo; Vant, Cy", ["Ygrain, Bo", "Vant, Cy"]),
        ("Ygrain, B., Vant, C. &amp; Ursk, D.", ["Ygrain, B.", "Vant, C.", "Ursk, D."]),
        ("Ygrain, B. K., and Vant, J.-C.", ["Ygrain, B. K.", "Vant, J.-C."]),
        ("B. Ygrain, C. Vant", ["B. Ygrain", "C. Vant"]),
    ],
)
def test_family_names_may_come_first(line: str, names: list[str]) -> None:
    assert fields_of(entry(f"<h3>Tides</h3><p>{line}</p><p>{ABSTRACT}</p>"))[1:3] == (names, ABSTRACT)


def test_a_title_may_be_broken_inside_its_heading() -> None:
    assert fields_of(entry(f"<h3>Tides of Ost<br>and Vest</h3>{NAMES}<p>{ABSTRACT}</p>"))[:2] == (
        "Tides of Ost and Vest",
        ["Bo Ygrain", "Cy Vant", "Di Ursk"],
    )


def test_what_can_be_no_name_is_doubted() -> None:
    item = f"<h3>Tides</h3>{NAMES}<p>best of 9 harbours</p><p>{ABSTRACT}</p>"
    [warning] = profile(page(publications(item))).warnings
    assert (warning.field, warning.reason) == ("publications[0]", "ambiguous")


def test_buttons_and_topics_without_an_abstract_are_no_authors() -> None:
    buttons = "<p><a href='https://a.example/p.pdf'>PDF</a> <a href='https://b.example/x'>Code</a></p>"
    read = entry(f"<h3>Tides</h3>{NAMES}{buttons}<ul><li>Deep Learning</li></ul>")
    assert fields_of(read) == ("Tides", ["Bo Ygrain", "Cy Vant", "Di Ursk"], None, None)


def test_numbers_of_a_list_are_no_part_of_its_titles() -> None:
    numbered = [f"<h3>{number}. Tides at {harbour}</h3>{NAMES}" for number, harbour in ((1, "Ost"), (2, "Vest"))]
    read = profile(page(publications(*numbered))).publications
    assert [one.title for one in read] == ["Tides at Ost", "Tides at Vest"]
    own = [f"<h3>{title}</h3>{NAMES}" for title in ("3. Tides", "7. Tides")]
    assert [one.title for one in profile(page(publications(*own))).publications] == ["3. Tides", "7. Tides"]


def test_a_whole_reference_in_the_place_of_a_title_is_doubted() -> None:
    read = profile(page(publications("<h3>Bo Ygrain, Di Ursk (2021). Tides. Harbour Letters.</h3>")))
    assert [warning.field for warning in read.warnings] == ["publications[0]"]
    assert not profile(page(publications("<h3>Tides of Ost (2021): a survey</h3>"))).warnings


def test_a_body_signs_like_a_person() -> None:
    read = profile(page(publications(f"<h3>Tides</h3><p>The NORTHLAMP Collaboration</p><p>{ABSTRACT}</p>")))
    assert [author.name for author in read.publications[0].authors] == ["The NORTHLAMP Collaboration"]
    assert not read.warnings


@pytest.mark.parametrize(
    "abstract",
    [
        f"<p>Background</p><p>{ABSTRACT}</p>",
        f"<h4>Background</h4><p>{ABSTRACT}</p>",
        f"<p><strong>Background</strong></p><p>{ABSTRACT}</p>",
        f'<p><span class="abstract-teaser"><b>Background</b><br>{ABSTRACT}</span></p>',
        f"<p>Background</p>{ABSTRACT}",
    ],
)
def test_the_first_line_of_a_declared_abstract_is_no_author(abstract: str) -> None:
    names = '<div class="authors"><div>Ana Roy</div><div>Li Ming</div></div>'
    markup = f'<h3>Kelp</h3>{names}<div class="abstract">{abstract}</div>'
    [read] = profile(page(publications(markup))).publications
    assert [author.name for author in read.authors] == ["Ana Roy", "Li Ming"]
    assert read.abstract == f"Background {ABSTRACT}"
