"""What stands around a title is no part of it: names, venues, dates, notes, numbers of a list, a second language."""

import pytest

from profile_scraper.dedupe import deduplicate

TITLE = "Counting lanterns along a slow river"
AUTHORS = ["Ada Brume", "Luc Sablier"]


def is_merged(title: str, authors: list[str] = AUTHORS, known: str = TITLE, known_authors: list[str] = AUTHORS) -> bool:
    records = [
        {"id": 1, "title": known, "authors": known_authors, "year": 2019, "venue": "Journal of Light"},
        {"id": 2, "title": title, "authors": authors},
    ]
    return len(deduplicate(records).clusters) == 1


@pytest.mark.parametrize(
    "title",
    [
        f"Ada Brume, Luc Sablier: {TITLE}",
        f"Brume A., Sablier L. (2019). {TITLE}",
        f"A. Brume & L. Sablier (2019) {TITLE}",
        f"{TITLE}, by A. Brume and L. Sablier",
        f"{TITLE} (avec Luc Sablier)",
    ],
)
def test_names_of_the_authors_around_a_title_are_no_part_of_it(title: str) -> None:
    assert is_merged(title)


def test_a_name_that_an_author_list_lacks_stands_in_front_of_the_title() -> None:
    assert is_merged(f"l. sablier, {TITLE}", ["Ada Brume"])


@pytest.mark.parametrize(
    "behind",
    [
        ", Journal of Light 12(3), 2019, pp. 33-40",
        ". Journal of Light, 12:33–40, 2019",
        ". In: Proceedings of the Light Conference, pp. 3-5",
        ". arXiv preprint arXiv:1901.00001 (2019)",
        " (NeurIPS 2019)",
        " (ICML'20 Oral)",
        ", ICML 2020",
        " - ICML 2020",
        ". Nature 2019",
        " (Nature, 2019)",
        " (CVPR Workshop on Lanterns, 2021)",
        " (2019)",
        " | Journal of Light",
        " (arXiv)",
    ],
)
def test_venue_and_date_behind_a_title_are_no_part_of_it(behind: str) -> None:
    assert is_merged(TITLE + behind)


@pytest.mark.parametrize(
    "behind",
    [
        " (Outstanding Paper, ICLR 2021)",
        " (Spotlight at ICML)",
        " – Prix du meilleur article",
        ", to appear",
        ", to appear in Journal of Light",
        " (forthcoming, Journal of Light)",
        " (revised and resubmitted)",
        "; discussion 45-7",
        "... includes discussion",
        ". LA: Nor",
        ". doi:10.1000/xyz.12",
        " https://doi.org/10.1000/xyz",
        ". European Lantern Working Party",
        ", on behalf of the Lantern Study Consortium",
    ],
)
def test_notes_and_bodies_behind_a_title_are_no_part_of_it(behind: str) -> None:
    assert is_merged(TITLE + behind)


@pytest.mark.parametrize("number", ["[12] ", "12. ", "C3. ", "(4) "])
def test_the_number_of_a_list_is_no_part_of_a_title(number: str) -> None:
    assert is_merged(number + TITLE)


@pytest.mark.parametrize(
    ("title", "original"),
    [
        ("Compter les lanternes de la rivière; Counting lanterns by the river", "[Counting lanterns by the river]"),
        ("Counting lanterns along a slow river = Compter les lanternes le long de la rivière", TITLE),
        ("Counting lanterns along a slow river. <ORIGINAL> COMPTER LES LANTERNES DE LA RIVIERE", TITLE),
        (f"{TITLE} [Compter les lanternes de la rivière]", "Compter les lanternes de la rivière"),
    ],
)  # fmt: skip
def test_each_of_two_languages_in_one_title_is_the_title(title: str, original: str) -> None:
    assert is_merged(title, known=original)


def test_a_title_that_is_cut_where_its_venue_begins_goes_on_there() -> None:
    records = [
        {"id": 1, "title": "River wide counts: joining lanterns, kites and bells", "authors": AUTHORS},
        {
            "id": 2,
            "title": "River wide counts: joining lanterns",
            "authors": AUTHORS,
            "venue": "kites and bells, Light",
        },
    ]
    assert len(deduplicate(records).clusters) == 1


@pytest.mark.parametrize(
    "title",
    [
        f"{TITLE} in winter",
        f"{TITLE} in Norway",
        f"{TITLE} (1990-2000)",
        f"{TITLE} (abridged)",
        f"{TITLE}, part 2",
        f"{TITLE}: the Brume case",
        f"Brume {TITLE}",
        f"{TITLE} with swans and kites",
        f"Comment on {TITLE}",
        f"{TITLE} and of journals",
    ],
)
def test_words_that_say_more_about_the_matter_are_part_of_a_title(title: str) -> None:
    assert not is_merged(title)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ines Mac Donald", "Ines MacDonald"),
        ("Jan van der Berg", "Jan Vanderberg"),
        ("Omar El-Masri", "O. ElMasri"),
        ("Ana de la Cruz", "Ana Delacruz"),
        ("Eve Saint-Onge", "Eve St-Onge"),
        ("Yann Le Cun", "LeCun, Y."),
    ],
)
def test_a_surname_in_one_word_and_in_several_is_one(one: str, other: str) -> None:
    assert is_merged(TITLE, [other], known_authors=[one])


def test_given_names_and_surnames_that_are_swapped_name_the_same_people() -> None:
    assert is_merged(TITLE, ["S Jaya", "T Kirsti"], known_authors=["J Shan", "K Tuft"])
    assert not is_merged(TITLE, ["S Jaya", "T Kirsti"], known_authors=["J Shan", "M Tuft"])
