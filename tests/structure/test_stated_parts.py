"""Classes, properties, relations and elements say what a part of a page is, where no heading does."""

import pytest
from lxml import html

from profile_scraper.parse.page.tree import tree_of
from profile_scraper.structure.lines import page_of
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.publications.runs import Item
from tests.structure.pages import URL, opened, read

ENTRIES = (
    ("Frazil Ice Chokes the Intake", "Cold Hydraulics", "2023"),
    ("Small Lakes, Large Pixels", "Far Water", "2020"),
)
MICROFORMATS = (
    '<div class="h-cite"><span class="p-author h-card">Ada Lind</span> <span class="p-author h-card">Bo Ek</span> '
    '<a class="u-url p-name" href="/w/0">{}</a> <span class="p-publication">{}</span> '
    '<time datetime="{}">{}</time></div>'
)
CAMEL = (
    '<div class="c-biblio__entry_t6"><div class="c-biblio__coAuthors_s2">Ada Lind, Bo Ek</div>'
    '<div class="c-biblio__paperTitle_u4">{}</div><div class="c-biblio__outlet_v8">{}</div>'
    '<div class="pubYear">{}{}</div></div>'
)


def publications(body: str) -> list[Item]:
    page = opened(f"<h1>Ada Lind</h1>{body}")
    return read_items(find_items([page], {page: {}}, {}))


def parts(items: list[Item]) -> list[tuple[str, list[str], str | None, str | None]]:
    return [(item.title, item.names, item.venue, item.issued) for item in items]


@pytest.mark.parametrize("markup", [MICROFORMATS, CAMEL])
def test_cards_whose_classes_name_title_and_authors_are_publications_without_a_heading(markup: str) -> None:
    found = parts(publications("".join(markup.format(title, venue, year, "") for title, venue, year in ENTRIES)))
    assert found == [(title, ["Ada Lind", "Bo Ek"], venue, year) for title, venue, year in ENTRIES]


def test_a_year_that_only_the_markup_has_dates_a_publication() -> None:
    line = '<li>Ada Lind &amp; Bo Ek. <q>{}</q> (<time datetime="{}-04-01">last spring</time>). <cite>{}</cite>.</li>'
    lines = "".join(line.format(title, year, venue) for title, venue, year in ENTRIES)
    page = opened(f"<h1>Ada Lind</h1><h2>Publications</h2><ul>{lines}</ul>")
    sections = {line.element: "publications" for line in page.lines if line.index > 1}
    assert parts(read_items(find_items([page], {page: sections}, {}))) == [
        (title, ["Ada Lind", "Bo Ek"], venue, year) for title, venue, year in ENTRIES
    ]


def test_a_venue_of_two_capitals_is_no_author_beside_a_column_of_authors() -> None:
    line = (
        '<li class="pub"><a href="https://doi.org/10.5555/{}">{}</a><span class="au">Ada Lind</span>'
        '<span class="au">Bo Ek</span><span class="ve">{}</span><span class="yr">{}</span></li>'
    )
    venues = ("Cold Hydraulics", "River Physics Letters")
    found = publications("".join(line.format(i, ENTRIES[i][0], venues[i], ENTRIES[i][2]) for i in (0, 1)))
    assert [(item.names, item.venue) for item in found] == [(["Ada Lind", "Bo Ek"], venue) for venue in venues]


@pytest.mark.parametrize(
    "chips",
    [
        '<p><a class="x" rel="tag" href="#">Ice physics</a> <a class="x" rel="tag" href="#">Hydrology</a></p>',
        '<div><span class="c-tags__tag_Zz1">Ice physics</span><span class="c-tags__tag_Zz1">Hydrology</span></div>',
        '<p><span itemprop="knowsAbout">Ice physics</span>, <span itemprop="knowsAbout">Hydrology</span></p>',
        '<p><span class="p-category">Ice physics</span> <span class="p-category">Hydrology</span></p>',
    ],
)
def test_topics_that_markup_names_need_no_heading(chips: str) -> None:
    text = "Ada Lind measures the snow of the northern valleys with cameras that she builds from old bicycles."
    found = read(f"<p>Research Director</p><p>{text}</p>{chips}")
    assert [topic for topic, _ in found.topics] == ["Ice physics", "Hydrology"]
    assert found.methods["topics"] == "class"


@pytest.mark.parametrize("stated", ['itemprop="jobTitle"', 'class="p-job-title"', 'class="person__position"'])
def test_a_position_that_markup_states_is_no_heading_above_supervisors(stated: str) -> None:
    found = read(f"<div {stated}>Directrice de recherche</div><div><span>Hydro-Nord</span></div>")
    assert [line.text for line in found.header][:1] == ["Directrice de recherche"]
    assert found.supervisors == []


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<a href="/x">Slow Ice<span class="material-icons">open_in_new</span></a>', "Slow Ice"),
        ('<a href="/x">Slow Ice<span class="sr-only"> (External link)</span></a>', "Slow Ice"),
        ('<a href="/x"><i class="icon"></i><span class="sr-only">Google Scholar</span></a>', "Google Scholar"),
        ('<h2 class="visually-hidden">Publications</h2>', "Publications"),
    ],
)
def test_names_of_icons_and_hints_on_links_are_no_text(markup: str, text: str) -> None:
    root = tree_of(f"<html><body>{markup}</body></html>".encode(), None)
    assert root is not None
    assert [line.text for line in page_of(URL, html.document_fromstring(html.tostring(root))).lines] == [text]
