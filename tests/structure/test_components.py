"""Pages of content management systems: fields as definitions, paragraphs of references, tags, lazy pictures."""

import pytest
from lxml import html

from profile_scraper.structure.lines import page_of
from profile_scraper.structure.position_lines import Position
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.publications.runs import Item
from profile_scraper.structure.roles import positions_in
from profile_scraper.structure.sections import sections_on
from profile_scraper.structure.selectors import Match
from profile_scraper.structure.words import is_no_value
from tests.structure.pages import URL, opened, read

FIELDS = """<dl><div><dt>Position</dt><dd>{position}</dd></div>
    <div><dt>School</dt><dd>School of Snow Studies</dd></div><div><dt>Telephone</dt><dd>555-010-0100</dd></div></dl>"""


def references(body: str) -> list[Item]:
    page = page_of(URL, html.document_fromstring(f"<html><body><h1>Ada Lind</h1>{body}</body></html>"))
    return read_items(find_items([page], {page: sections_on(page, None)}, {}))


def test_the_school_of_a_list_of_fields_is_the_department() -> None:
    found = read(FIELDS.format(position="Reader"))
    assert positions_in(found.header, found.stated) == [Position("Reader", None, "School of Snow Studies")]


def test_what_other_people_and_news_say_below_the_fields_is_no_position() -> None:
    others = """<h2>Autres spécialistes</h2><ul><li><a href="/bo-ek">Bo Ek-Tran</a> <span>Dunes</span></li></ul>
        <div><p>Related news</p><h2><a href="/news/1">Cy Dun named dean of the faculty</a></h2>
        <p>The dean starts in May.</p></div>"""
    found = read(FIELDS.format(position="Reader") + others)
    assert [each.title for each in positions_in(found.header, found.stated)] == ["Reader"]


@pytest.mark.parametrize("heading", ["Supervision", "Encadrement", "Direction de recherche"])
def test_who_studies_for_something_below_supervision_is_a_student(heading: str) -> None:
    people = f"<h3>{heading}</h3><ul><li>Bo Ek-Tran (PhD)</li><li>Cléo Dûval (maîtrise)</li></ul>"
    found = read(FIELDS.format(position="Reader") + people)
    assert [name for name, _ in found.students] == ["Bo Ek-Tran", "Cléo Dûval"]
    assert found.supervisors == []


def test_who_stands_below_supervision_on_the_page_of_a_student_is_a_supervisor() -> None:
    people = "<h3>Supervision</h3><ul><li>Bo Ek-Tran (PhD)</li><li>Cléo Dûval (Master's)</li></ul>"
    student, unknown = read(FIELDS.format(position="PhD Student") + people), read(people.replace(" (PhD)", ""))
    assert [each.name for each in student.supervisors] == ["Bo Ek-Tran", "Cléo Dûval"]
    assert [each.name for each in unknown.supervisors] == ["Bo Ek-Tran"]


@pytest.mark.parametrize(
    "text",
    [
        "La biographie n’est disponible qu’en anglais.",
        "This biography is available in French only.",
        "Biography available in English",
    ],
)
def test_a_text_that_exists_in_the_other_language_alone_is_no_value(text: str) -> None:
    assert is_no_value(text)


def test_a_sentence_about_languages_is_a_value() -> None:
    assert not is_no_value("Her biography of Bo Ek is written in French and in verse.")


ARTICLES = """<p>Lind, A., &amp; Ek, B. (2022). Slow clocks of the snow line. <i>Snow &amp; Time</i>, 4(2), 8–19.
    <a href="https://doi.org/10.5555/st.4">https://doi.org/10.5555/st.4</a></p>
    <p>Lind, A. (2019). Who owns a snowdrift? <i>Journal of Winters</i>, 6, 1–9.</p>"""
MONOGRAPH = "<p>Lind, A., &amp; Dun, C. (2013). <i>The law of the drift</i>. Winter Press Books.</p>"


def test_paragraphs_in_bold_are_headings_of_references() -> None:
    items = references(
        f"<h2>Publications</h2><div><p><b>Refereed articles</b></p>{ARTICLES}<p><b>For all</b></p>{MONOGRAPH}</div>"
    )
    assert [(item.title, item.names, item.venue, item.issued) for item in items] == [
        ("Slow clocks of the snow line", ["Lind, A.", "Ek, B."], "Snow & Time", "2022"),
        ("Who owns a snowdrift?", ["Lind, A."], "Journal of Winters", "2019"),
        ("The law of the drift", ["Lind, A.", "Dun, C."], None, "2013"),
    ]


def test_a_publisher_that_looks_like_a_name_is_no_author() -> None:
    books = "".join(f"<p>Lind, A. (20{n}). <i>The law of drift {n}</i>. Kelpie Winter.</p>" for n in (11, 12, 13))
    assert {tuple(item.names) for item in references(f"<h2>Books</h2><div>{books}</div>")} == {("Lind, A.",)}


def test_a_title_in_italics_may_stand_behind_the_authors_where_venues_do_elsewhere() -> None:
    items = references(
        """<h2>Publications</h2><div><p>Ada Lind, <em>Cold houses. A study</em>, Presses de Brume, 2019, 312 p.</p>
        <p>Ada Lind et Bo Ek-Tran, <em>The winter, the snow</em>, Éditions du Guet, 2014, 188 p.</p>
        <p>Ada Lind, « On the pitch of snowmen », <em>Journal of Winters</em>, vol. 7, no. 3, 2018.</p>
        <p>Ada Lind, « Silences of ice », <em>Revue des neiges</em>, n° 44, 2016.</p></div>"""
    )
    assert [(item.title, item.names) for item in items] == [
        ("Cold houses. A study", ["Ada Lind"]),
        ("The winter, the snow", ["Ada Lind", "Bo Ek-Tran"]),
        ("On the pitch of snowmen", ["Ada Lind"]),
        ("Silences of ice", ["Ada Lind"]),
    ]


NUMBERED = """<h2>Publications</h2>
    <div><div class=cite><span class="label"><span class=b>[</span>1<span class=b>]</span></span>
    <p>Ada Lind and Bo Ekman. Slow clocks of snow: a study.
    <em>Journal of Snow</em>, 2023. <a href="https://doi.org/10.5555/1">doi:10.5555/1</a>.</p></div>
    <div class=cite><span class="label"><span class=b>[</span>2<span class=b>]</span></span>
    <p>Ada Lind. <em>Roofs that wait for snow</em>.
    PhD thesis, Northern School of Mines, 2016.</p></div></div>"""


@pytest.mark.parametrize("selector", [None, "div.cite > p"], ids=["by look", "by selector"])
def test_a_title_in_italics_may_stand_behind_number_and_authors(selector: str | None) -> None:
    page = opened(f"<h1>Ada Lind</h1>{NUMBERED}")
    stated = {"title": [Match(each, None) for each in page.root.cssselect(selector)]} if selector else None
    items = read_items(find_items([page], {page: sections_on(page, None)}, {}), stated)
    assert [(item.title, item.names) for item in items] == [
        ("Slow clocks of snow: a study", ["Ada Lind", "Bo Ekman"]),
        ("Roofs that wait for snow", ["Ada Lind"]),
    ]


def test_titles_in_bold_are_no_headings() -> None:
    items = references(
        """<h2>Publications</h2><ul>
        <li><b>Slow clocks of the snow line</b><br>Ada Lind, Bo Ek<br><i>Snow & Time</i>, 2022</li>
        <li><b>Cold houses of the north</b><br>Ada Lind<br><i>Snow & Time</i>, 2021</li></ul>"""
    )
    assert [item.title for item in items] == ["Slow clocks of the snow line", "Cold houses of the north"]


LAZY = '<div data-src="/img{.width}/lind.jpg"><noscript><img src="/img/lind.jpg" alt="Ada Lind"></noscript></div>'
PIXEL = '<noscript><img src="https://count.example/t.gif?page=1" alt=""></noscript>'
EMPTY = '<img src="data:image/gif;base64,R0lGODlhAQAB" alt="Ada Lind">'


def test_a_lazy_picture_is_the_one_for_browsers_without_scripts() -> None:
    for body in (LAZY, PIXEL + LAZY, EMPTY + LAZY):
        portrait = read(body).portrait
        assert portrait is not None
        assert portrait.url == "https://snow.example/img/lind.jpg"
    assert read(PIXEL).portrait is None


@pytest.mark.parametrize(
    "tags",
    [
        '<ul class="tags"><li><a href="/x/1"><span>Loess</span></a></li><li><a href="/x/2">Old winds</a></li></ul>',
        '<ul><li><a href="/en/tag/loess">Loess</a></li><li><a href="/en/tag/old-winds">Old winds</a></li></ul>',
    ],
)
def test_tags_that_are_links_in_a_list_are_topics(tags: str) -> None:
    found = read(f"<p>Reader</p>{tags}")
    assert [text for text, _ in found.topics] == ["Loess", "Old winds"]
    assert [each.title for each in positions_in(found.header, found.stated)] == ["Reader"]


def test_other_links_in_a_list_are_no_topics() -> None:
    assert (
        read('<ul class="links"><li><a href="/cv">My vita</a></li><li><a href="/lab">My lab</a></li></ul>').topics == []
    )


def test_a_name_as_addresses_have_it_is_no_position() -> None:
    found = read('<article><h3 class="t">ada-lind</h3>' + FIELDS.format(position="Reader") + "</article>")
    assert found.header == []
