"""The page object that Scrapy people use gives what the reader gives."""

import asyncio

import pytest
from web_poet import HttpResponse

from profile_scraper.spiders.page import NoProfileError, SitePage

DIRECTORY = "https://mila.quebec/en/directory/"


def item(url: str, body: bytes) -> dict[str, object]:
    page = SitePage(HttpResponse(url, body=body, status=200, headers={"Content-Type": "text/html; charset=utf-8"}))
    return asyncio.run(page.to_item())


def test_a_profile_is_an_item(pages: dict[str, bytes]) -> None:
    target = next(target for target in sorted(pages) if target.startswith("/en/directory/") and "?" not in target)
    found = item(f"https://mila.quebec{target}", pages[target])
    assert (found["type"], found["slug"]) == ("profile", target.rsplit("/", 1)[1])


def test_a_page_that_is_no_profile_is_refused_with_its_title() -> None:
    with pytest.raises(NoProfileError, match="Just a moment"):
        item(f"{DIRECTORY}somebody", b"<html lang=en><title>Just a moment...</title><p>Checking</p></html>")
