"""Killed parents, pages that never end, disks that are full: nothing stays behind, and one page costs only itself."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from profile_scraper.dataset.decisions import append_decision, read_decisions
from profile_scraper.dataset.files import DatasetError
from profile_scraper.dataset.read import read_dataset
from profile_scraper.parse.bounded import BoundedReader, is_over_time
from profile_scraper.records.decision import Decision
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site
from profile_scraper.storage.publish import publish_file, publish_folder
from testbed.bundled import INSTITUTE
from tests.parse.captures import capture

SMALL, LARGE = capture(b"small"), capture(b"large" * 300_000)

_WAITING = """
import sys, time
from profile_scraper.parallel import ProcessExecutor
def numbers():
    yield from range(2)
    print("started", flush=True)
    time.sleep(120)
for each in ProcessExecutor(2, "spawn").map(abs, numbers()):
    pass
"""


def read_slowly(page: Capture, _: Site | None) -> Problem:
    """Reads two pages at once and never ends with others."""
    while not page.body.endswith(b"\n"):
        pass
    return Problem(stage="parse", url=page.name, record=None, field=None, reason="empty", detail="")


@pytest.mark.parametrize("slow", [SMALL, LARGE], ids=["small", "large"])
def test_a_page_that_takes_too_long_is_a_problem_and_the_next_one_is_read(slow: Capture) -> None:
    quick = slow._replace(body=slow.body + b"\n")
    with BoundedReader(read_slowly, lambda problem: problem, seconds=1) as reader:
        first, second, third = (reader.read(each, None) for each in (quick, slow, quick))
    assert isinstance(second, Problem)
    assert (is_over_time(second), "processor time" in second.detail) == (True, True)
    assert [is_over_time(each) for each in (first, third)] == [False, False]


def test_workers_end_with_the_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(_WAITING, encoding="utf8")
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "started\n"
    group = os.getpgid(parent.pid)
    parent.kill()
    parent.wait()
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        os.killpg(group, signal.SIGKILL)
        pytest.fail("the workers wait for work for ever")
    parent.stdout.close()


def test_what_a_killed_process_left_is_deleted_by_the_next_run(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with publish_folder(tmp_path / "d") as own:
        abandoned = own.with_name(own.name.replace(f".{os.getpid()}.", f".{ended.pid}."))
    with publish_file(tmp_path / "f") as own_file:
        own_file.write_text("a")
        half = own_file.with_name(own_file.name.replace(f".{os.getpid()}.", f".{ended.pid}."))
    abandoned.mkdir()
    (abandoned / "profiles.jsonl").write_text("{")
    half.write_text("half")
    others = tmp_path / ".d.elsewhere.1.partial"
    others.mkdir()
    with publish_folder(tmp_path / "d"), publish_file(tmp_path / "f") as own_file:
        own_file.write_text("b")
    assert sorted(path.name for path in tmp_path.iterdir()) == [others.name, "d", "f"]


def limited(size: int, *words: str) -> subprocess.CompletedProcess[str]:
    """A command that can write no file beyond a size, as on a disk that is full."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    command = [sys.executable, "-m", "profile_scraper", *words]
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=limit, timeout=600, check=False)


@pytest.fixture(scope="module")
def institute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from profile_scraper.cli import main

    folder = tmp_path_factory.mktemp("institute") / "dataset"
    assert main(["build", str(INSTITUTE / "pages"), "--out", str(folder)]) == 0
    return folder


def formats_of_arrow() -> list[str]:
    return ["duckdb", "parquet"] if find_spec("duckdb") and find_spec("pyarrow") else []


@pytest.mark.parametrize("size", [20_000, 200_000, 2_000_000])
def test_a_database_is_whole_or_not_at_all_whatever_the_disk_takes(institute: Path, tmp_path: Path, size: int) -> None:
    duckdb = pytest.importorskip("duckdb", reason="install the extra 'export'")
    run = limited(size, "export", str(institute), "--to", "duckdb", "--out", str(tmp_path / "a.duckdb"))
    if run.returncode == 0:
        with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as database:
            assert database.execute("select profiles from manifest").fetchall() == [(15,)]
        assert [path.name for path in tmp_path.iterdir()] == ["a.duckdb"]
    else:
        assert (run.returncode, len(run.stderr.splitlines())) == (2, 1), run.stderr
        assert f"cannot write {tmp_path / 'a.duckdb'}: " in run.stderr
        assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_file_and_the_earlier_one(institute: Path, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("earlier")
    commands = [
        ["build", str(INSTITUTE / "pages"), "--out", str(tmp_path / "d")],
        *(
            ["export", str(institute), "--to", form, "--out", str(tmp_path / form)]
            for form in ("csv", "tmx", "json-ld")
        ),
        ["export", str(institute), "--to", "sqlite", "--out", str(tmp_path / "a.db")],
        *(["export", str(institute), "--to", form, "--out", str(tmp_path / form)] for form in formats_of_arrow()),
        ["report", str(institute), "--out", str(tmp_path / "report.html")],
    ]
    for words in commands:
        run = limited(2000, *words)
        assert (run.returncode, "Traceback" in run.stderr) == (2, False), (words, run.stderr)
        assert len(run.stderr.splitlines()) == 1, run.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert (tmp_path / "report.html").read_text() == "earlier"


def test_a_full_disk_takes_no_half_line_of_a_decision(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    fields = {"subject": "publication", "second": "b", "within": None, "answer": "same", "relation": None, "by": "ana"}
    first = Decision.model_validate({**fields, "first": "a", "when": "2026-11-22T12:00:00Z", "why": None})
    append_decision(path, first)
    before, (_, hard) = path.read_bytes(), resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, hard))
    try:
        with pytest.raises(DatasetError, match="cannot be written"):
            append_decision(path, first.model_copy(update={"first": "c", "why": "x" * 20_000}))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert path.read_bytes() == before
    assert len(read_decisions(path)) == 1
    path.write_bytes(before + before[:30])
    with pytest.raises(DatasetError, match=r"line 2.*correct or delete that line"):
        read_decisions(path)


def test_a_dataset_that_is_replaced_while_it_is_read_is_not_mixed(institute: Path, tmp_path: Path) -> None:
    with publish_folder(tmp_path / "d") as folder:
        for file in institute.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
    dataset = read_dataset(tmp_path / "d")
    profiles = iter(dataset.profiles)
    next(profiles)
    with publish_folder(tmp_path / "d") as folder:
        for file in institute.iterdir():
            (folder / file.name).write_bytes(file.read_bytes() if file.suffix == ".json" else b"")
    assert len(list(profiles)) == 14
    with pytest.raises(DatasetError, match="replaced by another build"):
        list(dataset.publications)
    assert list(read_dataset(tmp_path / "d").publications) == []


def test_any_fault_of_a_command_is_one_line_and_status_70(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], institute: Path
) -> None:
    from profile_scraper.cli import main

    class Panic(BaseException):
        """What a library in another language raises."""

    faults = {RuntimeError("boom\nboom"): 70, Panic("boom"): 70, RecursionError(): 70, MemoryError(): 2}
    for fault, status in faults.items():  # too little memory is no fault of the program

        def fail(*_: object, fault: BaseException = fault, **__: object) -> None:
            raise fault

        monkeypatch.setattr("profile_scraper.cli.export.export", fail)
        assert main(["export", str(institute), "--to", "tmx", "--out", str(institute.with_name("x"))]) == status
        shown = capsys.readouterr().err
        assert (len(shown.splitlines()), "Traceback" in shown) == (1, False)


def test_a_full_standard_output_is_no_traceback(institute: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    words = [sys.executable, "-m", "profile_scraper", "explain", str(institute), "mila/ada-lindqvist"]
    first = json.loads((institute / "profiles.jsonl").read_text("utf8").splitlines()[0])["id"]
    with Path("/dev/full").open("w") as full:
        run = subprocess.run([*words[:-1], first], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (run.returncode, len(run.stderr.splitlines()), "Traceback" in run.stderr) == (2, 1, False), run.stderr
