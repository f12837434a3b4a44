"""A crawl is added to the ones before: what they have in common is not done again, and the result is the same."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from profile_scraper.archive.writer import WarcWriter
from profile_scraper.pipeline import build, read
from profile_scraper.pipeline.store import key_of
from profile_scraper.pipeline.wishes import NO_WISHES
from profile_scraper.records.capture import Capture
from profile_scraper.sites import layout_days
from testbed.generate import generate
from testbed.render import render
from testbed.world import BASE_URL

WEEKS = ["2026-11-01T06:00:00Z", "2026-11-08T06:00:00Z", "2026-11-15T06:00:00Z"]
_HTML = [(b"Content-Type", b"text/html; charset=utf-8")]


@pytest.fixture(scope="module")
def institute() -> dict[str, bytes]:
    return render(generate(12, 5))


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "_MANY_BYTES", 0)


def crawl(snapshot: Path, week: int, fetched: Mapping[str, bytes], unchanged: Iterable[str] = ()) -> None:
    """Archive one week's crawl: pages that were fetched, and those that were as in the first week."""
    snapshot.mkdir(exist_ok=True)
    with WarcWriter(snapshot / f"{week}.warc.gz", "mila", WEEKS[week]) as writer:
        for target, body in fetched.items():
            writer.response(BASE_URL + target, 200, _HTML, body, WEEKS[week])
        for target in unchanged:
            writer.revisit(BASE_URL + target, 304, _HTML, WEEKS[week], WEEKS[0])


def dataset(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def parsed(out: Path) -> int:
    """How many captures were ever parsed for a dataset."""
    with closing(sqlite3.connect(out.with_name(f".{out.name}.pages.sqlite"))) as database:
        (count,) = database.execute("SELECT count(*) FROM record").fetchone()
        return int(count)


def test_pages_found_unchanged_are_not_parsed_again(institute: dict[str, bytes], tmp_path: Path) -> None:
    crawl(tmp_path / "snapshot", 0, institute)
    build([tmp_path / "snapshot"], tmp_path / "d")
    before = parsed(tmp_path / "d")
    target = next(target for target in institute if target.startswith("/en/directory/"))
    changed = {target: institute[target].replace(b"</h1>", b" Junior</h1>", 1)}
    crawl(tmp_path / "snapshot", 1, changed, [other for other in institute if other != target])
    build([tmp_path / "snapshot"], tmp_path / "d")
    assert parsed(tmp_path / "d") == before + 1
    build([tmp_path / "snapshot"], tmp_path / "scratch")
    assert dataset(tmp_path / "d") == dataset(tmp_path / "scratch")
    profiles = (tmp_path / "d" / "profiles.jsonl").read_text()
    assert " Junior" in profiles
    assert WEEKS[1] in profiles
    assert WEEKS[0] not in profiles


def test_a_page_is_read_anew_where_the_site_has_begun_to_look_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = Capture("a", "https://mila.quebec/en/directory/a", b"", "html", None, 200, WEEKS[0], "0" * 64, None)
    later = capture._replace(retrieved=WEEKS[1])
    assert key_of(capture, None) == key_of(later, None)
    monkeypatch.setattr("profile_scraper.pipeline.store.layout_days", lambda: (*layout_days(), "2026-11-05"))
    assert key_of(capture, None) != key_of(later, None)
    assert key_of(capture, None) != key_of(capture._replace(retrieved=None), None)


def test_who_asks_to_be_left_out_of_a_large_build_is(
    institute: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawl(tmp_path / "snapshot", 0, institute)
    slug = next(target for target in institute if target.startswith("/en/directory/")).rpartition("/")[2]
    wishes = NO_WISHES._replace(removed=frozenset([f"mila/{slug}"]))
    build([tmp_path / "snapshot"], tmp_path / "d")
    build([tmp_path / "snapshot"], tmp_path / "d", wishes=wishes)
    monkeypatch.setattr(read, "_MANY_BYTES", 1 << 30)
    build([tmp_path / "snapshot"], tmp_path / "small", wishes=wishes)
    assert dataset(tmp_path / "d") == dataset(tmp_path / "small")
    assert slug.encode() not in b"".join(dataset(tmp_path / "d").values())
