"""What ``profile-scraper removed`` finds in a crawl's folder, and what ``--purge`` deletes."""

import gzip
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from profile_scraper.cli import main
from testbed.bundled import INSTITUTE
from testbed.bundled import pages as institute
from testbed.server import serve

ADA = "mila/ada-lindqvist"
PAGES = INSTITUTE / "pages"


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a crawl leaves it, of the time before anybody asked."""
    folder = tmp_path_factory.mktemp("crawled") / "mila"
    with serve(institute()) as site:
        command = ["crawl", "mila", "--base-url", site.url, "--out", str(folder), "-s", "DOWNLOAD_DELAY=0"]
        subprocess.run(
            [sys.executable, "-m", "profile_scraper", *command], check=True, capture_output=True, timeout=300
        )
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(crawled, tmp_path / "mila")
    (tmp_path / "removals.txt").write_text(f"{ADA}\n", encoding="utf8")
    monkeypatch.chdir(tmp_path)
    return Path("mila")


def lines_about(file: str, output: str) -> list[str]:
    return [line for line in output.splitlines() if line.startswith(f"  {file}")]


def test_what_holds_a_person_is_named_then_purged_then_gone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "crawl.log").write_text(
        "fetched https://mila.quebec/en/directory/ada-lindqvist\nfetched https://mila.quebec/en\n", encoding="utf8"
    )
    store = folder / ".dataset.pages.sqlite"
    with sqlite3.connect(store) as database:
        database.execute("CREATE TABLE capture (url TEXT)")
        database.execute("INSERT INTO capture VALUES ('https://mila.quebec/en/directory/ada-lindqvist')")
    database.close()
    [archive] = (folder / "snapshot").glob("*.warc.gz")
    before = archive.stat().st_size
    assert main(["removed", str(folder)]) == 1
    output = capsys.readouterr().out
    [pages, *_] = lines_about(str(archive), output)
    assert f"{ADA}: " in pages
    assert "pages of theirs (first: http://127.0.0.1:" in pages
    assert lines_about(str(folder / "crawl.log"), output)
    assert "build the dataset again" in lines_about(str(folder / "dataset" / "profiles.jsonl"), output)[0]

    assert main(["removed", str(folder), "--purge"]) == 1
    output = capsys.readouterr().out
    assert f"rewrote {archive} without " in output
    assert archive.stat().st_size < before
    assert not store.exists()
    assert (folder / "crawl.log").read_text(encoding="utf8") == "fetched https://mila.quebec/en\n"

    assert main(["build", str(folder / "snapshot"), "--out", str(folder / "dataset")]) == 0
    shutil.rmtree(folder / "history", ignore_errors=True)
    capsys.readouterr()
    assert main(["removed", str(folder)]) == 0
    output = capsys.readouterr().out
    assert "links on pages of somebody else" in output
    assert "mentions of the name" in output
    assert output.endswith("with mentions in the texts of others\n")


def test_the_archive_without_a_person_gives_the_dataset_without_the_person(folder: Path) -> None:
    assert main(["build", str(folder / "snapshot"), "--out", "before"]) == 0
    assert main(["removed", str(folder), "--purge"]) == 1
    assert main(["build", str(folder / "snapshot"), "--out", "after"]) == 0
    for name in ("profiles.jsonl", "publications.jsonl"):
        assert Path("before", name).read_bytes() == Path("after", name).read_bytes()


def test_an_archive_in_one_compressed_stream_is_purged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [archive] = (folder / "snapshot").glob("*.warc.gz")
    content = gzip.decompress(archive.read_bytes())
    for name, data in (("one.warc.gz", gzip.compress(content)), ("plain.warc", content)):
        other = Path("other") / name
        other.parent.mkdir(exist_ok=True)
        other.write_bytes(data)
    assert main(["removed", "other", "--purge"]) == 0
    output = capsys.readouterr().out
    assert output.count("rewrote other/") == 2
    assert main(["build", "other", "--out", "dataset"]) == 0
    assert ADA not in Path("dataset/profiles.jsonl").read_text(encoding="utf8")


def test_exports_stores_and_pages_are_searched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    looked = Path("looked")
    looked.mkdir()
    with sqlite3.connect(looked / "institute.db") as database:
        database.execute("CREATE TABLE people (name TEXT, url TEXT)")
        database.execute("INSERT INTO people VALUES ('Ada', 'https://mila.quebec/fr/annuaire/ada-lindqvist')")
    database.close()
    (looked / "ada.html").write_text("<title>x</title><a href='/en/directory/ada-lindqvist'>her</a>", encoding="utf8")
    (looked / "notes.txt.gz").write_bytes(gzip.compress(b"a talk by Ada LINDQVIST"))
    (looked / "picture.png").write_bytes(bytes(range(256)))
    assert main(["removed", str(looked)]) == 1
    output = capsys.readouterr().out
    assert "institute.db: mila/ada-lindqvist: 1 address of theirs (first: table people); delete the file" in output
    assert "ada.html: mila/ada-lindqvist: 1 address of theirs (first: line 1); delete the file" in output
    assert "notes.txt.gz: mila/ada-lindqvist: 1 mention of the name (first: line 1)\n" in output
    assert "picture.png" not in output
    assert folder.exists()


def test_what_to_do_fits_the_file_and_who_never_matched_is_no_person(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("removals.txt").write_text(f"{ADA}\nmila/never-heard-of\n", encoding="utf8")
    assert main(["removed", str(folder / "dataset")]) == 1
    output = capsys.readouterr().out
    for path in (folder / "dataset").iterdir():
        for line in lines_about(str(path), output):
            assert "delete the file" not in line, "a part of a dataset is not deleted by itself"
    assert lines_about(str(folder / "dataset" / "manifest.json"), output)
    assert output.splitlines()[-1].startswith("1 person on the list: ")


def test_of_decisions_the_lines_about_a_person_are_named_and_purged_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = '"relation":null,"by":"ana","when":"2026-11-22T06:00:00Z","why":null'
    other = f'{{"subject":"term","first":"Snow","second":"Neige","within":"topic","answer":"same",{fields}}}\n'
    within = "mila/noor-pellandiere students[mila/ada-lindqvist].supervision"
    about = f'{{"subject":"conflict","first":"a","second":"b","within":"{within}","answer":"same",{fields}}}\n'
    decisions = folder / "decisions.jsonl"
    decisions.write_text(other + about + other.replace("Snow", "Ice") + about, encoding="utf8")
    assert main(["removed", str(decisions)]) == 1
    [line, _mentions] = lines_about(str(decisions), capsys.readouterr().out)
    assert line.endswith("people's decisions: --purge deletes line 2, line 4 and no other")
    assert main(["removed", str(decisions), "--purge"]) == 0
    assert f"rewrote {decisions} without 2 lines" in capsys.readouterr().out
    assert decisions.read_text(encoding="utf8") == other + other.replace("Snow", "Ice")


def test_an_email_address_is_known_from_the_pages(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [name] = [path for path in folder.rglob("profiles.jsonl") if "history" not in path.parts]
    text = name.read_text(encoding="utf8").replace('"email":null', '"email":"ada@tides.example"', 1)
    name.write_text(text, encoding="utf8")
    (folder / "addresses.csv").write_text("ADA@tides.example\n", encoding="utf8")
    assert main(["removed", str(folder)]) == 1
    assert "addresses.csv: mila/ada-lindqvist: 1 e-mail address (first: line 1)" in capsys.readouterr().out


def test_what_cannot_be_searched_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = Path("broken")
    broken.mkdir()
    (broken / "tables.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    assert main(["removed", str(broken)]) == 1
    assert "tables.zip: 1 part that cannot be searched" in capsys.readouterr().out
    assert folder.exists()


def test_without_a_list_or_a_folder_nothing_is_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("data").mkdir()
    assert main(["removed", "data"]) == 2
    assert "there is no removals.txt here or beside these folders" in capsys.readouterr().err
    Path("removals.txt").touch()
    assert main(["removed", "absent"]) == 2
    assert "absent does not exist" in capsys.readouterr().err
    assert main(["removed", "data"]) == 0


def test_saved_pages_of_a_person_are_deleted_and_those_of_others_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    saved = Path("saved")
    shutil.copytree(PAGES, saved, ignore=shutil.ignore_patterns("*.json"))
    (saved / "ada-lindqvist.en_files").mkdir()
    (saved / "ada-lindqvist.en_files" / "ada.webp").write_bytes(b"RIFF")
    own = {path.name for path in saved.glob("ada-lindqvist.*.html")}
    others = {path.name for path in saved.glob("*.html")} - own
    Path("removals.txt").write_text(f"{ADA}\n", encoding="utf8")
    assert main(["removed", "saved"]) == 1
    output = capsys.readouterr().out
    for name in own:
        [line] = lines_about(f"saved/{name}", output)
        assert "1 page of theirs" in line
        assert line.endswith("--purge deletes it")
    assert main(["removed", "saved", "--purge"]) == 0
    output = capsys.readouterr().out
    assert "To mend:" not in output
    assert "links on pages of somebody else" in output or "link on a page of somebody else" in output
    assert {path.name for path in saved.glob("*.html")} == others
    assert not (saved / "ada-lindqvist.en_files").exists()


def test_a_report_is_no_saved_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", str(PAGES), "--out", "dataset"]) == 0
    assert main(["report", "dataset", "--out", "report.html"]) == 0
    Path("removals.txt").write_text(f"{ADA}\n", encoding="utf8")
    capsys.readouterr()
    assert main(["removed", "report.html", "--purge"]) == 1
    assert "delete the file, or write it again" in capsys.readouterr().out
    assert Path("report.html").exists()


def test_a_misspelt_entry_is_named_with_the_nearest_person(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("removals.txt").write_text("mila/ada-linqvist\n", encoding="utf8")
    assert main(["removed", str(folder)]) == 1
    assert f"mila/ada-linqvist never matched anybody; did you mean {ADA}?" in capsys.readouterr().err


def test_an_address_of_an_unknown_site_says_how_to_name_the_site(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("removals.txt").write_text("https://elsewhere.example/people/ana\n", encoding="utf8")
    assert main(["removed", str(folder)]) == 2
    assert "name the folder of sites with --sites" in capsys.readouterr().err
