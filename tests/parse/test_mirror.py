"""A mirror gives the same record as the site: addresses on a page are those of the address it calls its own."""

import pytest

from profile_scraper.parse import read_page
from profile_scraper.records.page import Capture, ProfilePage

BODY = b"""<html lang="en"><head><title>Ada Lindqvist | Mila</title>
<link rel="canonical" href="https://mila.quebec/en/directory/ada-lindqvist"></head>
<body><article class="node node--type-member node--view-mode-full">
<img src="/sites/default/files/ada.jpg" alt="Portrait of Ada Lindqvist"><h1>Ada Lindqvist</h1>
<div class="field-name-field-taxonomy-reference1"><div class="field-item">Affiliate Member</div></div>
</article></body></html>"""


@pytest.mark.parametrize("host", ["https://mila.quebec", "http://127.0.0.1:8123"])
def test_the_host_that_was_asked_leaves_no_trace(host: str) -> None:
    address = f"{host}/en/directory/ada-lindqvist"
    page = read_page(Capture(address, address, BODY, "html", None, 200, None, "", "mila"))
    assert isinstance(page, ProfilePage)
    assert page.portrait is not None
    assert page.portrait.url == "https://mila.quebec/sites/default/files/ada.jpg"
    assert page.source.url == "https://mila.quebec/en/directory/ada-lindqvist"
