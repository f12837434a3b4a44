"""Header lines are split rightly or kept whole."""

import pytest

from tests.parse.captures import header, page, profile, text_profile

Parts = tuple[str, str | None, str | None, str | None, bool]


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Core Academic Member", [("membership", "Core Academic Member", None, None, True)]),
        ("Chaire en IA Canada-CIFAR", [("chair", "Chaire en IA Canada-CIFAR", None, None, True)]),
        (
            "Associate Professor, Université de Montréal, Department of Forests, Soils and Rivers",
            [
                (
                    "appointment",
                    "Associate Professor",
                    "Université de Montréal",
                    "Department of Forests, Soils and Rivers",
                    True,
                )
            ],
        ),
        (
            "Associate Scientific Director, Mila, Full Professor, McGill University, School of Computer Science",
            [
                ("leadership", "Associate Scientific Director", "Mila", None, True),
                ("appointment", "Full Professor", "McGill University", "School of Computer Science", True),
            ],
        ),
        ("Google", [("other", None, "Google", None, True)]),
        (
            "Founder and Scientific Advisor, Leadership Team",
            [("leadership", "Founder and Scientific Advisor", None, "Leadership Team", True)],
        ),
        ("Adjunct professor, HEC Montréal", [("appointment", "Adjunct professor", "HEC Montréal", None, True)]),
        ("Chercheur·euse invité·e, Google", [("visiting", "Chercheur·euse invité·e", "Google", None, True)]),
        ("Professeur(e) agrégé(e), UdeM", [("appointment", "Professeur(e) agrégé(e)", "UdeM", None, True)]),
        ("PhD - McGill University", [("student", "PhD", "McGill University", None, True)]),
        (
            "Vice President, Research, Google",
            [("leadership", "Vice President, Research, Google", None, None, False)],
        ),
        ("Keeper of the lamps", [("other", "Keeper of the lamps", None, None, True)]),
    ],
)
def test_roles(line: str, roles: list[Parts]) -> None:
    read = profile(page(header(line)))
    assert [(role.kind, role.title, role.organization, role.department, role.certain) for role in read.roles] == roles
    assert {role.raw for role in read.roles} == {line}


def test_a_line_of_no_known_class_is_read_by_its_place() -> None:
    read = profile(page(f"<p>Canada CIFAR AI Chair</p>{header('Full Professor, McGill University')}"))
    assert [role.kind for role in read.roles] == ["chair", "appointment"]
    assert read.extraction_methods["roles"] == "order"


def test_an_editors_line_is_no_part_of_the_name() -> None:
    leaked = page(header("Alumni"), name="Ada Lindqvist Primary tabs View Edit(active tab) Delete Revisions")
    assert profile(leaked).name == "Ada Lindqvist"


def test_a_press_contact_is_not_the_persons_address() -> None:
    press = '<p>*For media requests: <a href="mailto:press@x.example">write to us</a></p>'
    biography = f'<h2>Biography</h2><div class="field-name-body">{press}</div>'
    assert profile(page(header("Alumni") + biography)).email is None


def test_a_placeholder_is_no_portrait() -> None:
    read = profile(page(f'<img src="/img/no-picture.png" alt="Portrait of Ada Lindqvist">{header("Alumni")}'))
    assert read.portrait is None


@pytest.mark.parametrize(
    "image",
    [
        'src="/files/ada.webp?itok=x1"',
        'src="data:image/gif;base64,R0" data-src="/files/ada.webp"',
        'srcset="/files/ada.webp 1x, /files/ada-2.webp 2x"',
    ],
)
def test_a_portrait_is_found_however_it_is_loaded(image: str) -> None:
    read = profile(page(f'<img {image} alt="Portrait of Ada Lindqvist">{header("Alumni")}'))
    assert read.portrait is not None
    assert read.portrait.url == "https://mila.quebec/files/ada.webp"


def test_text_has_no_address_of_the_portrait() -> None:
    read = text_profile("Portrait of Ada Lindqvist\n\nAda Lindqvist\n\nCore Academic Member\n")
    assert read.portrait is not None
    assert (read.portrait.url, read.portrait.alt) == (None, "Portrait of Ada Lindqvist")


def test_contact_without_known_classes_is_told_by_its_links() -> None:
    contact = (
        '<p><a href="mailto:ada@institute.example?subject=x">Write</a></p>'
        '<p><a href="https://scholar.google.com/citations?user=a">Papers</a> <a href="https://www.linkedin.com/in/a">in</a></p>'
        '<p><a href="https://twitter.com/a">X</a></p><p><a href="https://github.com/a">code</a></p>'
        '<p><a href="https://ada.example/">Site web</a></p><p><a href="https://else.example/">Somewhere</a></p>'
    )
    read = profile(page(f"<p>Full Professor, UdeM</p>{contact}<h2>Biography</h2><p>Ada studies tides.</p>"))
    assert read.email == "ada@institute.example"
    assert read.links.model_dump() == {
        "homepage": "https://ada.example/",
        "google_scholar": "https://scholar.google.com/citations?user=a",
        "linkedin": "https://www.linkedin.com/in/a",
        "x": "https://twitter.com/a",
        "github": "https://github.com/a",
        "orcid": None,
        "hal": None,
        "idref": None,
    }
    assert read.extraction_methods["email"] == "link"


def test_a_printed_address_is_an_address() -> None:
    read = profile(page("<p>Full Professor, UdeM</p><p>ada@institute.example</p><h2>Biography</h2><p>Tides.</p>"))
    assert (read.email, read.extraction_methods["email"]) == ("ada@institute.example", "order")


def test_links_that_are_icons_are_found_above_the_first_section_alone() -> None:
    icons = (
        '<a href="mailto:ada@mila.quebec"><i></i></a><a href="https://scholar.google.com/citations?user=a"><i></i></a>'
        '<a href="https://github.com/ada"><svg></svg></a>'
    )
    elsewhere = '<h2>Biography</h2><p>Ada sails. <a href="https://x.com/boat"></a></p>'
    read = profile(f"<main><h1>Ada Lindqvist</h1><p>Core Academic Member</p><p>{icons}</p>{elsewhere}</main>")
    assert read.email == "ada@mila.quebec"
    assert (read.links.google_scholar, read.links.github, read.links.x) == (
        "https://scholar.google.com/citations?user=a",
        "https://github.com/ada",
        None,
    )


def test_roles_side_by_side_are_roles_of_their_own() -> None:
    badges = '<span class="b">Core Academic Member</span><span class="b">Canada CIFAR AI Chair</span>'
    read = profile(f"<main><h1>Ada Lindqvist</h1>{badges}<h2>Biography</h2><p>Ada sails.</p></main>")
    assert [role.title for role in read.roles] == ["Core Academic Member", "Canada CIFAR AI Chair"]


def test_topics_between_commas_are_topics_of_their_own() -> None:
    read = profile("<main><h1>Ada Lindqvist</h1><h2>Research Topics</h2><p>Deep Learning, Causality, Kites</p></main>")
    assert read.topics == ["Deep Learning", "Causality", "Kites"]
    single = profile("<main><h1>Ada Lindqvist</h1><h2>Research Topics</h2><p>Kites, winds and lamps</p></main>")
    assert single.topics == ["Kites, winds and lamps"]
