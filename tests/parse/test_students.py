"""A list item is a student; a label belongs to the student above it and names the other supervisor."""

import pytest

from tests.parse.captures import header, page, profile, student, text_profile

LINK = '<a href="/en/directory/{0}">{1}</a>'
BO, CY, DI = (
    LINK.format(slug, name) for slug, name in (("bo-y", "Bo Ygrain"), ("cy-v", "Cy Vant"), ("di-u", "Di Ursk"))
)


@pytest.mark.parametrize(
    ("line", "level", "school"),
    [
        ("PhD - Université de Montréal", "PhD", "Université de Montréal"),
        ("Independent visiting researcher", "Independent visiting researcher", None),
        ("McGill University", None, "McGill University"),
        ("Collaborating researcher - Samsung - SAIT", "Collaborating researcher", "Samsung - SAIT"),
        ("Samsung - SAIT", None, "Samsung - SAIT"),
        ("PhD - McGill University University", "PhD", "McGill University University"),
        ("PhD - N/A", "PhD", None),
        ("PhD - Formerly McGill University (but ending)", "PhD", "Formerly McGill University (but ending)"),
        ("Research Intern - Lantern College (faculty; prof))", "Research Intern", "Lantern College (faculty; prof))"),
        ("Collaborateur·rice alumni - UdeM", "Collaborateur·rice alumni", "UdeM"),
    ],
)
def test_level_and_school(line: str, level: str | None, school: str | None) -> None:
    read = profile(page(f"<h2>Current Students</h2>{student(BO, f'<div>{line}</div>')}")).students[0]
    assert (read.name, read.profile, read.level, read.organization) == ("Bo Ygrain", "mila/bo-y", level, school)
    plain = text_profile(f"Ada Lindqvist\n\nCore Academic Member\nCurrent Students\n\n{line}\n").students[0]
    assert (plain.name, plain.level, plain.organization) == (None, level, school)


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("Principal supervisor :", "co"),
        ("Superviseur⋅e principal⋅e :", "co"),
        ("Superviseur·e principal·e\u00a0:", "co"),
        ("Superviseure principale :", "co"),
        ("Co-supervisor :", "principal"),
        ("Co-superviseur⋅e :", "principal"),
        ("CO-SUPERVISOR:", "principal"),
    ],
)
def test_the_label_names_the_other_supervisor(label: str, part: str) -> None:
    for item in (
        student(BO, "<div>PhD</div>", f"<div>{label} {CY}</div>"),
        student(BO, "<p>PhD</p>", f"<p>{label}</p>", CY),
    ):
        read = profile(page(f"<h2>Current Students</h2>{item}{student(DI, '<p>PhD</p>')}")).students
        assert [(one.name, one.supervision) for one in read] == [("Bo Ygrain", part), ("Di Ursk", "principal")]
        assert [other.model_dump() for other in read[0].other_supervisors] == [
            {"name": "Cy Vant", "profile": "mila/cy-v"}
        ]


def test_without_classes_cards_are_told_by_their_links() -> None:
    lines = f"<div>{BO}<br>PhD - UdeM<br>Co-supervisor : {CY}</div><div>{DI}<br>DESS</div>"
    content = f"{header('Full Professor, UdeM')}<h2>Current Students</h2>{lines}"
    read = profile(page(content))
    assert [(one.name, one.level, one.supervision, len(one.other_supervisors)) for one in read.students] == [
        ("Bo Ygrain", "PhD", "principal", 1),
        ("Di Ursk", "DESS", "principal", 0),
    ]
    assert read.extraction_methods["students"] == "heading"


def test_lost_names_are_null() -> None:
    text = "Ada Lindqvist\n\nFull Professor, UdeM\nCurrent Students\n\nPhD - UdeM\nPrincipal supervisor :\nPhD - UdeM\n"
    first, second = text_profile(text).students
    assert first.model_dump()["other_supervisors"] == [{"name": None, "profile": None}]
    assert (first.supervision, second.supervision, second.other_supervisors) == ("co", "principal", [])


def test_whose_name_follows_a_label_in_text_is_said_to_be_doubtful() -> None:
    text = (
        "Ada Lindqvist\n\nFull Professor, UdeM\nCurrent Students\n\nPhD - UdeM\nCo-supervisor :\nCy Vant\nPhD - UdeM\n"
    )
    read = text_profile(text)
    assert [warning.field for warning in read.warnings] == ["students[0]"]
    assert len(read.students) == 2


def test_a_student_names_their_own_supervisors() -> None:
    fields = (
        f'<div class="field-name-field-entity-reference1"><div class="field-label">Principal supervisor</div>{BO}</div>'
        f'<div class="field-name-field-entity-reference2"><div class="field-label">Co-supervisor</div>{CY}</div>'
    )
    by_class = profile(page(header("PhD - UdeM") + fields))
    by_label = profile(
        page(f"{header('PhD - UdeM')}<p>Principal supervisor : {BO}</p><p>Co-supervisor :</p><p>{CY}</p>")
    )
    expected = [("Bo Ygrain", "mila/bo-y", "principal"), ("Cy Vant", "mila/cy-v", "co")]
    for read in (by_class, by_label):
        assert [(one.name, one.profile, one.supervision) for one in read.supervisors] == expected
        assert read.students == []
