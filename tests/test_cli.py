"""What a person at the terminal types, sees and gets: exit statuses, the last line, errors that say what to do."""

import gzip
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from profile_scraper.cli import _commands, main, parser
from profile_scraper.demo import institute_pages
from profile_scraper.spiders.run import UnfinishedCrawlError
from testbed import bundled

ROOT = Path(__file__).resolve().parents[1]

PERSON = """<html lang="en"><head><title>Ada Lindqvist | Mila</title>
<link rel="canonical" href="https://mila.quebec/en/directory/ada-lindqvist"></head>
<body><article class="node node--type-member node--view-mode-full"><h1>Ada Lindqvist</h1>
<div class="field-name-field-taxonomy-reference1"><div class="field-item">Affiliate Member</div></div>
</article></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "ada.html"
    path.write_text(PERSON, encoding="utf8")
    return path


def _problems(dataset: Path) -> dict[str, str]:
    lines = (dataset / "problems.jsonl").read_text(encoding="utf8").splitlines()
    return {Path(problem["url"]).name: problem["reason"] for problem in map(json.loads, lines)}


def test_everything_used_is_0_and_the_last_line_says_what_was_written(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(page), "--out", str(tmp_path / "d")]) == 0
    captured = capsys.readouterr()
    assert captured.out.splitlines()[-1] == (
        f"wrote {tmp_path / 'd'}: 1 profile (1 en, 0 fr, 0 both), 0 publications from 0 en + 0 fr entries, 0 problems"
    )
    assert captured.err == ""


BAD = {
    "empty.html": (b"", "empty"),
    "blank.txt": (b" \n\n", "empty"),
    "noise.html": (bytes(range(256)) * 40, "wrong-type"),
    "home.html": (
        b"<html lang=en><title>Home | Mila</title><body><h1>Welcome</h1><p>Meet our people.</p></body></html>",
        "not-a-profile",
    ),
    "news.html": (
        b"<html lang=en><title>A prize | Mila</title><body><article class='node node--type-news'><h1>A prize</h1>",
        "not-a-profile",
    ),
    "wait.html": (b"<html><title>Just a moment...</title><body>Checking.</body></html>", "challenge-page"),
    "lost.html": (b"<html lang=en><title>Page not found | Mila</title><body>Sorry.</body></html>", "not-found"),
    "recipe.txt": (b"Onion soup\n\nPeel six onions.\nMelt the butter.\n", "not-a-profile"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_page_costs_no_other_page_its_record(name: str, page: Path, tmp_path: Path) -> None:
    body, reason = BAD[name]
    (tmp_path / name).write_bytes(body)
    dataset = tmp_path / "out" / "dataset"
    assert main(["build", str(tmp_path / name), str(page), "--site", "mila", "--out", str(dataset)]) == 1
    assert _problems(dataset) == {name: reason}
    [profile] = (dataset / "profiles.jsonl").read_text(encoding="utf8").splitlines()
    assert json.loads(profile)["name"] == "Ada Lindqvist"


def test_only_bad_pages_write_nothing_and_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "wait.html").write_bytes(BAD["wait.html"][0])
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "d")]) == 2
    message = capsys.readouterr().err
    assert "wait.html: challenge-page: the page is titled 'Just a moment...'" in message
    assert "no page could be used (1 problem); nothing was written" in message
    assert not (tmp_path / "d").exists()


def test_a_missing_input_is_a_problem_and_not_the_end(page: Path, tmp_path: Path) -> None:
    assert main(["build", str(tmp_path / "gone"), str(page), "--out", str(tmp_path / "d")]) == 1
    assert _problems(tmp_path / "d") == {"gone": "not-found"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "{page}", "--out", "{page}"], "is no folder: choose another --out"),
        (["build", "{page}", "--out", "{page}/below"], "choose another --out"),
        (
            ["build", "{page}", "--site", "atlantis", "--out", "{page}.d"],
            "'atlantis': choose one of mila; --sites",
        ),
        (["crawl", "atlantis"], "'atlantis': choose one of mila; --sites"),
        (["crawl", "mila", "--base-url", "not an address", "--out", "{page}.d"], "is no scheme and host"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    arguments: list[str], message: str, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([argument.format(page=page) for argument in arguments]) == 2
    printed = capsys.readouterr().err
    assert printed.startswith("profile-scraper: ")
    assert message in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize(
    "arguments", [[], ["build"], ["build", "x"], ["crawl", "mila", "--limit", "0"], ["crawl", "mila", "-s", "X"]]
)
def test_wrong_words_show_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: profile-scraper" in capsys.readouterr().err


def test_broken_markup_and_a_wrong_charset_still_give_the_record(tmp_path: Path) -> None:
    french = PERSON.replace('lang="en"', 'lang="fr"').replace("/en/directory/ada", "/fr/annuaire/zoe")
    french = french.replace("Ada Lindqvist", "Zoé Lindqvist").replace("Affiliate Member", "Membre affilié")
    french = french.replace("<head>", "<head><meta charset='utf-8'>").replace("</article>", "").replace("</h1>", "<b>")
    (tmp_path / "zoe.html").write_bytes(french.encode("cp1252"))
    assert main(["build", str(tmp_path / "zoe.html"), "--out", str(tmp_path / "d")]) == 0
    profile = json.loads((tmp_path / "d" / "profiles.jsonl").read_text(encoding="utf8"))
    assert profile["name"] == "Zoé Lindqvist"
    assert profile["roles"][0]["title"] == {"en": None, "fr": "Membre affilié"}


def test_the_order_of_inputs_does_not_change_a_byte(page: Path, tmp_path: Path) -> None:
    other = tmp_path / "bo.html.gz.html"
    other.write_text(PERSON.replace("ada-l", "bo-l").replace("Ada", "Bo"), encoding="utf8")
    assert main(["build", str(page), str(other), "--out", str(tmp_path / "one")]) == 0
    assert main(["build", str(other), str(page), str(page), "--out", str(tmp_path / "two")]) == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_doubt_names_the_page_the_person_and_the_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = "Ada Lindqvist\n\nAffiliate Member\n\nResearch Topics\nCausality\n\nPublications\n\n"
    (tmp_path / "ada.en.txt").write_text(f"{head}Kelp and Tides\nKelp\nBo Ygrain\n", encoding="utf8")
    assert main(["build", str(tmp_path / "ada.en.txt"), "--site", "mila", "--out", str(tmp_path / "d")]) == 1
    [problem] = map(json.loads, (tmp_path / "d" / "problems.jsonl").read_text(encoding="utf8").splitlines())
    assert (problem["url"], problem["record"]) == ("ada.en.txt", "mila/ada-lindqvist")
    assert problem["field"] == "publications[0]"
    assert "ada.en.txt mila/ada-lindqvist publications[0]: ambiguous" in capsys.readouterr().err


def test_a_cut_warc_gives_what_it_holds_and_says_that_it_is_cut(tmp_path: Path) -> None:
    (tmp_path / "cut.warc.gz").write_bytes(
        gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n" + os.urandom(400))[:200]
    )
    assert main(["build", str(tmp_path / "cut.warc.gz"), "--out", str(tmp_path / "d")]) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["biuld", "x"], "there is no command biuld: did you mean build?"),
        (["build", "x", "--otu", "d"], "there is no option --otu: did you mean --out?"),
        (["export", "d", "--form", "csv"], "there is no option --form"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_nearest(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--decisions", "--removals"])
def test_a_named_file_that_does_not_exist_is_an_error_before_any_work(
    option: str, page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing"
    assert main(["build", str(page), "--out", str(tmp_path / "d"), option, str(missing)]) == 2
    assert f"profile-scraper: {missing} does not exist" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def test_a_fault_of_the_program_is_70_and_one_line(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("slug\x1b[31m")

    monkeypatch.setattr("profile_scraper.cli.build.build", fail)
    command = ["build", str(page), "--out", str(tmp_path / "d")]
    assert main(command) == 70
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("profile-scraper: internal error: KeyError: ")
    assert "--debug" in line
    assert main([*command, "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_nothing_that_a_page_wrote_reaches_the_terminal_as_a_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = "Just a moment...\x1b]0;owned\x07\x9b31m\u202egnp.exe"
    (tmp_path / "wait.html").write_text(f"<html><title>{title}</title><body>Checking.</body></html>", encoding="utf8")
    assert main(["build", str(tmp_path / "wait.html"), "--out", str(tmp_path / "d")]) == 2
    output = capsys.readouterr()
    assert not set(output.out + output.err) & set("\x1b\x07\x9b\u202e")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_any_encoding_of_the_terminal_works(encoding: str, page: Path, tmp_path: Path) -> None:
    page.write_text(PERSON.replace("Ada", "Łucja 𝒜"), encoding="utf8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}

    def run(*arguments: str) -> bytes:
        command = [sys.executable, "-m", "profile_scraper", *arguments]
        return subprocess.run(command, capture_output=True, env=environment, check=True).stdout

    run("build", str(page), "--out", str(tmp_path / "new"))
    shutil.copytree(tmp_path / "new", tmp_path / "old")
    (tmp_path / "old" / "profiles.jsonl").write_text("", encoding="utf8")
    [change] = run("diff", str(tmp_path / "old"), str(tmp_path / "new"), "--jsonl").decode(encoding).splitlines()
    assert json.loads(change)["name"] == "Łucja 𝒜 Lindqvist"


SAMPLE = Path(__file__).parents[1] / "data" / "sample"
COMMANDS = (*_commands(), "sites new", "sites check")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_has_an_example_that_is_understood_and_its_exit_statuses(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    [example] = re.findall(r"^example:\n  profile-scraper (.+)$", text, re.MULTILINE)
    assert parser().parse_args(shlex.split(example)).run
    assert re.findall(r"^  (\d+) ", text, re.MULTILINE) == ["0", "1", "2", "70"]
    assert not re.search(r"\b_\w+|Namespace|argparse", text), "no internal name is shown"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "d", "--to", "prquet", "--out", "x"], "--to takes no value prquet: did you mean parquet?"),
        (["export", "d", "--to", "csv", "--out", "x", "--language", "eng"], "did you mean en?"),
        (["sites", "chekc", "mila", "x"], "there is no command chekc: did you mean check?"),
        (["crawl", "mila", "--limit", "many"], "'many' is no whole number above 0"),
    ],
)
def test_a_misspelt_value_is_answered_with_the_nearest(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert message in error
    assert "_positive" not in error


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("DOWNLOAD_DELY=2", "there is no setting DOWNLOAD_DELY: did you mean DOWNLOAD_DELAY?"),
        ("SHRINK_LIMT=1", "did you mean SHRINK_LIMIT?"),
        ("DOWNLOAD_DELAY=slow", "the setting DOWNLOAD_DELAY takes no value 'slow'; it takes a number"),
        ("ROBOTSTXT_OBEY=perhaps", "the setting ROBOTSTXT_OBEY takes no value 'perhaps'; it takes True or False"),
        ("CONCURRENT_REQUESTS=2.5", "the setting CONCURRENT_REQUESTS takes no value '2.5'; it takes a whole number"),
    ],
)
def test_a_misspelt_setting_is_an_error_before_any_work(
    setting: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["crawl", "mila", "--out", str(tmp_path / "out"), "-s", setting]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        (["build", ".", "--site", "milla", "--out", "d"], "mila"),
        (["crawl", "milla"], "mila"),
        (["sites", "check", "milla", "."], "mila"),
        (["export", "{sample}", "--to", "csv", "--out", "t", "--person", "ada-lindqist"], "ada-lindqvist"),
        (["export", "{sample}", "--to", "csv", "--out", "t", "--person", "mila/ada-lindqist"], "mila/ada-lindqvist"),
        (["export", "{sample}", "--to", "csv", "--out", "t", "--topic", "deep-lerning"], "deep-learning"),
        (["explain", "{sample}", "Linqvist"], "ada-lindqvist"),
        (["explain", "{sample}", "mila/fenna-druits"], "mila/fenna-druyts"),
        (["explain", "{sample}", "ada-lindqvist", "role"], "roles"),
    ],
)
def test_whatever_has_a_name_is_answered_with_the_nearest(
    arguments: list[str],
    nearest: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([argument.format(sample=SAMPLE) for argument in arguments]) == 2
    assert f"did you mean {nearest}?" in capsys.readouterr().err


@pytest.mark.usefixtures("page")
def test_json_is_one_object_at_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "wait.html").write_bytes(BAD["wait.html"][0])
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "d"), "--json"]) == 1
    result = json.loads(capsys.readouterr().out)
    assert (result["command"], result["status"], result["problems"]) == ("build", 1, 1)
    assert result["counts"]["profiles"] == 1
    assert main(["build", str(tmp_path / "absent"), "--out", str(tmp_path / "d"), "--json"]) == 2
    assert "no page could be used" in json.loads(capsys.readouterr().out)["error"]
    with pytest.raises(SystemExit):
        main(["build", "--json"])
    assert json.loads(capsys.readouterr().out)["status"] == 2


def test_quiet_prints_errors_only(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(page), "--out", str(tmp_path / "d"), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["build", str(tmp_path / "absent"), "--out", str(tmp_path / "d"), "--quiet"]) == 2
    assert capsys.readouterr().err


def test_diff_prints_a_summary_and_its_status_says_changed(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", str(page), "--out", str(tmp_path / "old")]) == 0
    page.write_text(PERSON.replace("Affiliate Member", "Core Academic Member"), encoding="utf8")
    assert main(["build", str(page), "--out", str(tmp_path / "new")]) == 0
    capsys.readouterr()
    both = [str(tmp_path / "old"), str(tmp_path / "new")]
    assert main(["diff", *both]) == 0
    assert main(["diff", *both, "--exit-code"]) == 1
    assert main(["diff", both[0], both[0], "--exit-code"]) == 0
    last = capsys.readouterr().out.splitlines()
    assert last[-1] == "no changes"
    assert last[-2] == ("profiles: 0 added, 0 removed, 1 changed; publications: 0 added, 0 removed, 0 changed")


def test_the_demo_never_overwrites_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").touch()
    assert main(["demo", "--out", str(tmp_path)]) == 2
    assert "is there already; name another --out" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("interruption", [UnfinishedCrawlError("it was stopped", Path("x")), KeyboardInterrupt()])
def test_an_interrupted_demo_says_what_is_true(
    interruption: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crawl(_site: object, out: Path, *_more: object) -> None:
        out.mkdir()
        (out / "crawl.log").touch()
        raise interruption

    monkeypatch.setattr("profile_scraper.cli.demo.crawl", crawl)
    assert main(["demo", "--out", str(tmp_path / "demo")]) == 2
    error = capsys.readouterr().err
    assert f"delete {tmp_path / 'demo'} and run it again" in error
    assert "same command" not in error


def test_pages_of_an_unknown_site_are_one_line_and_the_next_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in "abc":
        text = f'<html><head><link rel="canonical" href="https://unknown.example/{name}"></head><body><h1>{name}</h1></body>'
        (tmp_path / f"{name}.html").write_text(text, encoding="utf8")
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "d")]) == 2
    first, _last, command = capsys.readouterr().err.splitlines()
    assert first.startswith("a.html and 2 more: unknown-site: ")
    assert command == f"to learn a site from its pages: profile-scraper sites new NAME {tmp_path}"


def test_the_demo_serves_every_page_of_the_institute() -> None:
    assert institute_pages() == {name: page for name, page in bundled.pages().items() if name in institute_pages()}
    assert len(institute_pages()) > 30


@pytest.mark.parametrize(
    "words",
    [
        ["report", "data/sample", "--out", "{file}/report.html"],
        ["export", "data/sample", "--to", "csv", "--out", "{file}/tables"],
        ["build", "tests/fixtures/institute/pages", "--out", "{file}/dataset"],
        ["sites", "new", "ours", "tests/fixtures/rivers/pages", "--sites", "{file}"],
        ["demo", "--out", "{file}/demo", "--no-browser"],
    ],
)
def test_a_file_in_place_of_a_folder_is_one_line(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    file = tmp_path / "page.html"
    file.write_text("<p>", encoding="utf8")
    assert main([word.format(file=file) for word in words]) == 2
    [line] = capsys.readouterr().err.splitlines()[-1:]
    assert str(file) in line
    assert "internal error" not in line
    assert file.read_text(encoding="utf8") == "<p>"
