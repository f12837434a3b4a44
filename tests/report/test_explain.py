"""A person can ask where a value comes from, why entries are one work, and which terms go together."""

import json
from pathlib import Path

import pytest

from profile_scraper.cli import main
from testbed import bundled

FIXTURES = bundled.INSTITUTE / "pages"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain") / "dataset"
    assert main(["build", str(FIXTURES), "--out", str(folder)]) == 0
    return folder


def _said(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(argument) for argument in arguments]) == 0
    return capsys.readouterr().out


def test_a_value_names_its_page_its_way_and_the_text_as_printed(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = json.loads((dataset / "profiles.jsonl").read_text(encoding="utf8").splitlines()[0])
    said = _said(capsys, "explain", dataset, profile["id"], "topics[0]")
    assert repr(profile["topics"][0]["en"]) in said
    assert profile["url"]["fr"] in said
    assert "found by class, joined with the other page by vocabulary" in said


def test_a_related_work_is_shown_beside_it_with_the_difference_marked(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    works = map(json.loads, (dataset / "publications.jsonl").read_text(encoding="utf8").splitlines())
    [correction] = [work for work in works if any(one["type"] == "corrects" for one in work["relations"])][:1]
    said = _said(capsys, "explain", dataset, correction["id"])
    assert "is related to (corrects)" in said
    assert f"the other is {correction['relations'][0]['target']}" in said
    assert "[" in said.partition("the other is")[2]


def test_an_old_id_is_still_understood(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    redirects = map(json.loads, (dataset / "redirects.jsonl").read_text(encoding="utf8").splitlines())
    for redirect in redirects:
        assert redirect["new"] in _said(capsys, "explain", dataset, redirect["old"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["mila/nobody"], "has no profile 'mila/nobody'"),
        (["no-such-work"], "has no publication 'no-such-work'"),
        (["mila/ada-lindqvist", "shoes"], "has no value for 'shoes'; it has: "),
    ],
)
def test_what_is_not_there_is_said(
    arguments: list[str], says: str, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(dataset), *arguments]) == 2
    assert says in capsys.readouterr().err
