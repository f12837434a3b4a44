"""Crawls that follow each other: one at a time, what left, what could not be had, what is hard to believe."""

import subprocess
import sys
from pathlib import Path

import pytest

from testbed import faults
from testbed.faults import Faults
from testbed.server import serve
from tests.crawl.runs import FAST, PROJECT, archived, command, crawl, targets


@pytest.mark.slow
def test_two_crawls_never_write_the_same_place(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve(pages) as site:
        first = subprocess.Popen(
            command(site, tmp_path, settings={"DOWNLOAD_DELAY": "1"}), cwd=PROJECT, stderr=subprocess.DEVNULL
        )
        while not list((tmp_path / "snapshot").glob("*.open")):
            assert first.poll() is None
        second = subprocess.run(command(site, tmp_path), cwd=PROJECT, check=False, capture_output=True, text=True)
        first.kill()
        first.wait()
    assert second.returncode != 0
    assert "another crawl is writing" in second.stderr


@pytest.mark.slow
def test_a_page_that_cannot_be_had_keeps_its_last_good_copy_and_what_it_links_to(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    several = sorted(target.partition("?")[0] for target in pages if target.endswith("%2C1"))
    lost, challenged = several[:2]
    with serve(pages) as site:
        crawl(site, tmp_path)
        site.log.clear()
        site.faults.lasting |= {lost: faults.RESET, challenged: faults.CHALLENGE}
        crawl(site, tmp_path, settings={**FAST, "RETRY_TIMES": "0"})
        assert set(site.asked()) >= wanted
    captures, problems = archived(tmp_path)
    assert [(problem.url, problem.reason) for problem in problems] == [(site.url + lost, "unreachable")]
    for target in (lost, challenged):
        assert pages[target] in {capture.body for capture in captures if capture.url == site.url + target}
    assert sorted(set(targets(site, captures))) == sorted(wanted)


@pytest.mark.slow
@pytest.mark.parametrize("is_robots", [True, False])
def test_a_site_that_is_down_changes_nothing_and_leaves_no_note(
    tmp_path: Path, pages: dict[str, bytes], *, is_robots: bool
) -> None:
    settings = {**FAST, "RETRY_TIMES": "0"}
    with serve(pages) as site:
        crawl(site, tmp_path, "-a", "limit=1", settings=settings)
        site.faults = Faults(robots=faults.RESET if is_robots else None, lasting=dict.fromkeys(pages, faults.BROKEN))
        log = crawl(site, tmp_path, "-a", "limit=1", settings=settings)
        assert list((tmp_path / "snapshot").glob("*.open"))
        assert "the site is down: " in log
        site.faults = Faults()
        crawl(site, tmp_path, "-a", "limit=1", settings=settings)
    assert not list((tmp_path / "snapshot").glob("*.open"))
    assert archived(tmp_path)[1] == []


@pytest.mark.slow
def test_a_crawl_of_a_site_that_is_down_says_so_with_status_2(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve(pages) as site:
        site.faults = Faults(robots=faults.RESET)
        program = Path(sys.executable).with_name("profile-scraper")
        words = [str(program), "crawl", "mila", "--base-url", site.url, "--out", str(tmp_path)]
        settings = [word for name, value in FAST.items() for word in ("-s", f"{name}={value}")]
        done = subprocess.run([*words, *settings], cwd=PROJECT, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "the site is down: robots.txt could not be asked for" in done.stderr
    assert not (tmp_path / "dataset").exists()


@pytest.mark.slow
def test_half_a_directory_is_not_believed(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    with serve(pages) as site:
        crawl(site, tmp_path)
        people = [target for target in wanted if target.startswith("/en/directory/") and "?" not in target]
        for target in sorted(people)[: len(people) // 2]:
            slug = target.rsplit("/", 1)[1].encode()
            site.pages = {path: body.replace(b"/" + slug + b'"', b'/"') for path, body in site.pages.items()}
        log = crawl(site, tmp_path)
    assert "people (en)" in log
    _, problems = archived(tmp_path)
    assert problems == []


@pytest.mark.slow
def test_without_validators_a_sitemap_tells_what_changed(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    same, changed = sorted(target for target in wanted if target.count("/") == 3 and "?" not in target)[:2]
    sitemap = "".join(
        f"<url><loc>https://mila.quebec{target}</loc><lastmod>{date}</lastmod></url>"
        for target, date in ((same, "2020-01-01"), (changed, "2099-01-01"))
    )
    with serve(pages) as site:
        site.validators = False
        site.robots = b"User-agent: *\nDisallow: /admin/\nSitemap: https://mila.quebec/sitemap.xml\n"
        site.pages["/sitemap.xml"] = (
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{sitemap}</urlset>'.encode()
        )
        crawl(site, tmp_path)
        site.log.clear()
        crawl(site, tmp_path)
        asked = site.asked()
    assert same not in asked
    assert changed in asked
    captures, problems = archived(tmp_path)
    assert problems == []
    assert set(targets(site, captures)) == wanted


@pytest.mark.slow
def test_the_command_crawls_and_says_what_it_did(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve(pages, Faults()) as site:
        program = Path(sys.executable).with_name("profile-scraper")
        words = [str(program), "crawl", "mila", "--base-url", site.url, "--out", str(tmp_path)]
        settings = [word for name, value in FAST.items() for word in ("-s", f"{name}={value}")]
        done = subprocess.run([*words, *settings], cwd=PROJECT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [line for line in done.stderr.splitlines() if "CONTACT is not set" not in line] == []
    assert "30 profiles" in done.stdout.splitlines()[-1]
    assert (tmp_path / "crawl.log").read_text(encoding="utf8").count("Spider opened") == 1
