"""A crawl from the start addresses alone: complete, each page once, archived, and what changed later."""

import json
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from testbed.faults import Faults
from testbed.generate import generate
from testbed.render import render
from testbed.server import serve
from tests.crawl.runs import archived, crawl, targets


@pytest.mark.slow
def test_every_page_is_found_and_fetched_once(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    with serve(pages) as site:
        crawl(site, tmp_path)
        asked = site.asked()
        captures, problems = archived(tmp_path)
    assert wanted <= asked.keys()
    assert sum(asked.values()) <= 1.02 * len(wanted)
    assert sorted(targets(site, captures)) == sorted(wanted)
    assert problems == []
    assert {capture.body for capture in captures} == {pages[target] for target in wanted}


@pytest.mark.slow
def test_five_hundred_people_in_two_languages(tmp_path: Path) -> None:
    pages = render(generate(people=500, seed=1))
    wanted = pages.keys() - {"/en", "/fr"}
    with serve(pages) as site:
        crawl(site, tmp_path)
        asked = site.asked()
    assert wanted <= asked.keys()
    assert sum(asked.values()) <= 1.02 * len(wanted)


@pytest.mark.slow
def test_addresses_in_other_forms_are_one_page(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    dirty = {
        target: body.replace(b'href="/en/directory/', b'href="https://www.mila.quebec/en/person/')
        .replace(b'href="/fr/annuaire/', b'href="http://mila.quebec/fr/annuaire/')
        .replace(b"?page=0%2C1", b"?locale=zh-cn&amp;page=0,1&amp;q=x")
        for target, body in pages.items()
    }
    with serve(dirty) as site:
        crawl(site, tmp_path)
        asked = site.asked()
    assert wanted <= asked.keys()
    assert sum(asked.values()) <= 1.02 * len(wanted)


@pytest.mark.slow
def test_the_feed_has_the_profiles_of_every_page(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    feed = tmp_path / "pages.jsonl"
    with serve(pages) as site:
        crawl(site, tmp_path, "-O", str(feed))
    items = [json.loads(line) for line in feed.read_text(encoding="utf8").splitlines()]
    profiles = {target for target in wanted if target.count("/") == 3}
    assert {item["source"]["url"].removeprefix("https://mila.quebec") for item in items} == profiles
    assert {item["type"] for item in items} == {"profile"}


@pytest.mark.slow
def test_a_language_that_is_only_guessed_at_is_no_loss_where_it_is_missing(
    tmp_path: Path, pages: dict[str, bytes]
) -> None:
    english = {target: body for target, body in pages.items() if target.startswith("/en")}
    english = {target: body.replace(b'hreflang="fr"', b'hreflang="de"') for target, body in english.items()}
    with serve(english) as site:
        site.unknown_is_home = False
        crawl(site, tmp_path)
    captures, problems = archived(tmp_path)
    fetched = [capture for capture in captures if capture.status == 200]
    assert sorted(targets(site, fetched)) == sorted(english.keys() - {"/en"})
    assert problems == []
    assert [capture.url for capture in captures if capture.status == 404] == [f"{site.url}/fr/annuaire"]


def test_a_limit_is_of_people(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve(pages) as site:
        crawl(site, tmp_path, "-a", "limit=3")
        asked = site.asked()
    assert len({target.split("?")[0].split("/")[-1] for target in asked if target.count("/") == 3}) == 3


@pytest.mark.slow
def test_an_unchanged_site_is_not_downloaded_again(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    with serve(pages) as site:
        crawl(site, tmp_path)
        first = sum(line.sent for line in site.log)
        site.log.clear()
        crawl(site, tmp_path)
        assert sum(line.sent for line in site.log) < 0.02 * first
        assert set(site.asked(304)) == wanted
    captures, problems = archived(tmp_path)
    assert problems == []
    assert sorted(targets(site, captures)) == sorted(wanted)
    assert {capture.body for capture in captures} == {pages[target] for target in wanted}
    for path in (tmp_path / "snapshot").glob("*.warc.gz"):
        with path.open("rb") as file:
            assert len([record.content_stream().read() for record in ArchiveIterator(file)]) > len(wanted)


@pytest.mark.slow
def test_a_changed_page_is_fetched_and_a_page_without_links_has_left(tmp_path: Path, pages: dict[str, bytes]) -> None:
    removed = next(target for target in pages if target.startswith("/en/directory/") and "?" not in target)
    slug = removed.rsplit("/", 1)[1].encode()
    with serve(pages) as site:
        crawl(site, tmp_path)
        changed = next(target for target in pages if target.startswith("/fr/annuaire/") and slug not in target.encode())
        site.pages[changed] = pages[changed].replace(b"</main>", b"<p>nouveau</p></main>")
        for target in [target for target in site.pages if slug in target.encode()]:
            del site.pages[target]
        for target, body in site.pages.items():
            site.pages[target] = body.replace(b"/" + slug, b"/")
        crawl(site, tmp_path)
    captures, problems = archived(tmp_path)
    found = dict(zip(targets(site, captures), captures, strict=True))
    assert removed not in found
    assert [problem.reason for problem in problems if problem.url == site.url + removed] == ["not-found"]
    assert b"nouveau" in next(one.body for one in captures if one.url == site.url + changed)


@pytest.mark.slow
def test_passing_faults_cost_nothing(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    with serve(pages, Faults(seed=1, rate=0.4)) as site:
        crawl(site, tmp_path)
    captures, problems = archived(tmp_path)
    assert problems == []
    assert sorted(targets(site, captures)) == sorted(wanted)


@pytest.mark.slow
def test_links_relative_to_a_base_element_are_followed(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    def relative(target: str, body: bytes) -> bytes:
        path = target.partition("?")[0].encode()
        body = body.replace(b'href="?', b'href="..' + path + b"?").replace(b'href="/', b'href="../')
        return body.replace(b"<head>", b'<head><base href="/base/x">', 1)

    based = {target: relative(target, body) for target, body in pages.items()}
    assert based != pages
    with serve(based) as site:
        crawl(site, tmp_path)
        assert wanted <= site.asked().keys()
