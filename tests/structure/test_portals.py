"""Pages of research portals: weighted topics, theses of students, works with editors, units of one university."""

from lxml import html

from profile_scraper.structure.lines import Page, page_of
from profile_scraper.structure.person import read_person
from profile_scraper.structure.person_fields import NOTHING_SHARED, PersonFields
from profile_scraper.structure.position_lines import Position
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.publications.runs import Item
from profile_scraper.structure.roles import Affiliations, positions_in
from profile_scraper.structure.sections import sections_on
from profile_scraper.text.dates import Period

URL = "https://portal.example/en/persons/ada-lind"
ABOUT_TOPICS = "Explore the topics of Ada Lind. The labels come from the works and form a pattern that is hers alone."
WEIGHTED = "<li><button><span class=c>Botany</span><span class=t>{}</span><span class=w>{}%</span></button></li>"


def page(body: str) -> Page:
    return page_of(URL, html.document_fromstring(f"<html><body><h1>Ada Lind</h1>{body}</body></html>"))


def person(body: str) -> PersonFields:
    opened = page(body)
    return read_person(opened, "Ada Lind", opened.lines[0], NOTHING_SHARED)


def publications(body: str) -> list[Item]:
    opened = page(f"<h2>Research output</h2>{body}")
    return read_items(find_items([opened], {opened: sections_on(opened, None)}, {}))


def test_weights_and_classes_of_topics_are_no_topics() -> None:
    topics = "".join(WEIGHTED.format(*each) for each in (("Mosses", 100), ("Lichens", 60), ("Old walls", 20)))
    found = person(
        f"<h2>Fingerprint</h2><p>{ABOUT_TOPICS}</p><ul>{topics}</ul><p><a href='{URL}/topics/'>View all 22</a></p>"
    )
    assert [text for text, _ in found.topics] == ["Mosses", "Lichens", "Old walls"]
    assert found.biography == []


def test_text_below_a_heading_of_topics_without_any_is_about_the_person() -> None:
    found = person(f"<h2>Research</h2><p>{ABOUT_TOPICS}</p>")
    assert [text for text, _ in found.biography] == [ABOUT_TOPICS]


def test_the_author_of_a_thesis_is_a_student_of_its_supervisors() -> None:
    found = person(
        """<h2>Student theses</h2>
        <div><h3><a href="/t/1">Green Walls</a></h3><a href="/en/persons/bo-ek">Bo Ek-Tran (Author)</a>,
        Ada Lind (Supervisor), Cléo Dûval (Co-supervisor), 2021</div>
        <div><h3>Whose wall is it?</h3>Dov Ash (Author), Ada Lind (Supervisor), 2019</div>
        <h2>Prizes</h2><div><h3>Golden Moss</h3>Ada Lind (Recipient), Eve Sol (Recipient), 2020</div>"""
    )
    assert [name for name, _ in found.students] == ["Bo Ek-Tran", "Dov Ash"]


def test_a_unit_that_the_site_has_pages_of_is_a_department() -> None:
    found = person(
        """<div class=rank>Emeritus Professor</div><ul>
        <li>Emeritus Professor, <a href="/en/units/walls">Centre for Old Walls</a></li>
        <li>Director, <a href="https://moss.example/">Institute of Mosses</a></li></ul>"""
    )
    units = frozenset(["Centre for Old Walls"])
    assert positions_in(found.header, found.stated, Affiliations(units=units)) == [
        Position("Emeritus Professor", None, "Centre for Old Walls"),
        Position("Director", "Institute of Mosses"),
    ]


OUTPUT = """<li class="r r-{kind}"><div class=y>{year}</div><div class="k k-{kind}">
  <h3><a href="/publications/{n}">{title}</a></h3>
  <span>Lind, A.</span>{more}, <span class=d>2 May {year}</span>, {place}</div></li>"""
JOURNAL = '<span class=journal>In: <a href="/j/1">Journal of Walls.</a></span> <span>3</span>'
HANDBOOK = (
    '<em class=hosttitle>Handbook of Walls.</em> <span class=persons>Sol, E. (ed.)</span>. <a href="/p">Wall Press</a>'
)
OUTPUTS = (
    "<div class=publication-chart><h3>Research output per year</h3></div><ul>"
    + OUTPUT.format(kind="a", year=2021, n=1, title="Slow mosses of the old northern walls", more="", place=JOURNAL)
    + OUTPUT.format(
        kind="a", year=2020, n=2, title="Fast lichens of new walls", more=" & <span>9 others</span>", place=JOURNAL
    )
    + OUTPUT.format(kind="c", year=2019, n=3, title="Walls that wait for moss", more="", place=HANDBOOK)
    + OUTPUT.format(kind="b", year=2018, n=4, title="A Moss Reader", more=" & <span>Ek, B.</span>", place="Wall Press")
    + f"</ul><p class=publications-more><a href='{URL}/publications/'>View all 63 outputs</a></p>"
)


def test_works_of_a_portal_are_read_and_nothing_beside_them() -> None:
    assert [(each.title, each.names, each.authors_complete, each.venue) for each in publications(OUTPUTS)] == [
        ("Slow mosses of the old northern walls", ["Lind, A."], True, "Journal of Walls"),
        ("Fast lichens of new walls", ["Lind, A."], False, "Journal of Walls"),
        ("Walls that wait for moss", ["Lind, A."], True, "Handbook of Walls"),
        ("A Moss Reader", ["Lind, A.", "Ek, B."], True, None),
    ]


GROUPED = """<div><h3>selected publications</h3><ul>
  <li><h3>Academic Article</h3><ul>
    <li><a href="/display/n1">Slow clocks of the snow</a>. <em>Snow Notes</em>. 4:2-9. <span class=d>2021</span></li>
    <li><a href="/display/n2">Cold old houses</a>. <em>Old Walls</em>. 7:1-3. <span class=d>2020</span></li></ul></li>
  <li><h3>Book</h3><ul>
    <li><a href="/display/n3">Lichens</a>. Norwall: Winter Hall. <span class=d>2014</span></li></ul></li></ul></div>
  <div><h3>teaching activities</h3><ul><li><a href="/display/n4">Walls of old</a>, Lecturer 2016</li></ul></div>"""


def test_headings_in_a_list_of_works_are_groups_of_it() -> None:
    assert [(item.title, item.names, item.venue, item.issued) for item in publications(GROUPED)] == [
        ("Slow clocks of the snow", [], "Snow Notes", "2021"),
        ("Cold old houses", [], "Old Walls", "2020"),
        ("Lichens", [], None, "2014"),
    ]


def test_projects_below_research_are_no_topics() -> None:
    found = person(
        """<h2>Research Areas</h2><ul><li><a href="/c1">Mosses</a></li><li><a href="/c2">Old walls</a></li></ul>
        <h2>Research</h2><h3>investigator on</h3><ul>
        <li><a href="/g1">Counting mosses</a> awarded by Green Fund <span>2021 - 2026</span></li></ul>"""
    )
    assert [text for text, _ in found.topics] == ["Mosses", "Old walls"]


def test_a_menu_of_a_persons_own_pages_is_read() -> None:
    found = person(
        """<nav><h2>Websites</h2><ul><li><a href="https://lind.example/">Personal Website</a></li></ul></nav>
        <nav><h2>More</h2><ul><li><a href="https://wall.example/">Personal Website</a></li></ul></nav>"""
    )
    assert found.links == {"homepage": "https://lind.example/"}


def test_a_unit_that_is_linked_behind_a_title_is_one_whatever_its_words() -> None:
    found = person(
        """<h2>Positions</h2><ul><li>Chairholder, <a href="/d/n1">Lind Research Chair in Mosses</a> 2020 - 2025</li>
        <li>Director, <a href="/d/n2">Centre for Old Walls</a> 2019 -</li></ul>"""
    )
    units = frozenset(["Lind Research Chair in Mosses", "Centre for Old Walls"])
    assert positions_in(found.header, found.stated, Affiliations(units=units)) == [
        Position("Chairholder", None, "Lind Research Chair in Mosses", period=Period("2020", "2025")),
        Position("Director", None, "Centre for Old Walls", period=Period("2019", None)),
    ]
