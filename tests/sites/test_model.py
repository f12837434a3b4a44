"""A site's file: what it may say, and what is said of a faulty one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_scraper.sites import UNKNOWN_BASE, SiteError, load_site, site_names, site_of, usable_sites, use_folder
from profile_scraper.sites.folders import VARIABLE, forget_sites

RIVERS = """
title = "Institut des rivières"
base_url = "https://rivieres.example"
[addresses]
profile = {en = "/en/people/{slug}/", fr = "/fr/equipe/{slug}/"}
list = {en = "/en/people/", fr = "/fr/equipe/"}
[fields]
name = "h1.person-name"
topics = "ul.tags li"
email = "a.mail::attr(href)"
[fields.publications]
card = "li.publication"
title = "strong"
venue = ["em", "//span[@class='venue']"]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(VARIABLE, "")
    use_folder(tmp_path)
    yield tmp_path
    forget_sites()


def write(folder: Path, text: str, name: str = "rivers") -> None:
    folder.joinpath(name).mkdir(exist_ok=True)
    folder.joinpath(name, "site.toml").write_text(text, encoding="utf8")
    forget_sites()


def test_a_site_of_twenty_lines_is_loaded_beside_the_built_in_ones(folder: Path) -> None:
    write(folder, RIVERS)
    assert site_names() == ["mila", "rivers"]
    site = load_site("rivers")
    assert site.title == "Institut des rivières"
    assert site.hosts == frozenset(("rivieres.example",))
    assert site.start == ("/en/people/", "/fr/equipe/")
    assert [table.select for table in site.fields.publications.venue] == ["em", "//span[@class='venue']"]
    assert site.headings == load_site("mila").headings
    assert site_of("https://rivieres.example/fr/equipe/ada/") is site


def test_a_site_adds_its_own_words_to_those_of_the_language(folder: Path) -> None:
    write(folder, RIVERS + '[headings.topics]\nfr = ["Nos eaux"]\n')
    assert "Nos eaux" in load_site("rivers").headings["topics"]["fr"]
    assert "Sujets de recherche" in load_site("rivers").headings["topics"]["fr"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("titel = 'x'", ["titel", "did you mean title?"]),
        ("[refusals]", ["refusals", "is called 'rejections' now"]),
        ("[addresses.perhaps_profile]", ["addresses.perhaps_profile", "is called 'ambiguous_profile' now"]),
        ("words = 'Rivers'", ["words", "list"]),
        ("[fields.people]\ncart = 'li'", ["fields.people.cart", "did you mean card?"]),
        ("[fields.people]\ncard = 'li['", ["fields.people.card", "'li['", "no CSS selector and no XPath"]),
        ("[addresses.home]\nen = 'home'", ["addresses.home.en", "'home' can match nothing"]),
        ("[addresses.home]\nen = '/{name}'", ["'name' in braces", "only {slug} is known"]),
        ("[kinds]\nboss = ['chef']", ["kinds", "'boss'", "membership"]),
        ("= 3", ["line 1: this is no TOML"]),
    ],
)
def test_a_fault_is_one_line_with_file_key_and_advice(folder: Path, line: str, words: list[str]) -> None:
    write(folder, f"{line}\n{RIVERS}" if line[0] in "tw=" else f"{RIVERS}\n{line}\n")
    with pytest.raises(SiteError) as caught:
        load_site("rivers")
    message = str(caught.value)
    assert "\n" not in message
    assert "Input should" not in message
    assert all(word in message for word in [str(folder / "rivers" / "site.toml"), *words]), message


def test_a_base_url_without_scheme_is_named(folder: Path) -> None:
    write(folder, RIVERS.replace('base_url = "https://', 'base_url = "', 1))
    with pytest.raises(SiteError, match=r"site\.toml: base_url: 'rivieres\.example' has no scheme"):
        load_site("rivers")


def test_a_misspelt_key_is_named_before_the_one_that_is_missing(folder: Path) -> None:
    write(folder, RIVERS.replace("title = ", "titel = ", 1))
    with pytest.raises(SiteError, match=r"'titel' is not a key of a site: did you mean title\?"):
        load_site("rivers")


def test_a_broken_site_hurts_no_other(folder: Path) -> None:
    write(folder, RIVERS)
    write(folder, "titel = 1", name="broken")
    assert [site.name for site in usable_sites()] == ["mila", "rivers"]
    assert site_of("https://rivieres.example/en/people/ada/") is load_site("rivers")


def test_a_site_needs_pages_and_can_do_without_an_address(folder: Path) -> None:
    write(folder, 'title = "x"\nbase_url = "https://x.example"')
    with pytest.raises(SiteError, match="one of them needs a pattern"):
        load_site("rivers")
    write(folder, 'title = "x"\n[addresses]\nprofile = {en = "/p/{slug}"}')
    assert load_site("rivers").base_url == UNKNOWN_BASE


@pytest.mark.usefixtures("folder")
def test_an_unknown_site_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SiteError, match="no site is called 'nowhere': choose one of mila"):
        load_site("nowhere")
