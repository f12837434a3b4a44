"""Doubt is said: a site's file that reads pages wrongly is called doubtful, and one that reads them right is not."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomlkit

from profile_scraper.archive import read_inputs
from profile_scraper.cli import main
from profile_scraper.learning.check import SiteCheck, check_site, fault_of
from profile_scraper.learning.confidence import DOUBTFUL
from profile_scraper.learning.observe import may_be_title
from profile_scraper.sites import load_site
from profile_scraper.sites.folders import VARIABLE, forget_sites, use_folder
from profile_scraper.structure.unread import unread_publications
from testbed.layouts.catalogue import LAYOUTS
from testbed.learned import SavedPage, learn
from tests.structure.pages import opened

RIVERS = Path(__file__).parent.parent / "fixtures" / "rivers" / "pages"
GOOD = ("alfolio", "definitions", "hugo", "spip")

Document = Any
"""A site's file as tomlkit reads it."""


def swapped(document: Document, kind: str, other: str) -> None:
    addresses = document["addresses"]
    first, second = addresses.pop(kind, None), addresses.pop(other, None)
    for name, value in ((kind, second), (other, first)):
        if value is not None:
            addresses[name] = value


def selected(document: Document, name: str, selector: str) -> None:
    *groups, key = name.split(".")
    table = document.setdefault("fields", tomlkit.table())
    for group in groups:
        table = table.setdefault(group, tomlkit.table())
    table[key] = selector


class Crippled(NamedTuple):
    """A way to spoil a site's file, and the check that has to notice."""

    change: Callable[[Document], None]
    field: str
    layouts: tuple[str, ...]


CRIPPLED: Mapping[str, Crippled] = {
    "people and lists swapped": Crippled(lambda file: swapped(file, "profile", "list"), "pages", GOOD),
    "people's pages as publications": Crippled(
        lambda file: swapped(file, "profile", "publications"), "pages", ("definitions", "hugo", "alfolio")
    ),
    "the whole list as one card": Crippled(lambda file: selected(file, "people.card", "body"), "people", ("spip",)),
    "the page as one publication": Crippled(
        lambda file: selected(file, "publications.card", "body"), "publications", ("definitions", "hugo", "alfolio")
    ),
    "every list item as a publication": Crippled(
        lambda file: selected(file, "publications.card", "li"), "publications", ("hugo",)
    ),
    "venues as titles": Crippled(
        lambda file: selected(file, "publications.title", ".periodical em"), "publications", ("alfolio",)
    ),
    "the page as the biography": Crippled(
        lambda file: selected(file, "biography", "body"), "biography", ("definitions", "hugo")
    ),
    "links as topics": Crippled(lambda file: selected(file, "topics", "a"), "topics", ("alfolio",)),
}


class Learned(NamedTuple):
    """A layout's pages and the file that was learned from them."""

    folder: Path
    name: str

    def check(self, change: Callable[[Document], None] | None = None) -> SiteCheck:
        """What ``sites check`` finds with the file, changed or not."""
        sites = self.folder / "sites"
        if change is not None:
            document = tomlkit.parse(sites.joinpath(self.name, "site.toml").read_text("utf8"))
            change(document)
            sites = self.folder / "crippled"
            sites.joinpath(self.name).mkdir(parents=True, exist_ok=True)
            sites.joinpath(self.name, "site.toml").write_text(tomlkit.dumps(document), "utf8")
        use_folder(sites)
        load_site.__globals__["_load"].cache_clear()
        forget_sites()
        return check_site(load_site(self.name), read_inputs([self.folder / "pages.warc.gz"]))


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Learned]:
    found = {}
    for name in GOOD:
        folder = tmp_path_factory.mktemp(name)
        learn([SavedPage(page.url, page.content, page.language) for page in LAYOUTS[name]().pages], name, folder)
        found[name] = Learned(folder, name)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("name", GOOD)
def test_a_layout_that_is_read_right_is_not_doubtful(name: str, learned: Mapping[str, Learned]) -> None:
    confidence = learned[name].check().confidence
    assert confidence.value >= DOUBTFUL
    assert confidence.failed_checks == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("crippled", "name"), [(title, name) for title, each in CRIPPLED.items() for name in each.layouts]
)
def test_a_crippled_file_is_doubtful(crippled: str, name: str, learned: Mapping[str, Learned]) -> None:
    confidence = learned[name].check(CRIPPLED[crippled].change).confidence
    assert confidence.value < DOUBTFUL
    assert CRIPPLED[crippled].field in {each.field for each in confidence.failed_checks}


@pytest.fixture
def rivers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    monkeypatch.setenv(VARIABLE, "")
    assert main(["sites", "new", "rivers", str(RIVERS), "--sites", str(tmp_path)]) == 0
    assert "doubtful" not in capsys.readouterr().out
    return tmp_path


def spoil(folder: Path, **selectors: str) -> None:
    path = folder / "rivers" / "site.toml"
    document = tomlkit.parse(path.read_text("utf8"))
    for name, selector in selectors.items():
        selected(document, name, selector)
    path.write_text(tomlkit.dumps(document), "utf8")
    forget_sites()
    load_site.__globals__["_load"].cache_clear()


def test_check_says_what_is_doubtful_and_what_to_correct(rivers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(rivers, biography="body")
    assert main(["sites", "check", "rivers", str(RIVERS), "--sites", str(rivers)]) == 1
    printed = capsys.readouterr().out
    assert "biographies hold other parts of the page; correct fields.biography" in printed
    assert ", doubtful; correct its site.toml" in printed


def test_build_repeats_the_doubt_on_stderr_and_in_the_manifest(
    rivers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(rivers, biography="body", email="span.mail")
    arguments = ["build", str(RIVERS), "--sites", str(rivers), "--site", "rivers", "--out", str(rivers / "dataset")]
    assert main(arguments) == 0
    printed = capsys.readouterr().err
    assert "rivers: doubtful, confidence 0" in printed
    assert "correct fields.biography" in printed
    assert "rivers: matched nothing on any page: fields.email: span.mail" in printed
    [site] = json.loads((rivers / "dataset" / "manifest.json").read_text("utf8"))["site_confidence"]
    assert site["doubtful"] is True
    assert "values-parts" in {each["check"] for each in site["failed_checks"]}
    assert "fields.email: span.mail" in site["unmatched_selectors"]


def test_build_of_a_good_site_says_nothing(rivers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["build", str(RIVERS), "--sites", str(rivers), "--site", "rivers", "--out", str(rivers / "dataset")]
    assert main(arguments) == 0
    assert capsys.readouterr().err == ""
    [site] = json.loads((rivers / "dataset" / "manifest.json").read_text("utf8"))["site_confidence"]
    assert (site["doubtful"], site["failed_checks"], site["unmatched_selectors"]) == (False, [], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Patient clocks for slow northern rivers", True),
        ("Proceedings without end: a history of river courts", True),
        ("Advances and retreats of the northern ice", True),
        ("Publications", False),
        ("Proceedings of the Northern Workshop on Ice", False),
        ("In Journal of Slow Water Studies", False),
        ("{Patient} clocks for slow northern rivers}", False),
        (", and the rest of a line of authors", False),
        ("Patient clocks for slow rivers, River Letters, 2021", False),
    ],
)
def test_what_may_be_a_title(text: str, *, expected: bool) -> None:
    assert may_be_title(text) is expected


def test_dated_lines_below_a_heading_of_publications_are_publications() -> None:
    body = (
        "<h2>Publications</h2><h3>selected publications</h3><h3>Academic Article</h3>"
        "<ul><li>A decade of moss on one wall. Walls. 2022</li><li>Le mur et la mousse. Pierres. 2017</li></ul>"
        "<p>See the wall.</p><h2>Teaching</h2><ul><li>Mosses of walls for beginners, since 2016</li></ul>"
    )
    page = opened(body)
    assert unread_publications(page.lines) == 2
    for line in page.lines:
        line.in_item = line.element.tag == "li"
    assert unread_publications(page.lines) == 0


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("roles", "Directrice", None),
        ("roles", "Supervisor", None),
        ("roles", "Publications", "heading"),
        ("topics", "Directrice", "heading"),
        ("topics", "River ice", None),
        ("name", "Publications", "no-name"),
    ],
)
def test_what_looks_wrong(field: str, value: str, fault: str | None) -> None:
    assert fault_of(field, value) == fault
