import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from profile_scraper.cli import main
from profile_scraper.dataset.write import Contents, write_dataset
from tests.report.test_review import decision

# A process that was started in the background ignores Ctrl-C, and so would all that it starts.
RUN = (
    "import signal, sys; from profile_scraper.cli import main; "
    "signal.signal(signal.SIGINT, signal.default_int_handler); sys.exit(main(sys.argv[1:]))"
)


def test_review_prints_its_address_and_ends_with_what_it_wrote(dataset: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.jsonl"
    command = [sys.executable, "-c", RUN, "review", str(dataset), "--decisions", str(decisions)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as running:
        assert running.stdout is not None
        first = running.stdout.readline()
        address = r"(http://127\.0\.0\.1:\d+/\S+/)"
        pattern = rf"open {address} \(\d+ questions\); answers go to {decisions}; stop with Ctrl\+C\n"
        found = re.fullmatch(pattern, first)
        try:
            assert found, first
            with urllib.request.urlopen(found[1], timeout=10) as answer:
                assert "the same publication?" in answer.read().decode()
        finally:
            running.send_signal(signal.SIGINT)
        assert re.match(r"no answer was given; \d+ open questions", running.stdout.read().splitlines()[-1])
    assert running.returncode == 0
    assert not decisions.exists()


def test_without_a_question_no_server_is_started(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_dataset(tmp_path / "dataset", Contents(sites=["invented"], profiles=[], publications=[]))
    assert main(["review", str(tmp_path / "dataset"), "--decisions", str(tmp_path / "decisions.jsonl")]) == 0
    assert capsys.readouterr().out == "nothing to ask: no question of these kinds is open\n"


def test_decisions_that_contradict_each_other_stop_the_review(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decisions = tmp_path / "decisions.jsonl"
    lines = [decision("a", "b", "same", by="ana"), decision("b", "a", "different", by="bo")]
    decisions.write_text("".join(f"{line.model_dump_json()}\n" for line in lines), encoding="utf8")
    assert main(["review", str(dataset), "--decisions", str(decisions)]) == 2
    message = capsys.readouterr().err
    assert "line 1 (ana" in message
    assert "line 2 (bo" in message
