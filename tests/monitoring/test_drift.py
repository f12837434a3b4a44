"""An alert is triggered when the site or the extraction changed, not by usual variation."""

import pytest

from profile_scraper.monitoring import drift_alerts
from profile_scraper.records.manifest import Counts, LanguageCoverage, Manifest


def _run(
    people: int = 1000, biography: float = 0.8, fallback: float = 0.01, french_pages: int | None = None
) -> Manifest:
    french = people if french_pages is None else french_pages
    return Manifest(
        schema_version="2.0",
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
        extraction_methods={"topics": {"class": round(people * (1 - fallback)), "heading": round(people * fallback)}},
        unmatched=[],
        skipped={},
        sources=[],
        files={},
    )


USUAL = [_run(people, share) for people, share in ((990, 0.81), (1000, 0.8), (1004, 0.79), (1010, 0.8))]


def test_the_first_run_has_no_expected_range() -> None:
    assert drift_alerts(_run(3), []) == []


@pytest.mark.parametrize("usual", [_run(), _run(1030), _run(985), _run(biography=0.78), _run(fallback=0.02)])
def test_usual_variation_triggers_nothing(usual: Manifest) -> None:
    assert drift_alerts(usual, USUAL) == []


@pytest.mark.parametrize(
    ("changed", "kinds", "detail"),
    [
        (_run(700), {"fewer-records", "fewer-pairs"}, "700 people, usually 1002"),
        (_run(biography=0.6), {"coverage-fell"}, "mila academic / profile.biography / en: 60% have it, usually 80%"),
        (_run(fallback=0.5), {"fall-back-rose"}, "topics: 50% found by a less trusted method than 'class', usually 1%"),
        (_run(french_pages=500), {"fewer-records", "fewer-pairs"}, "500 people in both languages, usually 1002"),
    ],
)
def test_a_change_triggers_an_alert_that_names_it(changed: Manifest, kinds: set[str], detail: str) -> None:
    triggered = drift_alerts(changed, USUAL)
    assert {alert.kind for alert in triggered} == kinds
    assert any(detail in alert.detail for alert in triggered)


def _found_by(**methods: int) -> Manifest:
    return _run().model_copy(update={"extraction_methods": {"topics": methods}})


@pytest.mark.parametrize(
    ("usual", "now", "kinds"),
    [
        ({"selector": 990, "structure": 10}, {"selector": 600, "structure": 400}, {"fall-back-rose"}),
        ({"structure": 1000}, {"structure": 700, "order": 300}, {"fall-back-rose"}),
        ({"heading": 1000}, {"selector": 1000}, set()),  # a new selector in site.toml
        ({"class": 9}, {"order": 9}, set()),
    ],
)
def test_a_less_trusted_method_than_usual_triggers_an_alert_on_any_kind_of_site(
    usual: dict[str, int], now: dict[str, int], kinds: set[str]
) -> None:
    assert {alert.kind for alert in drift_alerts(_found_by(**now), [_found_by(**usual)] * 3)} == kinds


def test_few_records_are_not_compared() -> None:
    assert drift_alerts(_run(8, biography=0.1), [_run(8)]) == []
