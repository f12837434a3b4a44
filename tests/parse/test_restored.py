"""Text that a template or a proxy spoiled: entities escaped twice, escaped tags, hidden e-mail, saved pictures."""

from base64 import b64encode

import pytest

from profile_scraper.parse import read_page
from profile_scraper.parse.page.clean import restore_entities
from profile_scraper.records.page import ProfilePage
from tests.parse.captures import MILA, capture, header, page, profile, publications, text_profile

CLOAKED = (
    '<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="5435">[email&#160;protected]</a>',
    '<a href="/cdn-cgi/l/email-protection#c4a5"><span class="__cf_email__">[email protected]</span></a>',
    '<span id="cloak1234">This email address is being protected from spambots.</span>',
)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("L&#039;eau gel&eacute;e", "L'eau gelée"),
        ("Snow &amp; Ice &#x2013; &nbsp;", "Snow & Ice – \xa0"),
        ("AT&T; R&D; Q&A", "AT&T; R&D; Q&A"),
        ("&amp;eacute;", "&eacute;"),
        ("p &lt; 0.05", "p < 0.05"),
        ("On <i>E. coli</i> and CO<sub>2</sub>", "On E. coli and CO2"),
        ("The tag <b> and x <i", "The tag <b> and x <i"),
    ],
)
def test_whole_entities_are_restored_once(printed: str, text: str) -> None:
    assert restore_entities(printed) == text


def test_no_field_of_a_page_keeps_entities() -> None:
    item = "<h3>L&amp;rsquo;&amp;eacute;t&amp;eacute; &lt;i&gt;lent&lt;/i&gt;</h3><p>Zo&amp;eacute; Brume</p>"
    biography = "<h2>Biography</h2><p>Snow &amp;amp; ice, as <code>&amp;eacute;</code> says, in summer.</p>"
    content = header("Full Professor, Universit&amp;eacute; Laval").replace("&amp;amp;", "&amp;") + biography
    read = profile(page(content + publications(item), name="Ad&amp;egrave;le Roy"))
    assert read.name == "Adèle Roy"
    assert [role.organization for role in read.roles] == ["Université Laval"]
    assert read.biography == ["Snow & ice, as &eacute; says, in summer."]
    [entry] = read.publications
    assert (entry.title, [author.name for author in entry.authors]) == ("L’été lent", ["Zoé Brume"])


def test_entities_of_a_plain_text_rendering() -> None:
    read = text_profile(
        "Portrait of Ad&egrave;le Roy\nAd&egrave;le Roy\nFull Professor, McGill University\nBiography\n"
        "Snow &amp; ice. Write to [email protected] today.\n"
    )
    assert (read.name, read.biography) == ("Adèle Roy", ["Snow & ice. Write to today."])


@pytest.mark.parametrize("cloaked", CLOAKED)
def test_a_protected_address_is_no_text(cloaked: str) -> None:
    read = profile(page(f"<h2>Biography</h2><p>Ada counts tides in winter. Write to {cloaked}, or come by.</p>"))
    assert read.biography == ["Ada counts tides in winter. Write to , or come by."]
    assert read.biography_html is not None
    assert "email-protection" not in str(read.biography_html)
    assert read.email is None


def hidden(address: str, key: int = 0x42) -> str:
    """An address as Cloudflare writes it: the key, then each letter behind it."""
    return bytes([key, *(letter ^ key for letter in address.encode())]).hex()


def base64(text: str) -> str:
    return b64encode(text.encode()).decode()


ADDRESS = "ada.lindqvist@snow.example"
HEX, FIRST = hidden(ADDRESS), base64("ada.lindqvist")
ENCODED = (
    f'<a href="/cdn-cgi/l/email-protection" class="__cf_email__" data-cfemail="{HEX}">[email protected]</a>',
    f'<a href="/cdn-cgi/l/email-protection#{HEX}"><span data-cfemail="{HEX}">x</span></a>',
    f'<joomla-hidden-mail first="x"><a href="mailto:{ADDRESS}">{ADDRESS}</a></joomla-hidden-mail>',
    f'<joomla-hidden-mail is-email="1" first="{FIRST}" last="{base64("snow.example")}">x</joomla-hidden-mail>',
)


@pytest.mark.parametrize("encoded", ENCODED)
def test_an_address_that_a_browser_decodes_is_the_text_and_the_link(encoded: str) -> None:
    read = profile(page(f"<h2>Biography</h2><p>Ada counts tides in winter. Write to {encoded}, or come by.</p>"))
    assert read.biography == [f"Ada counts tides in winter. Write to {ADDRESS}, or come by."]
    contact = profile(page(header("Full Professor, McGill") + f"<p>{encoded}</p>"))
    assert contact.email == ADDRESS


@pytest.mark.parametrize("folder", ["Ada_files", "./Ada%20Lindqvist%20_%20Mila_fichiers", "Ada-Dateien", "ada.files"])
def test_a_picture_in_the_folder_of_a_saved_page_has_no_address(folder: str) -> None:
    html = page(f'<img src="{folder}/ada.jpg" alt="Portrait of Ada Lindqvist">' + header("Full Professor, McGill"))
    fetched = profile(html).portrait
    assert fetched is not None
    assert fetched.url is not None
    saved = read_page(capture(html)._replace(name="folder/Ada.html"), MILA)
    assert isinstance(saved, ProfilePage)
    assert saved.portrait is not None
    assert (saved.portrait.url, saved.portrait.alt) == (None, "Portrait of Ada Lindqvist")


def test_the_true_address_of_a_saved_picture_is_taken_from_beside_it() -> None:
    image = '<img src="Ada_files/ada.jpg" data-src="/photos/ada.jpg" alt="Portrait of Ada Lindqvist">'
    saved = read_page(capture(page(image + header("Full Professor, McGill")))._replace(name="Ada.html"), MILA)
    assert isinstance(saved, ProfilePage)
    assert saved.portrait is not None
    assert saved.portrait.url == "https://mila.quebec/photos/ada.jpg"
