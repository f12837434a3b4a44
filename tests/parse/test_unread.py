"""People and publications below a heading in unknown words have a problem line with the heading and their number."""

import pytest
from lxml import html

from profile_scraper.parse.unread import unread_below
from profile_scraper.structure.lines import page_of
from tests.parse.captures import MILA, page, profile, publications, student

TEXT = "<p>Ada studies how tides wake the lamps of small harbours.</p>"
BIOGRAPHY = f'<h2>Biography</h2><div class="field-name-body">{TEXT}</div>'
LINKED = '<a href="https://doi.org/10.5555/tides.{n}">How Tides Wake the Lamps, Part {n}</a>'
PUBLICATIONS = [
    "<ul>"
    + "".join(f"<li>{LINKED.format(n=n)}. Ada Lindqvist, Bo Ek. <em>Harbour</em>, 2021.</li>" for n in "12")
    + "</ul>",
    "".join(f"<p>Ada Lindqvist, Bo Ek (202{n}). How tides wake the lamps. <em>Harbour</em>.</p>" for n in "12"),
    "".join(f"<div><b>How tides wake lamps {n}</b><br>Ada Lindqvist, Bo Ek<br>Harbour, 2021</div>" for n in "ab"),
    "<table>"
    + "".join(f"<tr><td>2021</td><td>How tides wake {n}</td><td>Ada Lindqvist, Bo Ek</td></tr>" for n in "ab")
    + "</table>",
    f"<h3>2021</h3><ul><li>{LINKED.format(n=1)}</li></ul><h3>2020</h3><ul><li>{LINKED.format(n=2)}</li></ul>",
    "".join(
        f'<article><h3><a href="https://arxiv.org/abs/2101.0000{n}">How Tides Wake the Lamps</a></h3></article>'
        for n in "12"
    ),
]
PEOPLE = [
    "<ul>"
    + "".join(f'<li><a href="/en/directory/{n}-ek">{n} Ek</a> PhD - Harbour</li>' for n in ("Bo", "Cy"))
    + "</ul>",
    "".join(f"<p>{n} Ek, PhD student</p>" for n in ("Bo", "Cy")),
    "".join(f"<div><h3>{n} Ek</h3><p>Research assistant</p></div>" for n in ("Bo", "Cy")),
    "".join(f'<p>{n} Ek <a href="mailto:{n}@harbour.example">mail</a></p>' for n in ("Bo", "Cy")),
    "".join(student(f'<a href="/en/directory/{n}-ek">{n} Ek</a>') for n in ("Bo", "Cy")),
]
HEADINGS = [
    "<h2>Off the slipway</h2>",
    "<p><strong>Off the slipway</strong></p>",
    '<div class="section-title">Off the slipway</div>',
    "<p>Off the slipway:</p>",
]


def unknown(markup: str) -> list[str]:
    """What the lines of unknown sections say."""
    return [each.detail for each in profile(markup).warnings if each.reason == "unknown-section"]


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("content", PUBLICATIONS)
def test_publications_below_unknown_words_have_a_line(heading: str, content: str) -> None:
    details = unknown(page(f"{BIOGRAPHY}{heading}{content}"))
    assert sum(int(detail.partition(": ")[2][:1]) for detail in details) == 2
    assert all(detail.endswith(("publication, not read", "publications, not read")) for detail in details)


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("content", PEOPLE[:-1])
def test_people_below_unknown_words_have_a_line(heading: str, content: str) -> None:
    [detail] = unknown(page(f"{BIOGRAPHY}{heading}{content}"))
    assert "Off the slipway" in detail
    assert "2 people" in detail


@pytest.mark.parametrize("content", [*PUBLICATIONS, *PEOPLE])
def test_so_has_a_page_without_known_classes(content: str) -> None:
    markup = page(f"{BIOGRAPHY}<h2>Off the slipway</h2>{content}")
    [detail] = unknown(markup.replace('class="node', 'class="other').replace("field-name", "f"))
    assert "Off the slipway" in detail


def test_a_heading_has_one_line_and_each_heading_its_own() -> None:
    content = f"<h2>Crew</h2>{PEOPLE[0]}{PUBLICATIONS[0]}<h2>Logs</h2>{PUBLICATIONS[1]}<h2>Crew</h2>{PEOPLE[4]}"
    crew, logs = unknown(page(BIOGRAPHY + content))
    assert ("'Crew'" in crew, "4 people and 2 publications" in crew) == (True, True)
    assert ("'Logs'" in logs, "2 publications" in logs) == (True, True)


@pytest.mark.parametrize("heading", ["Teaching", "Nouvelles", "Awards", "Selected publications"])
@pytest.mark.parametrize("content", [*PUBLICATIONS, PEOPLE[0]])
def test_a_known_part_has_no_line(heading: str, content: str) -> None:
    assert not unknown(page(f"{BIOGRAPHY}<h2>{heading}</h2><h3>Summer</h3>{content}"))


def test_what_a_field_holds_and_what_is_no_item_has_no_line() -> None:
    first = publications("<h3>How Tides Wake the Lamps</h3>").replace("Publications", "Our writings")
    text = "<p>In 2021 she moved to the harbour, where lamps are many.</p><ul><li>Lamps</li><li>Old Tides</li></ul>"
    aside = f"<aside><h2>Spotlight</h2>{PEOPLE[0]}</aside>"
    read = profile(page(f"{BIOGRAPHY}{first}<h2>Before the harbour</h2>{text}{aside}"))
    assert [each.title for each in read.publications] == ["How Tides Wake the Lamps"]
    assert not read.warnings


@pytest.mark.parametrize(("content", "count"), [(PUBLICATIONS[1], "2 publications"), (PEOPLE[1], "2 people")])
def test_a_page_that_is_read_by_structure_has_the_line(content: str, count: str) -> None:
    markup = f"<html><body><h1>Ada Lindqvist</h1><h2>Off the slipway</h2>{content}<h2>Talks</h2>{content}</body></html>"
    opened = page_of("https://mila.quebec/en/directory/ada-lindqvist", html.document_fromstring(markup))
    [warning] = unread_below(opened, MILA, "Ada Lindqvist", opened.lines)
    assert ("Off the slipway" in warning.detail, count in warning.detail) == (True, True)


def test_a_line_that_heads_one_student_is_no_heading_of_a_section() -> None:
    body = "<h1>Ada Lind</h1><h2>Students</h2>" + "".join(
        f'<div><a href="/en/directory/{n}-ek">{n.title()} Ek</a><p><b>{text}</b></p></div>'
        for n, text in (("bo", "Co-supervisor:"), ("al", "DXSS - HbrM"), ("cy", "DXSS - HbrM"))
    )
    opened = page_of("https://mila.quebec/en/directory/ada-lind", html.document_fromstring(body))
    assert unread_below(opened, MILA, "Ada Lind", opened.lines) == []
