"""Cards of people that hold whole profiles, as windows that open from a list have them."""

import pytest
from lxml import html

from profile_scraper.structure.card_fields import columns_of_cards, read_card
from profile_scraper.structure.cards import heading_above, people_lists
from profile_scraper.structure.identity import candidates_on, person_of
from profile_scraper.structure.lines import Page, page_of
from profile_scraper.structure.person_fields import NOTHING_SHARED, PersonFields
from profile_scraper.structure.position_lines import Position
from profile_scraper.structure.roles import Affiliations, positions_in

URL = "https://moss.example/team/slow-moss"
TEXT = "{} counts the mosses of old walls with a lens, and publishes the counts before the walls fall."
EMPTY = "<div>Nothing to show</div>"


def block(heading: str, *values: str) -> str:
    return (
        f"<div><h4>{heading}</h4><div>{''.join(f'<div class=v>{each}</div>' for each in values) or EMPTY}</div></div>"
    )


def row(title: str, institution: str) -> str:
    return f"<div class=row><div class=title>{title}</div><div class=employer>{institution}</div></div>"


def person_card(name: str, rows: str, text: str, blocks: str, link: str = "#") -> str:
    return f"""<div class=item><div class=card><img src="/i/{name.split()[0].lower()}.jpg"><h3>{name}</h3></div>
      <div class=window><a href="{link}"><img src="/icons/web.svg" alt="Website"></a><h2>{name}</h2>{rows}
      <div class=text><p>{text}</p></div>{blocks}</div></div>"""


PERSON_CARDS = (
    person_card(
        "Ada Lind",
        row("Professor", "University of Moss") + row("Director", "Institute of Old Walls"),
        TEXT.format("Ada Lind"),
        block("Expertise", "Mosses", "Walls") + block("Supervises", "Bo Ek-Tran") + block("Supervised by"),
        "https://lind-mosses.example/",
    ),
    person_card(
        "Bo Ek-Tran",
        row("PhD student", "Hochschule am Wall"),
        "Bo Ek-Tran waits.",
        block("Expertise") + block("Supervises") + block("Supervised by", "Ada Lind"),
    ),
    person_card(
        "Cléo Dûval",
        row("Engineer", "College of Stone"),
        TEXT.format("Cléo Dûval"),
        block("Expertise", "Lenses") + block("Supervises") + block("Supervised by"),
    ),
)
HEADER = "<div>Slow Moss</div><h1>Slow Moss</h1><p>Small and green.</p><h2>Meet the team</h2>"
GROUP = f"{HEADER}<div>{''.join(PERSON_CARDS)}</div>"


def group_page(body: str = GROUP) -> Page:
    head = "<head><title>Slow Moss | Institute of Old Walls</title></head>"
    return page_of(URL, html.document_fromstring(f"<html>{head}<body>{body}</body></html>"))


@pytest.fixture(scope="module")
def people() -> dict[str, PersonFields]:
    [person_cards] = people_lists(group_page())
    columns = columns_of_cards(person_cards)
    return {each.head.text: read_card(each, NOTHING_SHARED, columns) for each in person_cards}


def test_a_group_with_a_name_like_a_persons_is_no_person() -> None:
    opened = group_page()
    assert person_of(opened, candidates_on(opened), {}, 1) is None


def test_a_person_who_lists_a_team_is_one() -> None:
    body = GROUP.replace("<p>Small and green.</p>", "<p>Professor of walls</p>")
    opened = group_page(body)
    person = person_of(opened, candidates_on(opened), {}, 1)
    assert person is not None
    assert person.name == "Slow Moss"


def test_each_title_has_the_institution_of_its_row(people: dict[str, PersonFields]) -> None:
    found = people["Ada Lind"]
    assert positions_in(found.header, found.stated, Affiliations(found.affiliations)) == [
        Position("Professor", "University of Moss"),
        Position("Director", "Institute of Old Walls"),
    ]


def test_an_institution_is_told_by_its_column(people: dict[str, PersonFields]) -> None:
    found = people["Bo Ek-Tran"]
    assert positions_in(found.header, found.stated, Affiliations(found.affiliations)) == [
        Position("PhD student", "Hochschule am Wall")
    ]


def test_a_short_sentence_about_the_person_is_their_biography(people: dict[str, PersonFields]) -> None:
    assert [text for text, _ in people["Bo Ek-Tran"].biography] == ["Bo Ek-Tran waits."]


def test_students_and_supervisors_stand_below_headings_of_the_card(people: dict[str, PersonFields]) -> None:
    assert [name for name, _ in people["Ada Lind"].students] == ["Bo Ek-Tran"]
    assert [each.name for each in people["Bo Ek-Tran"].supervisors] == ["Ada Lind"]


def test_what_stands_below_headings_of_several_parts_is_no_value(people: dict[str, PersonFields]) -> None:
    assert [text for text, _ in people["Bo Ek-Tran"].topics] == []
    assert [text for text, _ in people["Ada Lind"].topics] == ["Mosses", "Walls"]


def test_the_icon_of_a_link_names_it_and_is_no_portrait(people: dict[str, PersonFields]) -> None:
    assert people["Ada Lind"].links == {"homepage": "https://lind-mosses.example/"}
    assert {name: found.portrait and found.portrait.url for name, found in people.items()} == {
        "Ada Lind": "https://moss.example/i/ada.jpg",
        "Bo Ek-Tran": "https://moss.example/i/bo.jpg",
        "Cléo Dûval": "https://moss.example/i/cléo.jpg",
    }


def utility_card(head: str, picture: str, contact: str) -> str:
    return f"""<li class="flex p-6"><div class="flex gap-5">{picture}<div class="min-w-0">
      <h3 class="text-lg">{head}</h3></div></div>
      <p class="mt-4">{TEXT.format("This person")}</p><div class="mt-auto">{contact}</div></li>"""


def test_cards_of_utility_classes_are_one_list_whether_names_are_links_or_not() -> None:
    linked = '<a href="https://{}.example/">{}</a>'
    groups = (
        ("Faculty", (("Ada Lind", True), ("Bo Ek-Tran", False))),
        ("PhD students", (("Cleo Duval", False), ("Didier Orn", True))),
    )
    body = "".join(
        f'<section class="mt-16"><h2>{heading}</h2><ul class="grid">'
        + "".join(
            utility_card(
                linked.format(name.split()[0].lower(), name) if is_linked else name,
                '<img src="/i/a.webp">' if is_linked else "<span><span>XY</span></span>",
                f'<a href="mailto:{name.split()[0].lower()}@moss.example">Email</a>',
            )
            for name, is_linked in members
        )
        + "</ul></section>"
        for heading, members in groups
    )
    [person_cards] = people_lists(group_page(f"<h1>Our team</h1>{body}"))
    emails = {each.head.text: read_card(each, NOTHING_SHARED).emails for each in person_cards}
    assert [*emails] == [name for _, members in groups for name, _ in members]
    assert [*emails.values()] == [[f"{name}@moss.example"] for name in ("ada", "bo", "cleo", "didier")]
    above = [heading_above(each.page, each.head) for each in person_cards]
    assert [each and each.text for each in above] == ["Faculty", "Faculty", "PhD students", "PhD students"]


INLINE = """<li><article><a class="item-link" href="/team/{slug}.html"><span class="item-title">{name}</span></a>
    <span class="item-date">2025-01-11</span> <span class="item-text">{position}</span></article></li>"""


def test_a_name_and_fields_that_style_sheets_part_are_lines_of_a_card() -> None:
    people = [("ada-lind", "Ada Lind", "Professor"), ("bo-ek", "Bo Ek-Tran", "PhD Student")]
    items = "".join(INLINE.format(slug=slug, name=name, position=position) for slug, name, position in people)
    [found_items] = people_lists(page_of(URL, html.document_fromstring(f"<h1>Our people</h1><ul>{items}</ul>")))
    found = [read_card(each, NOTHING_SHARED, columns_of_cards(found_items)) for each in found_items]
    assert [each.name for each in found] == ["Ada Lind", "Bo Ek-Tran"]
    assert [[one.title for one in positions_in(each.header, each.stated)] for each in found] == [
        ["Professor"],
        ["PhD Student"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        '<span class="given">Ada Maria</span> <span class="family">Lind</span>',
        '<span class="a">Ada Lind</span> counts <span class="b">mosses</span>',
        '<span class="a">Ada Lind</span>, <span class="b">Professor</span>',
    ],
)
def test_other_inline_elements_are_one_line(text: str) -> None:
    page = page_of(URL, html.document_fromstring(f"<html><body><p>{text}</p></body></html>"))
    assert len(page.lines) == 1
