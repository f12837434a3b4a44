"""Long and short forms, spelling errors and placeholders of institutions."""

import pytest

from profile_scraper.pair.terms.organizations import Organizations, organization
from profile_scraper.sites import KnownOrganization, load_site
from profile_scraper.text.normalize import normalize_text

KNOWN = load_site("mila").organizations
ORGANIZATIONS = Organizations(KNOWN)
_CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UdeM", "Université de Montréal"),
        ("université de montreal", "Université de Montréal"),
        ("McGill", "McGill University"),
        ("McGill University University", "McGill University"),
        ("Formerly McGill University (but ending)", "McGill University"),
        ("Western Washington University (faculty; assistant prof))", "Western Washington University"),
        ("Polytechnique", "Polytechnique Montréal"),
        ("Samsung - SAIT", "Samsung - SAIT"),
        ("Univeristy of Toronto", "University of Toronto"),
        ("Universté de Montréal", "Université de Montréal"),
        ("Concordia Universty", "Concordia University"),
    ],
)
def test_forms_of_a_known_institution(text: str, name: str) -> None:
    read = ORGANIZATIONS.read(text)
    assert read is not None
    assert (read.name, read.raw) == (name, text)
    assert read.known


@pytest.mark.parametrize("text", ["N/A", "n/a", "-", "", "None", "Aucune", None])
def test_placeholders_name_nobody(text: str | None) -> None:
    assert ORGANIZATIONS.read(text) is None


@pytest.mark.parametrize("text", ["University of Torino", "York College", "Université de Monaco", "McGall"])
def test_names_that_only_resemble_a_known_one_stay_as_printed(text: str) -> None:
    read = ORGANIZATIONS.read(text)
    assert read is not None
    assert (read.name, read.ror, read.known) == (text, None, False)


def test_a_slip_is_said_to_be_a_guess() -> None:
    right, wrong = ORGANIZATIONS.read("University of Toronto"), ORGANIZATIONS.read("University of Tornoto")
    assert right is not None
    assert wrong is not None
    assert (right.misspelt, wrong.misspelt) == (False, True)
    assert right.key == wrong.key


def test_unknown_universities_in_two_languages_are_one() -> None:
    empty = Organizations([])
    english, french, other = map(empty.read, ("University of Narnia", "Université de Narnia", "Narnia University"))
    assert english is not None
    assert french is not None
    assert other is not None
    assert english.key == french.key != other.key


def test_the_record_keeps_every_printed_form() -> None:
    record = organization([ORGANIZATIONS.read("Université de Montréal"), ORGANIZATIONS.read("UdeM")])
    assert record is not None
    assert record.model_dump() == {
        "name": "Université de Montréal",
        "ror": "https://ror.org/0161xgx34",
        "raw": ["UdeM", "Université de Montréal"],
    }


@pytest.mark.parametrize("known", [each for each in KNOWN if each.ror], ids=lambda known: known.name)
def test_identifiers_have_their_checksum(known: KnownOrganization) -> None:
    """A ROR id ends in the ISO 7064 check digits of its number: a typing error in the file shows."""
    assert known.ror is not None
    digits = known.ror.removeprefix("https://ror.org/0")
    number = 0
    for digit in digits[:6]:
        number = number * 32 + _CROCKFORD.index(digit)
    assert 98 - number * 100 % 97 == int(digits[6:])


def test_no_form_stands_for_two_institutions() -> None:
    forms = [(normalize_text(form, "words"), known.name) for known in KNOWN for form in known.forms]
    assert len({form for form, _ in forms}) == len(set(forms))
