"""What the real build makes of the invented institute goes through every export, the report and the review."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from profile_scraper.cli import main
from profile_scraper.dataset.decisions import read_decisions
from profile_scraper.dataset.read import read_dataset
from profile_scraper.exporters import FORMATS, FormatName
from profile_scraper.exporters.table_definitions import TABLES
from profile_scraper.report.review import Review
from tests.exporters.test_tables import TOOLS, exported
from tests.saved_pages import INSTITUTE


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("institute") / "dataset"
    assert main(["build", str(INSTITUTE / "pages"), "--out", str(out)]) == 0
    return out


@pytest.mark.slow
@pytest.mark.parametrize("format_name", FORMATS)
def test_every_format_takes_it(built: Path, tmp_path: Path, format_name: FormatName) -> None:
    assert exported(built, format_name, tmp_path).exists()


def test_every_line_of_the_dataset_is_a_row(built: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(exported(built, "sqlite", tmp_path))) as database:
        for table in TABLES:
            if table.parent is None and table.name != "manifest":
                (rows,) = database.execute(f"select count(*) from [{table.name}]").fetchone()
                assert rows == len((built / f"{table.name}.jsonl").read_text(encoding="utf8").splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("format_name", ["csv", "jsonl"])
def test_its_package_is_valid(built: Path, tmp_path: Path, format_name: FormatName) -> None:
    frictionless = pytest.importorskip("frictionless", reason=TOOLS)
    report = frictionless.validate(str(exported(built, format_name, tmp_path) / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


def test_every_work_is_cited_once(built: Path, tmp_path: Path) -> None:
    bibtexparser = pytest.importorskip("bibtexparser", reason=TOOLS)
    library = bibtexparser.parse_file(str(exported(built, "bibtex", tmp_path)))
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == {
        publication.id for publication in read_dataset(built).publications
    }
    items = json.loads(exported(built, "csl-json", tmp_path).read_text(encoding="utf8"))
    assert [item["id"] for item in items] == [publication.id for publication in read_dataset(built).publications]


def test_its_report_shows_every_decision(built: Path, tmp_path: Path) -> None:
    assert main(["report", str(built), "--out", str(tmp_path / "report.html")]) == 0
    page: Any = html.document_fromstring((tmp_path / "report.html").read_text(encoding="utf8"))
    part = "//section[@aria-labelledby='decisions']"
    repeated = page.xpath(f"{part}/details[last()]//span[@class='score']/text()")
    weighed = [str(sum_.text_content()) for sum_ in page.xpath(f"{part}//li[@class='sum']")]
    times = [int(found[1]) if (found := re.search(r"\((\d+) ×\)\s*$", sum_)) else 1 for sum_ in weighed]
    shown = sum(times) + sum(int(str(count).removesuffix(" ×")) for count in repeated)
    assert shown == len(list(read_dataset(built).merges))
    assert weighed
    assert repeated


def test_the_next_build_does_what_the_review_decided(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    related = next(merge for merge in read_dataset(built).merges if merge.decision == "related")
    line = {
        "subject": "publication",
        "first": related.publications[0],
        "second": related.publications[1],
        "within": None,
        "answer": "same",
        "relation": None,
        "by": "ana",
        "when": "2026-11-22T06:00:00Z",
        "why": None,
    }
    Path("decisions.jsonl").write_text(f"{json.dumps(line)}\n", encoding="utf8")
    assert len(read_decisions(Path("decisions.jsonl"))) == 1
    assert main(["build", str(INSTITUTE / "pages"), "--out", "dataset"]) == 0
    before = {publication.id for publication in read_dataset(built).publications}
    after = {publication.id for publication in read_dataset(Path("dataset")).publications}
    assert len(after) == len(before) - 1
    review = Review(Path("dataset"), Path("decisions.jsonl"), "ana")
    asked = review.next()
    assert asked is None or {item.value for item in asked.items} != set(related.publications)
