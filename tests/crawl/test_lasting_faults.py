"""What stays broken costs itself alone, and is listed with its reason."""

from pathlib import Path

import pytest

from profile_scraper.records.page import Capture
from profile_scraper.records.problem import Problem
from testbed import faults
from testbed.faults import Fault, Faults
from testbed.server import Site, serve
from tests.crawl.runs import FAST, archived, crawl, targets

BROKEN: dict[str, tuple[Fault, str]] = {
    "a bomb": (faults.bomb(), "too-large"),
    "a page of 200 MB": (faults.BIG, "too-large"),
    "no page": (faults.WRONG_TYPE, "wrong-type"),
    "a stall": (faults.STALL, "unreachable"),
    "a reset": (faults.RESET, "unreachable"),
    "cut for ever": (faults.CUT_GZIP, "unreadable"),
    "another site": (faults.redirect("https://elsewhere.example/"), "off-site"),
    "the home page": (faults.redirect("{base}/en"), "not-found"),
    "a loop": (faults.redirect("{base}/fr/personne/nobody"), "redirect-loop"),
}
ERRORS: dict[str, Fault] = {
    "gone": faults.REMOVED,
    "missing": faults.MISSING,
    "forbidden": faults.FORBIDDEN,
    "broken": faults.BROKEN,
}


class Crawled:
    """One crawl of a site on which each fault stands in the place of one page."""

    def __init__(self, out: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
        single = [
            page for page in sorted(pages) if page.startswith("/fr/annuaire/") and f"{page}?page=0%2C1" not in pages
        ]
        self.paths = dict(zip([*BROKEN, *ERRORS], [page for page in single if "?" not in page], strict=False))
        lasting = {self.paths[name]: fault for name, (fault, _) in BROKEN.items()}
        lasting |= {self.paths[name]: fault for name, fault in ERRORS.items()}
        lasting["/fr/annuaire/nobody"] = faults.redirect("{base}/fr/personne/no-one")
        lasting["/fr/annuaire/no-one"] = faults.redirect("{base}/fr/annuaire/nobody")
        self.wanted = wanted
        self.site: Site
        with serve(pages, Faults(lasting=lasting)) as self.site:
            crawl(self.site, out, settings={**FAST, "DOWNLOAD_TIMEOUT": "4", "RETRY_TIMES": "1"})
        self.captures: list[Capture]
        self.problems: list[Problem]
        self.captures, self.problems = archived(out)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, pages: dict[str, bytes], wanted: set[str]) -> Crawled:
    return Crawled(tmp_path_factory.mktemp("faults"), pages, wanted)


@pytest.mark.slow
@pytest.mark.parametrize("name", BROKEN)
def test_a_page_that_cannot_be_had_is_listed(crawled: Crawled, name: str) -> None:
    url = crawled.site.url + crawled.paths[name]
    assert [problem.reason for problem in crawled.problems if url == problem.url] == [BROKEN[name][1]]


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_is_archived_with_its_status(crawled: Crawled, name: str) -> None:
    url = crawled.site.url + crawled.paths[name]
    assert [capture.status for capture in crawled.captures if capture.url == url] == [ERRORS[name].status]
    reasons = [problem.reason for problem in crawled.problems if problem.url == url]
    assert reasons == {"forbidden": ["http-error"], "broken": ["server-error"]}.get(name, [])


def test_every_other_page_is_had(crawled: Crawled) -> None:
    fetched = [capture for capture in crawled.captures if capture.status == 200]
    assert sorted(targets(crawled.site, fetched)) == sorted(crawled.wanted - set(crawled.paths.values()))
    assert len(crawled.problems) == len(BROKEN) + 2


@pytest.mark.slow
def test_a_redirect_that_insists_on_a_final_slash_is_followed(tmp_path: Path, pages: dict[str, bytes]) -> None:
    path = next(target for target in sorted(pages) if target.startswith("/fr/annuaire/"))
    with serve(pages) as site:
        site.slashes = {path}
        crawl(site, tmp_path)
    captures, problems = archived(tmp_path)
    assert problems == []
    assert path + "/" in targets(site, captures)


@pytest.mark.slow
def test_a_pager_without_end_ends(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    person = next(target.partition("?")[0] for target in pages if "directory" in target and target.endswith("%2C1"))
    with serve(pages, Faults(endless={person, "/fr/annuaire"})) as site:
        crawl(site, tmp_path)
        asked = site.asked()
    captures, problems = archived(tmp_path)
    assert {problem.reason for problem in problems} == {"limit-reached"}
    assert {problem.url.removeprefix(site.url).partition("?")[0] for problem in problems} == {person, "/fr/annuaire"}
    assert wanted <= set(targets(site, captures))
    assert sum(asked.values()) < len(wanted) + 10


@pytest.mark.slow
def test_a_lost_page_of_a_pager_does_not_hide_those_behind_it(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    lost = next(target for target in pages if target.endswith("%2C1") and target.replace("2C1", "2C2") in pages)
    with serve(pages, Faults(lasting={lost: faults.RESET})) as site:
        crawl(site, tmp_path, settings={**FAST, "RETRY_TIMES": "1"})
    captures, _ = archived(tmp_path)
    assert sorted(targets(site, captures)) == sorted(wanted - {lost})
