"""Pages made by hand or by old editors: layout by tables, references with the owner's name in bold, words for links."""

import pytest
from lxml import html

from profile_scraper.structure.cards import part_of
from profile_scraper.structure.lines import Page, page_of
from profile_scraper.structure.person import read_person
from profile_scraper.structure.person_fields import PersonFields
from profile_scraper.structure.position_lines import Position, parse_position
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.publications.runs import Item
from profile_scraper.structure.sections import sections_on

TEXT = "Ada Lind has counted the mosses of the town wall since 1990 and will not say how many there are."
FOOTER = "Moss Group, 1 Wall Street, Mossburg. Last updated 12/03/2020. Webmaster: the moss."


def page(body: str) -> Page:
    layout = f"<table><tr><td>{body}</td></tr></table><table><tr><td><p>{FOOTER}</p></td></tr></table>"
    return page_of("https://moss.example/~moss/lind.html", html.document_fromstring(f"<body>{layout}</body>"))


def publications(*references: str) -> list[Item]:
    listed_references = "".join(f"<p><font>{each}</font></p>" for each in references)
    opened = page(f"<p><b>Ada Lind</b></p><p>{TEXT}</p><h3>Papers</h3>{listed_references}")
    return read_items(find_items([opened], {opened: sections_on(opened, part_of(opened))}, {}))


def person(body: str) -> PersonFields:
    opened = page(body)
    name_line = next(line for line in opened.lines if line.text == "Ada Lind")
    return read_person(opened, "Ada Lind", name_line)


def test_the_owners_name_in_bold_does_not_part_a_reference() -> None:
    found = publications(
        '[3] B. Ek, <b>A. Lind</b> and C. Dûval, "Mosses of old walls," <i>J. Walls</i>, vol. 4, pp. 1-9, 2004.',
        '[2] <b>A. Lind</b>, "Lichens of new walls," <i>Annals of Moss</i>, vol. 2, 2002. <a href="/d">[doi]</a>',
        "[1] <b>A. Lind</b>, <i>The moss of an old mine</i>, PhD thesis, University of Walls, 1991.",
        "<b>Lind, A.</b> and Ek, B. (2001). Stones and what grows on them. <em>J. Walls</em> <strong>3</strong>, 7-9.",
        "Ek, B. and <b>Lind, A.</b> (2000). What the wall said to the moss. <em>J. Walls</em> <strong>2</strong>, 1-6.",
    )
    assert [(each.title, each.names, each.venue, each.issued) for each in found] == [
        ("Mosses of old walls", ["B. Ek", "A. Lind", "C. Dûval"], "J. Walls", "2004"),
        ("Lichens of new walls", ["A. Lind"], "Annals of Moss", "2002"),
        ("The moss of an old mine", ["A. Lind"], "PhD thesis, University of Walls", "1991"),
        ("Stones and what grows on them", ["Lind, A.", "Ek, B."], "J. Walls", "2001"),
        ("What the wall said to the moss", ["Ek, B.", "Lind, A."], "J. Walls", "2000"),
    ]


def test_a_page_with_text_above_its_heading_is_more_than_a_list() -> None:
    assert part_of(page("<h1>Publications</h1><p>A list.</p>")) == "publications"
    assert part_of(page(f"<p><b>Ada Lind</b></p><p>{TEXT}</p><h3>Publications</h3><p>A list.</p>")) is None


def test_a_menu_above_the_name_is_no_position() -> None:
    menu = '<p><a href="i.html">Home</a> | <a href="m.html">Members</a> | <a href="f.html">français</a></p>'
    assert person(f"{menu}<h1>Ada Lind</h1><p>Engineer</p>").header[0].text == "Engineer"
    assert person("<p>Member</p><h1>Ada Lind</h1>").header[0].text == "Member"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Postdoctoral fellow at the University of Walls", Position("Postdoctoral fellow", "University of Walls")),
        ("Postdoctorante à l’Université des murs", Position("Postdoctorante", "Université des murs")),
        ("Doctorant au Collège des murs", Position("Doctorant", "Collège des murs")),
        ("Étudiante à la maîtrise", Position("Étudiante à la maîtrise")),
    ],
)
def test_a_title_that_leads_to_its_institution_is_parted_from_it(text: str, expected: Position) -> None:
    assert parse_position(text) == [expected]


def test_a_tiny_picture_is_nobodys() -> None:
    small = person('<h1>Ada Lind</h1><img src="/i/works.gif" width="40" height="38">')
    great = person('<h1>Ada Lind</h1><img src="/i/2011.jpg" width="150" height="200">')
    assert small.portrait is None
    assert great.portrait is not None


def test_a_venue_of_two_capitalised_words_is_no_author() -> None:
    found = publications(
        'B. Ek <em>et al.</em>, <span>"Mosses of old walls,"</span> <em>Urban Mosses</em>, vol. 4, pp. 1-9, 2004.',
        'A. Lind and C. Dun, <span>"Lichens of new walls,"</span> <em>Urban Mosses</em>, vol. 2, 2002.',
    )
    assert [(each.names, each.authors_complete, each.venue) for each in found] == [
        (["B. Ek"], False, "Urban Mosses"),
        (["A. Lind", "C. Dun"], True, "Urban Mosses"),
    ]
