"""Pages of the repository as the documentation site shows them: what they link to and name exists."""

import re
from pathlib import Path

from tools.docs_site import site_links

ROOT = Path(__file__).parents[1]


def test_every_module_that_a_page_names_is_in_the_repository() -> None:
    modules = [
        path.as_posix()
        for folder in ("profile_scraper", "benchmarks", "testbed", "tests", "tools")
        for path in (ROOT / folder).rglob("*.py")
    ]
    named = {
        (page.name, name)
        for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"))
        for name in re.findall(r"`([\w/]+\.py)`", page.read_text(encoding="utf8"))
    }
    assert named
    assert [
        (page, name) for page, name in sorted(named) if not any(path.endswith(f"/{name}") for path in modules)
    ] == []


def test_a_link_of_the_readme_leads_to_the_page_of_the_site() -> None:
    assert site_links("[privacy](docs/privacy.md#to-be-left-out)", "index.md") == "[privacy](privacy.md#to-be-left-out)"


def test_a_link_of_a_page_to_the_top_of_the_repository_leads_to_the_page_of_the_site() -> None:
    assert site_links("[how](../tests/fixtures/README.md)", "redesign.md") == "[how](fixtures.md)"
    assert site_links("[more](../README.md#more)", "privacy.md") == "[more](index.md#more)"


def test_a_link_to_a_file_that_is_no_page_becomes_text() -> None:
    assert site_links("see [`words.toml`](../profile_scraper/words.toml)", "deduplication.md") == "see `words.toml`"


def test_a_link_to_another_site_and_one_within_the_page_stay() -> None:
    text = "[OpenAlex](https://docs.openalex.org) [below](#limits)"
    assert site_links(text, "alternatives.md") == text


def test_a_picture_of_the_readme_is_found_from_the_site() -> None:
    assert site_links("![Report](docs/images/report.png)", "index.md") == "![Report](images/report.png)"
