"""What ``profile-scraper validate`` finds in a dataset, and what it says about it."""

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.cli import main
from profile_scraper.dataset.filter import Filters
from profile_scraper.dataset.read import read_dataset
from profile_scraper.exporters import export

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
Record = dict[str, Any]


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return shutil.copytree(SAMPLE, tmp_path / "dataset")


def change(dataset: Path, name: str, edit: Callable[[list[Record]], object]) -> None:
    """Edit the records of a file; the manifest gets the file's new hash, so that only the edit is found."""
    path = dataset / name
    records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    edit(records)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf8")
    manifest = json.loads((dataset / "manifest.json").read_text(encoding="utf8"))
    manifest["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (dataset / "manifest.json").write_text(json.dumps(manifest), encoding="utf8")


def findings(dataset: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    status = main(["validate", str(dataset)])
    *lines, verdict = capsys.readouterr().out.splitlines()
    assert status == (1 if lines else 0)
    assert verdict.startswith(f"{dataset}: ")
    return lines


def test_a_built_dataset_is_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(SAMPLE)]) == 0
    assert capsys.readouterr().out == f"{SAMPLE}: valid\n"


def test_a_part_of_a_dataset_is_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export(
        SAMPLE, "jsonl", tmp_path / "part", Filters(people=frozenset({"ada-lindqvist"}), languages=frozenset({"fr"}))
    )
    assert findings(tmp_path / "part", capsys) == []


def test_a_wrong_value_is_named_by_file_line_record_and_field(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(dataset, "profiles.jsonl", lambda records: records[0]["roles"][0].update(kind="boss"))
    [line] = findings(dataset, capsys)
    assert line.startswith('profiles.jsonl, line 1 (mila/ada-lindqvist), field roles[0].kind: "boss" is not one of ')
    assert line.endswith("; correct the line, or build the dataset again")


def test_an_error_inside_an_optional_record_is_named_by_its_own_field(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(dataset, "profiles.jsonl", lambda records: records[0]["portrait"]["alt"].update(en=3))
    [line] = findings(dataset, capsys)
    assert 'field portrait.alt.en: 3 is not of type "string"' in line


def test_a_missing_field_and_a_field_of_a_later_version(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def edit(records: list[Record]) -> None:
        del records[0]["topics"]
        records[1]["pronouns"] = "she"
        records[1]["links"]["mastodon"] = None

    change(dataset, "profiles.jsonl", edit)
    [line] = findings(dataset, capsys)
    assert line.startswith('profiles.jsonl, line 1 (mila/ada-lindqvist): "topics" is a required property')


def test_a_reader_ignores_a_field_of_a_later_version(dataset: Path) -> None:
    change(dataset, "profiles.jsonl", lambda records: records[0]["links"].update(mastodon=None))
    assert next(iter(read_dataset(dataset).profiles)).id == "mila/ada-lindqvist"


@pytest.mark.parametrize(
    ("name", "edit", "message"),
    [
        ("profiles.jsonl", lambda records: records[0]["publications"].append("gone-1"), "no publication 'gone-1'"),
        ("profiles.jsonl", lambda records: records[0]["publications"].pop(0), "does not list this publication"),
        ("publications.jsonl", lambda records: records[0].update(profiles=["mila/gone"]), "no profile 'mila/gone'"),
        ("publications.jsonl", lambda records: records[0].update(profiles=[]), "does not name this profile"),
        (
            "publications.jsonl",
            lambda records: records[0]["relations"].append({"type": "corrects", "target": "gone-2"}),
            "field relations[0]: the dataset has no publication 'gone-2'",
        ),
        ("merges.jsonl", lambda records: records[0].update(publications=["gone-3"]), "no publication 'gone-3'"),
        ("pairings.jsonl", lambda records: records[0].update(profiles=["mila/gone"]), "no profile 'mila/gone'"),
        ("provenance.jsonl", lambda records: records[0].update(profile="mila/gone"), "no profile 'mila/gone'"),
        ("conflicts.jsonl", lambda records: records[0].update(profile="mila/gone"), "no profile 'mila/gone'"),
        ("redirects.jsonl", lambda records: records[0].update(new="gone-4"), "no publication 'gone-4'"),
    ],
)
def test_a_reference_that_leads_nowhere_is_found(
    name: str, edit: Callable[[list[Record]], object], message: str, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(dataset, name, edit)
    lines = findings(dataset, capsys)
    assert any(message in line for line in lines), lines
    assert all(line.endswith("; build the dataset again") for line in lines)


def test_a_file_that_is_cut_short_comes_before_the_references_to_what_it_lost(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publications = dataset / "publications.jsonl"
    publications.write_bytes(publications.read_bytes()[:-2_000])
    first, second, third, *others = findings(dataset, capsys)
    assert first.startswith("publications.jsonl: the file was changed after the dataset was written")
    assert second.startswith("manifest.json, field counts.publications: ")
    assert third.startswith("publications.jsonl, line ")
    assert "not JSON" in third
    assert others
    assert all("the dataset has no publication" in line for line in others)


def test_a_reader_that_ends_early_changes_no_status(dataset: Path) -> None:
    change(dataset, "problems.jsonl", lambda records: records.extend({} for _ in range(40)))
    for folder, status in ((dataset, 1), (SAMPLE, 0)):
        script = f"{sys.executable} -m profile_scraper validate --all {folder} | true; exit ${{PIPESTATUS[0]}}"
        piped = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
        assert (piped.returncode, piped.stderr) == (status, "")


def test_a_repeated_id_is_found(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(dataset, "provenance.jsonl", lambda records: records.append(records[0]))
    [line] = findings(dataset, capsys)
    assert "field profile: an earlier line has 'mila/ada-lindqvist', too" in line


@pytest.mark.parametrize(
    "line", ["{", "[" * 100_000, '{"id": NaN}', '{"id": "\\ud800"}', "null", "\x00", '"x"', "1e999", "9" * 400]
)
def test_a_line_that_is_no_record_costs_no_other_its_verdict(
    line: str, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (dataset / "problems.jsonl").open("w", encoding="utf8") as file:
        file.write(f"{line}\n{{}}\n")
    lines = findings(dataset, capsys)
    assert any(each.startswith("problems.jsonl, line 1: ") for each in lines)
    assert any(each.startswith("problems.jsonl, line 2: ") for each in lines)


def test_a_changed_missing_or_miscounted_file_is_found(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (dataset / "vocabulary.jsonl").unlink()
    (dataset / "problems.jsonl").write_bytes(
        b'{"stage":"parse","url":"x","record":null,"field":null,"reason":"empty","detail":"x"}\n'
    )
    assert findings(dataset, capsys) == [
        "vocabulary.jsonl: the file is missing; build the dataset again",
        "problems.jsonl: the file was changed after the dataset was written; build the dataset again",
        "manifest.json, field counts.problems: 0 in the manifest, 1 in problems.jsonl; build the dataset again",
    ]


@pytest.mark.parametrize("manifest", ["", "[]", "{", "{}"])
def test_a_broken_manifest_is_a_finding(manifest: str, dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (dataset / "manifest.json").write_text(manifest, encoding="utf8")
    lines = findings(dataset, capsys)
    assert lines
    assert all(line.startswith("manifest.json") for line in lines)


def test_only_the_first_hundred_findings_are_printed(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(dataset, "problems.jsonl", lambda records: records.extend({} for _ in range(40)))
    assert main(["validate", str(dataset)]) == 1
    *shown, more, verdict = capsys.readouterr().out.splitlines()
    assert (len(shown), more) == (100, "… and 141 more (--all prints them)")
    assert verdict == f"{dataset}: 241 findings"
    assert main(["validate", str(dataset), "--all"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 242


def test_a_folder_that_is_no_dataset_or_of_another_format_is_status_2(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", str(tmp_path)]) == 2
    assert "is no dataset folder" in capsys.readouterr().err
    (dataset / "manifest.json").write_text('{"schema_version": "1.0"}', encoding="utf8")
    assert main(["validate", str(dataset)]) == 2
    assert "has format 1.0" in capsys.readouterr().err
