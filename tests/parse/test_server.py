"""Forms of a page's server: scheme, host, port, status."""

import pytest

from profile_scraper.parse import read_page
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import read_address, site_of
from tests.parse.captures import ADDRESS, MILA, capture, header, page

PATH = "/en/directory/ada-lindqvist"


@pytest.mark.parametrize(
    "server",
    [
        "http://mila.quebec",
        "http://www.mila.quebec",
        "https://MILA.QUEBEC:443",
        "https://mila.quebec.",
        "http://www.mila.quebec:80",
    ],
)
def test_a_page_has_the_server_of_the_site(server: str) -> None:
    assert site_of(server + PATH) is not None
    picture = '<img src="/a.jpg" alt="Portrait of Ada Lindqvist">'
    read = read_page(capture(page(picture + header("Full Professor, UdeM")), server + PATH))
    assert isinstance(read, ProfilePage)
    assert read.source.url == ADDRESS
    assert read.portrait is not None
    assert read.portrait.url == "https://mila.quebec/a.jpg"


@pytest.mark.parametrize("server", ["http://127.0.0.1:8000", "https://mila.quebec:8443", "https://archive.mila.quebec"])
def test_another_server_stays_another(server: str) -> None:
    assert read_address(MILA, server + PATH).url == server + PATH


@pytest.mark.parametrize(("status", "warnings"), [(200, 0), (203, 0), (404, 1), (410, 1), (500, 1)])
def test_a_profile_with_the_status_of_an_error_is_read_and_said(status: int, warnings: int) -> None:
    read = read_page(capture(page(header("Full Professor, UdeM")))._replace(status=status))
    assert isinstance(read, ProfilePage)
    assert [str(status) in each.detail for each in read.warnings] == [True] * warnings
