"""Directories that list topics and departments as terms of definitions, and further pages below a heading."""

from lxml import html

from profile_scraper.structure.lines import Page, page_of
from profile_scraper.structure.person import read_person
from profile_scraper.structure.person_fields import NOTHING_SHARED, PersonFields, Shared
from profile_scraper.structure.position_lines import Position
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.roles import positions_in
from profile_scraper.structure.sections import sections_on

SITE_ADDRESS = "mailto:office@moss.example"
FOOTER = (
    f"Moss Institute, 1 Wall Street, Mossburg, to be written to at <a href='{SITE_ADDRESS}'>office@moss.example</a>."
)


def page(body: str) -> Page:
    return page_of("https://moss.example/ada", html.document_fromstring(f"<body><h1>Ada Lind</h1>{body}</body>"))


def person(body: str, shared: Shared = NOTHING_SHARED) -> PersonFields:
    opened = page(body)
    return read_person(opened, "Ada Lind", opened.lines[0], shared)


def terms(*pairs: tuple[str, str]) -> str:
    return f"<dl>{''.join(f'<dt><a href=/x>{term}</a>:</dt><dd>{value}</dd>' for term, value in pairs)}</dl>"


def test_terms_below_a_heading_of_topics_are_topics() -> None:
    found = person(
        f"<h3>Research interests:</h3>{terms(('Mosses', 'How fast they grow.'), ('Walls', ''))}<h3>News</h3>"
    )
    assert [text for text, _ in found.topics] == ["Mosses", "Walls"]


def test_terms_that_name_parts_are_no_topics() -> None:
    found = person(f"<h3>Research</h3>{terms(('Phone', '555 12 34'), ('Team', 'Slow Moss'))}")
    assert found.topics == []
    assert found.phone == "555 12 34"


def test_a_listed_department_has_the_position_beside_it() -> None:
    found = person(
        f"<p>Professor</p><h3>Departments:</h3>{terms(('School of Walls', 'Programme Director'), ('Moss Unit', ''))}"
    )
    assert positions_in(found.header, found.stated) == [
        Position("Professor", department="Moss Unit"),
        Position("Programme Director", department="School of Walls"),
    ]


def test_a_department_of_one_of_two_positions_is_left_open() -> None:
    found = person(f"<p>Professor</p><p>Dean</p><h3>Departments</h3>{terms(('School of Walls', ''))}")
    assert [each.department for each in positions_in(found.header, found.stated)] == [None, None]


def test_a_page_of_their_own_stands_below_its_heading() -> None:
    found = person(
        """<h3>Websites:</h3><ul><li><a href="https://orcid.org/0000-0001-2345-6789">https://orcid.org/</a></li>
        <li><a href="https://lind.example/">https://lind.example/</a></li></ul>
        <h3>News</h3><a href="https://press.example/moss">Moss in the press</a>"""
    )
    assert found.links["homepage"] == "https://lind.example/"


def test_where_to_write_to_the_site_is_no_biography() -> None:
    found = person(f"<p>Professor</p><div>{FOOTER}</div>", Shared(links=frozenset([SITE_ADDRESS])))
    assert found.biography == []


def test_a_reference_with_et_al_does_not_name_all_authors() -> None:
    references = (
        "Lind A., Ek B. et al. (2020). Slow mosses of the old northern walls. Journal of Walls, 4(2), 1-9.",
        "Lind A. & Ek B. (2021). Fast lichens of the new southern walls. Journal of Walls, 5(1), 10-19.",
    )
    opened = page(f"<h2>Publications</h2><ul>{''.join(f'<li>{each}</li>' for each in references)}</ul>")
    items = read_items(find_items([opened], {opened: sections_on(opened, None)}, {}))
    assert [(each.names, each.authors_complete) for each in items] == [
        (["Lind A.", "Ek B."], False),
        (["Lind A.", "Ek B."], True),
    ]
