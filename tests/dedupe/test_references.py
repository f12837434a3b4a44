"""Identifiers and whole references around a title, and what in them belongs to the title."""

import pytest

from profile_scraper.dedupe import deduplicate
from profile_scraper.dedupe.prepare.citations import titles_before_citation
from profile_scraper.dedupe.prepare.title_notes import without_authors, without_identifiers

TITLE = "Slow lanterns of the frozen harbour"
AUTHORS = ["Anna Lindqvist", "Tomas Brume"]


def is_merged(title: str, authors: list[str] = AUTHORS, known: str = TITLE) -> bool:
    records = [{"id": 1, "title": known, "authors": AUTHORS}, {"id": 2, "title": title, "authors": authors}]
    return len(deduplicate(records, "profile").clusters) == 1


IDENTIFIERS = [
    "⟨hal-01234567v2⟩", "<tel-01234567>", "(hal-01234567)", "HAL Id: hal-01234567, version 2", "⟨NNT : 2018ABCD0042⟩",
    "arXiv:2303.04567v2 [cs.LG]", "Preprint, arXiv:2303.04567", "[arXiv:2303.04567]", "ISBN 978-3-16-148410-0",
    "ISSN 1234-567X", "PMID: 12345678", "PMCID: PMC1234567.", "doi:10.5555/abc.1", "https://doi.org/10.5555/abc.1",
    "⟨10.5555/abc.1⟩. ⟨hal-01234567⟩", "https://harbour.example/lanterns.pdf",
]  # fmt: skip


@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_an_identifier_behind_a_title_is_no_part_of_it(identifier: str) -> None:
    assert without_identifiers(f"{TITLE}. {identifier}") == TITLE
    assert is_merged(f"{TITLE}. {identifier}")


@pytest.mark.parametrize(
    "front", ["[hal-01234567] ", "hal-01234567, ", "2303.04567: ", "[2303.04567v1] ", "arXiv:2303.04567 – "]
)
def test_an_identifier_in_front_of_a_title_is_no_part_of_it(front: str) -> None:
    assert without_identifiers(front + TITLE) == TITLE
    assert is_merged(front + TITLE)


@pytest.mark.parametrize("title", ["Harbours in 20190412", "Lanterns at 10.5 knots", "1911", "arXiv:2303.04567"])
def test_a_number_of_the_title_is_no_identifier(title: str) -> None:
    assert without_identifiers(title) == title


REFERENCES = [
    ". Harbour Letters, 12(3):44-59, 2011.",
    ". Harb Lett. 2011 Jun;12(3):44-59. doi: 10.5555/hl.1.",
    ", Harbour Letters 12 (2011) 44-59",
    ". Harb. Rev. B 84, 045123 (2011)",
    ". J. Harbour 33(1): 12:1-12:24 (2011)",
    ". Journal of Harbours, 2011, 12 (3), pp.44-59. ⟨10.5555/hl.1⟩. ⟨hal-01234567⟩",
    ". HarbConf 2011 - 12th Conference on Harbours, Jun 2011, Oslo, Norway. pp.1-8",
    ", in Proceedings of the 12th Harbour Conference, pages 12-34, Oslo, Norway, June 2011.",
    ". In: Brume, T., Lind, P. (eds.) Harbours. LNHS, vol. 1234, pp. 12–34. Harbour Press, Oslo (2011)",
    ". In: Lind, P. (ed.) Harbours and Society. Harbour Press, Oslo",
    ". Oslo, Norway, June 2011.",
    ". OpenReview.net 2011",
    ". Écologie. Thèse de doctorat, Université de Brest, 2018. Français. ⟨NNT : 2018ABCD0042⟩",
    ". Master's thesis, University of Oslo, 2011",
    ". Technical Report CS-2011-07, University of Oslo",
    ". NBHR Working Paper No. 12345",
    ". Cahier de recherche 2011-12, École des ports",
    ". US Patent App. 12/345,678",
    "[J]. Harbour Letters, 2011, 12(3): 44-59.",
    " [J] 2011 IF=3.2",
    " | Harbour Letters | Harbour Press",
]


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_reference_behind_a_title_is_no_part_of_it(reference: str) -> None:
    assert is_merged(TITLE + reference)


@pytest.mark.parametrize("reference", REFERENCES[:6])
def test_two_words_are_a_title_in_front_of_a_reference(reference: str) -> None:
    assert is_merged(f"Frozen harbours{reference}", known="Frozen harbours")


@pytest.mark.parametrize(
    "printed",
    [
        "Lindqvist A, Brume T. {}. Harb Lett. 2011;12(3):44-59.",
        "Lindqvist, A., & Brume, T. (2011). {}. Harbour Letters, 12(3), 44–59.",
        'A. Lindqvist and T. Brume, "{}," Harbour Letters, vol. 12, no. 3, pp. 44-59, 2011.',
        "Anna Lindqvist & Tomas Brume: {}. Harbour Letters 12(3), pp. 44–59, 2011.",
        "LINDQVIST, Anna et BRUME, Tomas. {}. Harbour Letters, 2011, vol. 12, no 3, p. 44-59.",
    ],
)
@pytest.mark.parametrize("authors", [AUTHORS, ["Lindqvist, A.", "Brume, T."]])
def test_authors_in_front_and_a_reference_behind_are_no_part_of_it(printed: str, authors: list[str]) -> None:
    assert is_merged(printed.format(TITLE), authors)


def test_other_people_stand_in_front_beside_an_author_of_the_record() -> None:
    printed = f"Anna Lindqvist & Tomas Brume: {TITLE}. Harbour Letters 12(3), 2011."
    assert is_merged(printed, ["Anna Lindqvist"])


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Lindqvist's lanterns: a history", ["Anna Lindqvist"]),
        ("The harbours of Brume: lanterns and ice", ["Tomas Brume"]),
        ("Frozen harbours: lanterns and ice", ["Tomas Brume"]),
        ("Brume: lanterns", ["Tomas Brume"]),
        ("Lanterns", []),
    ],
)
def test_a_title_that_names_an_author_stays_whole(title: str, names: list[str]) -> None:
    assert without_authors(title, names) is None


@pytest.mark.parametrize(
    "front",
    ["NEW! ", "New!! ", "Chapter 3 - ", "Chapitre IV. ", "NBHR Working Paper 12345: ", "Technical Report TR-2011-04. "],
)
def test_the_number_of_a_report_or_chapter_is_no_part_of_a_title(front: str) -> None:
    assert is_merged(front + TITLE)


@pytest.mark.parametrize(
    "behind",
    [
        ", Part II", ". Part 2", " II", ", vol. 2. Harbour Press, 2011", ". Vol. 2", " - Volume 3 - Harbour Press 2011",
        " (extended version). Harbour Letters 12(3), 2011", ", second edition. Harbour Press, 2011", ", 1850–1900",
        ", 3rd ed., Harbour Press 2011", ". II. Results. Harb. Lett. 12(3), 2011", ". Phase 2 (2011)", " of 1911",
        ". Supplement 2, Harbour Letters, 2011", ". Dataset, Harbour Archive 2011", ": 2011 update", ". A history",
        ": supplementary material. Harbour Letters 12(3)", ". Reply by the authors. Harbour Letters 12(4), 2011",
    ],
)  # fmt: skip
def test_a_part_an_edition_a_version_and_a_supplement_belong_to_the_title(behind: str) -> None:
    assert not is_merged(TITLE + behind)


@pytest.mark.parametrize("front", ["Erratum to: ", "Reply to ", "Chapter 3 of ", "Part 3: "])
def test_what_is_about_a_work_is_not_the_work(front: str) -> None:
    assert not is_merged(f"{front}{TITLE}. Harbour Letters 12(3), 2011")


def test_two_reports_of_one_title_are_two() -> None:
    assert not is_merged(f"Technical Report 4: {TITLE}", known=f"Technical Report 5: {TITLE}")


def test_reads_a_hostile_title_in_time_linear_in_its_length() -> None:
    for text in ("1 (2), " * 150, "In: " * 250, "(ed.) " * 170, "10.1234/" * 125, "Jan 2011, " * 100):
        assert len(list(titles_before_citation(text))) <= 24


@pytest.mark.parametrize(
    ("title", "known"),
    [
        (f"{TITLE} – Best Student Paper Runner-Up", TITLE),
        (f"{TITLE} — Oral", TITLE),
        (f"{TITLE} (with discussion and a reply by the authors)", TITLE),
        (f"{TITLE}, with comments and rejoinder", TITLE),
        ("Le lent éclairage du port (The slow lighting of the harbour) [In French]", "Le lent éclairage du port"),
        ("Le port et ses feux / The harbour and its lights / El puerto y sus luces", "The harbour and its lights"),
        ("On the e ciency of slow lanterns", "On the efficiency of slow lanterns"),
        ("A speci c number of di erent lanterns", "A specific number of different lanterns"),
        ("The classi cation of ying kites", "The classification of flying kites"),
        ("Ueber die Kaelte der Haefen", "Über die Kälte der Häfen"),
        ("The defence of grey harbours: a programme", "The defense of gray harbors: a program"),
    ],
)
def test_notes_languages_lost_letters_and_national_spellings(title: str, known: str) -> None:
    assert is_merged(title, known=known)


def test_two_words_are_no_lost_letters() -> None:
    assert not is_merged("Lanterns of ice in harbours", known="Lanterns of office in harbours")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Wei Zhang", "Wen Zhang", False),
        ("Zhang, Wei", "Wen Zhang", False),
        ("Jing Li", "Jun Li", False),
        ("Wei Zhang", "W. Zhang", True),
        ("Wei Zhang", "Zhang Wei", True),
        ("Wei A. Zhang", "Wei B. Zhang", True),
        ("Tom Brume", "Thomas Brume", True),
        ("Anna Lindqvist", "Anne Lindqvist", True),
        ("Xiaolei Qian", "Xiolai Qian", True),
        ("Bob Brume", "Robert Brume", True),
    ],
)
def test_two_given_names_of_one_surname_are_two_people_under_a_short_title(one: str, other: str, same: bool) -> None:
    for title, expected in (("Snow models", same), (TITLE, True)):
        records = [{"id": name, "title": title, "authors": [name]} for name in (one, other)]
        assert (len(deduplicate(records).clusters) == 1) is expected


@pytest.mark.parametrize(
    "doi",
    ["10.5194/egusphere-2023-111", "10.5194/hess-2019-123", "10.5194/hessd-8-1-2011", "10.22541/essoar.123.456/v1",
     "10.1590/scielopreprints.12", "10.7287/peerj.preprints.123v1", "10.32942/X2ABC", "10.3386/w12345"],
)  # fmt: skip
def test_a_preprint_and_its_article_are_one(doi: str) -> None:
    article = {
        "id": 1,
        "title": TITLE,
        "authors": AUTHORS,
        "year": 2021,
        "venue": "Harbour Letters",
        "doi": "10.5555/1",
    }
    preprint = {"id": 2, "title": TITLE, "authors": AUTHORS, "year": 2019, "doi": doi}
    assert len(deduplicate([article, preprint]).clusters) == 1
    assert len(deduplicate([article, preprint | {"doi": "10.5194/hess-28-1-2024"}]).clusters) == 2
