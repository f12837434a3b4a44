"""An institute that is not Drupal, from saved pages to a dataset: learned, checked, built, as the docs tell it."""

import errno
import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest

from profile_scraper.cli import main
from profile_scraper.cli.failed_checks import wrong_value
from profile_scraper.learning.check import Fault, WrongValue
from profile_scraper.sites import load_site
from profile_scraper.sites.folders import VARIABLE, forget_sites

PAGES = Path(__file__).parent.parent / "fixtures" / "rivers" / "pages"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rivers")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, "")
        assert main(["sites", "new", "rivers", str(PAGES), "--sites", str(folder / "sites")]) == 0
        arguments = ["build", str(PAGES), "--sites", str(folder / "sites"), "--site", "rivers"]
        assert main([*arguments, "--out", str(folder / "dataset")]) == 0
    forget_sites()
    return folder


def records(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "dataset" / f"{name}.jsonl").read_text("utf8").splitlines()]


def test_the_learned_file_is_short_commented_and_readable(folder: Path) -> None:
    text = (folder / "sites" / "rivers" / "site.toml").read_text("utf8")
    assert 'title = "Institut des rivières"' in text
    assert 'profile = {en = "/en/people/{slug}/", fr = "/fr/equipe/{slug}/"}' in text
    assert "# 6 of 6 pages, 6 values; first: Ondine Sablier" in text or "# 6 of 6 pages, 6 values; first: Milo" in text
    assert len(text.splitlines()) <= 40


def test_every_person_is_one_profile_with_both_languages(folder: Path) -> None:
    profiles = {record["id"]: record for record in records(folder, "profiles")}
    assert set(profiles) == {"rivers/milo-tavernel", "rivers/ondine-sablier", "rivers/perrine-aubraie"}
    ondine = profiles["rivers/ondine-sablier"]
    assert ondine["url"] == {
        "en": "https://rivieres.example/en/people/ondine-sablier/",
        "fr": "https://rivieres.example/fr/equipe/ondine-sablier/",
    }
    assert [(role["title"], role["organization"]["name"]) for role in ondine["roles"]] == [
        ({"en": "Senior Hydrologist", "fr": "Hydrologue principale"}, "Delta Laboratory")
    ]
    assert {(topic["en"], topic["fr"]) for topic in ondine["topics"]} == {
        ("River Ice", "Glace de rivière"),
        ("Flood Maps", "Cartes d'inondation"),
        ("Sediments", "Sédiments"),
    }
    assert ondine["email"] == "ondine.sablier@rivieres.example"
    assert ondine["links"]["orcid"] == "https://orcid.org/0000-0000-1111-2222"
    assert ondine["links"]["linkedin"] is None
    assert ondine["biography"]["fr"].startswith("Ondine Sablier mesure la lenteur")
    assert ondine["portrait"]["url"] == "https://rivieres.example/img/ondine-sablier.jpg"


def test_publications_are_read_part_by_part_and_merged(folder: Path) -> None:
    publications = {record["title"]: record for record in records(folder, "publications")}
    assert set(publications) == {
        "A Clock for Slow Rivers",
        "Ice That Keeps Its Word",
        "Gauges in Disagreement: A Field Diary",
        "Maps for a Moving Bank",
    }
    clock = publications["A Clock for Slow Rivers"]
    assert [author["name"] for author in clock["authors"]] == ["Ondine Sablier", "Milo Tavernel"]
    assert (clock["venue"], clock["issued"], clock["doi"]) == ("Journal of Patient Water", "2021", "10.5555/rivers.1")
    assert clock["profiles"] == ["rivers/milo-tavernel", "rivers/ondine-sablier"]


def test_nothing_is_invented_of_a_vacancy_and_of_what_everybody_shares(folder: Path) -> None:
    text = (folder / "dataset" / "profiles.jsonl").read_text("utf8")
    assert "Your name here" not in text
    assert "linkedin.com/company" not in text
    assert records(folder, "problems") == []


def test_learning_never_overwrites_a_site(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "sites" / "rivers" / "site.toml").read_bytes()
    assert main(["sites", "new", "rivers", str(PAGES), "--sites", str(folder / "sites")]) == 2
    assert "rivers is there already" in capsys.readouterr().err
    assert (folder / "sites" / "rivers" / "site.toml").read_bytes() == before


@pytest.mark.parametrize("name", ["../x", "a/b", "été", ""])
def test_a_name_that_is_no_folder_name_is_refused(folder: Path, name: str) -> None:
    assert main(["sites", "new", name, str(PAGES), "--sites", str(folder / "other")]) == 2
    assert not (folder / "other").exists()


def test_check_names_a_selector_that_matches_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = folder / "checked" / "rivers"
    own.mkdir(parents=True)
    text = (folder / "sites" / "rivers" / "site.toml").read_text("utf8")
    own.joinpath("site.toml").write_text(text.replace("[fields]\n", '[fields]\nphone = "span.tel"\n'), "utf8")
    assert main(["sites", "check", "rivers", str(PAGES), "--sites", str(folder / "checked")]) == 1
    printed = capsys.readouterr().out
    assert "matched nothing: fields.phone: span.tel" in printed
    assert "Ondine Sablier" in printed or "Milo Tavernel" in printed


def test_sites_lists_the_built_in_and_the_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sites", "--sites", str(folder / "sites")]) == 0
    printed = capsys.readouterr().out
    assert "mila  Mila  (built in)" in printed
    assert "rivers  Institut des rivières" in printed
    assert load_site("rivers").title == "Institut des rivières"


def test_people_whose_own_page_was_not_saved_are_counted(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = [str(path) for path in PAGES.glob("*.html") if not path.name.startswith("perrine")]
    arguments = ["--sites", str(folder / "sites"), "--site", "rivers", "--out", str(tmp_path / "dataset")]
    assert main(["build", *saved, *arguments]) == 0
    forget_sites()
    assert "1 person on lists only, whose own pages are not among the inputs" in capsys.readouterr().out
    assert json.loads((tmp_path / "dataset" / "manifest.json").read_text("utf8"))["skipped"] == {"listed-person": 1}
    removals = tmp_path / "removals.txt"
    removals.write_text("rivers/perrine-aubraie\n", encoding="utf8")
    main(["build", *saved, *arguments, "--removals", str(removals)])
    forget_sites()
    assert "listed-person" not in json.loads((tmp_path / "dataset" / "manifest.json").read_text("utf8"))["skipped"]


def test_a_path_that_does_not_exist_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for action in ("check", "new"):
        assert main(["sites", action, "rivers", "absent/pages", "--sites", str(folder / "sites")]) == 2
        forget_sites()
        assert "absent/pages does not exist" in capsys.readouterr().err


def test_saved_pages_that_do_not_tell_their_address_are_read_and_have_none(folder: Path, tmp_path: Path) -> None:
    for path in PAGES.glob("*.html"):
        text = re.sub(r"<link rel=\"(?:canonical|alternate)\"[^>]*>", "", path.read_text("utf8"))
        (tmp_path / f"saved {path.name}").write_text(text, "utf8")
    arguments = ["--sites", str(folder / "sites"), "--site", "rivers", "--out", str(tmp_path / "dataset")]
    assert main(["build", str(tmp_path), *arguments]) == 0
    forget_sites()
    profiles = {record["id"]: record for record in records(tmp_path, "profiles")}
    assert set(profiles) == {"rivers/milo-tavernel", "rivers/ondine-sablier", "rivers/perrine-aubraie"}
    for record in profiles.values():
        assert record["url"] == {"en": None, "fr": None}
        assert {source["language"] for source in record["sources"]} == {"en", "fr"}


def test_who_asked_to_be_left_out_is_no_example(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("removals.txt").write_text("https://rivieres.example/fr/equipe/ondine-sablier/\n", "utf8")
    assert main(["sites", "new", "rivers", str(PAGES), "--sites", "sites"]) == 0
    forget_sites()
    text = Path("sites/rivers/site.toml").read_text("utf8")
    assert "Ondine" not in text
    assert "first: Milo Tavernel" in text
    capsys.readouterr()


def test_an_institute_whose_name_no_page_tells_goes_by_the_name_of_its_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("saved").mkdir()
    for path in PAGES.glob("*.html"):
        text = re.sub(r"<link rel=\"(?:canonical|alternate)\"[^>]*>|<title>.*?</title>", "", path.read_text("utf8"))
        Path("saved", path.name).write_text(text, "utf8")
    assert main(["sites", "new", "fluvial", "saved", "--sites", "sites"]) in (0, 1)
    assert "to look at: no page tells the institute's name; write title" in capsys.readouterr().out
    assert 'title = "fluvial"' in Path("sites/fluvial/site.toml").read_text("utf8")
    forget_sites()


def test_new_ends_with_the_next_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PAGES, "my pages")
    assert main(["sites", "new", "rivers", "my pages", "--sites", "sites"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    name, *words = shlex.split(last.removeprefix("next: "))
    assert name == "profile-scraper"
    assert main(words) == 0
    forget_sites()


def test_what_cannot_be_learned_from_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    Path("cv.pdf").write_bytes(b"%PDF-1.4\n")
    Path("text.txt").write_text("Ada Lind\nProfessor\n", "utf8")
    Path("blank.html").write_bytes(b"")
    inputs = ["empty", "cv.pdf", "text.txt", "blank.html"]
    assert main(["sites", "new", "x", "nope", *inputs, "--sites", "sites"]) == 2
    assert capsys.readouterr().err == "profile-scraper: nope does not exist\n"
    assert main(["sites", "new", "x", *inputs, "--sites", "sites"]) == 2
    *lines, last = capsys.readouterr().err.splitlines()
    assert last == "profile-scraper: none of these inputs holds a page; nothing was written"
    assert len(lines) == len(inputs)
    for given in inputs:
        assert any(line.startswith(f"{given}: ") for line in lines), given
    assert not Path("sites").exists()


def test_a_disk_that_takes_nothing_leaves_nothing_and_the_next_run_is_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    command = ["sites", "new", "rivers", str(PAGES), "--sites", "sites"]
    with monkeypatch.context() as full:

        def write_text(*_arguments: object, **_options: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        full.setattr(Path, "write_text", write_text)
        assert main(command) == 2
    assert "cannot write sites/rivers: No space left on device; choose another --sites" in (
        capsys.readouterr().err.replace(f"{tmp_path}/", "")
    )
    assert not Path("sites/rivers").exists()
    assert main(command) == 0
    forget_sites()


def test_a_value_that_looks_wrong_says_why_and_which_key() -> None:
    for fault in get_args(Fault):
        line = wrong_value("roles", WrongValue("Ada Lind", "Étudiants", fault))
        assert line.startswith("roles of Ada Lind: 'Étudiants': it ")
        assert line.endswith("; correct fields.roles if it is none")


def test_an_address_that_no_page_tells_is_not_invented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("saved").mkdir()
    for path in PAGES.glob("*.html"):
        text = re.sub(r"<link rel=\"(?:canonical|alternate)\"[^>]*>", "", path.read_text("utf8"))
        Path("saved", path.name).write_text(text, "utf8")
    assert main(["sites", "new", "rivers", "saved", "--sites", "sites"]) in (0, 1)
    assert "to look at: no page tells the site's address; write base_url" in capsys.readouterr().out
    text = Path("sites/rivers/site.toml").read_text("utf8")
    assert '# base_url = "https://..."' in text
    assert "site.invalid" not in text
    assert main(["build", "saved", "--site", "rivers", "--sites", "sites", "--out", "dataset"]) in (0, 1)
    assert "rivers: base_url is not in its site.toml; the records have no addresses" in capsys.readouterr().err
    for file in Path("dataset").iterdir():
        assert "site.invalid" not in file.read_text("utf8")
    assert main(["crawl", "rivers", "--sites", "sites"]) == 2
    assert "write base_url in its site.toml" in capsys.readouterr().err
    forget_sites()
