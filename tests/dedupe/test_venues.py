from typing import Any

import pytest

from profile_scraper.dedupe.decide.verdicts import decide
from profile_scraper.dedupe.prepare.columns import columns_of
from profile_scraper.dedupe.records import PublicationRecord


def clusters(*records: PublicationRecord) -> list[int]:
    return [int(label) for label in decide(columns_of(records)).cluster]


FOG = PublicationRecord("The weight of fog over three harbours", ["Ada Brume"], year=2019, venue="Journal of Mist")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({"venue": "J. Mist"}, True),
        ({"venue": "Journal of Mist (Online)"}, True),
        ({"venue": None, "year": None}, True),
        ({"year": 2020}, True),
        ({"year": 2021}, False),
        ({"venue": "Proceedings of the Harbour Meeting", "year": 2018}, False),
        ({"title": "The weight of fog over three harbours: a survey of fifty mornings"}, True),
        ({"title": "The weight of fog over two harbours"}, False),
    ],
)
def test_a_place_speaks_for_or_against_one_work(changes: dict[str, Any], same: bool) -> None:
    one, other = clusters(FOG, FOG._replace(**changes))
    assert (one == other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("7", "2", "120-131"), ("7", None, "120--31"), True),
        (("7", None, "1-12"), ("7", None, "1-12"), True),
        (("7", None, "120-131"), ("8", None, "44-50"), False),
    ],
)
def test_the_same_pages_of_the_same_volume_are_one_place(
    one: tuple[str | None, ...], other: tuple[str | None, ...], same: bool
) -> None:
    records = [
        FOG._replace(title=title, volume=volume, number=number, pages=pages)
        for title, (volume, number, pages) in (("Fog over harbours", one), ("Fog over harbours. [Review]", other))
    ]
    first, second = clusters(*records)
    assert (first == second) is same


def test_learns_from_the_data_which_names_are_one_venue() -> None:
    titles = [f"The {word} weight of fog over three harbours" for word in ("grey", "white", "early", "late", "second")]
    both = [
        FOG._replace(title=title, authors=[f"Ada {name}"], venue=venue)
        for title, name in zip(titles, ("Brume", "Sablier", "Okoro", "Lind", "Castro"), strict=True)
        for venue in ("Harbour Days", "Annual Gathering of Pilots")
    ]
    later = FOG._replace(venue="Harbour Days"), FOG._replace(venue="Annual Gathering of Pilots", year=2020)
    assert len(set(clusters(*later))) == 2
    assert len(set(clusters(*both, *later)[-2:])) == 1


def test_an_editorial_of_each_issue_is_a_work_of_its_own() -> None:
    editorials = [
        PublicationRecord(
            "Editorial", ["Ada Brume"], year=2019, venue="Journal of Mist", volume="7", number=str(number), pages="1-2"
        )
        for number in range(1, 5)
    ]
    assert len(set(clusters(*editorials))) == 4


def test_names_cut_short_are_learnt_as_one_venue() -> None:
    titles = [f"The {word} weight of fog over three harbours" for word in ("grey", "white", "early", "late", "second")]
    venues = ("Annual Gathering of Harbour Pilots", "Ann. Gath. Harb. Pilots", "Harbour Days", "Harb. Days")
    records = [
        FOG._replace(title=title, authors=[f"Ada {name}"], venue=venues[(index + variant * 2 + index * variant) % 4])
        for index, (title, name) in enumerate(zip(titles, ("Brume", "Sablier", "Okoro", "Lind", "Castro"), strict=True))
        for variant in (0, 1)
    ]
    labels = clusters(*records)
    assert labels[::2] == labels[1::2]
