"""What was made of other entries before changes nothing, and of the same entries nothing is made again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_scraper.dedupe import LocatedEntry, deduplicate_entries, publications
from profile_scraper.records.decision import Decision
from profile_scraper.workspace import Workspace
from tests.dedupe.entries import entry, listed_entry
from tests.dedupe.test_publications import listings
from tests.remembering import InADictionary


@pytest.mark.slow
@settings(deadline=None)
@given(before=listings(), now=listings(), overlap=st.integers(0, 9))
def test_what_is_remembered_of_other_entries_changes_nothing(
    before: list[LocatedEntry], now: list[LocatedEntry], overlap: int
) -> None:
    cache = InADictionary()
    deduplicate_entries([*before, *now[:overlap]], workspace=Workspace(cache))
    assert deduplicate_entries(now, workspace=Workspace(cache)) == deduplicate_entries(now)


def test_nothing_is_put_together_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    located = [
        listed_entry(entry("Counting Lanterns Along a River", ["Ada Brume", "Luc Sablier"])),
        listed_entry(entry("Counting Lanterns Along a River", ["A. Brume", "L. Sablier"]), "luc-sablier"),
        listed_entry(entry("Erratum: Counting Lanterns Along a River", ["Ada Brume", "Luc Sablier"]), position=2),
    ]
    cache = InADictionary()
    before = deduplicate_entries(located, workspace=Workspace(cache))
    monkeypatch.setattr(publications, "fuse", None)
    monkeypatch.setattr(publications, "candidate_ids_of", None)
    assert deduplicate_entries(located, workspace=Workspace(cache)) == before


def test_a_person_decides_over_what_is_remembered() -> None:
    located = [
        listed_entry(entry("Counting Lanterns Along a River", ["Ada Brume", "Luc Sablier"])),
        listed_entry(
            entry("Counting lanterns along a river.", ["Ada Brume", "Luc Sablier"], "We count lanterns at dusk."),
            "luc-sablier",
        ),
    ]
    cache = InADictionary()
    (publication,) = deduplicate_entries(located, workspace=Workspace(cache)).publications
    keys = [key for decision in deduplicate_entries(located).decisions for key in decision.keys]
    different = Decision(
        subject="publication",
        first=keys[0],
        second=keys[1],
        within=publication.id,
        answer="different",
        relation=None,
        by="M. Okoro",
        when="2026-05-04T10:00:00Z",
        why="two boats",
    )
    assert len(deduplicate_entries(located, [different], workspace=Workspace(cache)).publications) == 2
    assert deduplicate_entries(located, [different], workspace=Workspace(cache)) == deduplicate_entries(
        located, [different]
    )
    assert deduplicate_entries(located, workspace=Workspace(cache)) == deduplicate_entries(located)
