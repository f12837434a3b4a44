"""References in running text are told apart in the usual orders, and nothing is invented where they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.structure.citations import authors_and_venue, read_citation
from profile_scraper.structure.names import is_author, list_of_authors

ADA, BO = "Ada Lind", "Bo Ek-Tran"
TITLE = "Slow Clocks of the Northern Snow"


@pytest.mark.parametrize(
    "text",
    [
        f'{ADA}, {BO}. "{TITLE}". Journal of Snow, 2021.',
        f"{ADA} and {BO}, “{TITLE},” Journal of Snow, vol. 3, pp. 1-9, 2021.",
        f"{ADA} et {BO}. « {TITLE} ». Journal of Snow, 2021.",
        f"{ADA}, {BO} (2021). {TITLE}. Journal of Snow.",
        f"{ADA}, {BO} (2021a) {TITLE}. Journal of Snow, 3(2), 1-9. https://doi.org/10.5555/x.1",
        f"{ADA}, {BO}: {TITLE}. Journal of Snow (2021).",
        f"{ADA}, {BO}. {TITLE}. In Journal of Snow, 2021.",
        f"{TITLE}, {ADA}, {BO}, Journal of Snow (2021)",
    ],
)
def test_a_reference_is_read_in_every_usual_order(text: str) -> None:
    found = read_citation(text)
    assert found is not None
    assert (found.title, found.authors, found.venue, found.issued) == (TITLE, [ADA, BO], "Journal of Snow", "2021")


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Lind, A., Ek, B. (2019). Slow Clocks of Snow. River Papers.", ["Lind, A.", "Ek, B."]),
        ("A. Lind, B. Ek, and C. de la Cruz (2019). Slow Clocks of Snow.", ["A. Lind", "B. Ek", "C. de la Cruz"]),
        ("Lind A; Ek B (2019). Slow Clocks of Snow. River Papers.", ["Lind A", "Ek B"]),
    ],
)  # fmt: skip
def test_family_names_with_initials_are_authors(text: str, authors: list[str]) -> None:
    found = read_citation(text)
    assert found is not None
    assert found.authors == authors
    assert found.title == "Slow Clocks of Snow"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Slow Clocks of the Northern Snow",
        "We have moved to a building with a larger roof.",
        "GEO 101: Snow",
        "2021",
    ],
)
def test_what_is_no_reference_is_none(text: str) -> None:
    assert read_citation(text) is None


def test_what_stands_behind_a_title_is_told_apart() -> None:
    found = authors_and_venue(f", {ADA}, {BO}, Instruments and Patience (2020)")
    assert found is not None
    assert (found.authors, found.venue, found.issued) == ([ADA, BO], "Instruments and Patience", "2020")


@pytest.mark.parametrize(
    "text", ["Journal of Snow", "Slow Clocks of Snow", "Instruments and Patience", "Snow", "PDF", "et al"]
)
def test_venues_and_titles_are_no_author(text: str) -> None:
    assert not is_author(text)


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Ada Lind*, Bo Ek-Tran†", ["Ada Lind", "Bo Ek-Tran"]),
        ("Ada Lind, Nabil, Bo Ek-Tran, Cléo Dû et al.", ["Ada Lind", "Nabil", "Bo Ek-Tran", "Cléo Dû"]),
        ("Journal of Snow, 2021", None),
        ("Ada Lind, Bo Ek, Mountain Letters", None),
    ],
)
def test_lists_of_authors(text: str, authors: list[str] | None) -> None:
    assert list_of_authors(text) == authors


@given(st.text(max_size=300))
def test_no_text_ends_the_reader_and_no_author_is_invented(text: str) -> None:
    found = read_citation(text)
    if found is not None:
        assert found.title
        assert all(set(author) <= set(text) for author in found.authors)


def test_a_question_and_its_answer_are_one_title() -> None:
    found = read_citation(
        "Tarnowicz, Y., & Brask, O. (2023). Do moths read maps? A reply to Holm. Journal of Night, 3, 9-30."
    )
    assert found is not None
    assert (found.title, found.venue) == ("Do moths read maps? A reply to Holm", "Journal of Night")
    question = read_citation("Tarnowicz, Y., & Brask, O. (2023). Do moths read maps? Journal of Night, 3, 9-30.")
    assert question is not None
    assert (question.title, question.venue) == ("Do moths read maps?", "Journal of Night")
