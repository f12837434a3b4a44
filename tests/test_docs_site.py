"""Pages of the repository as the documentation site shows them: their links lead to pages of the site."""

from tools.docs_site import site_links


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
