"""A person sees which terms were learned and which are open, and accepts a pair into the file."""

import tomllib
from pathlib import Path

import pytest

from profile_scraper.cli import main
from profile_scraper.dataset.read import read_dataset
from testbed.generate import generate
from testbed.render import render


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vocabulary")
    (folder / "pages").mkdir()
    for number, body in enumerate(render(generate(60, 3)).values()):
        (folder / "pages" / f"{number:04}.html").write_bytes(body)
    assert main(["build", str(folder / "pages"), "--out", str(folder / "dataset")]) in (0, 1)
    return folder / "dataset"


def test_learned_pairs_are_shown_with_their_evidence(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocabulary", str(dataset)]) == 0
    output = capsys.readouterr().out
    used = [pair for pair in read_dataset(dataset).learned if pair.used]
    assert used
    for pair in used:
        assert f"{pair.en} = {pair.fr}: log2 likelihood ratio {pair.margin:.1f}; together in {pair.together}" in output


def test_an_accepted_pair_is_in_the_file(dataset: Path, tmp_path: Path) -> None:
    pair = next(pair for pair in read_dataset(dataset).learned if pair.used and pair.facet == "topic")
    file = tmp_path / "vocabulary.toml"
    file.write_text("# reviewed\n", encoding="utf8")
    assert main(["vocabulary", str(dataset), "--accept", f"{pair.en}={pair.fr}", "--file", str(file)]) == 0
    [topic] = tomllib.loads(file.read_text(encoding="utf8"))["topic"]
    assert (topic["en"], topic["fr"]) == ([pair.en], [pair.fr])
    assert file.read_text(encoding="utf8").startswith("# reviewed\n")


def test_a_pair_that_nobody_learned_is_refused(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "vocabulary.toml"
    file.write_text("# reviewed\n", encoding="utf8")
    assert main(["vocabulary", str(dataset), "--accept", "Knitting=Tricot", "--file", str(file)]) == 2
    assert "'Knitting=Tricot' is not a pair that the dataset has learned" in capsys.readouterr().err
    assert file.read_text(encoding="utf8") == "# reviewed\n"
