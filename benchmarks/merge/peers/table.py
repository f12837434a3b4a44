"""Rows of a table for peers: each with its figures, or with the reason why it has none."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from benchmarks.merge.generate import generate
from benchmarks.merge.gold import clusters_of, halves, prepared, score
from benchmarks.merge.methods import TOKEN_SORT, ours, token_sort
from benchmarks.merge.peers.environment import UnmeasuredError
from benchmarks.merge.peers.run import PEERS, Found, Peer, run
from benchmarks.merge.synthetic import quality
from profile_scraper.dedupe.records import Fields

Row: TypeAlias = tuple[str, str]
"""Who, and what is to be said."""
Record: TypeAlias = dict[str, Any]
Runner: TypeAlias = Callable[[Peer, Iterable[Record], Iterable[Record]], Found]
PROFILE = ("id", "title", "authors", "abstract")


def gold_rows(
    gold: Path, records: Sequence[Record], fields: Fields, peers: Iterable[Peer] = PEERS, runner: Runner = run
) -> Iterator[Row]:
    """Every peer on the records of one gold set: F1, false pairs, missed pairs, seconds."""
    seen = [{name: record.get(name) for name in PROFILE} if fields == "profile" else record for record in records]
    for peer in peers:
        asked, labelled, among = seen, list[Record](), None
        if peer.learns:
            publications, ids = halves(gold, [record["id"] for record in records])
            among = set(ids)
            labelled = [
                {**record, "work": publications[record["id"]]} for record in seen if record["id"] in publications
            ]
            asked = [record for record in seen if record["id"] in among]
        try:
            found = runner(peer, asked, labelled)
        except UnmeasuredError as reason:
            yield peer.title, str(reason)
            continue
        for method, clusters in found.methods.items():
            yield f"{peer.title}, {method}", score(gold, clusters, among).row(found.seconds)
        if among is not None:
            half = [record for record in records if record["id"] in among]
            start = time.perf_counter()
            labels = ours(prepared(half, fields))
            seconds = time.perf_counter() - start
            clusters = clusters_of([record["id"] for record in half], labels)
            yield "profile_scraper, the same half", score(gold, clusters, among).row(seconds)


def synthetic_rows(records: int, peers: Iterable[Peer] = PEERS, runner: Runner = run) -> Iterator[Row]:
    """The second floor, and every peer that needs no labels, on the synthetic records that ours is measured on."""
    labelled = list(generate(int(records * 0.85)))
    truth = np.array([item.publication for item in labelled])
    start = time.perf_counter()
    labels = token_sort([item.record for item in labelled])
    seconds = time.perf_counter() - start
    yield TOKEN_SORT, f"{seconds:.1f} s wall, {quality(np.array(labels), truth)}"
    given = [
        {
            "id": str(index),
            "title": item.record.title,
            "authors": list(item.record.authors),
            "abstract": item.record.abstract,
        }
        for index, item in enumerate(labelled)
    ]
    for peer in peers:
        if peer.learns:
            yield peer.title, "not run: it learns from labelled records"
            continue
        try:
            found = runner(peer, given, ())
        except UnmeasuredError as reason:
            yield peer.title, str(reason)
            continue
        for method, clusters in found.methods.items():
            label = np.arange(len(labelled))
            for members in clusters:
                label[[int(member) for member in members]] = int(members[0])
            took = f"{found.seconds:.1f} s wall, peak {found.gigabytes:.2f} GB"
            yield f"{peer.title}, {method}", f"{took}, {quality(label, truth)}"
