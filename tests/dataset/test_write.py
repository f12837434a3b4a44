"""A dataset appears whole or not at all, says what is in it, and is the same for the same records."""

import hashlib
import json
import random
from pathlib import Path

import pytest

from profile_scraper.dataset.write import Contents, write_dataset
from profile_scraper.records.base import Bilingual
from profile_scraper.records.manifest import FILES
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Links, Profile, ProfileSource, Topic
from profile_scraper.storage.publish import PublishError, publish_folder


def _profile(slug: str, languages: str = "en fr", email: str | None = None) -> Profile:
    return Profile(
        id=f"mila/{slug}",
        name=slug.title(),
        url=Bilingual(en=None, fr=None),
        portrait=None,
        email=email,
        links=Links(homepage=None, google_scholar=None, linkedin=None, x=None, github=None),
        roles=[],
        topics=[Topic(id="deep-learning", en="Deep Learning", fr=None)],
        biography=Bilingual(en="She reads.", fr=None),
        biography_alignment=[],
        students=[],
        supervisors=[],
        publications=[],
        sources=[
            ProfileSource(url=f"{slug}.{language}.txt", language=language, retrieved=None, sha256="0" * 64)
            for language in ("en", "fr")
            if language in languages
        ],
    )


def _contents(profiles: list[Profile]) -> Contents:
    problems = [
        Problem(stage="parse", url=name, record=None, field=None, reason="empty", detail="the file has no bytes")
        for name in ("b.txt", "a.txt")
    ]
    return Contents(["mila"], profiles, [], problems=problems)


def test_the_order_of_records_does_not_change_a_byte(tmp_path: Path) -> None:
    profiles = [_profile(slug) for slug in ("ada", "bo", "cy", "di")]
    write_dataset(tmp_path / "one", _contents(profiles))
    random.Random(7).shuffle(profiles)
    write_dataset(tmp_path / "two", _contents(profiles))
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_manifest_counts_and_signs_what_was_written(tmp_path: Path) -> None:
    manifest = write_dataset(
        tmp_path / "d", _contents([_profile("ada", email="ada@example.org"), _profile("bo", "fr")])
    )
    assert json.loads((tmp_path / "d" / "manifest.json").read_text()) == manifest.model_dump()
    assert manifest.counts.profiles_by_language == {"en": 1, "fr": 2}
    assert manifest.counts.profiles_bilingual == 1
    assert manifest.counts.problems == 2
    assert manifest.coverage["profile.email"]["all"].present == 1
    biography = manifest.coverage["profile.biography"]
    assert {language: (found.present, found.total) for language, found in biography.items()} == {
        "en": (1, 1),
        "fr": (0, 2),
    }
    topics = manifest.coverage["profile.topics"]
    assert {language: (found.present, found.total) for language, found in topics.items()} == {
        "en": (1, 1),
        "fr": (0, 2),
    }
    for name, digest in manifest.files.items():
        assert hashlib.sha256((tmp_path / "d" / name).read_bytes()).hexdigest() == digest


def test_a_failure_leaves_the_old_dataset_and_no_crumbs(tmp_path: Path) -> None:
    target = tmp_path / "d"
    write_dataset(target, _contents([_profile("ada")]))
    before = {path.name: path.read_bytes() for path in target.iterdir()}

    def crash() -> None:
        with publish_folder(target) as folder:
            (folder / "profiles.jsonl").write_text("half")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        crash()
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_a_new_dataset_replaces_the_old_one(tmp_path: Path) -> None:
    write_dataset(tmp_path / "d", _contents([_profile("ada")]))
    write_dataset(tmp_path / "d", _contents([_profile("bo")]))
    assert '"mila/bo"' in (tmp_path / "d" / "profiles.jsonl").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.tex").write_text("years of work")
    with pytest.raises(PublishError, match=r"thesis\.tex, which this command does not write"):
        write_dataset(tmp_path / "home", _contents([]))
    assert (tmp_path / "home" / "thesis.tex").read_text() == "years of work"


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match=r"file/dataset.*choose another --out"):
        write_dataset(tmp_path / "file" / "dataset", _contents([]))
    with pytest.raises(PublishError, match="is no folder"):
        write_dataset(tmp_path / "file", _contents([]))
