"""Headings that many sites have are known beside a site's own; headings inside a biography are no end of it."""

import pytest

from tests.parse.captures import page, profile, publications, student

STUDENT = student('<a href="/en/directory/bo">Bo Ygrain</a>', "<div>PhD - UdeM</div>")
TEXT = "Ada studies how tides wake the lamps of small harbours."
PARAGRAPHS = f"<p>{TEXT}</p><h3>Before the harbour</h3><p>She kept a shop.</p>"


def topics(label: str) -> str:
    return f'<div class="field-name-field-taxonomy-references4"><div class="field-label">{label}</div>{TOPICS}</div>'


TOPICS = "<div><div>Optics</div><div>Tides</div></div>"


@pytest.mark.parametrize(
    "heading",
    [
        "Students",
        "Current PhD students",
        "Mes étudiants",
        "Étudiant⋅e⋅s",
        "ÉTUDIANT.E.S",
        "Doctorant·es",
        "Étudiants\u202factuels\u00a0:",
    ],
)
@pytest.mark.parametrize("known", [True, False], ids=["by class", "by heading"])
def test_students_under_a_heading_of_other_sites(heading: str, known: bool) -> None:
    markup = page(f"<h2>{heading}</h2>{STUDENT}")
    read = profile(markup if known else markup.replace('class="node', 'class="other'))
    assert [each.name for each in read.students] == ["Bo Ygrain"]
    assert not read.warnings


@pytest.mark.parametrize("heading", ["The lamp people", "Équipe d'étudiants", "News"])
def test_cards_under_a_heading_of_nobody_are_said(heading: str) -> None:
    read = profile(page(f"<h2>{heading}</h2>{STUDENT}{STUDENT}"))
    assert not read.students
    [warning] = read.warnings
    assert (warning.reason, heading[:10] in warning.detail) == ("unknown-section", True)


@pytest.mark.parametrize("label", ["Domaines de recherche", "Research interests", "Expertise", "Thématiques :"])
def test_topics_under_a_label_of_other_sites(label: str) -> None:
    assert profile(page(topics(label))).topics == ["Optics", "Tides"]
    assert profile(page(topics(label)).replace('class="field-name', 'class="f')).topics == ["Optics", "Tides"]
    assert profile(page(f"<h2>{label}</h2>{TOPICS}")).topics == ["Optics", "Tides"]


def test_a_label_that_nobody_knows_is_no_topic() -> None:
    assert profile(page(topics("What keeps me awake"))).topics == ["Optics", "Tides"]


@pytest.mark.parametrize("heading", ["Bio", "À propos", "About", "Notice biographique", "Parcours"])
def test_a_biography_under_a_heading_of_other_sites(heading: str) -> None:
    assert profile(page(f"<h2>{heading}</h2><p>{TEXT}</p>")).biography == [TEXT]


def test_the_own_words_of_a_site_come_first() -> None:
    content = f"<h2>Profile</h2><p>Old words.</p><h2>Biography</h2><p>{TEXT}</p><h2>About</h2><p>The harbour.</p>"
    assert profile(page(content)).biography == [TEXT]


@pytest.mark.parametrize("outside", ["<h2>Biography</h2>", "<h2>Lamps and me</h2>", ""])
def test_headings_inside_a_biography_are_no_end_of_it(outside: str) -> None:
    read = profile(page(f'{outside}<div class="field-name-body">{PARAGRAPHS}</div>'))
    assert read.biography == [TEXT, "She kept a shop."]


def test_a_heading_of_a_section_inside_a_biography_is_its_own_where_the_section_stands_elsewhere() -> None:
    inner = "<h2>Publications</h2><p>Her notes are printed by the harbour.</p>"
    body = f'<h2>Biography</h2><div class="field-name-body">{PARAGRAPHS}{inner}</div>'
    read = profile(page(body + publications("<h3>Tides</h3><p>Bo Ygrain</p>")))
    assert read.biography == [TEXT, "She kept a shop.", "Her notes are printed by the harbour."]
    assert [each.title for each in read.publications] == ["Tides"]


def test_a_section_that_an_editor_wrote_into_a_biography_is_that_section() -> None:
    inner = '<h2>Current Students</h2><ul><li><a href="/en/directory/bo">Bo Ygrain</a>, PhD, UdeM</li></ul>'
    read = profile(page(f'<h2>Biography</h2><div class="field-name-body">{PARAGRAPHS}{inner}</div>'))
    assert read.biography == [TEXT, "She kept a shop."]
    assert [each.name for each in read.students] == ["Bo Ygrain"]


@pytest.mark.parametrize(
    "text", ["Biographie à venir.", "Biography to come", "Coming soon", "À venir", "Bientôt…", "N/A"]
)
def test_a_text_that_says_that_there_is_none_is_no_biography(text: str) -> None:
    field = f'<h2>Biography</h2><div class="field-name-body"><p>{text}</p></div>'
    assert profile(page(field)).biography == []
    assert profile(page(field.replace(text, f"{text}</p><p>{TEXT}"))).biography == [TEXT]
