"""For every value: which page, which way, the raw text."""

import re

from profile_scraper.pair import pair_profiles
from profile_scraper.records.profile import FieldProvenance, Profile, Provenance
from profile_scraper.sites import load_site
from tests.pair.pages import address, page, role, student

SITE = load_site("mila")


def provenance() -> Provenance:
    pages = [
        page(
            "en",
            "Ada Lind",
            "ada-lind",
            email="ada@example.org",
            roles=[role("Full Professor", "University of Tornoto")],
            topics=["Deep Learning", "Robotics"],
            students=[student("PhD", "N/A", name="Bo Ek")],
            extraction_methods={"topics": "class", "roles": "heading", "email": "link"},
        ),
        page(
            "fr",
            "Ada Lind",
            "ada-lind",
            roles=[role("Professeure titulaire", "Université de Toronto")],
            topics=["Apprentissage profond", "Robotique"],
            students=[student("Doctorat", name="Bo Ek")],
        ),
    ]
    (record,) = pair_profiles(pages, SITE).provenance
    assert record.profile == "mila/ada-lind"
    return record


def fields() -> dict[tuple[str, str], FieldProvenance]:
    return {(field.field, field.language): field for field in provenance().fields}


def test_a_value_says_its_page_its_way_and_its_text() -> None:
    topic = fields()["topics[0]", "en"]
    assert (topic.url, topic.method, topic.raw, topic.paired_by) == (
        address("en", "ada-lind"),
        "class",
        "Deep Learning",
        "vocabulary",
    )
    assert fields()["topics[0]", "fr"].raw == "Apprentissage profond"
    assert fields()["email", "en"].method == "link"
    assert fields()["roles[0]", "fr"].raw == "Professeure titulaire, Université de Toronto"
    assert fields()["students[0]", "fr"].paired_by == "name"


def test_a_guess_says_that_it_is_one() -> None:
    assert fields()["roles[0].organization", "en"].guess == "misspelt, taken for 'University of Toronto'"
    assert fields()["roles[0].organization", "fr"].guess is None


def test_a_placeholder_is_kept_as_printed() -> None:
    assert fields()["students[0].organization", "en"].raw == "N/A"


def test_a_field_is_explained_by_its_parts_and_by_what_it_is_part_of() -> None:
    record = provenance()
    assert [each.raw for each in record.about("topics")] == [
        "Deep Learning",
        "Apprentissage profond",
        "Robotics",
        "Robotique",
    ]
    assert {each.field for each in record.about("roles[0].title.fr")} == {"roles[0]"}
    assert {each.field for each in record.about("roles[0]")} == {"roles[0]", "roles[0].organization"}
    assert record.about("nothing") == []


def test_the_notes_stand_in_the_order_of_the_record() -> None:
    sections = [re.split(r"[.\[]", each.field)[0] for each in provenance().fields]
    assert sections == sorted(sections, key=list(Profile.model_fields).index)
