"""A large reading in several processes gives what a small one gives, and does not read again what it has read."""

import gzip
import re
import shutil
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

import profile_scraper
from profile_scraper.dataset.files import RecordFile
from profile_scraper.pipeline import BuildOptions, build, sqlite_store, store
from profile_scraper.pipeline.sqlite_store import SqliteStore, StoreError
from profile_scraper.records.profile import Profile
from testbed.generate import generate
from testbed.render import render

PEOPLE = 12
CACHED = BuildOptions(is_kept=True, processes=2)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for number, body in enumerate(render(generate(PEOPLE, 5)).values()):
        (folder / f"{number:03}.html").write_bytes(body)
    (folder / "wait.html").write_bytes(b"<html lang=en><title>Just a moment...</title></html>")
    german = (
        b"<html lang=de><link rel=canonical href='https://mila.quebec/de/rundgang'><p>Wir freuen uns auf Sie.</html>"
    )
    (folder / "german.html").write_bytes(german)
    (folder / "picture.png").write_bytes(b"?")
    (folder / "cut.html.gz").write_bytes(gzip.compress(b"<html>")[:-6])
    return folder


def _bytes(dataset: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in dataset.iterdir()}


@pytest.mark.slow
def test_many_processes_give_the_same_bytes(pages: Path, tmp_path: Path) -> None:
    few = build([pages], tmp_path / "few", BuildOptions(is_kept=False))
    many = build([pages], tmp_path / "many", CACHED)
    assert _bytes(tmp_path / "few") == _bytes(tmp_path / "many")
    assert sorted(map(str, few.problems)) == sorted(map(str, many.problems))
    assert {"challenge-page", "unreadable"} <= {problem.reason for problem in few.problems}
    assert few.manifest is not None
    assert few.manifest.skipped == {"image": 1, "other-language": 1}


@pytest.mark.slow
def test_what_the_same_parser_has_read_is_not_read_again(pages: Path, tmp_path: Path) -> None:
    build([pages], tmp_path / "d", CACHED)
    first = _bytes(tmp_path / "d")
    build([pages], tmp_path / "d", CACHED)
    assert _bytes(tmp_path / "d") == first
    name = next(iter(RecordFile(tmp_path / "d" / "profiles.jsonl", Profile))).name
    with closing(sqlite3.connect(tmp_path / ".d.pages.sqlite")) as database, database:
        database.execute("UPDATE record SET json = replace(json, ?, 'Somebody Else')", [name])
        database.execute("DELETE FROM result")
    build([pages], tmp_path / "d", CACHED)
    assert "Somebody Else" in {profile.name for profile in RecordFile(tmp_path / "d" / "profiles.jsonl", Profile)}


@pytest.mark.slow
def test_what_other_software_read_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: Path) -> None:
    build([pages], tmp_path / "d", CACHED)
    assert _count(tmp_path / ".d.pages.sqlite") > PEOPLE
    SqliteStore(tmp_path / ".d.pages.sqlite").close()
    assert _count(tmp_path / ".d.pages.sqlite") > PEOPLE
    monkeypatch.setattr(sqlite_store, "software_key", lambda: "other software")
    SqliteStore(tmp_path / ".d.pages.sqlite").close()
    assert _count(tmp_path / ".d.pages.sqlite") == 0


def test_a_word_of_the_software_makes_it_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "profile_scraper"
    shutil.copytree(Path(profile_scraper.__file__).parent, package)
    monkeypatch.setattr(profile_scraper, "__file__", str(package / "__init__.py"))
    copied = store.software_key.__wrapped__()
    assert copied == store.software_key()
    for name in ("sites/mila/vocabulary.toml", "dedupe/words.toml", "parse/read.py"):
        with (package / name).open("a") as file:
            file.write("\n# a remark")
        changed = store.software_key.__wrapped__()
        assert changed != copied
        copied = changed


@pytest.mark.slow
def test_a_store_that_is_no_database_any_more_begins_anew(tmp_path: Path, pages: Path) -> None:
    (tmp_path / ".d.pages.sqlite").write_bytes(b"the disk was full" * 1000)
    assert build([pages], tmp_path / "d", CACHED).manifest
    assert _count(tmp_path / ".d.pages.sqlite") > PEOPLE


def test_a_place_that_cannot_hold_the_store_is_named(tmp_path: Path, pages: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"file.*choose another --out"):
        build([pages], tmp_path / "file" / "d", CACHED)


def _count(store: Path) -> int:
    with closing(sqlite3.connect(store)) as database:
        (count,) = database.execute("SELECT count(*) FROM record").fetchone()
        return int(count)


def test_every_library_of_the_key_is_a_dependency_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf8"))
    names = {re.split(r"[^\w.-]", each)[0] for each in project["project"]["dependencies"]}
    assert set(store.LIBRARIES) <= names
