import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.merge.__main__ import main
from benchmarks.merge.gold import score
from benchmarks.merge.synthetic import measure
from profile_scraper.parallel import SerialExecutor

RECORDS = [
    {
        "id": "A:1",
        "title": "The weight of fog",
        "authors": ["Brume, Ada"],
        "year": "2019",
        "venue": None,
        "abstract": None,
    },
    {
        "id": "B:1",
        "title": "The Weight of Fog.",
        "authors": ["Ada Brume"],
        "year": "2019",
        "venue": None,
        "abstract": None,
    },
    {"id": "A:2", "title": "Editorial", "authors": ["Ada Brume"], "year": "2018", "venue": None, "abstract": None},
    {"id": "B:2", "title": "Editorial", "authors": ["Ada Brume"], "year": "2019", "venue": None, "abstract": None},
]


def write(path: Path, lines: list[Any]) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf8")
    return path


def test_prints_a_row_for_each_set_method_and_track(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "fog.jsonl", RECORDS)
    write(tmp_path / "fog.gold.jsonl", [{"kind": "clusters"}, ["A:1", "B:1"]])
    assert main(["--bench", str(tmp_path)]) == 0
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("fog")]
    assert len(rows) == 6
    assert [row.split()[2:5] for row in rows if "profile_scraper" in row] == [["1.0000", "/", "0"]] * 2


def test_names_the_line_that_is_no_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "fog.gold.jsonl", [{"kind": "clusters"}])
    (tmp_path / "fog.jsonl").write_text('{"id": 1}\n{"title"\n')
    assert main(["--bench", str(tmp_path)]) == 2
    assert "fog.jsonl:2: not JSON" in capsys.readouterr().err


def test_judges_labelled_pairs_alone_and_pairs_between_sources_alone(tmp_path: Path) -> None:
    pairs = write(tmp_path / "pairs.gold.jsonl", [{"kind": "pairs"}, ["A:1", "B:1", 1], ["A:2", "B:2", 0]])
    judged = score(pairs, [["A:1", "B:1", "C:9"], ["A:2", "B:2"]])
    assert (judged.hits, judged.false, judged.missed) == (1, [("A:2", "B:2")], [])
    across = write(tmp_path / "across.gold.jsonl", [{"kind": "clusters", "cross_source_only": True}, ["A:1", "B:1"]])
    assert score(across, [["A:1", "A:2", "B:1"]]).false == [("A:2", "B:1")]


def test_a_folder_without_gold_is_said_to_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--bench", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.slow
def test_merges_nothing_wrongly_among_noisy_records() -> None:
    ours, floor = measure(3_000, SerialExecutor()).splitlines()
    assert "precision 1.0000" in ours
    assert float(ours.rpartition("F1 ")[2]) >= 0.97
    assert "same normalised title" in floor
    assert float(floor.rpartition("F1 ")[2]) < 0.97
