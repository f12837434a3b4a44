"""What a page prints around a person: menus, consent, tabs, references for machines."""

import pytest
from lxml import html

from profile_scraper.structure.elements import LIKE_HEADING
from profile_scraper.structure.lines import page_of
from profile_scraper.structure.person import read_person
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.sections import sections_on
from tests.structure.pages import PROSE, URL, opened, read

CONSENT = "We and our partners keep small files on your device in order to remember which pages you liked best."


@pytest.mark.parametrize(
    "around",
    [
        "<nav>{}</nav>",
        "<div role=navigation>{}</div>",
        "<div role=contentinfo>{}</div>",
        "<div class='cookie-bar'><p>{}</p></div>",
        "<div id=CookieBanner_x1><div>{}</div></div>",
        "<div class=gdpr-consent>{}</div>",
    ],
)
def test_menus_and_consent_are_no_content(around: str) -> None:
    page = opened(f"<h1>Ada Lind</h1><p>Professor</p>{around.format(CONSENT)}")
    assert [line.text for line in page.lines if line.framed] == [CONSENT]
    assert read(f"<p>Professor</p>{around.format(CONSENT)}").biography == []


def test_a_class_of_the_whole_page_about_cookies_hides_nothing() -> None:
    found = read_person(
        page := opened(f"<div class=no-cookies><h1>Ada Lind</h1><p>{PROSE}</p></div>"), "Ada Lind", None
    )
    assert not any(line.framed for line in page.lines)
    assert [text for text, _ in found.biography] == [PROSE]


PANELS = (
    "<ul role=tablist><li><button role=tab id=t1 aria-controls=p1>Bio</button></li>"
    "<li><button role=tab id=t2 aria-controls=p2>Research interests<sup>2</sup></button></li></ul>"
    "<div role=tabpanel id=p1{}><p>{}</p></div>"
    "<div role=tabpanel id=p2{}><ul><li>Snow</li><li>Old ice</li></ul></div>"
)


@pytest.mark.parametrize(
    "body",
    [
        PANELS.format(" aria-labelledby=t1", PROSE, " aria-labelledby=t2"),
        PANELS.format("", PROSE, ""),
        (
            "<ul role=tablist><li><button role=tab>Bio</button></li><li><button role=tab>Research interests</button>"
            f"</li></ul><div role=tabpanel><p>{PROSE}</p></div>"
            "<div role=tabpanel><ul><li>Snow</li><li>Old ice</li></ul></div>"
        ),
        (
            "<ul><li><a href='#p1'>Bio</a></li><li><a href='/ada-lind/#p2'>Research interests</a></li></ul>"
            f"<div id=p1><p>{PROSE}</p></div><div id=p2><ul><li>Snow</li><li>Old ice</li></ul></div>"
        ),
        (
            "<ul><li><a href='#p1'>Bio</a></li><li><a href='#p2'>Research interests</a></li></ul>"
            f"<div id=p1><h2>Bio</h2><p>{PROSE}</p></div>"
            "<div id=p2><h2>Research interests</h2><ul><li>Snow</li><li>Old ice</li></ul></div>"
        ),
    ],
)
def test_the_text_of_a_tab_is_the_heading_of_its_panel(body: str) -> None:
    found = read(f"<p>Professor</p>{body}")
    assert [text for text, _ in found.biography] == [PROSE]
    assert [text for text, _ in found.topics] == ["Snow", "Old ice"]
    assert [line.text for line in found.header] == ["Professor"]


def test_panels_without_ids_have_no_tab_where_there_are_more_tabs_than_panels() -> None:
    found = read(
        "<ul role=tablist><li><button role=tab>News</button></li><li><button role=tab>Research interests</button></li>"
        f"</ul><div role=tabpanel><p>{PROSE}</p></div>"
    )
    assert not found.topics
    assert [text for text, _ in found.biography] == [PROSE]


def test_a_link_over_the_menu_to_the_content_is_no_heading() -> None:
    page = opened("<a href='#content'>Skip to content</a><div id=content><h1>Ada Lind</h1></div>")
    assert [(line.text, line.level) for line in page.lines] == [("Skip to content", 0), ("Ada Lind", 1)]


def test_a_styled_word_in_a_heading_is_of_the_headings_level() -> None:
    page = opened("<h1><span class=field-title>Ada Lind</span></h1><div class=field-title>About</div>")
    assert [line.level for line in page.lines] == [1, LIKE_HEADING]


@pytest.mark.parametrize(
    "export",
    [
        "<pre><code><span>@article</span><span>{{</span>lind2021, title = {{{t}}}, year = {{2021}}}}</code></pre>",
        "<div class=bib>@inproceedings{{lind2021, title = {{{t}}}, author = {{Lind, Ada}}, year = {{2021}}}}</div>",
        "<pre>TY  - JOUR\nTI  - {t}\nAU  - Lind, Ada\nPY  - 2021</pre>",
    ],
)
def test_a_reference_for_machines_is_no_publication_of_its_own(export: str) -> None:
    titles = ("Slow Clocks of the Northern Snow", "Fast Clocks of the Southern Ice")
    rows = "".join(
        f"<li><div class=title>{title}</div><div class=author>Ada Lind, Bo Ek-Tran</div>"
        f"<div class=periodical><em>Journal of Snow</em>, 2021</div>{export.format(t=title)}</li>"
        for title in titles
    )
    page = opened(f"<h1>Ada Lind</h1><h2>Publications</h2><ol>{rows}</ol>")
    items = read_items(find_items([page], {page: sections_on(page, None)}, {page: page.lines[0].element}))
    assert [(item.title, item.venue, item.issued) for item in items] == [
        (title, "Journal of Snow", "2021") for title in titles
    ]


@pytest.mark.parametrize("stated", [True, False])
def test_links_to_the_other_languages_that_the_head_names_are_no_content(stated: bool) -> None:
    head = '<link rel="alternate" hreflang="en" href="/en/ada-lind/">' if stated else ""
    body = '<h1>Ada Lind</h1><ul><li><a href="/en/ada-lind/">English</a></li></ul><p>Professor</p>'
    page = page_of(URL, html.document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"))
    assert [line.text for line in page.lines if line.framed] == (["English"] if stated else [])
