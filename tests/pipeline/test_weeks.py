"""A crawl is added to the ones before: what they have in common is not done again, and the result is the same."""

import random
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from profile_scraper.archive.writer import WarcWriter
from profile_scraper.pipeline import BuildOptions, build
from profile_scraper.pipeline.options import NO_OVERRIDES
from profile_scraper.pipeline.store import capture_key
from profile_scraper.records.page import Capture
from profile_scraper.sites import layout_days
from testbed.generate import generate
from testbed.render import render
from testbed.world import BASE_URL

WEEKS = ["2026-11-01T06:00:00Z", "2026-11-08T06:00:00Z", "2026-11-15T06:00:00Z"]
CACHED = BuildOptions(is_kept=True, processes=2)
_HTML = [(b"Content-Type", b"text/html; charset=utf-8")]


@pytest.fixture(scope="module")
def institute() -> dict[str, bytes]:
    return render(generate(12, 5))


def crawl(snapshot: Path, week: int, fetched: Mapping[str, bytes], unchanged: Mapping[str, int] | None = None) -> None:
    """Archive one week's crawl: pages that were fetched, and those that are as in an earlier week."""
    snapshot.mkdir(exist_ok=True)
    with WarcWriter(snapshot / f"{week}.warc.gz", "mila", WEEKS[week]) as writer:
        for target, body in fetched.items():
            writer.response(BASE_URL + target, 200, _HTML, body, WEEKS[week])
        for target, since in (unchanged or {}).items():
            writer.revisit(BASE_URL + target, 304, _HTML, WEEKS[week], WEEKS[since])


def dataset(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def parsed(out: Path) -> int:
    """How many captures that were parsed for a dataset are kept."""
    with closing(sqlite3.connect(out.with_name(f".{out.name}.pages.sqlite"))) as database:
        (count,) = database.execute("SELECT count(*) FROM record").fetchone()
        return int(count)


def cached_keys(out: Path) -> set[bytes]:
    """The keys of the cached results."""
    with closing(sqlite3.connect(out.with_name(f".{out.name}.pages.sqlite"))) as database:
        return {key for (key,) in database.execute("SELECT key FROM result")}


@pytest.mark.slow
def test_pages_found_unchanged_are_not_parsed_again(institute: dict[str, bytes], tmp_path: Path) -> None:
    crawl(tmp_path / "snapshot", 0, institute)
    build([tmp_path / "snapshot"], tmp_path / "d", CACHED)
    before = parsed(tmp_path / "d")
    target = next(target for target in institute if target.startswith("/en/directory/"))
    changed = {target: institute[target].replace(b"</h1>", b" Junior</h1>", 1)}
    crawl(tmp_path / "snapshot", 1, changed, dict.fromkeys(institute.keys() - {target}, 0))
    build([tmp_path / "snapshot"], tmp_path / "d", CACHED)
    assert parsed(tmp_path / "d") == before + 1
    build([tmp_path / "snapshot"], tmp_path / "scratch", CACHED)
    assert dataset(tmp_path / "d") == dataset(tmp_path / "scratch")
    profiles = (tmp_path / "d" / "profiles.jsonl").read_text()
    assert " Junior" in profiles
    assert WEEKS[1] in profiles
    assert WEEKS[0] not in profiles


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_added_week_by_week_is_from_scratch(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    to_come = render(generate(14, seed))
    now: dict[str, bytes] = {}
    since: dict[str, int] = {}
    for week in range(len(WEEKS)):
        joined = [target for target in to_come if week == len(WEEKS) - 1 or chance.random() < 0.6]
        changed = {target: to_come.pop(target) for target in joined}
        changed |= {target: otherwise(now[target], chance) for target in now if chance.random() < 0.15}
        removed = {target for target in now if chance.random() < 0.05} - changed.keys()
        now = {target: body for target, body in (now | changed).items() if target not in removed}
        since = {target: week if target in changed else since[target] for target in now}
        crawl(tmp_path / "snapshot", week, changed, {target: at for target, at in since.items() if at < week})
        build([tmp_path / "snapshot"], tmp_path / "d", CACHED)
        build([tmp_path / "snapshot"], tmp_path / f"scratch{week}", CACHED)
        assert dataset(tmp_path / "d") == dataset(tmp_path / f"scratch{week}")


def otherwise(body: bytes, chance: random.Random) -> bytes:
    """A page that says something else: a name, a label, a person linked, or the words of titles and texts."""
    return chance.choice(
        [
            body.replace(b"</h1>", b" Junior</h1>"),
            re.sub(rb"(Deep|Machine|Apprentissage) ", rb"Another ", body),
            re.sub(rb'(href="[^"]*/(?:directory|annuaire)/)([a-z])', rb"\1x\2", body),
            re.sub(rb"\b([a-z]{5})s\b", rb"\1", body),
        ]
    )


@pytest.mark.slow
def test_what_nothing_is_made_of_any_more_is_not_kept(institute: dict[str, bytes], tmp_path: Path) -> None:
    crawl(tmp_path / "snapshot", 0, institute)
    few = dict(list(institute.items())[:8])
    crawl(tmp_path / "less", 0, few)
    build([tmp_path / "snapshot"], tmp_path / "d", CACHED)
    build([tmp_path / "less"], tmp_path / "d", CACHED)
    build([tmp_path / "less"], tmp_path / "scratch", CACHED)
    assert cached_keys(tmp_path / "d") == cached_keys(tmp_path / "scratch")
    assert parsed(tmp_path / "d") == parsed(tmp_path / "scratch")


def test_a_page_is_read_anew_where_the_site_has_begun_to_look_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    capture = Capture("a", "https://mila.quebec/en/directory/a", b"", "html", None, 200, WEEKS[0], "0" * 64, None)
    later = capture._replace(retrieved=WEEKS[1])
    assert capture_key(capture, None) == capture_key(later, None)
    monkeypatch.setattr("profile_scraper.pipeline.store.layout_days", lambda: (*layout_days(), "2026-11-05"))
    assert capture_key(capture, None) != capture_key(later, None)
    assert capture_key(capture, None) != capture_key(capture._replace(retrieved=None), None)


@pytest.mark.slow
def test_who_asks_to_be_left_out_of_a_large_build_is(institute: dict[str, bytes], tmp_path: Path) -> None:
    crawl(tmp_path / "snapshot", 0, institute)
    slug = next(target for target in institute if target.startswith("/en/directory/")).rpartition("/")[2]
    overrides = NO_OVERRIDES._replace(removed=frozenset([f"mila/{slug}"]))
    build([tmp_path / "snapshot"], tmp_path / "d", CACHED)
    build([tmp_path / "snapshot"], tmp_path / "d", CACHED._replace(overrides=overrides))
    build([tmp_path / "snapshot"], tmp_path / "small", BuildOptions(overrides=overrides, is_kept=False))
    assert dataset(tmp_path / "d") == dataset(tmp_path / "small")
    assert slug.encode() not in b"".join(dataset(tmp_path / "d").values())
