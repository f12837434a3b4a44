"""Pages of a site without class names: the site is told before the page is read, whatever tells it."""

from pathlib import Path

import pytest

from profile_scraper.parse import fingerprint, read_page
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import load_site, read_address
from profile_scraper.sites.folders import VARIABLE, forget_sites
from tests.parse.captures import capture

SITE = """
title = "Snow Institute"
base_url = "https://snow.example"
words = ["Snow Institute of the North"]
[addresses]
profile = {en = "/people/{slug}/"}
"""
PAGE = b"""<html lang="en"><head><title>Ada Lind | Snow Institute of the North</title></head><body><h1>Ada Lind</h1>
<p>Professor</p><h2>Biography</h2><p>Ada Lind measures the snow of the northern valleys with cameras that she builds
from old bicycles.</p></body></html>"""


def use_site(name: str, text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the file of a site, and look for sites in that folder."""
    (folder / name).mkdir()
    (folder / name / "site.toml").write_text(text, encoding="utf8")
    monkeypatch.setenv(VARIABLE, str(folder))
    forget_sites()


@pytest.fixture
def _own_sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_site("snow", SITE, tmp_path, monkeypatch)


@pytest.mark.usefixtures("_own_sites")
def test_a_page_without_an_address_is_read_by_the_site_that_its_words_name() -> None:
    record = read_page(capture(PAGE, url=None))
    assert isinstance(record, ProfilePage)
    assert (record.site, record.name) == ("snow", "Ada Lind")


@pytest.mark.usefixtures("_own_sites")
def test_a_page_of_a_site_without_class_names_has_no_fingerprint() -> None:
    assert fingerprint(capture(PAGE, url=None)) is None


NUMBERED = """
title = "Snow Institute"
base_url = "https://snow.example"
[addresses]
profile = {en = "/spip.php?article{slug}&lang=en", fr = "/spip.php?article{slug}&lang=fr"}
"""


def test_a_parameters_name_can_hold_the_slug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_site("numbers", NUMBERED, tmp_path, monkeypatch)
    record = read_page(capture(PAGE, url="https://snow.example/spip.php?article12&lang=en"))
    assert isinstance(record, ProfilePage)
    assert (record.slug, record.source.language, record.name) == ("12", "en", "Ada Lind")


SELECTORS = """
[fields]
phone = "td.number"
office = "td.place"
role = "b.job"
team = "i.team"
department = "i.unit"
period = "i.when"
"""
CONTACTS = b"""<html lang="en"><head><title>Ada Lind | Snow Institute of the North</title></head><body><h1>Ada Lind</h1>
<p><b class="job">Snow surveyor</b> <i class="unit">Cold rooms</i> <i class="team">Sledges</i>
<i class="when">May 2019 - June 2021</i></p>
<table><tr><td class="number">514 555-0199</td><td class="place">Barn 3</td></tr></table>
<h2>Biography</h2><p>Ada Lind measures the snow of the northern valleys with cameras that she builds from old
bicycles.</p></body></html>"""


def test_selectors_give_telephone_office_and_the_parts_of_a_position(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_site("snow", SITE + SELECTORS, tmp_path, monkeypatch)
    record = read_page(capture(CONTACTS, url="https://snow.example/people/ada-lind/"))
    assert isinstance(record, ProfilePage)
    assert (record.phone, record.office) == ("514 555-0199", "Barn 3")
    [role] = record.roles
    assert (role.title, role.department, role.team) == ("Snow surveyor", "Cold rooms", "Sledges")
    assert (role.start, role.end) == ("2019-05", "2021-06")
    assert record.extraction_methods["phone"] == "selector"


@pytest.mark.parametrize(
    ("line", "title"),
    [("XZ MPE", "XZ MPE"), ("Quvrelleur", "Quvrelleur"), ("ada@snow.example", None), ("Biography", None), ("12", None)],
)
def test_a_role_of_unknown_words_is_kept_where_a_selector_tells_it(
    line: str, title: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_site("snow", f'{SITE}[fields]\nroles = "p.job"\n', tmp_path, monkeypatch)
    body = PAGE.replace(b"<p>Professor</p>", f'<p class="job">{line}</p>'.encode())
    record = read_page(capture(body, url="https://snow.example/people/ada-lind/"))
    assert isinstance(record, ProfilePage)
    assert [(role.kind, role.title) for role in record.roles] == ([("other", title)] if title else [])


@pytest.mark.usefixtures("_own_sites")
def test_the_second_pager_of_a_persons_page_is_told_by_its_address() -> None:
    site = load_site("snow")
    first, second = (f"https://snow.example/people/ada/?page={page}" for page in ("3", "0%2C2"))
    assert (read_address(site, first).page, read_address(site, first).url) == (3, first)
    assert (read_address(site, second).page, read_address(site, second).url) == (2, second)
    assert read_address(site, second).first_page == "https://snow.example/people/ada/"
