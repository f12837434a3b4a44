"""Run a peer on records, within limits, and read what it found."""

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.merge.peers.environment import ENVIRONMENTS, UnmeasuredError, python_with

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Peer:
    """A deduplicator in a folder of its own."""

    folder: Path
    learns: bool = False
    """It is shown the works of one half of the records and asked about the other half."""

    @property
    def title(self) -> str:
        """Name and version: the first line of its requirements."""
        first, *_ = (self.folder / "requirements.txt").read_text(encoding="utf8").splitlines()
        return first.strip("# ").replace("==", " ")


PEERS = (Peer(FOLDER / "bib_dedupe"), Peer(FOLDER / "splink"), Peer(FOLDER / "dedupe", learns=True))


@dataclass(frozen=True, slots=True)
class Limits:
    """What one run of a peer may take."""

    seconds: float = 600
    gigabytes: float = 8
    """Address space of each of its processes, which is more than the memory that they touch."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a peer answered."""

    methods: dict[str, list[list[str]]]
    """For each way to read its answer, the clusters of ids."""
    seconds: float
    """From records in memory to clusters."""
    gigabytes: float
    """Memory of its largest process."""


def run(
    peer: Peer,
    records: Iterable[dict[str, Any]],
    labelled: Iterable[dict[str, Any]] = (),
    limits: Limits = Limits(),
    environments: Path = ENVIRONMENTS,
) -> Found:
    """Cluster the records with a peer; one that learns is shown the ``labelled`` records, each with its ``work``.

    Raises:
        UnmeasuredError: it has no environment, failed, or did not end in time.
    """
    python = python_with(peer.folder / "requirements.txt", peer.folder.name, environments)
    with tempfile.TemporaryDirectory(prefix="peer-") as folder:
        out = Path(folder, "out")
        out.mkdir()
        given = [_written(Path(folder, "records.jsonl"), records), out, limits.gigabytes]
        if peer.learns:
            given.append(_written(Path(folder, "labelled.jsonl"), labelled))
        _watched([python, FOLDER / "launch.py", peer.folder, *given], out, limits.seconds)
        figures = json.loads((out / "figures.json").read_text(encoding="utf8"))
        methods = {path.stem: _read(path) for path in sorted(out.glob("*.jsonl"))}
    return Found(methods, figures["seconds"], figures["gigabytes"])


def _watched(command: list[Any], folder: Path, seconds: float) -> None:
    with subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},  # some peers learn from sets in whatever order they come
    ) as process:
        try:
            message = process.communicate(timeout=seconds)[1].strip().splitlines()
        except subprocess.TimeoutExpired:
            raise UnmeasuredError(f"out of time ({seconds:g} s)") from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # its workers as well
    if process.returncode:
        raise UnmeasuredError(f"failed: {message[-1] if message else f'exit {process.returncode}'}")


def _written(path: Path, records: Iterable[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf8") as lines:
        lines.writelines(f"{json.dumps(record)}\n" for record in records)
    return path


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]
