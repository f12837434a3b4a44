"""A person can ask where a value comes from, why entries are one work, and which terms go together."""

import json
from pathlib import Path

import pytest

from profile_scraper.cli import main
from profile_scraper.dataset.files import DatasetError
from profile_scraper.dataset.read import read_dataset
from profile_scraper.dataset.write import Contents, write_dataset
from profile_scraper.dedupe import deduplicate_entries
from profile_scraper.records.base import Bilingual, PersonReference
from profile_scraper.records.profile import Profile
from profile_scraper.records.publication import Publication
from profile_scraper.report.explain import explain
from testbed import bundled
from tests.dedupe.entries import entry, listed_entry

FIXTURES = bundled.INSTITUTE / "pages"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain") / "dataset"
    assert main(["build", str(FIXTURES), "--out", str(folder)]) == 0
    return folder


def _output(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(argument) for argument in arguments]) == 0
    return capsys.readouterr().out


def test_a_value_names_its_page_its_way_and_the_text_as_printed(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = json.loads((dataset / "profiles.jsonl").read_text(encoding="utf8").splitlines()[0])
    output = _output(capsys, "explain", dataset, profile["id"], "topics[0]")
    assert repr(profile["topics"][0]["en"]) in output
    assert profile["url"]["fr"] in output
    assert "found by: class name, paired with the other page by: the site’s vocabulary" in output


def test_a_related_work_is_shown_beside_it_with_the_difference_marked(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publications = map(json.loads, (dataset / "publications.jsonl").read_text(encoding="utf8").splitlines())
    [correction] = [
        publication
        for publication in publications
        if any(one["type"] == "corrects" for one in publication["relations"])
    ][:1]
    output = _output(capsys, "explain", dataset, correction["id"])
    assert "is related to (corrects)" in output
    assert f"the other publication is {correction['relations'][0]['target']}" in output
    assert f"      {correction['title']}" in output.replace("[", "").replace("]", "")
    assert "[" in output.partition("title:")[2].partition("by the rule")[0]


def _explained(folder: Path, first: dict[str, object], second: dict[str, object]) -> str:
    """What is said of one merge of two entries that print ``first`` and ``second``."""
    printed = [
        entry("Counting Lanterns", ["Ada Brume"]).model_copy(update=update | {"position": position})
        for position, update in enumerate((first, second), 1)
    ]
    merged = deduplicate_entries([listed_entry(one) for one in printed])
    contents = Contents(sites=["lanterns"], profiles=[], publications=merged.publications, merges=merged.decisions)
    write_dataset(folder, contents)
    [publication] = merged.publications
    return "\n".join(explain(read_dataset(folder), publication.id))


def test_a_merge_is_shown_with_what_both_pages_print(tmp_path: Path) -> None:
    people = [PersonReference(name=name, profile=None) for name in ("Ada Brume", "L. Sablier", "Luc Sablier")]
    title = "Counting Bright Lanterns Along a River in Winter"
    output = _explained(
        tmp_path / "dataset",
        {"title": f"{title}.", "authors": people[:2], "abstract": "We count lanterns at dusk from a boat.",
         "abstract_complete": True},
        {"title": title, "authors": [people[0], people[2]]},
    )  # fmt: skip
    assert "is the same publication as" in output
    assert (
        "    title:\n"
        "      Counting Bright Lanterns Along a River in [Winter.]\n"
        "      Counting Bright Lanterns Along a River in [Winter]\n"
        "    authors:\n"
        "      Ada Brume, [L. Sablier]\n"
        "      Ada Brume, [Luc Sablier]\n"
        "    start of the abstract:\n"
        "      [We count lanterns at dusk from a boat.]\n"
        "      [none]\n"
        "    by the rule "
    ) in output
    assert "the other is" not in output


def test_a_merge_of_entries_alike_to_the_letter_shows_them_once(tmp_path: Path) -> None:
    output = _explained(tmp_path / "dataset", {"title": "Counting Lanterns"}, {"title": "Counting Lanterns"})
    assert "    title, the same on both: Counting Lanterns\n" in output
    assert "    authors, the same on both: Ada Brume\n" in output
    assert "    start of the abstract, the same on both: none\n" in output


def test_an_old_id_is_still_understood(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    redirects = map(json.loads, (dataset / "redirects.jsonl").read_text(encoding="utf8").splitlines())
    for redirect in redirects:
        assert redirect["new"] in _output(capsys, "explain", dataset, redirect["old"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["mila/nobody"], "has no profile 'mila/nobody'"),
        (["no-such-work"], "has no profile and no publication 'no-such-work'"),
        (["ada-linqvist"], "did you mean ada-lindqvist?"),
        (["mila/ada-lindqvist", "xyz"], "has no value for 'xyz': choose one of id, name, "),
        (["mila/ada-lindqvist", "rolls"], "has no value for 'rolls': did you mean roles?"),
        (
            ["mila/ada-lindqvist", "roles[99]"],
            "roles has 5 items: roles[0] to roles[4]",
        ),
        (["mila/ada-lindqvist", "name.first"], "has no value for 'name.first'; it has nothing below it"),
    ],
)
def test_what_is_not_there_is_said(
    arguments: list[str], message: str, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(dataset), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_a_slug_and_a_field_below_a_value_are_enough(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = _output(capsys, "explain", dataset, "ada-lindqvist", "roles[0].title")
    assert output.startswith("mila/ada-lindqvist\n  roles[0].title is {")
    assert "found by: " in output


def test_a_slug_of_two_sites_is_asked_back(tmp_path: Path) -> None:
    [profile, *_] = read_dataset(Path(__file__).parents[2] / "data" / "sample").profiles
    other = profile.model_copy(update={"id": "fjord/ada-lindqvist"})
    write_dataset(tmp_path / "dataset", Contents(sites=["mila", "fjord"], profiles=[profile, other], publications=[]))
    with pytest.raises(DatasetError, match="is fjord/ada-lindqvist and mila/ada-lindqvist: give one of these ids"):
        list(explain(read_dataset(tmp_path / "dataset"), "ada-lindqvist"))


def test_every_field_of_every_record_is_explained(dataset: Path) -> None:
    read = read_dataset(dataset)
    records: list[Profile | Publication] = [*read.profiles, *read.publications]
    for record in records:
        for field in type(record).model_fields:
            lines = list(explain(read, record.id, field))
            assert lines[0] == record.id
            assert lines[1].startswith(f"  {field} is ")
            assert len(lines) > 2, "a field without provenance has a reason"


def test_a_value_that_lacks_both_languages_is_absent(tmp_path: Path) -> None:
    profile, *_others = read_dataset(Path(__file__).parents[2] / "data" / "sample").profiles
    silent = profile.model_copy(update={"biography": Bilingual(en=None, fr=None)})
    write_dataset(tmp_path / "dataset", Contents(sites=["mila"], profiles=[silent], publications=[]))
    lines = list(explain(read_dataset(tmp_path / "dataset"), silent.id, "biography"))
    assert lines[-1] == "  no page prints it, and nothing is invented"


def test_a_missing_value_and_a_computed_one_have_their_reasons(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = _output(capsys, "explain", dataset, "noemie-okonjo-vasseur", "links.orcid")
    assert "links.orcid is null\n  no page prints it, and nothing is invented" in output
    output = _output(capsys, "explain", dataset, "noemie-okonjo-vasseur", "links")
    assert "nothing is invented" not in output
    output = _output(capsys, "explain", dataset, "noemie-okonjo-vasseur", "id")
    assert "not printed on a page: made from the site and the last part" in output
