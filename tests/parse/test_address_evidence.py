"""A page's address is decided from all evidence: where it was fetched, what it claims, whose name it prints."""

import pytest

from profile_scraper.parse.page.links import true_address
from profile_scraper.parse.read import read_page
from profile_scraper.records.page import Capture, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import load_site

MILA = load_site("mila")
EN, FR = "https://mila.quebec/en/directory/ada-lind", "https://mila.quebec/fr/annuaire/ada-lind"
WORDS = {"en": "She studies the tides of the north.", "fr": "Elle étudie les marées du nord."}


def capture(url: str | None, canonical: str, language: str = "en", site: str | None = None) -> Capture:
    heading = "Biography" if language == "en" else "Biographie"
    body = (
        f'<html lang="{language}"><head><title>Ada Lind | Mila</title><link rel="canonical" href="{canonical}"></head>'
        f'<body><main><article class="node node--type-member node--view-mode-full"><h1>Ada Lind</h1>'
        f'<h2>{heading}</h2><div class="field-name-body"><p>{WORDS[language]}</p>'
        '<p><a href="/en/directory/bo-ek">Bo</a></p></div></article></main></body></html>'
    )
    name = url or "page.html"
    return Capture(name, url, body.encode(), "html", None, 200, "2026-11-20T06:00:00Z", "0" * 64, site)


def read(*arguments: str | None, language: str = "en") -> ProfilePage:
    record = read_page(capture(*arguments, language=language), MILA)  # type: ignore[misc, arg-type]
    assert isinstance(record, ProfilePage), record
    return record


@pytest.mark.parametrize(
    ("fetched", "canonical", "language", "expected"),
    [
        (FR, EN, "fr", (FR, "fr")),
        (EN, FR, "en", (EN, "en")),
        (EN, "https://mila.quebec/en/directory/bo-ek", "en", (EN, "en")),
        (EN, "https://mila.quebec/en", "en", (EN, "en")),
        (EN, "https://mila.quebec/en/directory", "en", (EN, "en")),
        (EN, "https://elsewhere.example/en/directory/bo-ek", "en", (EN, "en")),
        ("https://mila.quebec/en/person/ada-lind", EN, "en", (EN, "en")),
        ("https://mila.quebec/en/directory/a-lindstrom", EN, "en", (EN, "en")),
        ("https://mila.quebec/en/ada-lind", EN, "en", (EN, "en")),
        (EN + "?page=0%2C2", EN, "en", (EN + "?page=0%2C2", "en")),
        (EN + ";jsessionid=AB12", EN, "en", (EN, "en")),
        (EN + "%20", EN + "%20", "en", (EN, "en")),
    ],
)
def test_a_claim_counts_only_where_it_can_be_true(
    fetched: str, canonical: str, language: str, expected: tuple[str, str]
) -> None:
    page = read(fetched, canonical, language=language)
    assert (page.source.url, page.source.language) == expected


def test_a_page_of_a_foreign_host_is_not_the_sites_whatever_its_words() -> None:
    problem = read_page(capture("https://copy.example/en/directory/ada-lind", EN), MILA)
    assert isinstance(problem, Problem)
    assert problem.reason == "unknown-site"
    assert "copy.example" in problem.detail


def test_an_archive_that_names_the_site_is_believed() -> None:
    page = read_page(capture("http://staging.example/en/directory/ada-lind", EN, site="mila"), MILA)
    assert isinstance(page, ProfilePage)


@pytest.mark.parametrize(
    "url",
    [
        f"https://web.archive.org/web/20240102030405/{EN}",
        f"https://web.archive.org/web/20240102030405id_/{EN}",
        f"http://web.archive.org/web/2024/{EN}",
        "https://web.archive.org/web/20240102030405im_/https:/mila.quebec/en/directory/ada-lind",
        "https://mila-quebec.translate.goog/en/directory/ada-lind?_x_tr_sl=en&_x_tr_tl=de",
        f"https://archive.ph/20240102030405/{EN}",
        f"https://arquivo.pt/wayback/20240102030405mp_/{EN}",
        f"http://localhost:8080/my-collection/20240102030405mp_/{EN}",
        f"https://webcache.googleusercontent.com/search?q=cache:AbC-12:{EN}+&cd=1&hl=en",
    ],
)
def test_replayed_pages_get_their_true_address_back(url: str) -> None:
    assert true_address(url) == EN
    assert read(url, url).source.url == EN


@pytest.mark.parametrize(
    ("url", "true"),
    [
        ("https://my--lab-univ-ca.translate.goog/x?a=1&_x_tr_hl=fr", "https://my-lab.univ.ca/x?a=1"),
        ("https://example.org/web/20240102/page", "https://example.org/web/20240102/page"),
        ("https://webcache.googleusercontent.com/search?q=cache:a.example/b+&hl=en", "http://a.example/b"),
        ("https://example.org/2024/https://a.example/", "https://example.org/2024/https://a.example/"),
        ("https://example.org/?u=/20240102/https://a.example/", "https://example.org/?u=/20240102/https://a.example/"),
        ("https://web.archive.org/web/2020/https://web.archive.org/web/2019/http://a.example/", "http://a.example/"),
    ],
)
def test_other_addresses_stay(url: str, true: str) -> None:
    assert true_address(url) == true


def saved(canonical: str, language: str, alternates: str) -> ProfilePage:
    one = capture(None, canonical, language)
    body = one.body.replace(b"</head>", alternates.encode() + b"</head>")
    record = read_page(one._replace(body=body))
    assert isinstance(record, ProfilePage), record
    return record


def test_a_saved_page_whose_canonical_link_names_the_other_language_has_the_address_of_its_own_version() -> None:
    links = f'<link rel="alternate" hreflang="en" href="{EN}"><link rel="alternate" hreflang="fr-CA" href="{FR}">'
    page = saved(EN, "fr", links)
    assert (page.source.url, page.source.language) == (FR, "fr")
    page = saved(EN, "en", links)
    assert (page.source.url, page.source.language) == (EN, "en")


def test_a_saved_page_without_its_own_version_is_not_the_other_language() -> None:
    page = saved(EN, "fr", "")
    assert page.source.language == "fr"
    assert page.source.url != EN


def test_a_membership_that_one_site_has_names_the_site() -> None:
    text = "Ada Lind\n{}\nFull Professor, McGill University\n\nBiography\nShe studies the tides of the north.\n"
    known = Capture("a.txt", None, text.format("Core Academic Member").encode(), "text", None, None, None, "0", None)
    page = read_page(known)
    assert isinstance(page, ProfilePage)
    assert page.site == "mila"
    anybody = known._replace(body=text.format("Affiliate Member").encode())
    problem = read_page(anybody)
    assert isinstance(problem, Problem)
    assert problem.reason == "unknown-site"
