"""``profile-scraper dedupe``: what is written, what is named, and the exit status."""

import json
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.cli import main

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
RECORDS: list[dict[str, Any]] = [
    {"id": "A:1", "title": "The weight of fog over harbours", "authors": ["Brume, Ada"], "year": "2019"},
    {"id": "B:1", "title": "The Weight of Fog over Harbours.", "authors": "Ada Brume; Luc Sablier", "year": 2019},
    {"id": 7, "title": "Counting lanterns along a river", "authors": None, "venue": None, "note": "ignored"},
]


def lines_of(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(f"{json.dumps(record)}\n" for record in RECORDS), encoding="utf8")
    return path


def test_writes_every_record_in_one_cluster(records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "clusters.jsonl"
    assert main(["dedupe", str(records), "--out", str(out)]) == 0
    assert lines_of(out) == [["A:1", "B:1"], [7]]
    assert capsys.readouterr().out == f"wrote {out}: 3 records in 2 clusters, 0 problems\n"


def test_writes_why_on_request(records: Path, tmp_path: Path) -> None:
    out, evidence = tmp_path / "clusters.jsonl", tmp_path / "evidence.jsonl"
    assert main(["dedupe", str(records), "--out", str(out), "--evidence", str(evidence), "--fields", "profile"]) == 0
    [decision] = lines_of(evidence)
    assert (decision["ids"], decision["decision"]) == (["A:1", "B:1"], "same")
    assert (decision["rule"], decision["reason"]) == ("same-title-and-authors", "title and authors agree")
    assert {one["field"] for one in decision["evidence"]} == {"title", "authors"}


def test_a_misnamed_field_is_a_problem_and_another_one_a_remark(
    records: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "clusters.jsonl"
    records.write_text(
        '{"id":"a","title":"Learning to Rank Rivers","author":["Ada Lindqvist"],"DOI":"10.1/x","note":1}\n'
        '{"id":"b","title":"Learning to Rank Rivers","Authors":["Bo Ygrain"],"doi":"https://doi.org/10.1/y"}\n'
    )
    assert main(["dedupe", str(records), "--out", str(out)]) == 1
    printed = capsys.readouterr()
    assert printed.err.splitlines() == [
        f"{records}: the field 'Authors' is not compared; did you mean 'authors'?",
        f"{records}: the field 'DOI' is not compared; did you mean 'doi'?",
        f"{records}: the field 'author' is not compared; did you mean 'authors'?",
        f"{records}: these fields are not compared: note",
    ]
    assert printed.out.endswith("3 problems\n")


def test_the_publications_of_a_dataset_are_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publications, out = SAMPLE / "publications.jsonl", tmp_path / "clusters.jsonl"
    assert main(["dedupe", str(publications), "--out", str(out)]) == 0
    assert lines_of(out) == [[publication["id"]] for publication in lines_of(publications)]
    assert capsys.readouterr().err == ""


BROKEN = (
    (b"{", "not JSON"),
    (b'{"id": "x", "title": "\xff"}', "not UTF-8"),
    (b"[1]", "not list"),
    (b'{"title": "Fog"}', "field 'id'"),
    (b'{"id": "x"}', "(id 'x'), field 'title'"),
    (b'{"id": "x", "title": " "}', "(id 'x'), field 'title': it is blank"),
    (b'{"id": "x", "title": "Fog", "authors": [3]}', "(id 'x'), field 'authors'"),
    (b'{"id": "A:1", "title": "Fog"}', "(id 'A:1'), field 'id': line 1 has it already"),
    (b"[" * 100_000, "not JSON"),
)


@pytest.mark.parametrize(("line", "message"), BROKEN, ids=[message for _, message in BROKEN])
def test_a_broken_line_is_named_and_the_rest_is_done(
    records: Path, tmp_path: Path, line: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    records.write_bytes(records.read_bytes() + b"\n" + line + b"\n")
    assert main(["dedupe", str(records), "--out", str(tmp_path / "clusters.jsonl")]) == 1
    assert lines_of(tmp_path / "clusters.jsonl") == [["A:1", "B:1"], [7]]
    printed = capsys.readouterr()
    assert printed.err.startswith(f"{records}:5")
    assert message in printed.err
    assert printed.out.endswith("3 records in 2 clusters, 1 problem\n")


def test_nothing_is_written_where_nothing_can_be_used(tmp_path: Path) -> None:
    records, out = tmp_path / "records.jsonl", tmp_path / "clusters.jsonl"
    out.write_text("old\n")
    assert main(["dedupe", str(tmp_path / "absent.jsonl"), "--out", str(out)]) == 2
    records.write_text("{\n")
    assert main(["dedupe", str(records), "--out", str(out)]) == 2
    assert main(["dedupe", str(records), "--out", str(records)]) == 2
    assert out.read_text() == "old\n"
    assert records.read_text() == "{\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clusters.jsonl", "records.jsonl"]


def test_no_records_are_no_clusters(tmp_path: Path) -> None:
    records, out = tmp_path / "records.jsonl", tmp_path / "clusters.jsonl"
    records.write_text("\n")
    assert main(["dedupe", str(records), "--out", str(out)]) == 0
    assert out.read_text() == ""
