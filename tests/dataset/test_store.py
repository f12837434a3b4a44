"""Datasets in an object store: the bytes of a local one, the old or the new one at any moment, one line of advice."""

import hashlib
import json
import shutil
import sys
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

import profile_scraper as ps
from profile_scraper.cli import main
from profile_scraper.dataset import files
from profile_scraper.dataset.read import read_dataset
from profile_scraper.records.manifest import FILES, MANIFEST
from profile_scraper.storage.remote import LocationError, RemotePath, parse_location
from tests.object_store import needs_store, object_store
from tests.saved_pages import INSTITUTE

pytestmark = [needs_store, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

PAGES = sorted(path for path in (INSTITUTE / "pages").glob("*.html"))[:6]


@pytest.fixture(scope="module", name="bucket")
def _bucket() -> Generator[RemotePath]:
    with object_store() as address:
        bucket = parse_location(address)
        assert isinstance(bucket, RemotePath)
        yield bucket


def upload(pages: list[Path], folder: RemotePath) -> RemotePath:
    for page in pages:
        (folder / page.name).write_bytes(page.read_bytes())
    return folder


def names(folder: RemotePath) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def content(folder: RemotePath) -> dict[str, bytes]:
    return {name: part.read_bytes() for name, part in files.find_parts(folder).items()}


def build(inputs: object, out: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(["build", str(inputs), "--out", str(out), "--site", "mila"])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_a_dataset_in_a_store_has_the_bytes_of_a_local_one(
    bucket: RemotePath, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    local = tmp_path / "pages"
    local.mkdir()
    for page in PAGES:
        shutil.copy(page, local)
    assert build(local, tmp_path / "local", capsys)[0] in (0, 1)
    status, printed = build(upload(PAGES, bucket / "same" / "pages"), bucket / "same" / "dataset", capsys)
    assert status in (0, 1), printed
    assert content(bucket / "same" / "dataset") == {name: (tmp_path / "local" / name).read_bytes() for name in FILES}


def test_parts_have_versions_and_readers_go_through_the_manifest(
    bucket: RemotePath, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages, out = upload(PAGES, bucket / "versions" / "pages"), bucket / "versions" / "dataset"
    build(pages, out, capsys)
    first = names(out)
    assert MANIFEST in first
    assert "profiles.jsonl" not in first
    before = len(list(read_dataset(out).profiles))
    (pages / PAGES[0].name).unlink()
    (pages / PAGES[1].name).unlink()
    build(pages, out, capsys)
    assert len(list(read_dataset(str(out)).profiles)) < before
    assert len(names(out)) == len(FILES), "the parts of the build before are deleted"
    assert names(out) != first
    assert main(["validate", str(out)]) == 0
    assert main(["diff", str(out), str(out)]) == 0
    assert main(["report", str(out), "--out", str(tmp_path / "report.html")]) == 0
    assert main(["export", str(out), "--to", "csv", "--out", str(tmp_path / "tables")]) == 0
    assert main(["explain", str(out), next(iter(read_dataset(out).profiles)).id]) == 0


def _dies_after(number: int, method: Callable[[RemotePath, Any], None]) -> Callable[[RemotePath, Any], None]:
    calls: list[object] = []

    def wrapped(self: RemotePath, given: Any) -> None:
        calls.append(given)
        if len(calls) > number:
            raise KeyboardInterrupt
        method(self, given)

    return wrapped


def test_a_build_that_dies_leaves_the_former_dataset_and_the_next_one_clears_up(
    bucket: RemotePath, capsys: pytest.CaptureFixture[str]
) -> None:
    pages, out = upload(PAGES, bucket / "dies" / "pages"), bucket / "dies" / "dataset"
    build(pages, out, capsys)
    former = content(out)
    (pages / PAGES[0].name).unlink()
    (pages / PAGES[1].name).unlink()
    for dying, survived in (("upload", 1), ("write_bytes", 0)):  # among the parts; between the parts and the manifest
        with patch.object(RemotePath, dying, _dies_after(survived, getattr(RemotePath, dying))):
            status, _printed = build(pages, out, capsys)
        assert status == 2
        assert content(out) == former
        assert main(["validate", str(out)]) == 0
        assert len(names(out)) > len(FILES)
    build(pages, out, capsys)
    assert len(names(out)) == len(FILES)
    assert content(out) != former


def test_a_reader_whose_dataset_is_replaced_says_so(bucket: RemotePath, capsys: pytest.CaptureFixture[str]) -> None:
    pages, out = upload(PAGES, bucket / "replaced" / "pages"), bucket / "replaced" / "dataset"
    build(pages, out, capsys)
    dataset = read_dataset(out)
    (pages / PAGES[0].name).unlink()
    build(pages, out, capsys)
    with pytest.raises(ps.UserError, match="replaced by another build"):
        list(dataset.profiles)


def test_a_dataset_that_was_copied_is_read_under_either_name(
    bucket: RemotePath, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = bucket / "copied" / "dataset"
    build(upload(PAGES, bucket / "copied" / "pages"), out, capsys)
    copied, plain = tmp_path / "copied", bucket / "copied" / "plain"
    copied.mkdir()
    for entry in out.iterdir():
        (copied / entry.name).write_bytes(entry.read_bytes())
    for name, part in content(out).items():
        (plain / name).write_bytes(part)
    expected = [profile.id for profile in read_dataset(out).profiles]
    assert [profile.id for profile in read_dataset(copied).profiles] == expected
    assert [profile.id for profile in read_dataset(plain).profiles] == expected
    assert main(["validate", str(copied)]) == main(["validate", str(plain)]) == 0


def test_a_changed_part_is_found(bucket: RemotePath, capsys: pytest.CaptureFixture[str]) -> None:
    out = bucket / "changed" / "dataset"
    build(upload(PAGES, bucket / "changed" / "pages"), out, capsys)
    part = files.find_parts(out)["problems.jsonl"]
    assert isinstance(part, RemotePath)
    part.write_bytes(part.read_bytes() + b"\n")
    assert main(["validate", str(out)]) == 1
    assert "was changed after" in capsys.readouterr().out


def test_other_objects_are_not_lost(bucket: RemotePath, capsys: pytest.CaptureFixture[str]) -> None:
    out = bucket / "others" / "dataset"
    (out / "notes.txt").write_bytes(b"mine")
    status, printed = build(upload(PAGES[:2], bucket / "others" / "pages"), out, capsys)
    assert status == 2
    assert "notes.txt, which is no part of a dataset" in printed
    assert names(out) == {"notes.txt"}


def test_removals_beside_a_dataset_in_a_store_apply(
    bucket: RemotePath, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages, out = upload(PAGES, bucket / "removals" / "pages"), bucket / "removals" / "dataset"
    build(pages, out, capsys)
    person = next(iter(read_dataset(out).profiles)).id
    (bucket / "removals" / "removals.txt").write_text(f"{person}\n")
    status, printed = build(pages, out, capsys)
    assert status in (0, 1), printed
    assert "using the removal list s3://" in printed
    assert person not in {profile.id for profile in read_dataset(out).profiles}
    assert main(["export", str(out), "--to", "csv", "--out", str(tmp_path / "tables")]) == 0
    assert hashlib.sha256(person.encode()).hexdigest() in (bucket / "removals" / ".removals.txt.matched").read_text()


@pytest.mark.parametrize(
    ("input_", "out", "status", "message"),
    [
        ("s3://datasets/nothing/x", "dataset", 2, "s3://datasets/nothing/x: not-found: there is no such file"),
        ("s3://no-such-bucket/x", "dataset", 2, "s3://no-such-bucket/x: not-found"),
        ("https://mila.quebec/en/", "dataset", 2, "is an address of the web, which is not read"),
        ("nix://mila/en", "dataset", 2, "nix:// is no kind of address"),
        ("s3://", "dataset", 2, "names no bucket"),
        (str(PAGES[0]), "s3://no-such-bucket/dataset", 2, "cannot write s3://no-such-bucket/dataset"),
    ],
)
def test_an_address_that_cannot_be_used_is_named_with_what_to_do(  # noqa: PLR0917 - one a parameter of the cases
    bucket: RemotePath,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    input_: str,
    out: str,
    status: int,
    message: str,
) -> None:
    assert bucket.exists()
    got, printed = build(input_, out if "://" in out else tmp_path / out, capsys)
    assert (got, message in printed) == (status, True), printed
    assert "Traceback" not in printed


def test_refused_access_names_the_credentials(
    bucket: RemotePath, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upload(PAGES[:1], bucket / "refused")

    def forbid(*_arguments: object, **_options: object) -> None:
        raise PermissionError("Forbidden")

    with patch("s3fs.S3FileSystem._call_s3", forbid):
        status, printed = build(bucket / "refused", tmp_path / "dataset", capsys)
    assert status == 2
    assert "s3://datasets/refused: unreadable: it cannot be read: access is refused (Forbidden): set AWS_" in printed


def test_a_missing_extra_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with patch.dict(sys.modules, {"fsspec": None}):
        status, printed = build("s3://bucket/pages", tmp_path / "dataset", capsys)
    assert status == 2
    assert printed.count("\n") == 1
    assert "s3://bucket/pages needs a library that is not installed: pip install 'profile-scraper[cloud]'" in printed


def test_results_that_are_written_to_a_disk_refuse_addresses(
    bucket: RemotePath, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dataset = tmp_path / "dataset"
    build(PAGES[0], dataset, capsys)
    for command in (
        ["report", str(dataset), "--out", f"{bucket}/report.html"],
        ["export", str(dataset), "--to", "csv", "--out", f"{bucket}/tables"],
        ["crawl", "mila", "--out", f"{bucket}/data"],
        ["removed", str(bucket)],
    ):
        assert main(command) == 2
        assert "only a local path can be used here" in capsys.readouterr().err


def test_the_python_api_takes_addresses(bucket: RemotePath, tmp_path: Path) -> None:
    pages = upload(PAGES, bucket / "api" / "pages")
    result = ps.build(str(pages), out=f"{bucket}/api/dataset", site="mila")
    assert result.manifest is not None
    assert str(result.dataset) == f"{bucket}/api/dataset"
    assert len(list(ps.read_dataset(f"{bucket}/api/dataset").profiles)) == result.manifest.counts.profiles
    with pytest.raises(LocationError):
        ps.export(f"{bucket}/api/dataset", "csv", f"{bucket}/api/tables")
    found = tmp_path / "file"
    found.write_bytes(PAGES[0].read_bytes())
    assert ps.build(found.as_uri(), out=(tmp_path / "out").as_uri(), site="mila").manifest is not None
    assert json.loads((tmp_path / "out" / MANIFEST).read_bytes())["counts"]["profiles"] == 1
