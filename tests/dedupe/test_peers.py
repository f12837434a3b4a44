"""Other deduplicators beside ours: what a contributor relies on, with invented peers and no network."""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.merge.__main__ import main
from benchmarks.merge.gold import halves, score
from benchmarks.merge.peers.environment import UnmeasuredError
from benchmarks.merge.peers.run import PEERS, Found, Limits, Peer, run
from benchmarks.merge.peers.table import gold_rows, synthetic_rows

EVALUATE = Path(__file__).parents[3] / "shared" / "bench" / "evaluate.py"
RECORDS: list[dict[str, Any]] = [
    {"id": "A:1", "title": "The weight of fog", "authors": ["Brume, Ada"], "year": "2019", "abstract": None},
    {"id": "B:1", "title": "The Weight of Fog.", "authors": ["Ada Brume"], "year": "2019", "abstract": None},
    {"id": "A:2", "title": "A quiet tide", "authors": ["Ada Brume"], "year": "2018", "abstract": None},
]
BY_FIRST_WORD = """
def cluster(records):
    words = {}
    for record in records:
        words.setdefault(record["title"].split()[0], []).append(record["id"])
    assert "year" not in records[0], "the profile track shows no year"
    return {"by first word": list(words.values())}
"""
BY_PUBLICATION = """
def cluster(records, labelled):
    works = {record["work"] for record in labelled}
    ids = {record["id"] for record in records}
    assert not works & ids, "a work stands on both sides"
    return {f"taught {len(labelled)}": [sorted(ids)]}
"""


def peer(folder: Path, name: str, code: str, requires: str = "", learns: bool = False) -> Peer:
    made = folder / name
    made.mkdir()
    (made / "requirements.txt").write_text(f"# {name} 1.0\n{requires}", encoding="utf8")
    (made / "peer.py").write_text(code, encoding="utf8")
    return Peer(made, learns)


def write(path: Path, lines: list[Any]) -> Path:
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf8")
    return path


@pytest.mark.slow
def test_one_peer_without_an_environment_or_an_answer_leaves_the_others_their_rows(tmp_path: Path) -> None:
    gold = write(tmp_path / "fog.gold.jsonl", [{"kind": "clusters"}, ["A:1", "B:1"]])
    peers = [
        peer(tmp_path, "absent", BY_FIRST_WORD, "--no-index\nno-such-peer==1.0\n"),
        peer(tmp_path, "broken", "def cluster(records):\n    raise ValueError('no titles')\n"),
        peer(tmp_path, "slow", "import time\n\ndef cluster(records):\n    time.sleep(600)\n"),
        peer(tmp_path, "greedy", "def cluster(records):\n    return [' ' * 10**10]\n"),
        peer(tmp_path, "good", BY_FIRST_WORD),
    ]

    def runner(one: Peer, records: Iterable[dict[str, Any]], labelled: Iterable[dict[str, Any]]) -> Found:
        seconds = 1 if one.folder.name == "slow" else 60
        return run(one, records, labelled, Limits(seconds, gigabytes=2), tmp_path / "environments")

    rows = dict(gold_rows(gold, RECORDS, "profile", peers, runner))
    assert "no-such-peer==1.0" in rows["absent 1.0"]
    assert rows["broken 1.0"] == "failed: ValueError: no titles"
    assert rows["slow 1.0"] == "out of time (1 s)"
    assert rows["greedy 1.0"] == "failed: MemoryError"
    assert rows["good 1.0, by first word"].startswith("1.0000 / 0 / 0 / ")
    assert [row.partition(" ")[0] for row in rows] == ["absent", "broken", "slow", "greedy", "good"]


@pytest.mark.slow
def test_a_peer_that_learns_is_asked_about_works_that_it_was_not_shown(tmp_path: Path) -> None:
    records: list[dict[str, Any]] = [
        {"id": str(number), "title": f"Tide {number}", "authors": [], "abstract": None} for number in range(40)
    ]
    clusters = [[str(number), str(number + 1)] for number in range(0, 40, 2)]
    gold = write(tmp_path / "tide.gold.jsonl", [{"kind": "clusters"}, *clusters])
    known, asked = halves(gold, [record["id"] for record in records])
    assert len(known) + len(asked) == 40
    assert known
    assert asked
    assert all((first in known) == (second in known) for first, second in clusters)
    taught = peer(tmp_path, "taught", BY_PUBLICATION, learns=True)
    rows = dict(
        gold_rows(
            gold,
            records,
            "profile",
            [taught],
            lambda one, given, labelled: run(one, given, labelled, environments=tmp_path / "environments"),
        )
    )
    pairs = len(asked) * (len(asked) - 1) // 2
    true = len(asked) // 2
    assert rows[f"taught 1.0, taught {len(known)}"].split(" / ")[1:3] == [f"{pairs - true:,}", "0"]
    assert rows["profile_scraper, the same half"].split(" / ")[1:3] == ["0", f"{true}"]


def test_peers_and_floors_are_scored_on_the_synthetic_records(tmp_path: Path) -> None:
    def knows(one: Peer, *_: Iterable[dict[str, Any]]) -> Found:
        if one.folder.name == "absent":
            raise UnmeasuredError("cannot be installed")
        return Found({"nothing": []}, 1.0, 0.1)

    peers = [peer(tmp_path, name, "", learns=name == "taught") for name in ("absent", "taught", "idle")]
    rows = dict(synthetic_rows(1_000, peers, knows))
    assert rows["absent 1.0"] == "cannot be installed"
    assert "labelled" in rows["taught 1.0"]
    assert "recall 0.0000" in rows["idle 1.0, nothing"]
    assert 0.3 < float(rows["sorted words 92 % alike"].rpartition("F1 ")[2]) < 1


@pytest.mark.slow
def test_the_command_names_the_peers_and_says_which_cannot_take_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--synthetic", "1000", "--workers", "1", "--peers", "dedupe"]) == 0
    ours, *others = capsys.readouterr().out.splitlines()
    assert "records:" in ours
    assert [row.split(":")[0].strip() for row in others[:2]] == ["same normalised title", "sorted words 92 % alike"]
    assert "dedupe" in others[2]
    assert "learns from labelled records" in others[2]
    with pytest.raises(SystemExit):
        main(["--synthetic", "1000", "--peers", "no-such-peer"])


def test_every_peer_pins_all_that_it_needs() -> None:
    for one in PEERS:
        lines = (one.folder / "requirements.txt").read_text(encoding="utf8").splitlines()
        assert all("==" in line and "/" not in line for line in lines), one.title
        assert (one.folder / "peer.py").exists()


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["clusters", "pairs", "across"])
def test_scores_as_the_gold_sets_own_script_does(tmp_path: Path, kind: str) -> None:
    judged: list[Any] = [["A:1", "B:1", "B:2"], ["A:2", "B:3"]]
    head: dict[str, Any] = {"kind": "clusters"}
    if kind == "pairs":
        head, judged = {"kind": "pairs"}, [["A:1", "B:1", 1], ["A:2", "B:2", 0], ["A:3", "B:3", 1]]
    elif kind == "across":
        head["cross_source_only"] = True
    gold = write(tmp_path / "set.gold.jsonl", [head, *judged])
    found = [["A:1", "B:1"], ["A:2", "B:2", "A:3"], ["B:3", "A:4"]]
    clusters = write(tmp_path / "clusters.jsonl", found)
    printed = subprocess.run(
        [sys.executable, EVALUATE, gold, clusters, "--errors", "99"], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    ours = score(gold, found)
    wrong = [tuple(line.split("\t")) for line in printed[:-1]]
    assert wrong == [
        (what, *pair) for what, pairs in (("false", ours.false), ("missed", ours.missed)) for pair in pairs
    ]
    assert f"F1 {ours.f1:.4f}  false {len(ours.false)}  missed {len(ours.missed)}" in printed[-1]
