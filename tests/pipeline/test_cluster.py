"""Builds on a cluster of two nodes: the bytes of one machine, though a node dies, from and to a store."""

import os
import sys
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import profile_scraper as ps
from profile_scraper.archive.writer import WarcWriter
from profile_scraper.cli import main
from profile_scraper.cluster import ClusterError, RayExecutor
from profile_scraper.dataset.files import find_parts
from profile_scraper.parallel import WorkerLostError
from profile_scraper.pipeline import BuildOptions, build
from profile_scraper.pipeline.parts import ParsedPart, parse_parts
from profile_scraper.records.manifest import FILES
from profile_scraper.storage.remote import RemotePath, parse_location
from testbed.generate import generate
from testbed.render import pages
from testbed.world import BASE_URL
from tests.object_store import needs_store, object_store

needs_ray = pytest.mark.skipif(
    find_spec("ray") is None, reason="ray is an extra (pip install 'profile-scraper[scale]')"
)
DATE = "2026-11-22T06:00:00Z"
PEOPLE, FILES_OF_ARCHIVE = 150, 8


@pytest.fixture(scope="module", name="archive")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of archives."""
    folder = tmp_path_factory.mktemp("archive")
    found = list(pages(generate(people=PEOPLE, seed=5)))
    for number in range(FILES_OF_ARCHIVE):
        with WarcWriter(folder / f"pages-{number}.warc.gz", "mila", DATE) as writer:
            for target, html in found[number::FILES_OF_ARCHIVE]:
                writer.response(BASE_URL + target, 200, [(b"content-type", b"text/html")], html, DATE)
    return folder


@pytest.fixture(scope="module", name="local")
def _local(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a dataset that one process built."""
    out = tmp_path_factory.mktemp("local") / "dataset"
    assert build([archive], out, BuildOptions(processes=1)).manifest is not None
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module", name="bucket")
def _bucket(archive: Path) -> Generator[RemotePath]:
    with object_store() as address:
        bucket = parse_location(address)
        assert isinstance(bucket, RemotePath)
        for path in archive.iterdir():
            (bucket / "in" / path.name).upload(path)
        yield bucket


class Nodes:
    """Two nodes of one processor, beside one of none that the driver is on."""

    def __init__(self) -> None:
        import ray
        from ray.cluster_utils import Cluster

        shut_down: Any = ray.shutdown
        shut_down()  # a cluster that another test left would run the tasks, without the store's keys
        self._cluster: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
        self._workers = [self._cluster.add_node(num_cpus=1) for _ in range(2)]
        self._cluster.wait_for_nodes()
        self.address: str = self._cluster.address

    def kill(self, number: int) -> None:
        """Kill all processes of a node, once."""
        if self._workers[number] is not None:
            self._cluster.remove_node(self._workers[number], allow_graceful=False)
            self._workers[number] = None

    def close(self) -> None:
        """End the nodes."""
        import ray

        shut_down: Any = ray.shutdown
        shut_down()
        self._cluster.shutdown()


@pytest.fixture(name="cluster")
def _cluster(bucket: RemotePath) -> Generator[Nodes]:
    """The nodes; they see the store's server."""
    assert bucket.exists()
    names = ("PROFILE_SCRAPER_SITES", *(name for name in os.environ if name.startswith("AWS_")))
    with patch(
        "profile_scraper.cluster._INHERITED", names
    ):  # a worker may start with less than the environment of its node
        nodes = Nodes()
        try:
            yield nodes
        finally:
            nodes.close()


def content(folder: RemotePath) -> dict[str, bytes]:
    return {name: part.read_bytes() for name, part in find_parts(folder).items()}


@needs_ray
@needs_store
@pytest.mark.slow
def test_a_build_on_two_nodes_of_which_one_dies_has_the_bytes_of_one_machine(
    cluster: Nodes, bucket: RemotePath, local: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    out, parsed = bucket / "two-nodes" / "dataset", 0

    def parse_parts_while_a_node_dies(*arguments: Any) -> Iterator[ParsedPart]:
        nonlocal parsed
        for part in parse_parts(*arguments):
            parsed += bool(part.parsed)
            if parsed == 2:
                cluster.kill(1)
            yield part

    with patch("profile_scraper.pipeline.parts.parse_parts", parse_parts_while_a_node_dies):
        status = main(["build", str(bucket / "in"), "--out", str(out), f"--ray={cluster.address}"])
    printed = capsys.readouterr()
    assert status in (0, 1), printed.err
    assert parsed == FILES_OF_ARCHIVE
    assert "wrote s3://" in printed.out
    assert content(out) == local


@needs_ray
@needs_store
@pytest.mark.slow
def test_files_of_this_machine_are_sent_to_the_nodes(
    cluster: Nodes, archive: Path, local: dict[str, bytes], tmp_path: Path
) -> None:
    missing = tmp_path / "missing.html"
    result = ps.build([archive, missing], out=tmp_path / "dataset", ray=cluster.address)
    assert [problem.reason for problem in result.problems if problem.url == str(missing)] == ["not-found"]
    assert (tmp_path / "dataset" / "profiles.jsonl").read_bytes() == local["profiles.jsonl"]


def die(_: int) -> int:
    os._exit(1)


def fail(number: int) -> int:
    raise ValueError(f"number {number}")


def die_once(folder: str, number: int) -> int:
    trace = Path(folder, str(number))
    if number == 3 and not trace.exists():
        trace.touch()
        os._exit(1)
    return number


@needs_ray
@needs_store
@pytest.mark.slow
def test_a_worker_that_dies_costs_its_task_and_one_that_always_dies_ends_the_run(
    cluster: Nodes, tmp_path: Path
) -> None:
    with RayExecutor(cluster.address) as executor:
        assert list(executor.map(die_once, range(8), str(tmp_path))) == list(range(8))
        with pytest.raises(ValueError, match="number 0"):
            list(executor.map(fail, range(3)))
        with pytest.raises(WorkerLostError):
            list(executor.map(die, [1]))


@needs_ray
def test_a_cluster_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ClusterError, match=r"127\.0\.0\.1:1"):
        RayExecutor("127.0.0.1:1")
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "out"), "--ray=127.0.0.1:1"]) == 2
    assert "the Ray cluster 127.0.0.1:1 cannot be used" in capsys.readouterr().err


def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert main(["build", "--ray", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == "profile-scraper: Ray is not installed: pip install 'profile-scraper[scale]'\n"
