"""People in tables with heads of columns, documents of a word processor, signs as pictures."""

import pytest
from lxml import html

from profile_scraper.structure.card_fields import columns_of_cards, read_card
from profile_scraper.structure.cards import people_lists
from profile_scraper.structure.contacts import emails_in
from profile_scraper.structure.lines import Page, page_of
from profile_scraper.structure.person_fields import NOTHING_SHARED, PersonFields
from profile_scraper.structure.words import section_of
from tests.structure.pages import opened, read

AT = '<img src="gif/at.gif" alt="@">'
HEADS = ("Nom / Name", "Statut<br><i>Status</i>", "Thèmes<br><i>Topics</i>", "Dir. / <i>Advisor</i>", "Mél")
ROWS = (
    ("<b>Ada LINDQVIST</b>", "Professeure", "mousses, murs", "&nbsp;", f"ada.lind{AT}moss.example"),
    ("<b>Bo EKDAHL</b>", "Doctorant", "lichens", "A. Lindqvist", f"bo{AT}moss.example"),
    ("<b>Cléo DÛVAL</b>", "A.T.E.R.", "&nbsp;", "&nbsp;", f"cleo{AT}moss.example"),
)


def table_page() -> Page:
    heads = "".join(f"<th>{head}</th>" for head in HEADS)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    body = f"<h2>Membres / Members</h2><table><tr>{heads}</tr>{rows}</table>"
    return page_of("http://moss.example/membres.htm", html.document_fromstring(f"<body>{body}</body>"))


@pytest.fixture(scope="module")
def people() -> dict[str, PersonFields]:
    [person_cards] = people_lists(table_page())
    columns = columns_of_cards(person_cards)
    return {each.head.text: read_card(each, NOTHING_SHARED, columns) for each in person_cards}


def test_the_head_of_a_column_says_what_a_cell_is(people: dict[str, PersonFields]) -> None:
    assert [text for text, _ in people["Ada LINDQVIST"].topics] == ["mousses", "murs"]
    assert [each.name for each in people["Bo EKDAHL"].supervisors] == ["A. Lindqvist"]
    assert people["Cléo DÛVAL"].stated.titles == ["A.T.E.R."]


def test_a_sign_that_is_a_picture_is_text(people: dict[str, PersonFields]) -> None:
    assert [found.emails for found in people.values()] == [
        ["ada.lind@moss.example"],
        ["bo@moss.example"],
        ["cleo@moss.example"],
    ]
    assert emails_in(opened('<p>Ada: ada<img alt="at">moss<img alt=".">example</p>').lines) == ["ada@moss.example"]


def test_a_picture_on_several_cards_is_nobodys(people: dict[str, PersonFields]) -> None:
    assert [found.portrait for found in people.values()] == [None, None, None]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Thèses dirigées / PhD theses that I direct", "students"),
        ("Thèmes | Topics", "topics"),
        ("Research / Teaching", None),
        ("Professeur / Directeur", None),
        ("Publications / Présentations orales", "publications"),
    ],
)
def test_a_heading_in_both_languages_needs_one_known_half(heading: str, section: str | None) -> None:
    assert section_of(heading) == section


def test_bullets_of_a_word_processor_are_no_text() -> None:
    sign = "<span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span></span>"
    bullet = f"<![if !supportLists]>{sign}<![endif]>"
    number = "<span style='mso-list:Ignore'>[1]&nbsp;</span>"
    found = read(
        f"<h2>Thèmes de recherche</h2><p>{bullet}mousses</p><p>{bullet}vieux murs</p><p>• lichens</p>"
        f"<h2>Thèses dirigées</h2><p>{number}Bo Ekdahl (1999-2002) : « Les murs »</p><p>- Cléo Dûval (2001-)</p>"
    )
    assert [text for text, _ in found.topics] == ["mousses", "vieux murs", "lichens"]
    assert [name for name, _ in found.students] == ["Bo Ekdahl", "Cléo Dûval"]
