"""Which address, language and page a record is of, and what a crawl can go on with."""

from urllib.parse import urljoin, urlsplit

import pytest

from profile_scraper.parse import fingerprint, read_capture, read_page
from profile_scraper.records.page import DirectoryPage, ProfilePage
from testbed.generate import generate
from testbed.mutate import mutate
from testbed.render import render
from tests.parse.captures import ADDRESS, MILA, capture, header, page, profile, publications, student

LINE = header("Full Professor, UdeM")
CANONICAL = '<link rel="canonical" href="{}">'
ALTERNATE = '<link rel="alternate" hreflang="{}" href="{}">'


@pytest.mark.parametrize(
    ("fetched", "canonical", "url", "number"),
    [
        (ADDRESS, None, ADDRESS, 0),
        (ADDRESS + "/?locale=zh-cn&q=x", None, ADDRESS, 0),
        (ADDRESS + "?page=0,2", ADDRESS, ADDRESS + "?page=0%2C2", 2),
        (ADDRESS + "?page=0%2C0", ADDRESS, ADDRESS, 0),
        ("http://127.0.0.1:8000/en/directory/ada-lindqvist", ADDRESS, ADDRESS, 0),
        ("https://mila.quebec/en/ada-lindqvist", None, ADDRESS, 0),
        ("https://mila.quebec/en/person/ada-lindqvist/", None, ADDRESS, 0),
        (ADDRESS, "https://mila.quebec/en", ADDRESS, 0),
        (ADDRESS, "https://evil.example/en/directory/x", ADDRESS, 0),
        (None, ADDRESS + "?page=0%2C1", ADDRESS + "?page=0%2C1", 1),
    ],
)
def test_address(fetched: str | None, canonical: str | None, url: str, number: int) -> None:
    body = page(LINE, head=CANONICAL.format(canonical) if canonical else "")
    record = read_page(capture(body, fetched), MILA)
    assert isinstance(record, ProfilePage)
    assert (record.source.url, record.slug, record.page) == (url, "ada-lindqvist", number)


def test_a_saved_page_without_an_address_is_named_by_its_path() -> None:
    record = read_page(capture(page(LINE), None))
    assert isinstance(record, ProfilePage)
    assert (record.source.url, record.slug) == ("folder/page.html", None)


def test_the_address_says_the_language() -> None:
    french = "https://mila.quebec/fr/annuaire/ada-lindqvist"
    assert profile(page(LINE, language=""), french).source.language == "fr"
    assert (
        profile(page("<h2>Biographie</h2><p>Elle étudie.</p>" + LINE, language="fr-CA"), None).source.language == "fr"
    )


def test_a_page_in_the_other_language_is_said_to_contradict_its_address() -> None:
    content = f'{LINE}<h2>Biography</h2><div class="field-name-body"><p>Ada studies tides.</p></div>'
    record = profile(page(content, language="en"), "https://mila.quebec/fr/annuaire/ada-lindqvist")
    assert record.source.language == "en"
    assert [warning.reason for warning in record.warnings] == ["contradiction"]


def test_alternates() -> None:
    head = ALTERNATE.format("fr-CA", "/fr/annuaire/ada-lindqvist/") + ALTERNATE.format("en", ADDRESS)
    assert profile(page(LINE, head=head)).alternates == {"fr": "https://mila.quebec/fr/annuaire/ada-lindqvist"}
    assert profile(page(LINE, head=ALTERNATE.format("fr", "https://mila.quebec/fr"))).alternates == {}


def test_what_a_crawl_goes_on_with() -> None:
    pager = '<nav class="pager"><a href="?page=0%2C1">2</a><a href="?page=0%2C1">Next</a></nav>'
    item = '<h3>Tides</h3><p><a href="/en/directory/bo-y">Bo Ygrain</a></p>'
    content = (
        LINE + "<h2>Current Students</h2>" + student('<a href="/en/directory/cy-v">Cy Vant</a>') + publications(item)
    )
    head = ALTERNATE.format("fr", "/fr/annuaire/ada-lindqvist")
    reading = read_capture(capture(page(content + pager, head=head)))
    assert sorted(reading.people) == ["https://mila.quebec/en/directory/bo-y", "https://mila.quebec/en/directory/cy-v"]
    assert reading.pages == [ADDRESS + "?page=0%2C1"]
    assert reading.alternates == {"fr": "https://mila.quebec/fr/annuaire/ada-lindqvist"}


@pytest.mark.parametrize("base", ["/en/", "https://mila.quebec/en/", "https://www.mila.quebec/en/"])
def test_relative_links_are_resolved_against_the_base_element(base: str) -> None:
    content = LINE + "<h2>Current Students</h2>" + student('<a href="directory/cy-v">Cy Vant</a>')
    head = f'<base target="_top"><base href="{base}"><base href="/x/">' + ALTERNATE.format("fr", "../fr/annuaire/ada-l")
    reading = read_capture(capture(page(content, head=head)))
    assert isinstance(reading.record, ProfilePage)
    assert [one.profile for one in reading.record.students] == ["mila/cy-v"]
    assert reading.people == [urljoin(ADDRESS, base) + "directory/cy-v"]
    assert [urlsplit(url).path for url in reading.alternates.values()] == ["/fr/annuaire/ada-l"]


def test_portraits_and_entries_are_resolved_against_the_base_element() -> None:
    portrait = '<img src="faces/ada.jpg" alt="Portrait of Ada Lindqvist">'
    item = '<h3><a href="papers/tides">Tides</a></h3><p>Bo Ygrain</p>'
    plain, based = (
        profile(page(portrait + LINE + publications(item), head=head)) for head in ("", '<base href="/files/">')
    )
    assert plain.portrait
    assert based.portrait
    assert based.portrait.url == "https://mila.quebec/files/faces/ada.jpg"
    assert based.publications[0].url == "https://mila.quebec/files/papers/tides"
    assert plain.publications[0].url == "https://mila.quebec/en/directory/papers/tides"


@pytest.mark.parametrize("href", ["/en/directory/cy-v", "directory/cy-v"])
def test_a_base_element_of_another_host_names_no_profile_of_the_site(href: str) -> None:
    content = LINE + "<h2>Current Students</h2>" + student(f'<a href="{href}">Cy Vant</a>')
    reading = read_capture(capture(page(content, head='<base href="https://elsewhere.example/en/">')))
    assert isinstance(reading.record, ProfilePage)
    assert [(one.name, one.profile) for one in reading.record.students] == [("Cy Vant", None)]
    assert reading.people == []


@pytest.mark.parametrize("base", ["", "javascript:0", "data:text/html,x", "http://["])
def test_a_base_element_that_is_no_address_is_ignored(base: str) -> None:
    content = LINE + "<h2>Current Students</h2>" + student('<a href="cy-v">Cy Vant</a>')
    reading = read_capture(capture(page(content, head=f'<base href="{base}">')))
    assert reading.people == ["https://mila.quebec/en/directory/cy-v"]


def test_a_directory_in_another_markup() -> None:
    items = (
        '<li><a href="/en/directory/bo-y"><img alt=""></a><h3><a href="/en/directory/bo-y">Bo Ygrain</a></h3>PhD</li>'
    )
    body = f'<html lang="en"><main><h1>Directory</h1><ul>{items}</ul><a href="?page=1">More</a></main>'
    reading = read_capture(capture(body, "https://mila.quebec/en/directory"))
    assert isinstance(reading.record, DirectoryPage)
    assert [person.model_dump() for person in reading.record.people] == [{"name": "Bo Ygrain", "profile": "mila/bo-y"}]
    assert reading.pages == ["https://mila.quebec/en/directory?page=1"]


def test_identifiers_come_from_links_alone() -> None:
    item = (
        '<h3><a href="https://arxiv.org/abs/2401.01234v2">Tides</a></h3><p>Bo Ygrain</p>'
        '<a href="https://doi.org/10.59999/ABC.1?x=1">DOI</a>'
    )
    entry = profile(page(LINE + publications(item))).publications[0]
    assert (entry.arxiv, entry.doi, entry.url) == ("2401.01234", "10.59999/abc.1", "https://arxiv.org/abs/2401.01234v2")
    assert (entry.issued, entry.venue) == (None, None)


def test_one_layout_has_one_fingerprint() -> None:
    pages = {
        target: body for target, body in render(generate(people=40, seed=2)).items() if target.startswith("/en/dir")
    }
    seen: dict[str, set[str]] = {}
    for target, body in pages.items():
        for part, digest in (fingerprint(capture(body, "https://mila.quebec" + target)) or {}).items():
            seen.setdefault(f"{part} {'?' in target or target.count('/') > 2}", set()).add(digest)
    assert {part: len(digests) for part, digests in seen.items() if len(digests) > 1} == {}
    target, body = next((target, body) for target, body in pages.items() if b"node--type-publication" in body)
    for change in ("sections-wrapped", "classes-renamed", "headings-h3"):
        other = fingerprint(capture(mutate(body, [change]), "https://mila.quebec" + target))
        assert other != fingerprint(capture(body, "https://mila.quebec" + target))


def test_no_page_has_no_fingerprint() -> None:
    assert fingerprint(capture("")) is None
    assert fingerprint(capture("text", media="text")) is None


@pytest.mark.parametrize(
    ("line", "issued", "venue"),
    [
        ("2024-05-17", "2024-05-17", None),
        ("(2024)", "2024", None),
        ("Journal of Tides, 2023", "2023", "Journal of Tides"),
    ],
)
def test_date_and_venue_only_where_they_are_printed(line: str, issued: str, venue: str | None) -> None:
    entry = profile(page(LINE + publications(f"<h3>Tides</h3><p>Bo Ygrain</p><p>{line}</p>"))).publications[0]
    assert (entry.issued, entry.venue, [author.name for author in entry.authors]) == (issued, venue, ["Bo Ygrain"])
