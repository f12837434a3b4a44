"""Small pages made by hand, and how they are read."""

import hashlib
from html import escape

from profile_scraper.parse import read_page
from profile_scraper.records.page import Capture, Entry, Media, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import load_site

MILA = load_site("mila")
ADDRESS = "https://mila.quebec/en/directory/ada-lindqvist"


def capture(
    body: bytes | str,
    url: str | None = ADDRESS,
    *,
    media: Media = "html",
    charset: str | None = None,
    retrieved: str | None = None,
    site: str | None = None,
) -> Capture:
    data = body.encode() if isinstance(body, str) else body
    digest = hashlib.sha256(data).hexdigest()
    return Capture(url or "folder/page.html", url, data, media, charset, None, retrieved, digest, site)


def page(content: str, *, head: str = "", language: str = "en", name: str = "Ada Lindqvist") -> str:
    """A profile in the reported markup around some content."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><title>{name} | Mila</title>{head}</head><body>'
        '<nav><ul><li><a href="/en/x">Publications</a></li></ul></nav><main>'
        '<article class="node node--type-member node--view-mode-full">'
        f"<h1>{name}</h1>{content}</article></main><footer><h2>Newsletter</h2></footer></body></html>"
    )


def header(*lines: str) -> str:
    items = "".join(f'<div class="field-item">{escape(line)}</div>' for line in lines)
    return f'<div class="field-name-field-text4"><div class="field-items">{items}</div></div>'


def publications(*items: str) -> str:
    articles = (
        f'<article class="node node--type-publication node--view-mode-teaser">{item}</article>' for item in items
    )
    return f"<h2>Publications</h2>{''.join(articles)}"


def student(*lines: str) -> str:
    return f'<article class="node node--type-member node--view-mode-teaser">{"".join(lines)}</article>'


def profile(
    body: bytes | str, url: str | None = ADDRESS, *, retrieved: str | None = None, charset: str | None = None
) -> ProfilePage:
    record = read_page(capture(body, url, retrieved=retrieved, charset=charset))
    assert isinstance(record, ProfilePage), record
    return record


def rejection(body: bytes | str, url: str | None = ADDRESS, media: Media = "html") -> Problem:
    record = read_page(capture(body, url, media=media), MILA)
    assert isinstance(record, Problem), record
    return record


def text_profile(text: str) -> ProfilePage:
    record = read_page(capture(text, None, media="text"), MILA)
    assert isinstance(record, ProfilePage), record
    return record


def entry(item: str, *others: str) -> Entry:
    """The first entry of a page with these list items."""
    return profile(page(publications(item, *others))).publications[0]
