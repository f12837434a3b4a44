"""What stays broken costs itself alone, and is listed with its reason."""

from pathlib import Path

import pytest

from testbed import faults
from testbed.faults import Fault, Faults
from testbed.server import serve
from tests.crawl.runs import FAST, archived, crawl, targets

BROKEN: list[tuple[str, Fault, str]] = [
    ("a bomb", faults.bomb(), "too-large"),
    ("a page of 200 MB", faults.BIG, "too-large"),
    ("no page", faults.WRONG_TYPE, "wrong-type"),
    ("a stall", faults.STALL, "unreachable"),
    ("a reset", faults.RESET, "unreachable"),
    ("cut for ever", faults.CUT_GZIP, "unreadable"),
    ("another site", faults.redirect("https://elsewhere.example/"), "off-site"),
    ("the home page", faults.redirect("{base}/en"), "not-found"),
]


def profile(pages: dict[str, bytes]) -> str:
    """A page without further pages, so that nothing else depends on it."""
    return next(
        target for target in pages if target.startswith("/fr/annuaire/") and f"{target}?page=0%2C1" not in pages
    )


@pytest.mark.parametrize(("fault", "reason"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_one_page_is_lost_and_listed(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str], fault: Fault, reason: str
) -> None:
    lost = profile(pages)
    with serve(pages, Faults(lasting={lost: fault})) as site:
        crawl(site, tmp_path, settings={**FAST, "DOWNLOAD_TIMEOUT": "1", "RETRY_TIMES": "2"})
    captures, problems = archived(tmp_path)
    assert [(problem.url, problem.reason) for problem in problems] == [(site.url + lost, reason)]
    assert sorted(targets(site, captures)) == sorted(wanted - {lost})


@pytest.mark.parametrize("fault", [faults.GONE, faults.MISSING, faults.FORBIDDEN, faults.BROKEN])
def test_an_error_page_is_archived_with_its_status(tmp_path: Path, pages: dict[str, bytes], fault: Fault) -> None:
    lost = profile(pages)
    with serve(pages, Faults(lasting={lost: fault})) as site:
        crawl(site, tmp_path)
    captures, _ = archived(tmp_path)
    assert [capture.status for capture in captures if capture.url == site.url + lost] == [fault.status]


def test_redirects_that_never_end_are_listed_once(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    here = profile(pages)
    there = here.replace("/fr/annuaire/", "/fr/personne/")
    with serve(
        pages, Faults(lasting={here: faults.redirect(f"{{base}}{there}"), there: faults.redirect(f"{{base}}{here}")})
    ) as site:
        crawl(site, tmp_path)
    captures, problems = archived(tmp_path)
    assert [problem.reason for problem in problems] == ["redirect-loop"]
    assert sorted(targets(site, captures)) == sorted(wanted - {here})


def test_a_redirect_that_insists_on_a_final_slash_is_followed(tmp_path: Path, pages: dict[str, bytes]) -> None:
    here = profile(pages)
    with serve(pages) as site:
        site.slashes = {here}
        crawl(site, tmp_path)
    captures, problems = archived(tmp_path)
    assert problems == []
    assert here + "/" in targets(site, captures)


def test_a_pager_without_end_ends(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    person = next(
        target.partition("?")[0] for target in pages if target.startswith("/en/directory/") and "2C1" in target
    )
    with serve(pages, Faults(endless={person, "/fr/annuaire"})) as site:
        crawl(site, tmp_path)
        asked = site.asked()
    captures, problems = archived(tmp_path)
    assert {problem.reason for problem in problems} == {"limit-reached"}
    assert {problem.url.removeprefix(site.url).partition("?")[0] for problem in problems} == {person, "/fr/annuaire"}
    assert wanted <= set(targets(site, captures))
    assert sum(asked.values()) < len(wanted) + 10


def test_a_lost_page_of_a_pager_does_not_hide_those_behind_it(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    lost = next(
        target
        for target in pages
        if target.startswith("/en/directory/") and target.replace("2C1", "2C2") in pages and "2C1" in target
    )
    with serve(pages, Faults(lasting={lost: faults.RESET})) as site:
        crawl(site, tmp_path)
    captures, _ = archived(tmp_path)
    assert sorted(targets(site, captures)) == sorted(wanted - {lost})
