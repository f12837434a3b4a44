"""Publishing where the kernel cannot exchange two folders in one step."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.storage import publish
from profile_scraper.storage.publish import PublishError, publish_file, publish_folder, replace_dataset


@pytest.fixture(autouse=True)
def _without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "_rename_exchange", lambda _one, _other: False)


def _dataset(folder: Path, content: str) -> Path:
    folder.mkdir()
    (folder / "profiles.jsonl").write_text(content)
    return folder


def _fail_second_rename(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    rename = Path.rename

    def failing(self: Path, to: Any) -> Path:
        if Path(to) == target and not self.name.endswith(".old"):
            raise OSError(28, "No space left on device")
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", failing)


def test_a_folder_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = _dataset(tmp_path / "d", "old")
    with publish_folder(target) as folder:
        (folder / "profiles.jsonl").write_text("new")
    assert (target / "profiles.jsonl").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_a_finished_dataset_is_moved_in_place(tmp_path: Path) -> None:
    target = _dataset(tmp_path / "d", "old")
    replace_dataset(_dataset(tmp_path / "d.new", "new"), target)
    assert (target / "profiles.jsonl").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_a_failed_rename_puts_the_old_folder_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = _dataset(tmp_path / "d", "old")
    _fail_second_rename(monkeypatch, target)
    with pytest.raises(PublishError, match="No space left on device"), publish_folder(target) as folder:
        (folder / "profiles.jsonl").write_text("new")
    assert (target / "profiles.jsonl").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_what_a_killed_process_left_aside_does_not_block_the_next(tmp_path: Path) -> None:
    target = _dataset(tmp_path / "d", "old")
    new = _dataset(tmp_path / ".d.1.partial", "new")
    _dataset(tmp_path / ".d.1.old", "older")
    replace_dataset(new, target)
    assert (target / "profiles.jsonl").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["d"]


def test_what_a_killed_process_left_is_deleted_with_the_logs_of_its_databases(tmp_path: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    process = ended.stdout.decode().strip()
    for name in (f".x.db.{publish._HOST}.{process}.partial", f".x.db.{publish._HOST}.{process}.partial.wal"):
        (tmp_path / name).write_text("half")
    (tmp_path / f".x.db.{publish._HOST}.{process}.notes").write_text("mine")
    with publish_file(tmp_path / "x.db") as file:
        file.write_text("new")
        file.with_name(f"{file.name}.wal").write_text("log")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f".x.db.{publish._HOST}.{process}.notes", "x.db"]


def test_a_failed_file_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")

    def fail() -> None:
        with publish_file(target) as file:
            file.write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_full_disk_is_said_in_the_words_of_the_system(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="install the extra 'export'")
    target = tmp_path / "tables.duckdb"

    def fail() -> None:
        with publish_file(target):
            raise duckdb.IOException(f'IO Error: Could not write file "{target}.partial": No space left on device')

    with pytest.raises(PublishError) as raised:
        fail()
    assert str(raised.value) == f"cannot write {target}: No space left on device; name another file"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="name a file"), publish_file(tmp_path):
        pass
