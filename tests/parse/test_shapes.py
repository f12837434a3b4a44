"""The same profile in markup of other shapes, without one known class: headings, order, labels and links carry it."""

import pytest

from tests.parse.captures import profile

ABSTRACT = (
    "Tide tables are old and gauges are new. We let a small network of gauges learn the tables from each other, and "
    "show that three winters of readings are enough."
)
BO, CY, DI = (
    f'<a href="/en/directory/{slug}">{name}</a>'
    for slug, name in (("bo", "Bo Ygrain"), ("cy", "Cy Vant"), ("di", "Di Ursk"))
)
SHAPES = {
    "line breaks": f"""<main><h1>Ada Lindqvist</h1>Core Academic Member<br>Full Professor, McGill University<br>
        <b>Research Topics</b><br>Optics<br>Tides<br><b>Biography</b><br>Ada studies tides.<br><br>She likes lamps.<br>
        <b>Current Students</b><br>{BO}<br>PhD - UdeM<br>Co-supervisor : {CY}<br>{DI}<br>DESS<br><b>Publications</b><br>
        When gauges talk<br>Bo Ygrain<br>{CY}<br>{ABSTRACT[:140]}… (see more){ABSTRACT[140:]}<br>
        Of kites and lamps: a study<br>Ed Elm</main>""",
    "tables and lists": f"""<main><h1>Ada Lindqvist</h1><p>Core Academic Member</p>
        <p>Full Professor, McGill University</p>
        <h2>RESEARCH TOPICS:</h2><p><span>Optics</span><span>Tides</span></p><h2>Biography</h2><p>Ada studies tides.</p>
        <p>She likes lamps.</p><h2>Current Students (2)</h2><table>
        <tr><td>{BO}</td><td>PhD - UdeM</td><td>Co-supervisor : {CY}</td></tr>
        <tr><td>{DI}</td><td>DESS</td><td></td></tr>
        </table><h2>Publications</h2><ul>
        <li><a href="https://a.example/1">When gauges talk</a><p>Bo Ygrain and {CY}</p><p>{ABSTRACT}</p></li>
        <li><a href="https://a.example/2">Of kites and lamps: a study</a><p>Ed Elm</p></li></ul></main>""",
    "accordion": f"""<div id="page"><h1>Ada Lindqvist</h1><ul><li>Core Academic Member
        <li>Full Professor, McGill University
        </ul><details><summary>Research Topics</summary><ul><li>Optics<li>Tides</ul></details>
        <details open><summary>Biography</summary><p>Ada studies tides.</p><p>She likes lamps.</p></details>
        <details><summary>Current Students</summary><div>{BO}<p>PhD - UdeM</p><p>Co-supervisor :</p>{CY}</div>
        <div>{DI}<p>DESS</p></div></details><details><summary>Publications</summary>
        <div class="k"><p><strong>When gauges talk</strong></p><p><span>Bo Ygrain</span><span>{CY}</span></p>
        <p>{ABSTRACT}</p></div>
        <div class="k"><p><strong>Of kites and lamps: a study</strong></p>
        <p><span>Ed Elm</span></p></div></details></div>""",
    "columns": f"""<div><div><h3>Publications</h3><div><h4>When gauges talk</h4>
        <div>Bo Ygrain, {CY}</div><div>{ABSTRACT}
        </div></div><div><h4>Of kites and lamps: a study</h4><div>Ed Elm</div></div></div><div><h1>Ada Lindqvist</h1>
        <h4>Core Academic Member</h4><h4>Full Professor, McGill University</h4>
        <dl><dt>Research Topics</dt><dd>Optics</dd><dd>Tides</dd></dl>
        <h3>Biography</h3><p>Ada studies tides.</p><p>She likes lamps.</p></div>
        <aside><h3>Current Students</h3><p>{BO}, PhD - UdeM<br>Co-supervisor : {CY}</p>
        <p>{DI}, DESS</p></aside></div>""",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_another_shape_is_the_same_profile(shape: str) -> None:
    read = profile(
        '<html lang="en"><head><title>Ada Lindqvist | Mila</title></head><body>'
        '<nav><a href="/en/x">Publications</a></nav>'
        f"{SHAPES[shape]}<div class='foot'><h2>Newsletter</h2><p>Subscribe now</p></div><footer>Address</footer></body>"
    )
    assert read.name == "Ada Lindqvist"
    assert [(role.title, role.organization) for role in read.roles] == [
        ("Core Academic Member", None),
        ("Full Professor", "McGill University"),
    ]
    assert read.topics == ["Optics", "Tides"]
    assert read.biography == ["Ada studies tides.", "She likes lamps."]
    assert [
        (one.name, one.profile, one.level, one.organization, [other.name for other in one.other_supervisors])
        for one in read.students
    ] == [("Bo Ygrain", "mila/bo", "PhD", "UdeM", ["Cy Vant"]), ("Di Ursk", "mila/di", "DESS", None, [])]
    assert [
        (one.title, [author.name for author in one.authors], one.abstract, one.abstract_complete)
        for one in read.publications
    ] == [
        ("When gauges talk", ["Bo Ygrain", "Cy Vant"], ABSTRACT, True),
        ("Of kites and lamps: a study", ["Ed Elm"], None, None),
    ]
    assert "class" not in read.extraction_methods.values()
    assert read.warnings == []
