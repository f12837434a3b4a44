"""The committed sample, and what the README says and shows, are what the software does today."""

import json
import re
import shlex
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from profile_scraper import __version__, cli
from profile_scraper.cli import main
from testbed.bundled import INSTITUTE

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "data" / "sample"
README = (ROOT / "README.md").read_text(encoding="utf8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "dataset"
    assert main(["build", str(INSTITUTE / "pages"), "--out", str(folder)]) == 0
    return folder


def test_the_sample_is_fresh(built: Path) -> None:
    stale = [path.name for path in built.iterdir() if path.read_bytes() != _bytes(SAMPLE / path.name)]
    assert stale == [], "run 'make sample' and commit it"
    assert {path.name for path in SAMPLE.iterdir()} == {path.name for path in built.iterdir()}


def test_the_excerpt_in_the_readme_is_part_of_a_line_of_the_sample() -> None:
    [excerpt] = re.findall(r"```json\n(.+?)```", README, re.DOTALL)
    lines = map(json.loads, (SAMPLE / "profiles.jsonl").read_text(encoding="utf8").splitlines())
    shown = json.loads(excerpt)
    assert shown in [{key: value for key, value in line.items() if key in shown} for line in lines]


def test_the_sample_is_valid_for_an_independent_validator() -> None:
    invalid = []
    for path in sorted(SAMPLE.iterdir()):
        schema = json.loads((ROOT / "schemas" / f"{path.stem}.schema.json").read_text(encoding="utf8"))
        validator = Draft202012Validator(schema)
        text = path.read_text(encoding="utf8")
        records = map(json.loads, text.splitlines()) if path.suffix == ".jsonl" else [json.loads(text)]
        invalid += [f"{path.name}: {error.json_path}" for one in records for error in validator.iter_errors(one)]
    assert invalid == []


def _commands() -> list[list[str]]:
    found = [
        line.partition("profile-scraper ")[2] for line in README.splitlines() if ".venv/bin/profile-scraper " in line
    ]
    return [shlex.split(words, comments=True) for words in found]


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_the_commands_of_the_readme_are_understood(words: list[str]) -> None:
    assert cli.parser().parse_args(words).run


def test_the_targets_of_the_readme_are_there() -> None:
    targets = re.findall(r"^    make ([\w-]+)", README, re.MULTILINE)
    makefile = (ROOT / "Makefile").read_text(encoding="utf8")
    assert targets == ["demo", "test"]
    assert all(f"\n{target}: " in makefile for target in targets)


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [code] = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "saved-pages").symlink_to(INSTITUTE / "pages")
    exec(compile(code, "README.md", "exec"), {})
    assert "Noémie Okonjo-Vasseur ['Glace de rivière', 'Séries temporelles']" in capsys.readouterr().out


def test_the_wheel_in_the_readme_is_of_this_version() -> None:
    assert set(re.findall(r"profile_scraper-([\d.]+)-py3", README)) == {__version__}
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf8")


@pytest.mark.parametrize(
    "page",
    ["README.md", "CONTRIBUTING.md", "SECURITY.md", *sorted(f"docs/{p.name}" for p in (ROOT / "docs").glob("*.md"))],
)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []


def test_each_page_of_the_documentation_is_found_by_its_question() -> None:
    tables = "".join((ROOT / page).read_text(encoding="utf8") for page in ("README.md", "CONTRIBUTING.md"))
    asked = set(re.findall(r"\]\((docs/[\w-]+\.md)", "".join(re.findall(r"^\|.*", tables, re.MULTILINE))))
    assert asked == {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
