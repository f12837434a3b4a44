"""Header, topics and students in markup of many shapes, without one known class: one part of a page at a time."""

import pytest

from profile_scraper.records.page import ProfilePage
from tests.parse.captures import page, profile

ROLE = "Full Professor, McGill University, School of Computer Science"
HEADERS = {
    "above the name": f"<p>Core Academic Member</p><h1>Ada Lindqvist</h1><p>{ROLE}</p>",
    "name in pieces": f"<h1><span>Ada</span> <span>Lindqvist</span></h1><p>Core Academic Member</p><p>{ROLE}</p>",
    "pronouns": f"<h1>Ada Lindqvist <small>(she/her)</small></h1><p>Core Academic Member</p><p>{ROLE}</p>",
    "academic title": f"<h1>Prof. Ada Lindqvist</h1><p>Core Academic Member</p><p>{ROLE}</p>",
    "trail of links": (
        '<ol><li><a href="/en">Home</a></li><li>Ada Lindqvist</li></ol>'
        f"<h1>Ada Lindqvist</h1><p>Core Academic Member</p><p>{ROLE}</p>"
    ),
    "labels": (
        f"<h1>Ada Lindqvist</h1><p><b>Status:</b> Core Academic Member</p><p><b>Current position:</b> {ROLE}</p>"
    ),
    "terms": f"<h1>Ada Lindqvist</h1><dl><dt>Status</dt><dd>Core Academic Member</dd><dt>Post</dt><dd>{ROLE}</dd></dl>",
    "office": f"<h1>Ada Lindqvist</h1><p>Core Academic Member</p><p>{ROLE}</p><p>Tel: 555-0100</p><p>Office F.04</p>",
    "shared": (
        '<h1>Ada Lindqvist</h1><a href="https://x.com/intent/tweet?url=1">Share</a>'
        f"<p>Core Academic Member</p><p>{ROLE}</p>"
    ),
}
TOPICS = {
    "list": "<ul><li>Deep Learning</li><li>River Ice</li></ul>",
    "links": '<p><a href="/t/1">Deep Learning</a> <a href="/t/2">River Ice</a></p>',
    "commas": "<p>Deep Learning, River Ice</p>",
    "hashes": "<p>#Deep Learning #River Ice</p>",
    "bullets": "<p>• Deep Learning<br>• River Ice</p>",
    "dashes": "<p>- Deep Learning</p><p>- River Ice</p>",
    "soft hyphens": "<p>Deep Learn\u00ading, River Ice</p>",
}
BO, CY, DI = (
    f'<a href="/en/directory/{slug}">{name}</a>'
    for slug, name in (("bo", "Bo Ygrain"), ("cy", "Cy Vant"), ("di", "Di Ursk"))
)
STUDENTS = {
    "commas": f"<ul><li>{BO}, PhD, UdeM</li><li>{CY}, DESS, HEC Montréal, co-supervisor: {DI}</li></ul>",
    "parentheses": f"<p>{BO} (PhD, UdeM)</p><p>{CY} (DESS, HEC Montréal)</p><p>Co-supervisor: {DI}</p>",
    "long dashes": f"<p>{BO}<br>PhD – UdeM</p><p>{CY}<br>DESS — HEC Montréal<br>Co-supervisor: {DI}</p>",
    "cards that are links": (
        '<a href="/en/directory/bo"><div>Bo Ygrain</div><div>PhD - UdeM</div></a>'
        '<a href="/en/directory/cy"><div>Cy Vant</div><div>DESS - HEC Montréal</div></a>'
        f"<div>Co-supervisor: {DI}</div>"
    ),
}


def read(content: str) -> ProfilePage:
    return profile(
        '<html lang="en"><head><title>Ada Lindqvist | Mila</title></head><body>'
        f"<main>{content}</main><footer>Address</footer></body>"
    )


@pytest.mark.parametrize("shape", HEADERS)
def test_a_header(shape: str) -> None:
    page = read(f"{HEADERS[shape]}<h2>Biography</h2><p>Ada studies tides.</p>")
    assert page.name == "Ada Lindqvist"
    assert [(role.title, role.organization, role.department) for role in page.roles] == [
        ("Core Academic Member", None, None),
        ("Full Professor", "McGill University", "School of Computer Science"),
    ]
    assert not any(page.links.model_dump().values())


@pytest.mark.parametrize("shape", TOPICS)
def test_topics(shape: str) -> None:
    page = read(f"{HEADERS['terms']}<h2>Research Topics</h2>{TOPICS[shape]}<h2>Biography</h2><p>Ada studies tides.</p>")
    assert page.topics == ["Deep Learning", "River Ice"]


@pytest.mark.parametrize("shape", STUDENTS)
def test_students(shape: str) -> None:
    page = read(
        f"{HEADERS['terms']}<h2>Biography</h2><p>Ada studies tides.</p><h2>Current Students</h2>{STUDENTS[shape]}"
    )
    assert [(one.name, one.profile, one.level, one.organization) for one in page.students] == [
        ("Bo Ygrain", "mila/bo", "PhD", "UdeM"),
        ("Cy Vant", "mila/cy", "DESS", "HEC Montréal"),
    ]
    assert [other.profile for one in page.students for other in one.other_supervisors] == ["mila/di"]


def test_a_fuller_name_than_the_title_of_the_page_is_the_name() -> None:
    page = read("<h1>Maria Ada Lindqvist</h1><p>Core Academic Member</p><h2>Biography</h2><p>She studies tides.</p>")
    assert page.name == "Maria Ada Lindqvist"


def test_students_under_headings_of_their_levels() -> None:
    groups = f"<h3>PhD</h3><ul><li>{BO}</li><li>{CY}</li></ul><h3>DESS</h3><ul><li>{DI}</li></ul>"
    page = read(f"{HEADERS['terms']}<h2>Biography</h2><p>Ada studies tides.</p><h2>Current Students</h2>{groups}")
    assert [(one.name, one.level) for one in page.students] == [
        ("Bo Ygrain", "PhD"),
        ("Cy Vant", "PhD"),
        ("Di Ursk", "DESS"),
    ]


TABS = (
    '<div role="tablist"><button role="tab" id="t1" aria-controls="p1">About</button>'
    '<button role="tab" id="t2" aria-controls="p2">Writings</button></div>'
    '<div role="tabpanel" id="p2" aria-labelledby="t2"><ul><li><b>Slow Ice</b>. Ada Lindqvist. <i>Floes</i>, 2023.</li>'
    "<li><b>Fast Ice</b>. Ada Lindqvist. <i>Floes</i>, 2021.</li></ul></div>"
    '<div role="tabpanel" id="p1" aria-labelledby="t1"><p>Ada studies ice.</p></div>'
)


def test_a_panel_has_the_heading_that_its_tab_shows() -> None:
    record = profile(page(f"<p>Core Academic Member</p>{TABS}"))
    assert [entry.title for entry in record.publications] == ["Slow Ice", "Fast Ice"]
    assert record.biography == ["Ada studies ice."]


@pytest.mark.parametrize(
    "button",
    [
        "<button>Read more</button>",
        '<p><a href="#" role="button">Read more</a></p>',
        '<p><a href="javascript:void(0)">Read more</a></p>',
    ],
)
def test_a_button_is_no_paragraph(button: str) -> None:
    body = page(f'<h2>Biography</h2><div class="field-name-body"><p>Ada studies ice.</p><p>Bo, too.</p>{button}</div>')
    assert profile(body).biography == ["Ada studies ice.", "Bo, too."]


def test_a_paragraph_inside_an_anchor_of_a_name_is_a_paragraph() -> None:
    body = page('<h2>Biography</h2><div class="field-name-body"><p><a name="bio">Ada studies ice.</a></p></div>')
    assert profile(body).biography == ["Ada studies ice."]


@pytest.mark.parametrize(
    "lead", ["<p>Before 2020, at the lake:</p>", "<p>Des chapitres aussi :</p>", "<h4>Chapters</h4>"]
)
def test_what_leads_to_the_next_piece_of_a_list_is_no_part_of_a_publication(lead: str) -> None:
    first, second, third = (
        f"<li><p><b>{title}</b></p><p>Ada Lindqvist, Bo Ek</p><p><i>Floes</i> 3 (2022)</p></li>"
        for title in ("Slow Ice on Lakes", "Fast Ice on Rivers", "No Ice at All")
    )
    section = f"<h2>Publications</h2><ol>{first}{second}</ol>{lead}<ol start='3'>{third}</ol>"
    record = profile(page(f"<p>Core Academic Member</p>{section}"))
    assert [entry.title for entry in record.publications] == [
        "Slow Ice on Lakes",
        "Fast Ice on Rivers",
        "No Ice at All",
    ]
    assert {tuple(author.name for author in entry.authors) for entry in record.publications} == {
        ("Ada Lindqvist", "Bo Ek")
    }


@pytest.mark.parametrize(
    "printed",
    [
        '<span style="unicode-bidi:bidi-override; direction:rtl">elpmaxe.ruobrah@tsivqdnil.ada</span>',
        '<bdo dir="rtl">elpmaxe.ruobrah@tsivqdnil.ada</bdo>',
        'ada.lindqvist<span style="display: none">.remove</span>@<b hidden>trap.</b>harbour.example',
        "ada.lindqvist<!-- at -->@<!-- x -->harbour.example",
    ],
)
def test_an_address_in_disguise_is_read_as_it_is_seen(printed: str) -> None:
    shown = f'<div class="field-name-field-email1"><div class="field-item">{printed}</div></div>'
    assert profile(page(f"{shown}<p>Core Academic Member</p>")).email == "ada.lindqvist@harbour.example"
