"""What the site asks for is done: robots.txt, waiting, being left alone; and who asks is said."""

import subprocess
from itertools import pairwise
from pathlib import Path

import pytest

from testbed import faults
from testbed.faults import Faults
from testbed.server import serve
from tests.crawl.runs import FAST, PROJECT, archived, command, crawl, targets


@pytest.mark.slow
def test_what_robots_txt_forbids_is_not_asked_for(tmp_path: Path, pages: dict[str, bytes]) -> None:
    forbidden = next(target for target in sorted(pages) if target.startswith("/fr/annuaire/"))
    with serve(pages) as site:
        site.robots = f"User-agent: *\nDisallow: {forbidden}\n".encode()
        crawl(site, tmp_path)
        asked = site.asked()
    assert not [target for target in asked if target.startswith(forbidden)]
    _, problems = archived(tmp_path)
    assert {problem.reason for problem in problems} == {"forbidden-by-robots"}


@pytest.mark.slow
def test_a_robots_txt_that_cannot_be_had_forbids_everything(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve(pages, Faults(robots=faults.BROKEN)) as site:
        log = crawl(site, tmp_path, settings={**FAST, "RETRY_TIMES": "1"})
        assert not site.asked()
    assert "robots.txt could not be had (500), which forbids the site" in log


@pytest.mark.slow
def test_without_robots_txt_everything_is_asked_for_and_each_request_says_who_asks(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    with serve(pages) as site:
        site.robots = None
        crawl(site, tmp_path, settings={**FAST, "CONTACT": "crawl@institute.example"})
        assert wanted <= site.asked().keys()
        agents = {line.agent for line in site.log}
    assert len(agents) == 1
    agent = agents.pop()
    assert agent.startswith("profile_scraper/")
    assert "crawl@institute.example" in agent


@pytest.mark.slow
def test_a_crawl_delay_of_the_site_goes_before_a_shorter_one(tmp_path: Path, pages: dict[str, bytes]) -> None:
    with serve(pages) as site:
        site.robots = b"User-agent: *\nCrawl-delay: 1\n"
        crawl(site, tmp_path, "-a", "limit=1", settings={**FAST, "DOWNLOAD_DELAY_JITTER": "0"})
        times = [line.at for line in site.log if line.target != "/robots.txt"]
    assert len(times) > 3
    assert all(later - earlier > 0.8 for earlier, later in pairwise(times[1:]))


@pytest.mark.slow
def test_whoever_asked_to_be_left_out_is(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    people = sorted({target.partition("?")[0].rsplit("/", 1)[1] for target in wanted if target.count("/") == 3})
    first, second = people[:2]
    removals = tmp_path / "removals.txt"
    removals.write_text(f"# on request\nmila/{first}\nhttps://mila.quebec/fr/annuaire/{second}  # asked in May\n")
    with serve(pages) as site:
        log = crawl(site, tmp_path, settings={**FAST, "REMOVALS": str(removals)})
        asked = site.asked()
    assert not [target for target in asked if first in target or second in target]
    _, problems = archived(tmp_path)
    assert not problems, "a line for each would tell everybody who asked"
    assert "Left out on request: 2 people" in log
    assert f"/{first}" not in log


@pytest.mark.slow
def test_whoever_asks_between_two_crawls_is_not_said_to_have_left(tmp_path: Path, pages: dict[str, bytes]) -> None:
    removed = next(target for target in sorted(pages) if target.startswith("/en/directory/")).partition("?")[0]
    removals = tmp_path / "removals.txt"
    with serve(pages) as site:
        crawl(site, tmp_path)
        removals.write_text(f"mila/{removed.rpartition('/')[2]}\n")
        crawl(site, tmp_path, settings={**FAST, "REMOVALS": str(removals)})
    _, problems = archived(tmp_path)
    assert not problems


@pytest.mark.slow
def test_a_removal_list_that_cannot_be_understood_stops_the_crawl(tmp_path: Path, pages: dict[str, bytes]) -> None:
    removals = tmp_path / "removals.txt"
    removals.write_text("Ada Lovelace\n")
    with serve(pages) as site:
        settings = {**FAST, "REMOVALS": str(removals)}
        done = subprocess.run(
            command(site, tmp_path, settings=settings), cwd=PROJECT, check=False, capture_output=True, text=True
        )
        assert not site.log
    assert done.returncode != 0
    assert "line 1: 'Ada Lovelace'" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "value"), [("PAGE_LIMIT", 10), ("BYTE_LIMIT", 100_000)])
def test_a_cap_ends_the_crawl_and_is_listed(tmp_path: Path, pages: dict[str, bytes], limit: str, value: int) -> None:
    with serve(pages) as site:
        crawl(site, tmp_path, settings={**FAST, limit: str(value)})
        fetched = sum(site.asked().values())
    captures, problems = archived(tmp_path)
    assert [problem.reason for problem in problems] == ["limit-reached"]
    assert limit in problems[0].detail
    reached = {"PAGE_LIMIT": fetched, "BYTE_LIMIT": sum(len(capture.body) for capture in captures)}
    assert reached[limit] >= value
    assert fetched < len(pages)


@pytest.mark.slow
def test_a_site_that_is_down_ends_the_crawl_and_the_next_goes_on(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    down = {target: faults.BROKEN for target in wanted if target.startswith("/fr/annuaire/")}
    with serve(pages, Faults(lasting=down)) as site:
        settings = {**FAST, "RETRY_TIMES": "0", "FAILURE_LIMIT": "5"}
        crawl(site, tmp_path, settings=settings)
        assert list((tmp_path / "snapshot").glob("*.open"))
        site.faults.lasting.clear()
        crawl(site, tmp_path)
    captures, _ = archived(tmp_path)
    assert sorted(targets(site, [capture for capture in captures if capture.status == 200])) == sorted(wanted)
