"""Characters that nobody sees or that turn the direction of text: none in records, none in ids, no page is lost."""

import re

import pytest

from profile_scraper.parse import read_page
from profile_scraper.parse.page.clean import clean
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import profile_id
from tests.parse.captures import MILA, capture, header, page, profile, publications, text_profile

CONTROLS = "\x00\x01\x08\x0b\x0e\x1b\x1f\x7f\x80\x9f\u200b\u202a\u202e\u2066\u2069\ufeff\u061c\U000e0041"
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0041]")


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize("form", ["literal", "decimal", "hexadecimal"])
def test_controls_leave_every_text_of_a_page(control: str, form: str) -> None:
    forms = {"literal": control, "decimal": f"&#{ord(control)};", "hexadecimal": f"&#x{ord(control):x};"}
    sign = forms[form]
    body = page(
        header(f"Full{control if form == 'literal' else ''} Professor, UdeM")
        + f"<h2>Biography</h2><div class='field-name-body'><p>Ada st{sign}udies tides.</p></div>"
        + publications(f"<h3>When gau{sign}ges talk</h3><div>Bo Ygr{sign}ain</div>")
    )
    read = profile(body)
    texts = [read.name, *read.biography, read.publications[0].title, read.publications[0].authors[0].name or ""]
    assert not _FORBIDDEN.search("".join(texts)), texts
    assert read.publications[0].title.replace(" ", "") in {"Whengaugestalk", "Whengau\u0178gestalk", "Whengau€gestalk"}


@pytest.mark.parametrize("text", ["\x07 a", "a\x1b[0m", "\ud800a", "a\u2066\u2069", "a\u202eb", "\x00"])
def test_clean_text_has_no_controls_be_it_ascii_or_not(text: str) -> None:
    assert not _FORBIDDEN.search(clean(text))


@pytest.mark.parametrize("slug", ["ada%00", "ada%0ab", "ada%1b%5b", "ad%e2%80%aea", "%ed%a0%80%00", "a%e2%80%8bda"])
def test_no_control_is_part_of_an_id(slug: str) -> None:
    assert profile_id(MILA, f"https://mila.quebec/en/directory/{slug}") is None
    assert profile_id(MILA, "https://mila.quebec/en/directory/ad%C3%A9") == "mila/adé"


@pytest.mark.parametrize("blank", ["\u200b", "\u2060 \u200b", "\ufeff", "\u00ad", "\u202e\u202c", "&#8203;"])
def test_a_line_that_nobody_sees_costs_no_page(blank: str) -> None:
    above = f"Ada Lindqvist\nFull Professor, McGill University\n{blank}\nBiography\n{blank}\nAda studies tides.\n"
    plain = f"{above}Publications\n{blank}\nWhen gauges talk\nBo Ygrain\n"
    if "&" not in blank:
        read = text_profile(plain)
        assert (read.biography, [each.title for each in read.publications]) == (
            ["Ada studies tides."],
            ["When gauges talk"],
        )
    markup = page(
        header("Full Professor, UdeM")
        + "<h2>Research Topics</h2><div class='field-name-field-taxonomy-references4'>"
        + f"<div>{blank}</div><div>A</div></div>"
        + f"<h2>Publications</h2><p>{blank}</p><p>When gauges talk</p><p>Bo Ygrain</p>"
    )
    found = read_page(capture(markup), MILA)
    assert isinstance(found, ProfilePage), found
    assert found.topics == ["A"]


def test_numbers_of_characters_that_people_see_stay() -> None:
    text = "Ada&#8217;s &#8220;tides&#8221; &#233;t&#xe9; &#38; &#65;"
    read = profile(page(f"<h2>Biography</h2><div class='field-name-body'><p>{text}</p></div>"))
    assert read.biography == ["Ada’s “tides” été & A"]
