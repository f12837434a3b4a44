"""Reading pages by structure: persons, cards and publications of markup that no site's file describes."""

import re

import pytest
from lxml import html

from profile_scraper.structure.card_fields import read_card
from profile_scraper.structure.cards import own_address, people_lists
from profile_scraper.structure.elements import stable_tokens, text_of
from profile_scraper.structure.lines import Page, page_of
from profile_scraper.structure.names import bare_name, is_name, may_be_one_person
from profile_scraper.structure.person import read_person
from profile_scraper.structure.person_fields import NOTHING_SHARED
from profile_scraper.structure.position_lines import Position, is_position_line, parse_position
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.reference_parts import without_volume
from profile_scraper.structure.roles import positions_in
from profile_scraper.structure.sections import sections_on
from profile_scraper.structure.selectors import InvalidSelectorError, Selector, compile_selector, select_all
from profile_scraper.text.dates import Period

URL = "https://snow.example/en/people/ada-lind/"


def page(body: str, url: str = URL) -> Page:
    return page_of(url, html.document_fromstring(f"<html><body>{body}</body></html>"))


def person(body: str) -> tuple[Page, list[str], list[str], str]:
    opened = page(f"<h1>Ada Lind</h1>{body}")
    line = next(line for line in opened.lines if line.text == "Ada Lind")
    found = read_person(opened, "Ada Lind", line)
    topics = [text for text, _ in found.topics]
    return opened, [line.text for line in found.header], topics, "\n".join(text for text, _ in found.biography)


TOPICS = "<ul><li>Snow</li><li>Ice, old</li></ul>"
TERMS = "<dd>Snow</dd><dd>Ice, old</dd>"
PROSE = "Ada Lind measures the snow of the northern valleys with cameras that she builds from old bicycles."


@pytest.mark.parametrize(
    "body",
    [
        f"<p>Professor</p><h2>Biography</h2><p>{PROSE}</p><h2>Research topics</h2>{TOPICS}",
        f"<p>Professor</p><h2>About</h2><p>{PROSE}</p><p><b>Keywords:</b> Snow; Ice, old</p>",
        f"<h3>Professor</h3><p>{PROSE}</p><h4>Fields of interest</h4>{TOPICS}",
        f"<dl><dt>Position</dt><dd>Professor</dd><dt>Interests</dt>{TERMS}<dt>Profile</dt><dd>{PROSE}</dd></dl>",
        f"<div>Professor</div><div class=section-title>Interests</div>{TOPICS}<div>{PROSE}</div>",
    ],
)  # fmt: skip
def test_a_persons_page_is_read_in_other_markup(body: str) -> None:
    opened = page(f"<h1>Ada Lind</h1>{body}")
    line = next(line for line in opened.lines if line.text == "Ada Lind")
    found = read_person(opened, "Ada Lind", line)
    assert [text for text, _ in found.topics] == ["Snow", "Ice, old"]
    assert [text for text, _ in found.biography] == [PROSE]
    assert [each.title for each in positions_in(found.header, found.stated)] == ["Professor"]


def test_a_placeholder_is_no_text() -> None:
    _, _, topics, biography = person("<h2>Biography</h2><p>To be completed</p><h2>Interests</h2><ul><li>N/A</li></ul>")
    assert (topics, biography) == ([], "")


def test_a_title_and_its_institution_on_one_line_are_parted() -> None:
    opened, *_ = person("<p>Associate Professor, University of Snow, Department of Ice</p>")
    found = read_person(opened, "Ada Lind", opened.lines[0])
    positions = positions_in(found.header, found.stated)
    assert positions == [Position("Associate Professor", "University of Snow", "Department of Ice")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Full Professor, Department of Forests, Soils and Rivers, University of Snow. Scientific Director.",
            [
                Position("Full Professor", "University of Snow", "Department of Forests, Soils and Rivers"),
                Position("Scientific Director"),
            ],
        ),
        ("Project Manager, Partnerships Team", [Position("Project Manager", None, "Partnerships Team")]),
        ("Engineer – Ice Laboratory – Ice University", [Position("Engineer", "Ice University", "Ice Laboratory")]),
        ("Professor, Snow and Ice", [Position("Professor, Snow and Ice")]),
        ("Engineer – Snow", [Position("Engineer – Snow")]),
    ],
)  # fmt: skip
def test_a_line_of_positions_is_parted_where_its_parts_are_known(text: str, expected: list[Position]) -> None:
    assert parse_position(text) == expected


def test_a_sentence_about_a_position_is_no_position() -> None:
    assert is_position_line("Full Professor, Department of Winter Engineering, Université de Montréal. Director.")
    assert not is_position_line("Professor of snow, she works at the University of Ice, Department of Slow Rivers.")


PERSON_CARD = (
    '<div class="card"><a href="/en/people/{slug}/"><img src="/i/{slug}.jpg"></a><h3>{name}</h3><p>{role}</p></div>'
)


def test_cards_of_people_are_told_from_a_vacancy_and_from_authors() -> None:
    person_cards = "".join(
        PERSON_CARD.format(slug=name.lower().replace(" ", "-"), name=name, role=role)
        for name, role in (("Ada Lind", "Professor"), ("Bo Ek", "PhD student"), ("Cléo Dû", "Engineer"))
    )
    vacancy = '<div class="card"><h3>Your name here?</h3><p>Position open</p></div>'
    publications = "<ul><li><b>Ada Lind</b>, Slow Clocks of the Northern Snow and Its Long Memory, 2021</li></ul>"
    opened = page(f"<h1>Team</h1>{person_cards}{vacancy}{publications}", "https://snow.example/en/people/")
    [found] = people_lists(opened)
    read = [(read_card(person_card, NOTHING_SHARED).name, own_address(person_card)) for person_card in found]
    assert read == [
        ("Ada Lind", "https://snow.example/en/people/ada-lind/"),
        ("Bo Ek", "https://snow.example/en/people/bo-ek/"),
        ("Cléo Dû", "https://snow.example/en/people/cléo-dû/"),
    ]


VENUE = "<div class=periodical><em>Journal of Snow</em>, 2021</div>"
ITEMS = {
    "inline": "<tr><td><span><a>{a}</a><a>{b}</a></span><a href='/w'>{t}. </a><i>Journal of Snow</i>, 2021</td></tr>",
    "breaks": "<li><strong>{t}</strong><br>{a}, {b}<br>In Journal of Snow, 2021.</li>",
    "classes": "<li><div class=title>{t}</div><div class=author>{a}, {b}</div>" + VENUE + "</li>",
    "quoted": '<p>{a}, {b}. "{t}". Journal of Snow, 2021.</p>',
    "year": "<p>{a}, {b} (2021). {t}. <em>Journal of Snow</em>.</p>",
    "spans": "<li><span>{a}, {b}. </span><span><strong>{t}</strong></span><span>. Journal of Snow, 2021. </span></li>",
    "volume": "<li>{a}, {b}: <strong>{t}</strong>. In: Journal of Snow 13 (2), 20–36. 2021</li>",
    "behind": "<li><a href='/w'>{t}</a>, {a}, {b}, Journal of Snow (2021)</li>",
}
TITLES = ("Slow Clocks of the Northern Snow", "Fast Clocks of the Southern Ice", "A Gauge That Keeps Its Word")


@pytest.mark.parametrize("form", sorted(ITEMS))
def test_publications_are_read_part_by_part(form: str) -> None:
    names = [("Ada Lind", "Bo Ek-Tran"), ("Bo Ek-Tran", "Cléo Dûval"), ("Ada Lind", "Cléo Dûval")]
    rows = "".join(ITEMS[form].format(t=title, a=a, b=b) for title, (a, b) in zip(TITLES, names, strict=True))
    around = "<table>{}</table>" if form == "inline" else "<ul>{}</ul>" if "<li>" in rows else "{}"
    opened = page(f"<h1>Ada Lind</h1><h2>Publications</h2>{around.format(rows)}<h2>News</h2><p>A roof, in 2020.</p>")
    items = read_items(find_items([opened], {opened: sections_on(opened, None)}, {opened: opened.lines[0].element}))
    assert [item.title.rstrip(". ") for item in items] == list(TITLES)
    assert [tuple(item.names) for item in items] == names
    assert {(item.venue, item.issued) for item in items} == {("Journal of Snow", "2021")}


@pytest.mark.parametrize("level", ["h3", "h4"])
def test_a_heading_in_a_button_opens_its_part(level: str) -> None:
    parts = (
        ("Biography", f"<p>{'Ada Lind counts the snow of the valley, roof by roof. ' * 2}</p>"),
        ("Research areas", "<ul><li>Snow</li></ul>"),
    )
    body = "".join(
        f"<div><{level}><button type=button>{heading}</button></{level}><div>{content}</div></div>"
        for heading, content in parts
    )
    opened = page(f"<h1>Ada Lind</h1><p>Professor</p>{body}<button>Share</button>")
    found = read_person(opened, "Ada Lind", opened.lines[0])
    assert [text for text, _ in found.topics] == ["Snow"]
    assert len(found.biography) == 1
    assert "Share" not in [line.text for line in opened.lines]


def test_a_long_line_of_positions_with_a_link_is_no_organization() -> None:
    line = (
        "Full Professor, Department of Winter Engineering, <a href='https://u.example/'>University of Snow</a>. "
        "Associate Scientific Director. Canada Research Chair in the Thaw of Northern Rivers and Lakes"
    )
    opened = page(f"<h1>Ada Lind</h1><p class=desc>{line}</p>")
    found = read_person(opened, "Ada Lind", opened.lines[0])
    positions = positions_in(found.header, found.stated)
    assert positions[0] == Position("Full Professor", "University of Snow", "Department of Winter Engineering")
    assert [each.title for each in positions[1:2]] == ["Associate Scientific Director"]


def test_a_department_and_its_university_on_one_line_are_two_names() -> None:
    opened = page("<h1>Ada Lind</h1><p>Professor<br>Department of Ice, Soils and Rivers, University of Snow</p>")
    found = read_person(opened, "Ada Lind", opened.lines[0])
    assert positions_in(found.header, found.stated) == [
        Position("Professor", "University of Snow", "Department of Ice, Soils and Rivers")
    ]


@pytest.mark.parametrize(
    ("printed", "venue"),
    [
        ("Journal of Snow 13, 20–36", "Journal of Snow"),
        ("Snow Workshop, pp. 11-19", "Snow Workshop"),
        ("Ice Letters 12 (3)", "Ice Letters"),
        ("Foams of Lace 2019-2022", "Foams of Lace 2019-2022"),
        ("CHI 97", "CHI 97"),
    ],
)
def test_volume_and_pages_are_no_part_of_the_venue(printed: str, venue: str) -> None:
    assert without_volume(printed) == venue


@pytest.mark.parametrize(
    "titles",
    [
        ("Tides of <i>Salmo</i> in ice", "<b>Snow</b> on old roofs", "Ice near <sub>2</sub> small towns"),
        ("Tides of <var>$x$</var> in ice", "Snow on <em>old</em> roofs", "Ice near two <sup>small</sup> towns"),
    ],
)
@pytest.mark.parametrize("form", ["<span class=pub-title>{}</span>", "<h4>{}</h4>", "<a href=/works/1>{}</a>"])
def test_styled_words_are_no_end_of_a_title(titles: tuple[str, ...], form: str) -> None:
    rows = "".join(
        f"<li>{form.format(title)} <span>Ada Lind, Bo Berg</span>. <em>Snow Journal</em>, 2020</li>" for title in titles
    )
    opened = page(f"<h1>Ada Lind</h1><h2>Publications</h2><ul>{rows}</ul>")
    items = read_items(find_items([opened], {opened: sections_on(opened, None)}, {}), {})
    assert [item.title for item in items] == [text_of(html.fromstring(f"<p>{title}</p>")) for title in titles]
    assert {item.venue for item in items} == {"Snow Journal"}


def test_news_among_works_is_no_work() -> None:
    rows = "".join(
        f'<li><a href="/{folder}/x{n}/">Title of Something Long {n}</a></li>'
        for n, folder in enumerate(("publication", "post", "publication"))
    )
    opened = page(f"<h1>Ada Lind</h1><h3>Latest</h3><ul>{rows}</ul>")
    items = read_items(find_items([opened], {opened: sections_on(opened, None)}, {}))
    assert [item.title for item in items] == ["Title of Something Long 0", "Title of Something Long 2"]


@pytest.mark.parametrize(
    "text", ["Ada Lind", "LIND Ada", "Ada van der Berg", "Zoé Œuvrard-D'Arc", "Dr. Ada Lind, Ph.D."]
)
def test_names(text: str) -> None:
    assert is_name(bare_name(text))


@pytest.mark.parametrize(
    "text", ["Physician", "Search", "Research Topics", "University of Snow", "Meet the Team", "Ada", "Join us!"]
)
def test_no_names(text: str) -> None:
    assert not is_name(bare_name(text))


def test_one_person_however_printed() -> None:
    assert may_be_one_person("LIND Ada", "Ada Lind, M.D.")
    assert may_be_one_person("Ada Maria Lind", "Ada Lind")
    assert not may_be_one_person("Ada Lind", "Bo Lind")


def test_tokens_of_a_build_are_no_structure() -> None:
    element = html.fragment_fromstring('<div class="Card-sc-1u2w6cg-0 MQhyN css-1x2y3z card odd"></div>')
    assert stable_tokens(element) == ("Card*", "card")


def test_comments_do_not_part_a_name() -> None:
    opened = page("<h1>Ada<!-- --> <!-- -->Lind</h1>")
    assert [line.text for line in opened.lines] == ["Ada Lind"]
    assert text_of(opened.lines[0].element) == "Ada Lind"


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (Selector(select="li.a"), ["One: x", "Two"]),
        (Selector(select="li.a::text"), ["One: x", "Two"]),
        (Selector(select="a::attr(href)"), ["/p"]),
        (Selector(select="//li[2]"), ["Two"]),
        (Selector(select="li.a", after="One:"), ["x"]),
        (Selector(select="li.a", before=":"), ["One", "Two"]),
        (Selector(select="li.zz"), []),
    ],
)
def test_selectors(selector: Selector, expected: list[str]) -> None:
    root = page('<ul><li class="a">One: x</li><li class="a">Two</li></ul><a href="/p">q</a>').root
    found = [
        match.text if match.text is not None else text_of(match.element)
        for match in select_all(root, [selector], set())
    ]
    assert found == expected


@pytest.mark.parametrize("text", ["li[", "//li[", "li::attr(", ""])
def test_an_invalid_selector_is_named(text: str) -> None:
    with pytest.raises(InvalidSelectorError, match=re.escape(repr(text))):
        compile_selector(text)


@pytest.mark.parametrize(
    ("body", "phone", "office"),
    [
        ("<p>Phone: +1 514 555-0199 ext. 12</p><p>Office: B-3.21</p>", "+1 514 555-0199 ext. 12", "B-3.21"),
        (
            "<dl><dt>Téléphone</dt><dd>01 23 45 67 89</dd><dt>Bureau</dt><dd>12 bis</dd></dl>",
            "01 23 45 67 89",
            "12 bis",
        ),
        ("<p>Fax: 514 555-0100</p><p>Adresse : 1, rue des Neiges</p>", None, None),
        ('<a href="tel:+15145550199">Call me</a>', "+15145550199", None),
        ('<a href="tel:+15145550199">514 555 0199</a>', "514 555 0199", None),
        ("<p>Phone: on request</p><p>Office: N/A</p>", None, None),
        ("<p>Office hours: Monday</p>", None, None),
    ],
)
def test_telephone_and_office_are_read_where_a_label_or_a_link_tells_them(
    body: str, phone: str | None, office: str | None
) -> None:
    opened = page(f"<h1>Ada Lind</h1><p>Professor</p>{body}<h2>Biography</h2><p>{PROSE}</p>")
    found = read_person(opened, "Ada Lind", next(line for line in opened.lines if line.text == "Ada Lind"))
    assert (found.phone, found.office) == (phone, office)
    assert [text for text, _ in found.biography] == [PROSE]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Professor (2019–present), University of Snow</p>", Position("Professor", "University of Snow")),
        ("<p>Professor, University of Snow, since 2019</p>", Position("Professor", "University of Snow")),
        ("<p>Professor</p><p>2019 – present</p><p>University of Snow</p>", Position("Professor", "University of Snow")),
        (
            "<p>Position: Professor</p><p>Department: Department of Ice</p><p>Team: Cold Team</p><p>Dates: 2019–</p>",
            Position("Professor", None, "Department of Ice", "Cold Team"),
        ),
    ],
)
def test_when_a_position_was_held_is_no_part_of_its_title(body: str, expected: Position) -> None:
    opened = page(f"<h1>Ada Lind</h1>{body}")
    found = read_person(opened, "Ada Lind", next(line for line in opened.lines if line.text == "Ada Lind"))
    expected.period = Period("2019", None)
    assert positions_in(found.header, found.stated) == [expected]
