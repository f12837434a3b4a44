"""File names, links, pipes and folders as somebody else left them: what is irregular is a problem, the rest is read."""

import os
from pathlib import Path

import pytest

from profile_scraper.archive import read_inputs
from profile_scraper.cli import main
from profile_scraper.dataset.read import read_dataset
from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from tests.parse.captures import page

PAGE = page("<p>Ada studies tides.</p>").encode()
SAVED = b"<!-- saved from url=(0048)https://mila.quebec/en/directory/ada-lindqvist -->" + PAGE


def read(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    found = list(read_inputs([folder]))
    problems: list[tuple[str, str]] = [(each.reason, each.url) for each in found if isinstance(each, Problem)]
    return [each.name for each in found if isinstance(each, Capture)], problems


def test_a_file_name_that_is_no_text_is_escaped_and_its_page_is_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.html")).write_bytes(SAVED)
    (folder / "a\x1b[31m\nred\u202e.html").write_bytes(b"")
    assert read(folder) == (["caf\\xe9.html"], [("empty", "a\\x1b[31m\\nred\\u202e.html")])
    assert main(["build", str(folder), "--out", str(tmp_path / "d")]) == 1
    assert [profile.id for profile in read_dataset(tmp_path / "d").profiles] == ["mila/ada-lindqvist"]
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert "\u202e" not in shown.out + shown.err


def test_a_broken_link_does_not_end_the_walk_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("response_body", "response_headers", "meta"):
        (tmp_path / "a" / name).symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.html").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c").symlink_to(tmp_path / "c")
    (tmp_path / "z.html").write_bytes(PAGE)
    names, problems = read(tmp_path)
    assert names == ["z.html"]
    assert sorted(problems) == [("not-found", "b.html"), ("unreadable", "a")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("name", ["meta", "response_body", "response_headers"])
def test_a_pipe_in_an_http_cache_is_not_waited_for(tmp_path: Path, name: str) -> None:
    entry = tmp_path / "mila" / "ab" / "abcd"
    entry.mkdir(parents=True)
    for part in {"meta", "response_body", "response_headers"} - {name}:
        (entry / part).write_bytes(b"{}")
    os.mkfifo(entry / name)
    os.mkfifo(tmp_path / "page.html")
    assert read(tmp_path) == ([], [("unreadable", "mila/ab/abcd")])


def test_a_deep_folder_is_walked_once_whatever_links_lead_back(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["d"] * 200)
    folder.mkdir(parents=True)
    (folder / "page.html").write_bytes(PAGE)
    (folder / "back").symlink_to(tmp_path)
    names, problems = read(tmp_path)
    assert (names, problems) == (["/".join(["d"] * 200 + ["page.html"])], [])


def test_one_page_named_by_a_link_and_by_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "page.html").write_bytes(PAGE)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "other.html").symlink_to(tmp_path / "real" / "page.html")
    names, problems = read(tmp_path)
    assert (len(names), problems) == (1, [])


def test_any_fault_of_a_reader_is_a_problem_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path, name: str) -> Capture:
        if name == "b.html":
            raise RuntimeError("boom")
        return Capture(name, None, PAGE, "html", None, None, None, "0" * 64, None)

    monkeypatch.setattr("profile_scraper.archive.inputs.read_saved_page", fail)
    for name in ("a.html", "b.html", "c.html"):
        (tmp_path / name).write_bytes(PAGE)
    assert read(tmp_path) == (["a.html", "c.html"], [("unreadable", "b.html")])
