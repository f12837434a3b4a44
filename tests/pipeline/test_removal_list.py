"""What a removal list does and says: where it is looked for, whom it matched, how many are left out."""

import json
from pathlib import Path

import pytest

from profile_scraper.cli import main
from testbed.bundled import INSTITUTE

PAGES = INSTITUTE / "pages"
ADA = [str(PAGES / "ada-lindqvist.en.html"), str(PAGES / "ada-lindqvist.fr.html")]
STUDENT = str(PAGES / "noemie-okonjo-vasseur.en.html")


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def left_out(dataset: str) -> int:
    count: int = json.loads(Path(dataset, "manifest.json").read_text(encoding="utf8"))["counts"]["removed_on_request"]
    return count


def test_a_list_beside_the_dataset_is_found_and_named(capsys: pytest.CaptureFixture[str]) -> None:
    Path("data").mkdir()
    Path("data/removals.txt").write_text("mila/ada-lindqvist\n", encoding="utf8")
    assert main(["build", *ADA, STUDENT, "--out", "data/dataset"]) == 0
    assert capsys.readouterr().out.startswith("using the removal list data/removals.txt (1 entry)\n")
    assert left_out("data/dataset") == 1


def test_two_lists_are_an_error_that_names_both(capsys: pytest.CaptureFixture[str]) -> None:
    Path("data").mkdir()
    for path in ("removals.txt", "data/removals.txt"):
        Path(path).write_text("mila/ada-lindqvist\n", encoding="utf8")
    assert main(["build", *ADA, STUDENT, "--out", "data/dataset"]) == 2
    assert "data/removals.txt and removals.txt exist" in capsys.readouterr().err
    assert not Path("data/dataset").exists()


@pytest.mark.parametrize("command", ["export", "report", "crawl"])
def test_a_named_list_that_is_absent_is_an_error_before_any_work(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", STUDENT, "--out", "dataset"]) == 0
    more = {"export": ["dataset", "--to", "csv"], "report": ["dataset"], "crawl": ["mila"]}[command]
    assert main([command, *more, "--out", "out", "--removals", "absent.txt"]) == 2
    assert "absent.txt does not exist" in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_list_that_a_setting_names_must_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["crawl", "mila", "--out", "out", "-s", "REMOVALS=absent.txt"]) == 2
    assert "absent.txt does not exist" in capsys.readouterr().err


def test_an_entry_that_never_matched_is_named_with_the_nearest_person(capsys: pytest.CaptureFixture[str]) -> None:
    Path("removals.txt").write_text("mila/noemie-okonjo-vaseur  # by letter\n", encoding="utf8")
    assert main(["build", STUDENT, "--out", "dataset"]) == 1
    assert capsys.readouterr().err == (
        "removals.txt, line 1: mila/noemie-okonjo-vaseur never matched anybody; did you mean "
        "mila/noemie-okonjo-vasseur?\n"
    )
    assert left_out("dataset") == 0
    assert "vaseur" not in Path("dataset/manifest.json").read_text(encoding="utf8")
    assert main(["export", "dataset", "--to", "csv", "--out", "tables"]) == 1


def test_an_entry_that_matched_once_is_no_alarm_when_the_page_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    Path("removals.txt").write_text("mila/kiri-matewai\n", encoding="utf8")
    assert main(["build", str(PAGES / "kiri-matewai.en.html"), STUDENT, "--out", "dataset"]) == 0
    assert main(["build", STUDENT, "--out", "dataset"]) == 0
    assert main(["export", "dataset", "--to", "csv", "--out", "tables"]) == 0
    assert left_out("dataset") == 0
    assert "kiri" not in Path(".removals.txt.matched").read_text(encoding="ascii")
    assert capsys.readouterr().err == ""


def test_a_person_who_is_only_linked_from_other_pages_is_matched() -> None:
    Path("removals.txt").write_text("mila/ada-lindqvist\n", encoding="utf8")
    assert main(["build", STUDENT, "--out", "dataset"]) == 0
    assert left_out("dataset") == 1


@pytest.mark.parametrize("is_alone", [True, False])
def test_a_person_who_stands_on_a_list_page_alone_is_matched(is_alone: bool) -> None:
    pages = [str(PAGES / "directory.en.html"), *([] if is_alone else ADA)]
    Path("removals.txt").write_text("mila/kiri-matewai\n", encoding="utf8")
    assert main(["build", *pages, STUDENT, "--out", "dataset"]) == 0
    assert left_out("dataset") == 1


@pytest.mark.parametrize("of_theirs", [True, False])
def test_addresses_in_the_texts_of_others_are_masked(of_theirs: bool) -> None:
    student = Path(STUDENT).read_text(encoding="utf8")
    addressed = '<p>With <a href="/en/directory/ada-lindqvist">Ada</a> (Ada.Lindqvist@tides.example).</p><p>'
    Path("student.html").write_text(student.replace("<p>", addressed, 1), encoding="utf8")
    Path("removals.txt").write_text("mila/ada-lindqvist\n", encoding="utf8")
    main(["build", "student.html", *(ADA if of_theirs else []), "--out", "dataset"])
    text = Path("dataset/profiles.jsonl").read_text(encoding="utf8")
    assert "With Ada ([…])." in text
    assert "ada-lindqvist" not in text
    assert "tides.example" not in text


def test_two_entries_of_one_person_count_once() -> None:
    french = PAGES / "ada-lindqvist.fr.html"
    renamed = french.read_text(encoding="utf8").replace("annuaire/ada-lindqvist", "annuaire/ada-lindqvist-0")
    Path("ada.fr.html").write_text(renamed, encoding="utf8")
    english = (PAGES / "ada-lindqvist.en.html").read_text(encoding="utf8")
    Path("ada.en.html").write_text(
        english.replace("annuaire/ada-lindqvist", "annuaire/ada-lindqvist-0"), encoding="utf8"
    )
    Path("removals.txt").write_text("mila/ada-lindqvist\nmila/ada-lindqvist-0\n", encoding="utf8")
    assert main(["build", "ada.en.html", "ada.fr.html", STUDENT, "--out", "dataset"]) == 0
    assert left_out("dataset") == 1


def test_an_entry_of_another_site_is_not_judged() -> None:
    Path("sites/fjord").mkdir(parents=True)
    Path("sites/fjord/site.toml").write_text(
        'title = "Fjord"\nbase_url = "https://fjord.example"\n[addresses]\nprofile = {en = "/people/{slug}"}\n',
        encoding="utf8",
    )
    Path("removals.txt").write_text("fjord/ada\n", encoding="utf8")
    assert main(["build", STUDENT, "--out", "dataset", "--sites", "sites"]) == 0
