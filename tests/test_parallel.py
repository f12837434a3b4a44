"""What users rely on: executors give the same results, and no process that is started runs the caller's file again."""

import os
import subprocess
import sys
import textwrap
from importlib.util import find_spec
from multiprocessing import active_children
from pathlib import Path
from threading import Event, Thread
from typing import Literal

import pytest

from profile_scraper.cluster import RayExecutor
from profile_scraper.parallel import ProcessExecutor, SerialExecutor, spawn_context


def test_results_come_in_the_order_of_the_chunks() -> None:
    for workers in (1, 2):
        assert list(ProcessExecutor(workers).map(abs, range(-9, 0))) == list(SerialExecutor().map(abs, range(-9, 0)))


def test_shared_arguments_stand_before_the_chunk() -> None:
    expected = [1, 2, 4, 8, 16]
    assert list(SerialExecutor().map(pow, range(5), 2)) == expected
    assert list(ProcessExecutor(2, "fork").map(pow, range(5), 2)) == expected
    assert list(ProcessExecutor(2, "spawn").map(pow, range(5), 2)) == expected


@pytest.mark.parametrize("start_method", ["fork", "spawn"])
def test_processes_are_kept_from_one_call_to_the_next(start_method: Literal["fork", "spawn"]) -> None:
    with ProcessExecutor(2, start_method) as executor:
        first = {*executor.map(_process_of, range(20))}
        assert list(executor.map(pow, range(5), 2)) == [1, 2, 4, 8, 16]
        assert first | {*executor.map(_process_of, range(20))} <= {child.pid for child in active_children()}
    assert not first & {child.pid for child in active_children()}


@pytest.mark.parametrize("start_method", ["fork", "spawn"])
def test_arguments_of_any_size_reach_kept_processes(start_method: Literal["fork", "spawn"]) -> None:
    large = bytes(5_000_000)
    with ProcessExecutor(2, start_method) as executor:
        for shared in (b"", large, b"a", large + b"a"):
            assert list(executor.map(bytes.startswith, [(shared, b"b")] * 3, shared + b"c")) == [True] * 3


def test_an_error_leaves_kept_processes_usable() -> None:
    with ProcessExecutor(2) as executor:
        with pytest.raises(TypeError):
            list(executor.map(abs, ["a", "b"]))
        assert list(executor.map(abs, [-1, -2])) == [1, 2]


def _process_of(_: int) -> int:
    return os.getpid()


@pytest.mark.slow
@pytest.mark.skipif(find_spec("ray") is None, reason="ray is an extra (pip install 'profile-scraper[scale]')")
def test_ray_gives_the_same_results() -> None:
    assert list(RayExecutor("local", workers=2).map(pow, range(5), 2)) == [1, 2, 4, 8, 16]


def test_an_error_in_a_worker_is_raised_in_the_caller() -> None:
    with pytest.raises(TypeError):
        list(ProcessExecutor(2).map(abs, ["a", "b"]))


def test_a_caller_with_threads_gets_new_interpreters_and_the_same_results() -> None:
    release = Event()
    thread = Thread(target=release.wait)
    thread.start()
    try:
        assert list(ProcessExecutor(2).map(pow, range(5), 2)) == [1, 2, 4, 8, 16]
    finally:
        release.set()
        thread.join()


@pytest.mark.slow
@pytest.mark.parametrize("threads", [0, 1])
def test_a_script_without_a_guard_runs_once(tmp_path: Path, threads: int) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(f"""
            from threading import Event, Thread
            from profile_scraper.parallel import ProcessExecutor
            print("started", flush=True)
            release = Event()
            for _ in range({threads}):
                Thread(target=release.wait).start()
            print(list(ProcessExecutor(2).map(pow, range(4), 2)), flush=True)
            release.set()
        """)
    )
    for command in ([str(script)], ["-c", script.read_text()], ["-m", "script"]):
        ran = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
        )
        assert (ran.returncode, ran.stdout) == (0, "started\n[1, 2, 4, 8]\n"), ran.stderr


def test_other_spawned_processes_of_the_caller_still_import_its_main(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent("""
            import multiprocessing
            from profile_scraper.parallel import spawn_context

            def own(number):
                return number + 1

            if __name__ == "__main__":
                spawn_context()
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    print(pool.map(own, [1]))
        """)
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout) == (0, "[2]\n"), ran.stderr


def test_the_spawn_context_is_one_that_pools_accept() -> None:
    assert spawn_context().get_start_method() == "spawn"
