"""Pages of site builders: looks by inline styles alone, people in columns, links through the builder's own address."""

import pytest
from lxml import html

from profile_scraper.structure.card_fields import read_card
from profile_scraper.structure.cards import people_lists
from profile_scraper.structure.lines import Page, page_of
from profile_scraper.structure.person_fields import NOTHING_SHARED, PersonFields
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.publications.runs import Item
from profile_scraper.structure.sections import sections_on
from profile_scraper.text.redirections import target_of

BOLD, ITALIC = "font-weight: 700;", "font-style: italic;"


def span(text: str, style: str = "") -> str:
    return f'<span class="t" style="{style}">{text}</span>'


def column(name: str, role: str, *more: str) -> str:
    picture = f'<div><img src="https://pictures.example/{name.split()[0].lower()}=w1280" role="img"></div>'
    lines = (span(name, BOLD), span(role, ITALIC), *more)
    return f"<div><div>{picture}<div>{''.join(f'<p>{line}</p>' for line in lines)}</div></div></div>"


def row(*columns: str) -> str:
    return f"<section><div><div>{''.join(columns)}</div></div></section>"


def heading(text: str) -> str:
    return row(f"<div><h2><div><a href='#h.1'></a>{span(text)}</div></h2></div>")


PAPERS = "https://www.google.com/url?q=https%3A%2F%2Forcid.org%2F0000-0002-1825-0097&amp;sa=D&amp;usg=AOv"
PEOPLE_PAGE = (
    heading("Director")
    + row(column("Ada Lindqvist", "Professor", f'<a href="{PAPERS}">{span("ORCID")}</a>'))
    + heading("Engineers")
    + row(column("Bo Ekdahl", "Research engineer"))
    + heading("Students")
    + row(
        column("Cléo Dûval", "PhD student", f"{span('Keywords: ', BOLD)}{span('moss, walls')}"),
        column("Didier Mosse", "PhD student", span("Co-supervisor: Eva Fjeld (Institute of Stone)")),
        f"<div><p>{span('This could be you!', BOLD)}</p><p><a href='/join'>{span('Open positions')}</a></p></div>",
    )
)


def page(body: str, name: str = "people") -> Page:
    return page_of(f"https://www.moss.example/{name}", html.document_fromstring(f"<body><main>{body}</main></body>"))


@pytest.fixture(scope="module")
def people() -> dict[str, PersonFields]:
    opened = page(f"<h1>{span('People')}</h1>{PEOPLE_PAGE}")
    lists = people_lists(opened)
    return {each.head.text: read_card(each, NOTHING_SHARED) for person_cards in lists for each in person_cards}


def test_names_in_bold_by_their_style_are_heads_of_cards(people: dict[str, PersonFields]) -> None:
    assert sorted(people) == ["Ada Lindqvist", "Bo Ekdahl", "Cléo Dûval", "Didier Mosse"]
    assert [text for text, _ in people["Cléo Dûval"].topics] == ["moss", "walls"]


def test_a_row_of_several_people_is_no_card(people: dict[str, PersonFields]) -> None:
    assert [line.text for line in people["Didier Mosse"].header] == ["PhD student"]
    pictures = {name: found.portrait.url for name, found in people.items() if found.portrait}
    assert pictures["Cléo Dûval"].endswith("/cléo=w1280")
    assert pictures["Bo Ekdahl"].endswith("/bo=w1280")


def test_a_place_behind_a_supervisors_name_is_no_part_of_it(people: dict[str, PersonFields]) -> None:
    assert [(each.kind, each.name) for each in people["Didier Mosse"].supervisors] == [("co", "Eva Fjeld")]


def test_a_link_through_a_redirection_is_the_one_behind_it(people: dict[str, PersonFields]) -> None:
    assert people["Ada Lindqvist"].links == {"orcid": "https://orcid.org/0000-0002-1825-0097"}


@pytest.mark.parametrize(
    ("printed", "target"),
    [
        ("https://www.google.com/url?q=https://moss.example/a&sa=D", "https://moss.example/a"),
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F&data=05",
            "https://a.example/",
        ),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb", "https://a.example/b"),
        ("https://web.archive.org/web/2020/https://a.example/", "https://web.archive.org/web/2020/https://a.example/"),
        ("https://x.example/sharer.php?u=https://a.example/", "https://x.example/sharer.php?u=https://a.example/"),
        ("https://a.example/url?q=moss", "https://a.example/url?q=moss"),
    ],
)
def test_only_an_address_that_leads_on_is_replaced(printed: str, target: str) -> None:
    assert target_of(printed) == target


def reference(authors: str, title: str, venue: str, pages: str, doi: str = "") -> str:
    link = f'{span(" ")}<a href="https://www.google.com/url?q=https%3A%2F%2Fdoi.org%2F{doi}">{span("doi:" + doi)}</a>'
    rest = f"{span(f' (2023) {title} ')}{span(venue, ITALIC)}{span(f' {pages}.')}{link if doi else ''}"
    return f"<li><p>{authors}{rest}</p></li>"


def publications(*lists: str) -> list[Item]:
    years = "".join(row(f"<div><h2>{span(str(2023 - n))}</h2><ul>{own}</ul></div>") for n, own in enumerate(lists))
    opened = page(f"<h1>{span('Publications')}</h1>{years}", "publications")
    return read_items(find_items([opened], {opened: sections_on(opened, "publications")}, {}))


def test_references_whose_parts_are_styled_spans_are_told_apart() -> None:
    cut = f"{span('Lind', BOLD)}{span('qvist A', BOLD)}"
    found = publications(
        reference(f"{span('Ekdahl B', BOLD)}{span(', ')}{cut}", "Does moss wait? A wall in winter.", "Walls", "8: 1–9")
        + reference(
            f"{cut}{span(', ')}{span('Ek C')}", "Le mur : une attente.", "Moss &amp; Stone", "3: e12", "10.5555/m.3"
        ),
        reference(cut, "Waiting as a wall.", "Essays in Moss", "pp. 1–9"),
    )
    assert [(each.title, each.names, each.venue, each.issued, each.doi) for each in found] == [
        ("Does moss wait? A wall in winter", ["Ekdahl B", "Lindqvist A"], "Walls", "2023", None),
        ("Le mur : une attente", ["Lindqvist A", "Ek C"], "Moss & Stone", "2023", "10.5555/m.3"),
        ("Waiting as a wall", ["Lindqvist A"], "Essays in Moss", "2023", None),
    ]


def test_the_only_item_below_a_year_is_an_item_without_the_year() -> None:
    found = publications(
        reference(span("Lindqvist A", BOLD), "Mosses of old walls.", "Walls", "1: 1–9"),
        reference(span("Lindqvist A", BOLD), "Lichens of new walls.", "Walls", "2: 1–9"),
    )
    assert [str(each.element.tag) for each in found] == ["li", "li"]


def test_a_bold_of_normal_weight_around_a_text_is_none() -> None:
    opened = page('<b style="font-weight:normal;" id="docs-internal"><p><span>Moss on walls</span></p></b>')
    assert [line.level for line in opened.lines] == [0]


def test_values_side_by_side_are_not_joined() -> None:
    opened = page('<p><span class="tag">moss</span><span class="tag">walls</span></p>')
    assert [line.text for line in opened.lines] == ["moss", "walls"]
