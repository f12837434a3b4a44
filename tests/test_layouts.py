"""The layouts keep their word: same bytes each time, pages that parse, and a truth that stands on the pages."""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote, urljoin

import pytest
from lxml import html

from profile_scraper.records.base import LANGUAGES
from testbed.layouts.catalogue import LAYOUTS
from testbed.layouts.site import Page, Site

EVALUATE = Path(__file__).resolve().parents[2] / "shared" / "sites" / "evaluate.py"
each_layout = pytest.mark.parametrize("name", LAYOUTS)


@cache
def site(name: str) -> Site:
    return LAYOUTS[name]()


def parsed(page: Page) -> html.HtmlElement:
    return html.document_fromstring(page.content, parser=html.HTMLParser(encoding=page.encoding))


tree = cache(parsed)


def nodes(element: html.HtmlElement, path: str) -> list[Any]:
    return cast("list[Any]", element.xpath(path))


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("’", "'").split())


@cache
def visible(page: Page) -> str:
    """The text of a page without scripts and hidden BibTeX."""
    copy = parsed(page)
    for hidden in nodes(copy, "//head | //script | //style | //noscript | //*[@class='bibtex hidden']"):
        hidden.drop_tree()
    for end in nodes(copy, "//br | //p | //li | //dt | //dd | //td | //th | //div | //h1 | //h2 | //h3 | //h4"):
        end.tail = f" {end.tail or ''}"
    return plain(cast("str", copy.xpath("string()")))


@cache
def addresses(name: str) -> frozenset[str]:
    """Every address on the pages, made absolute; of a ``srcset`` each one."""
    found: set[str] = set()
    for page in site(name).pages:
        base = cast("str", tree(page).xpath("string(//base/@href)")) or page.url
        values = nodes(tree(page), "//@href | //@src | //@data-src | //@data-lazy-src | //@content")
        for sources in nodes(tree(page), "//@srcset | //@data-srcset"):
            values += [source.split()[0] for source in sources.split(",") if source.strip()]
        found.update(unquote(urljoin(base, value.strip())) for value in values)
    return frozenset(found)


def own_pages(name: str, entry: dict[str, Any]) -> list[Page]:
    """The pages of a person: those of their address with pagers, those below it, or the page that prints them."""
    found = []
    for url in (*entry["url"].values(), *entry.get("page", {}).values()):
        starts = (f"{url}?", url if url and url.endswith("/") else f"{url}?")
        found += [page for page in site(name).pages if page.url == url or page.url.startswith(starts)]
    return found


def printed(pages: list[Page], text: str, languages: tuple[str, ...] = LANGUAGES) -> bool:
    return any(plain(text) in visible(page) for page in pages if page.language in languages)


def texts(entry: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Each text of a person with the languages whose pages print it, and forms of which one must stand there."""
    yield LANGUAGES, [entry["name"], *entry.get("name_also", [])]
    for role in entry["roles"]:
        for language, title in role["title"].items():
            yield (language,), [title, *role.get("title_also", [])]
        for field in ("organization", "department"):
            yield from ((LANGUAGES, [text]) for text in (role[field], *role.get(f"{field}_also", [])))
    for topic in entry["topics"]:
        yield from (((language,), [text]) for language, text in topic.items())
    for language, biography in entry["biography"].items():
        yield from (((language,), [paragraph]) for paragraph in (biography or "").split("\n\n"))
    yield from ((LANGUAGES, [person]) for person in (*entry["students"], *entry["supervisors"]))


def publications(name: str) -> Iterator[dict[str, Any]]:
    for entry in site(name).people:
        yield from entry["publications"]
    yield from site(name).publications


@each_layout
def test_a_layout_is_written_the_same_each_time(name: str, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        LAYOUTS[name]().write(tmp_path / folder)
    one, two = (
        {path.relative_to(tmp_path / folder): path.read_bytes() for path in (tmp_path / folder).rglob("*.*")}
        for folder in ("one", "two")
    )
    assert one == two
    listing = [json.loads(line) for line in one[Path("pages.jsonl")].decode().splitlines()]
    assert {Path(line["file"]) for line in listing} == set(one) - {Path("pages.jsonl"), Path("truth.json")}
    assert json.loads(one[Path("truth.json")])["people"]


@each_layout
def test_every_page_has_its_own_address_and_file(name: str) -> None:
    pages = site(name).pages
    assert len({page.url for page in pages}) == len({page.file for page in pages}) == len(pages)
    assert {page.language for page in pages} == set(LANGUAGES)


@each_layout
def test_every_page_parses_as_html_with_a_title_and_a_body(name: str) -> None:
    for page in site(name).pages:
        assert tree(page).findtext("head/title"), page.file
        assert len(plain(cast("str", tree(page).xpath("string()")))) > 200, page.file


@each_layout
def test_every_text_about_a_person_stands_on_a_page_of_theirs(name: str) -> None:
    for entry in site(name).people:
        pages = own_pages(name, entry)
        for languages, forms in texts(entry):
            assert not forms[0] or any(printed(pages, form, languages) for form in forms), (entry["name"], forms)


@each_layout
def test_every_work_stands_on_a_page_of_its_person(name: str) -> None:
    for entry in site(name).people:
        pages = own_pages(name, entry)
        for publication in entry["publications"]:
            for text in (
                publication["title"],
                *(publication["authors"] or ()),
                publication["venue"],
                publication["issued"],
            ):
                assert text is None or printed(pages, text), (entry["name"], publication["title"], text)


@each_layout
def test_the_works_of_a_person_are_in_printed_order(name: str) -> None:
    for entry in site(name).people:
        pages = own_pages(name, entry)
        first = [page for page in pages if page.language == pages[0].language]
        text = " ".join(visible(page) for page in first)
        start = max(0, text.find(plain(entry["name"])))
        positions = [text.find(plain(publication["title"]), start) for publication in entry["publications"]]
        assert positions == sorted(positions), entry["name"]


@each_layout
def test_every_address_of_the_truth_is_on_a_page(name: str) -> None:
    pages = {page.url for page in site(name).pages}
    for entry in site(name).people:
        assert set(entry["url"].values()) - {None} <= pages
        assert set(entry.get("page", {}).values()) <= pages
        for address in (entry["portrait"], *entry["links"].values()):
            assert address is None or unquote(address) in addresses(name), (entry["name"], address)
    for publication in publications(name):
        assert publication["url"] is None or unquote(publication["url"]) in addresses(name), publication["title"]


@each_layout
def test_every_email_of_the_truth_is_on_a_page(name: str) -> None:
    shown = " ".join((*addresses(name), *(visible(page) for page in site(name).pages)))
    joined = re.sub(r"\s*[\[(](?:at|à|arobase)[\])]\s*", "@", shown)
    for entry in site(name).people:
        assert entry["email"] is None or entry["email"] in joined, entry["name"]


@pytest.mark.shared
@each_layout
def test_a_dataset_of_just_the_truth_scores_full_marks(name: str, tmp_path: Path) -> None:
    site(name).write(tmp_path / "site")
    by_title: dict[str, dict[str, Any]] = {}
    profiles = []
    for number, publication in enumerate(publications(name)):
        by_title.setdefault(publication["title"], publication | {"id": f"w{number}"})
    for entry in site(name).people:
        own = [by_title[publication["title"]]["id"] for publication in entry["publications"]]
        profiles.append(entry | {"url": entry.get("page", entry["url"]), "publications": own})
    for file, records in (("profiles.jsonl", profiles), ("publications.jsonl", list(by_title.values()))):
        (tmp_path / file).write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf8")
    command = [sys.executable, str(EVALUATE), str(tmp_path), str(tmp_path / "site")]
    result = subprocess.run(command, capture_output=True, encoding="utf8", check=True)
    assert result.stdout.endswith("SCORE 100.00\n"), result.stdout


@each_layout
def test_nobody_of_the_truth_is_among_what_is_no_person(name: str) -> None:
    people = {entry["name"] for entry in site(name).people}
    assert 1 <= len(people) <= 14
    assert people.isdisjoint(site(name).not_people)
    assert {publication["title"] for publication in publications(name)}.isdisjoint(site(name).not_publications)
