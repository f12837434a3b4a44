"""A crawl's dataset that triggers a drift alert stays beside the earlier one until a person accepts it."""

import json
from pathlib import Path

import pytest

from profile_scraper.pipeline import BuildOptions, build
from profile_scraper.pipeline.monitored_build import MonitoredBuild, build_monitored
from profile_scraper.sites import load_site
from testbed.generate import generate
from testbed.render import render

MILA = load_site("mila")


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    folder = tmp_path / "snapshot"
    folder.mkdir()
    for number, body in enumerate(render(generate(30, 3)).values()):
        (folder / f"{number:03}.html").write_bytes(body)
    return folder


def _build(snapshot: Path, *, complete: bool = True, is_kept: bool = False) -> MonitoredBuild:
    return build_monitored(snapshot, snapshot.parent, MILA, BuildOptions(is_kept=is_kept), complete=complete)


def _lose_half(snapshot: Path) -> None:
    for path in sorted(snapshot.iterdir())[::2]:
        path.unlink()


def test_the_first_run_and_an_equal_one_become_the_dataset(snapshot: Path) -> None:
    first = _build(snapshot)
    second = _build(snapshot)
    assert not first.triggered
    assert not second.triggered
    assert second.folder == snapshot.parent / "dataset"
    assert (second.folder / "manifest.json").is_file()
    assert len(list((snapshot.parent / "history").iterdir())) == 2
    assert not (snapshot.parent / "dataset.new").exists()


@pytest.mark.slow
def test_a_crawl_and_a_build_of_the_dataset_remember_in_one_place(snapshot: Path) -> None:
    _build(snapshot, is_kept=True)
    build([snapshot], snapshot.parent / "dataset", BuildOptions(MILA, is_kept=True))
    assert [path.name for path in snapshot.parent.glob(".*")] == [".dataset.pages.sqlite"]


def test_half_a_site_triggers_alerts_and_the_earlier_dataset_stays(snapshot: Path) -> None:
    before = _build(snapshot).built.manifest
    _lose_half(snapshot)
    after = _build(snapshot)
    assert before is not None
    assert {"fewer-records", "fewer-pairs"} <= {alert.kind for alert in after.triggered}
    assert after.folder == snapshot.parent / "dataset.new"
    assert (snapshot.parent / "dataset" / "manifest.json").read_text() == before.model_dump_json(indent=2) + "\n"


def test_runs_of_format_1_0_teach_what_is_usual_after_an_upgrade(snapshot: Path) -> None:
    _build(snapshot)
    for path in (snapshot.parent / "dataset" / "manifest.json", *(snapshot.parent / "history").iterdir()):
        fields = json.loads(path.read_text(encoding="utf8")) | {"schema_version": "1.0"}
        fields["ways"], fields["unpaired"] = fields.pop("extraction_methods"), fields.pop("unmatched")
        path.write_text(json.dumps(fields), encoding="utf8")
    _lose_half(snapshot)
    assert _build(snapshot).triggered


def test_an_accepted_dataset_is_the_new_expected_range(snapshot: Path) -> None:
    _build(snapshot)
    _lose_half(snapshot)
    assert _build(snapshot).triggered
    build([snapshot], snapshot.parent / "dataset", BuildOptions(MILA))
    assert not _build(snapshot).triggered


def test_a_partial_crawl_triggers_nothing_and_is_not_learned_from(snapshot: Path) -> None:
    _build(snapshot)
    _lose_half(snapshot)
    assert not _build(snapshot, complete=False).triggered
    assert len(list((snapshot.parent / "history").iterdir())) == 1
