"""An alarm rings when the site or the reading of it changed, and stays silent over the usual ups and downs."""

import pytest

from profile_scraper.dataset.alarms import alarms
from profile_scraper.records.manifest import Counts, LanguageCoverage, Manifest


def _run(
    people: int = 1000, biography: float = 0.8, second_way: float = 0.01, french_pages: int | None = None
) -> Manifest:
    french = people if french_pages is None else french_pages
    return Manifest(
        schema_version="1.0",
        software_version="0",
        sites=["mila"],
        counts=Counts(
            profiles=people,
            profiles_by_language={"en": people, "fr": french},
            profiles_bilingual=min(people, french),
            pages={"en": people, "fr": french},
            entries={"en": 3 * people, "fr": 3 * people},
            publications=2 * people,
            publications_with_abstract=people,
            duplicates_merged=people,
            relations=0,
            problems=0,
        ),
        coverage={},
        coverage_by_group={
            "mila academic": {
                "profile.biography": {"en": LanguageCoverage(present=round(people * biography), total=people)}
            }
        },
        extraction_methods={
            "topics": {"class": round(people * (1 - second_way)), "heading": round(people * second_way)}
        },
        unmatched=[],
        sources=[],
        files={},
    )


USUAL = [_run(people, share) for people, share in ((990, 0.81), (1000, 0.8), (1004, 0.79), (1010, 0.8))]


def test_the_first_run_has_nothing_to_be_held_against() -> None:
    assert alarms(_run(3), []) == []


@pytest.mark.parametrize("usual", [_run(), _run(1030), _run(985), _run(biography=0.78), _run(second_way=0.02)])
def test_usual_ups_and_downs_are_silent(usual: Manifest) -> None:
    assert alarms(usual, USUAL) == []


@pytest.mark.parametrize(
    ("changed", "kinds", "says"),
    [
        (_run(700), {"fewer-records", "fewer-pairs"}, "700 people, usually 1002"),
        (_run(biography=0.6), {"coverage-fell"}, "mila academic / profile.biography / en: 60% have it, usually 80%"),
        (_run(second_way=0.5), {"fall-back-rose"}, "topics: 50% found by the second way, usually 1%"),
        (_run(french_pages=500), {"fewer-records", "fewer-pairs"}, "500 people in both languages, usually 1002"),
    ],
)
def test_a_change_rings_and_says_what_changed(changed: Manifest, kinds: set[str], says: str) -> None:
    rung = alarms(changed, USUAL)
    assert {alarm.kind for alarm in rung} == kinds
    assert any(says in alarm.detail for alarm in rung)


def test_what_ten_people_do_says_nothing() -> None:
    assert alarms(_run(8, biography=0.1), [_run(8)]) == []
