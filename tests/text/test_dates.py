"""Periods beside a text, in French and English."""

import pytest

from profile_scraper.text.dates import Period, split_period


@pytest.mark.parametrize(
    ("text", "rest", "period"),
    [
        ("Postdoc (2019–2021)", "Postdoc", Period("2019", "2021")),
        ("Postdoc, since May 2019", "Postdoc", Period("2019-05", None)),
        ("Chercheuse depuis janv. 2015", "Chercheuse", Period("2015-01", None)),
        ("Professeur (sept. 2018 – aujourd’hui)", "Professeur", Period("2018-09", None)),
        ("Directeur de 2010 à 2014", "Directeur", Period("2010", "2014")),
        ("2019–2021: Postdoc", "Postdoc", Period("2019", "2021")),
        ("(2019-05 – 2020-06) Fellow", "Fellow", Period("2019-05", "2020-06")),
        ("PhD student, 2021–", "PhD student", Period("2021", None)),
        ("2019 – present", "", Period("2019", None)),
    ],
)
def test_a_period_at_an_edge_is_taken_out(text: str, rest: str, period: Period) -> None:
    assert split_period(text) == (rest, period)


@pytest.mark.parametrize(
    "text", ["Professor", "Professor (2019)", "Chair 2020-2025 of Snow", "History of 1900-1950 snow", "x" * 5000]
)
def test_a_text_without_a_period_stays(text: str) -> None:
    assert split_period(text) == (text, None)
