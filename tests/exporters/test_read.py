import json
import shutil
from pathlib import Path

import pytest

from profile_scraper.dataset.files import DatasetError
from profile_scraper.dataset.read import read_dataset
from tests.exporters.invented import contents


def test_what_was_written_is_read_back(dataset: Path) -> None:
    read, written = read_dataset(dataset), contents()
    assert list(read.profiles) == list(written.profiles)
    assert list(read.publications) == list(written.publications)
    assert sorted(map(repr, read.merges)) == sorted(map(repr, written.merges))
    assert sorted(map(repr, read.problems)) == sorted(map(repr, written.problems))
    assert list(read.conflicts) == list(written.conflicts)
    assert sorted(map(repr, read.pairings)) == sorted(map(repr, written.pairings))
    assert list(read.provenance) == list(written.provenance)
    assert list(read.redirects) == list(written.redirects)
    assert read.manifest.counts.profiles == 12


def test_records_can_be_read_twice(dataset: Path) -> None:
    profiles = read_dataset(dataset).profiles
    assert list(profiles) == list(profiles)


def test_a_broken_line_names_file_line_and_field(dataset: Path, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(dataset, tmp_path / "broken"))
    lines = (broken / "publications.jsonl").read_text(encoding="utf8").splitlines()
    record = json.loads(lines[2])
    record["authors"][0]["name"] = 5
    lines[2] = json.dumps(record)
    (broken / "publications.jsonl").write_text("\n".join(lines), encoding="utf8")
    with pytest.raises(DatasetError, match=r"publications\.jsonl, line 3, field authors\.0\.name: it is no text"):
        list(read_dataset(broken).publications)
    assert len(list(read_dataset(broken).profiles)) == 12, "the other files are still read"


@pytest.mark.parametrize("name", ["profiles.jsonl", "manifest.json"])
def test_a_missing_file_is_named(dataset: Path, tmp_path: Path, name: str) -> None:
    broken = Path(shutil.copytree(dataset, tmp_path / "broken"))
    (broken / name).unlink()
    with pytest.raises(DatasetError, match=f"lacks {name}"):
        read_dataset(broken)


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no dataset folder"):
        read_dataset(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("version", "fields"), [("1.0", {"ways": {}, "unpaired": []}), ("3.0", {"a_field_of_the_future": 1})]
)
def test_another_format_is_refused_with_what_to_do(
    dataset: Path, tmp_path: Path, version: str, fields: dict[str, object]
) -> None:
    other = Path(shutil.copytree(dataset, tmp_path / "other"))
    manifest = json.loads((other / "manifest.json").read_text(encoding="utf8"))
    (other / "manifest.json").write_text(json.dumps(manifest | {"schema_version": version} | fields), encoding="utf8")
    (other / "vocabulary.jsonl").unlink()
    with pytest.raises(DatasetError) as raised:
        read_dataset(other)
    [line] = str(raised.value).splitlines()
    assert f"format {version}, this version reads 2.0: build the dataset again from its snapshot" in line
