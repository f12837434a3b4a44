"""DOIs in every dress, and preprints beside their articles."""

from typing import Any

import pytest

from profile_scraper.dedupe import deduplicate, deduplicate_entries
from profile_scraper.records.publication import normalize_arxiv, normalize_doi
from tests.dedupe.entries import entry, listed_entry

TITLE = "Counting lanterns along a slow river"
AUTHORS = ["Ada Brume", "Luc Sablier"]
ABSTRACT = (
    "We counted lanterns from a boat on forty evenings between the old mill and the harbour, by eye and by camera, and "
    "fitted a model of pairs to the counts. Lanterns come in pairs near bridges, alone elsewhere, never after rain; "
    "the camera missed one lantern in nine, most of them blue."
)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/Lamp.12.", "10.1000/lamp.12"),
        ("doi: 10.1000/lamp.12;", "10.1000/lamp.12"),
        ("(https://doi.org/10.1000/lamp.12)", "10.1000/lamp.12"),
        ("http://dx.doi.org/10.1000%2Flamp.12", "10.1000/lamp.12"),
        ("https://doi-org.proxy.example.edu/10.1000/lamp.12?login=1", "10.1000/lamp.12"),
        ("https://login.example.edu/?url=https%3A%2F%2Fdoi.org%2F10.1000%2Flamp.12%26a%3D1", "10.1000/lamp.12"),
        ("https://press.example/doi/abs/10.1000/lamp.12", "10.1000/lamp.12"),
        ("https://press.example/doi/10.1000/lamp.12/full#sec-2", "10.1000/lamp.12"),
        ("https://press.example/content/pdf/10.1000/lamp.12.pdf", "10.1000/lamp.12"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf", "10.1101/2020.01.02.123456"),
        ("10.1000/la\u200bmp\u00ad.12\ufeff", "10.1000/lamp.12"),
        ("10.1000/lamp\u201012", "10.1000/lamp-12"),
        ("10.1016/S0140-6736(05)67889-1)", "10.1016/s0140-6736(05)67889-1"),
        ("10.1002/(SICI)1097(1998)49:8&lt;693::AID&gt;3.0.CO;2-O", "10.1002/(sici)1097(1998)49:8<693::aid>3.0.co;2-o"),
        ("10.1000/", None),
        ("10.12/lamp", None),
        ("not yet", None),
        ("https://10.0.0.1/lamp", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_doi_has_one_form(text: str, doi: str | None) -> None:
    assert normalize_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("https://arxiv.org/pdf/2101.00001v3.pdf", "2101.00001"),
        ("arXiv:2101.00001", "2101.00001"),
        ("10.48550/arXiv.2101.00001", "2101.00001"),
        ("math.GT/0309136v1", "math.gt/0309136"),
        ("https://example.org/2101.00001", None),
    ],
)
def test_an_arxiv_identifier_has_one_form(text: str, arxiv: str | None) -> None:
    assert normalize_arxiv(text) == arxiv


def is_merged(one: dict[str, Any], other: dict[str, Any]) -> bool:
    shared = {"title": TITLE, "authors": AUTHORS}
    return len(deduplicate([shared | one | {"id": 1}, shared | other | {"id": 2}]).clusters) == 1


def test_two_spellings_of_a_doi_are_one_and_a_malformed_one_is_no_evidence() -> None:
    assert is_merged({"doi": "10.1000/lamp.12"}, {"doi": "https://press.example/doi/pdf/10.1000/LAMP.12"})
    assert is_merged({"doi": "10.1000/lamp.12"}, {"doi": "10.1000/"})
    assert is_merged({"doi": "10.1000/lamp.12"}, {"doi": "in print"})
    assert not is_merged({"doi": "10.1000/lamp.12"}, {"doi": "10.1000/lamp.13"})


@pytest.mark.parametrize(
    "preprint",
    [
        {"doi": "10.1101/2020.01.02.123456", "venue": "bioRxiv", "year": 2020},
        {"doi": "10.2139/ssrn.1234567", "venue": "SSRN Electronic Journal", "year": 2019},
        {"doi": "10.21203/rs.3.rs-1234/v1", "year": 2020},
        {"doi": "10.31234/osf.io/abcde"},
        {"arxiv": "2001.00001", "venue": "CoRR", "year": 2019},
        {"doi": "10.5281/zenodo.1234", "venue": "Zenodo"},
    ],
)
def test_a_preprint_and_its_article_are_one_publication(preprint: dict[str, Any]) -> None:
    article = {"doi": "10.1000/lamp.12", "venue": "Journal of Light", "year": 2021, "volume": "4"}
    assert is_merged(preprint, article)
    assert is_merged(preprint | {"abstract": ABSTRACT}, article | {"abstract": ABSTRACT})
    assert not is_merged(preprint | {"abstract": ABSTRACT}, article | {"abstract": "Kites fly. " * 40})


def test_one_title_team_and_abstract_under_two_identifiers_is_one_publication() -> None:
    one = {"doi": "10.1000/lamp.12", "year": 2019, "venue": "Light Conference", "abstract": ABSTRACT}
    other = {"doi": "10.2000/l.7", "year": 2021, "venue": "Journal of Light", "abstract": ABSTRACT}
    assert is_merged(one, other)
    assert not is_merged(one, other | {"abstract": None})


def test_one_title_over_one_long_abstract_is_one_work_whoever_is_named() -> None:
    other = {"authors": ["Ines Castro", "Pavel Lind"]}
    assert is_merged({"abstract": ABSTRACT}, other | {"abstract": ABSTRACT})
    assert not is_merged({"abstract": ABSTRACT[:80]}, other | {"abstract": ABSTRACT[:80]})
    assert not is_merged({"abstract": ABSTRACT}, {"authors": ["Ines Castro"], "abstract": ABSTRACT})


def test_the_identifier_of_the_article_stands_first_and_that_of_the_preprint_beside_it() -> None:
    located = [
        listed_entry(entry(TITLE, AUTHORS, ABSTRACT, doi="10.1101/2020.01.02.123456")),
        listed_entry(entry(TITLE, AUTHORS, ABSTRACT, doi="10.1000/lamp.12"), "luc-sablier"),
    ]
    [publication] = deduplicate_entries(located).publications
    assert publication.doi == "10.1000/lamp.12"
    assert [(further.type, further.value) for further in publication.identifiers] == [
        ("doi", "10.1101/2020.01.02.123456")
    ]
