from importlib.util import find_spec
from itertools import islice

import numpy as np
import pytest

from benchmarks.merge.generate import generate
from profile_scraper.cluster import RayExecutor
from profile_scraper.dedupe.decide.verdicts import decide
from profile_scraper.dedupe.prepare.arrays import Ragged, RowsBuilder, Texts
from profile_scraper.dedupe.prepare.columns import columns_of
from profile_scraper.parallel import Executor, ProcessExecutor


def clusters(executor: Executor | None) -> list[int]:
    records = [item.record for item in generate(1_500)]
    return [int(label) for label in decide(columns_of(records, executor), executor=executor).cluster]


@pytest.mark.slow
def test_two_processes_give_the_same_clusters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("profile_scraper.dedupe.prepare.columns.CHUNK", 400)
    monkeypatch.setattr("profile_scraper.dedupe.compare.texts.CHUNK_PAIRS", 50)
    assert clusters(ProcessExecutor(2)) == clusters(None)


@pytest.mark.slow
@pytest.mark.skipif(find_spec("ray") is None, reason="ray is an extra (pip install 'profile-scraper[scale]')")
def test_a_local_ray_cluster_gives_the_same_clusters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("profile_scraper.dedupe.prepare.columns.CHUNK", 400)
    monkeypatch.setattr("profile_scraper.dedupe.compare.texts.CHUNK_PAIRS", 50)
    assert clusters(RayExecutor("local", workers=2)) == clusters(None)


def test_the_same_seed_gives_the_same_records() -> None:
    assert list(islice(generate(300), 50)) == list(islice(generate(300), 50))
    assert list(generate(300, seed=2)) != list(generate(300))


def test_texts_and_lists_keep_what_was_put_in() -> None:
    texts = Texts.of(["fog", "", "éclair", "雾"])
    lists = Ragged.of([[1, 2], [], [3]])
    rows = np.array([3, 0, 1])
    assert texts.at(rows) == ["雾", "fog", ""]
    builder = RowsBuilder(texts)
    builder.add(texts)
    assert builder.build().at(np.array([6, 2])) == ["éclair", "éclair"]
    assert lists.taken(np.array([2, 0])).values.tolist() == [3, 1, 2]
    assert Ragged.stacked([lists, lists]).counts.tolist() == [2, 0, 1, 2, 0, 1]
