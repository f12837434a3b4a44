"""Labels, placeholders and headings that pages print in many ways, and whom they name."""

import pytest

from profile_scraper.structure.person import read_person
from profile_scraper.structure.position_lines import Position
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.roles import position_of_one, positions_in
from profile_scraper.structure.sections import sections_on
from profile_scraper.structure.words import is_no_value, label_of, leads_on, section_of
from tests.structure.pages import PROSE, opened, read


@pytest.mark.parametrize(
    "text",
    [
        "Biography coming soon.",
        "Biographie à venir",
        "Profile under construction",
        "No publications yet.",
        "Aucune publication disponible pour l'instant.",
        "No biography available at the moment",
    ],
)
def test_a_placeholder_of_a_part_is_no_value(text: str) -> None:
    assert is_no_value(text)


@pytest.mark.parametrize("text", ["No place like snow", "No research without rivers", "Ice to come back to", "Snow"])
def test_a_text_that_begins_like_a_placeholder_is_a_value(text: str) -> None:
    assert not is_no_value(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Supervised by Bo Ek", ("supervisors", "Bo Ek")),
        ("Encadrée par Bo Ek et Cléo Dû", ("supervisors", "Bo Ek et Cléo Dû")),
        ("(co-advised with Bo Ek, University of Ice)", ("co_supervisors", "Bo Ek, University of Ice")),
        ("Supervised by", None),
        ("Supervised learning by rivers", None),
    ],
)
def test_a_label_that_ends_in_a_preposition_needs_no_colon(text: str, expected: tuple[str, str] | None) -> None:
    assert label_of(text) == expected


def test_an_institution_behind_a_supervisor_is_no_supervisor() -> None:
    found = read("<p>PhD student</p><p>(co-advised with Bo Ek, Icy University)</p>")
    assert [(each.kind, each.name) for each in found.supervisors] == [("co", "Bo Ek")]


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Students and fellows", "students"),
        ("Doctorantes et stagiaires", "students"),
        ("Students in Residence", None),
    ],
)
def test_headings_of_students_are_made_of_known_words(heading: str, section: str | None) -> None:
    assert section_of(heading) == section


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("<a href=/b>Bo Ek</a> and <a href=/c>Cléo Dû</a>", ["Bo Ek", "Cléo Dû"]),
        ("Bo Ek et Cléo Dû", ["Bo Ek", "Cléo Dû"]),
        ("Bo Ek (University of Ice, since 2020)", ["Bo Ek"]),
    ],
)
def test_all_people_on_a_line_below_a_heading_are_named(value: str, names: list[str]) -> None:
    found = read(f"<p>Professor</p><h2>Thesis supervisors</h2><p>{value}</p><h2>PhD students</h2><p>{value}</p>")
    assert [each.name for each in found.supervisors] == names
    assert [name for name, _ in found.students] == names


@pytest.mark.parametrize(
    "body",
    [
        f"<h4>Directeur de recherche</h4><p>{PROSE}</p>",
        f"<dl><dt>Statut :</dt><dd>Directeur de recherche</dd></dl><h2>Biographie</h2><p>{PROSE}</p>",
    ],
)
def test_a_position_is_no_heading_of_supervisors(body: str) -> None:
    found = read(body)
    assert [each.title for each in positions_in(found.header, found.stated)] == ["Directeur de recherche"]
    assert found.supervisors == []
    assert [text for text, _ in found.biography] == [PROSE]


def field(label: str, value: str) -> str:
    return f"<div class=field><div class=field__label>{label}</div><div class=field__item>{value}</div></div>"


def test_labelled_fields_before_a_position_are_no_end_of_the_header() -> None:
    found = read(
        field("Email", "<a href='mailto:ada@snow.example'>ada@snow.example</a>")
        + field("Office", "B-12")
        + "<div>Full professor</div>"
        + field("Affiliation", "Department of Ice")
        + field("Biography", f"<p>{PROSE}</p>")
        + field("Thesis title", f"The mud below the ice of the northern valleys, from the first {'frost ' * 9}on")
    )
    assert positions_in(found.header, found.stated) == [Position("Full professor", None, "Department of Ice")]
    assert (found.emails, found.office) == (["ada@snow.example"], "B-12")
    assert [text for text, _ in found.biography] == [PROSE]


def test_a_heading_below_a_position_that_names_nothing_of_it_ends_the_header() -> None:
    found = read("<div>Professor</div><div>University of Snow</div><h2>Meet also</h2><span>PhD student</span>")
    assert [line.text for line in found.header] == ["Professor", "University of Snow"]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("PhD Students", "PhD Student"),
        ("Doctorant·e·s", "Doctorant·e"),
        ("Étudiant(e)s au doctorat", "Étudiant(e) au doctorat"),
        ("Chercheurs postdoctoraux", "Chercheur postdoctoral"),
        ("Master's students", "Master's student"),
        ("Professors and lecturers", None),
        ("Membres permanents et associés", None),
        ("Rivers", None),
    ],
)
def test_the_heading_above_several_people_gives_the_position_of_one(heading: str, title: str | None) -> None:
    assert position_of_one(heading) == title


@pytest.mark.parametrize("text", ["See all publications", "Voir la liste complète des travaux", "All papers on HAL"])
def test_a_link_to_more_publications_is_none(text: str) -> None:
    assert leads_on(text)
    titles = ("Slow Clocks of the Northern Snow", "Fast Clocks of the Southern Ice")
    rows = "".join(f"<li>Ada Lind, Bo Ek-Tran. “{title}”. <i>Snow</i> (2021)</li>" for title in titles)
    page = opened(f"<h1>Ada Lind</h1><h2>Publications</h2><ul>{rows}<li><a href=/all>{text}</a></li></ul>")
    items = read_items(find_items([page], {page: sections_on(page, None)}, {page: page.lines[0].element}))
    assert [item.title for item in items] == list(titles)


def test_a_year_in_brackets_is_no_part_of_the_venue() -> None:
    rows = "".join(
        f"<li><h4><a href=/w/{number}>{title}</a></h4><div>Ada Lind, Bo Ek-Tran</div>"
        f"<span><em>{venue}</em></span><span> (2021)</span></li>"
        for number, title, venue in (
            (1, "Slow Clocks of the Northern Snow", "Journal of Snow"),
            (2, "Fast Clocks of the Southern Ice", "Proceedings of Winter 2021"),
        )
    )
    page = opened(f"<h1>Ada Lind</h1><h2>Publications</h2><ul>{rows}</ul>")
    items = read_items(find_items([page], {page: sections_on(page, None)}, {page: page.lines[0].element}))
    assert [(item.venue, item.issued) for item in items] == [
        ("Journal of Snow", "2021"),
        ("Proceedings of Winter 2021", "2021"),
    ]


def test_a_page_without_a_line_of_the_persons_is_read() -> None:
    page = opened("<h1>Ada Lind</h1>")
    assert read_person(page, "Ada Lind", page.lines[0]).header == []
