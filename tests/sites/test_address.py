"""One page has one address, whatever form a link gives it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.sites import load_site, naming, profile_id, read_address, site_of

MILA = load_site("mila")
PROFILE = "https://mila.quebec/en/directory/ada-lindqvist"


@pytest.mark.parametrize(
    "url",
    [
        PROFILE,
        PROFILE + "/",
        PROFILE + "?page=0%2C0",
        PROFILE + "?page=0,0&locale=zh-cn",
        PROFILE + "?q=node/12#publications",
        PROFILE + "?utm_source=newsletter",
        "https://MILA.quebec:443/en/directory/Ada-Lindqvist",
        "https://mila.quebec/en/person/ada-lindqvist/",
        " https://mila.quebec/en/directory/ada%2Dlindqvist",
        "https://mila.quebec/en//directory/ada-lindqvist",
        "https://mila.quebec//en/directory/ada-lindqvist/index.html",
        "https://mila.quebec/en/directory/ada-lindqvist/Default.aspx;jsessionid=1A",
    ],
)
def test_forms_of_one_address_are_one(url: str) -> None:
    address = read_address(MILA, url)
    assert address.url == PROFILE
    assert (address.kind, address.language, address.slug, address.page) == ("profile", "en", "ada-lindqvist", 0)


@pytest.mark.parametrize(
    ("url", "canonical", "kind", "language", "page"),
    [
        (PROFILE + "?page=0%2C7", PROFILE + "?page=0%2C7", "profile", "en", 7),
        ("https://mila.quebec/personne/zoe", "https://mila.quebec/fr/annuaire/zoe", "profile", "fr", 0),
        ("https://mila.quebec/fr/annuaire?page=3", "https://mila.quebec/fr/annuaire?page=3", "list", "fr", 3),
        ("https://mila.quebec/en/directory?page=0", "https://mila.quebec/en/directory", "list", "en", 0),
        ("https://mila.quebec/", "https://mila.quebec/", "home", "en", 0),
        ("https://mila.quebec/en/ada-lindqvist", "https://mila.quebec/en/ada-lindqvist", "ambiguous_profile", "en", 0),
        ("http://127.0.0.1:8100/en/directory/a", "http://127.0.0.1:8100/en/directory/a", "profile", "en", 0),
        ("https://mila.quebec/en/a/b/c", "https://mila.quebec/en/a/b/c", "other", None, 0),
        (
            "https://mila.quebec/en/directory?page=12345678901",
            "https://mila.quebec/en/directory?page=10000",
            "list",
            "en",
            10_000,
        ),
    ],
)
def test_kinds_of_address(url: str, canonical: str, kind: str, language: str | None, page: int) -> None:
    address = read_address(MILA, url)
    assert (address.url, address.kind, address.language, address.page) == (canonical, kind, language, page)


@given(st.text(alphabet="abcé-._~%/?#& ²", min_size=1, max_size=20))
def test_a_canonical_address_is_its_own_canonical_form(slug: str) -> None:
    address = read_address(MILA, f"https://mila.quebec/en/directory/{slug}")
    assert read_address(MILA, address.url) == address


@pytest.mark.parametrize(
    "url", ["/en/directory", "mailto:a@b.c", "https://", "http://host:port/", "javascript:alert(1)"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_address(MILA, url)
    assert profile_id(MILA, url) is None


def test_the_host_tells_the_site() -> None:
    site = site_of(PROFILE)
    assert site is not None
    assert site.name == "mila"
    assert site_of("https://example.org/en/directory/ada") is None
    assert profile_id(MILA, PROFILE) == "mila/ada-lindqvist"
    assert profile_id(MILA, "https://mila.quebec/en/directory") is None


def test_a_slug_in_bytes_that_are_no_utf8_keeps_its_address_and_has_letters() -> None:
    address = read_address(MILA, "https://mila.quebec/en/directory/%E9lodie-mur")
    assert (address.url, address.slug) == ("https://mila.quebec/en/directory/%E9lodie-mur", "élodie-mur")
    assert naming(["mila/élodie-mur"]).search("/en/directory/%e9lodie-mur")
    assert not naming(["mila/жук"]).search("/en/directory/ada")
