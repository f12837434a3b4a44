import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from profile_scraper.dedupe import DeduplicatedPublications, LocatedEntry, deduplicate_entries
from profile_scraper.records.decision import Decision
from profile_scraper.records.publication import RelationType
from tests.dedupe.entries import entry, listed_entry

TWICE = [
    listed_entry(
        entry("The Weight of Fog Over Three Harbours", ["Ada Brume"], "Fog was weighed for a year in three harbours.")
    ),
    listed_entry(entry("The Weight of Fog Over Three Harbours", ["A. Brume"]), "luc-sablier"),
]
DIFFERENT = [
    listed_entry(entry("Patient Weaving Machines for Winter Coats", ["Ada Brume"])),
    listed_entry(entry("Patient Weaving Machines for Fishing Nets", ["Ada Brume"]), position=2),
    listed_entry(entry("Quiet Looms in Spring", ["Luc Sablier"]), position=3),
]


def decide(
    kind: str, one: str, other: str, relation: RelationType | None = None, why: str = "asked the author"
) -> Decision:
    return Decision.model_validate(
        {
            "subject": "publication",
            "first": one,
            "second": other,
            "within": None,
            "answer": kind,
            "relation": relation,
            "by": "Mina",
            "why": why,
            "when": "2026-05-04",
        }
    )


def ids(merged: DeduplicatedPublications) -> list[str]:
    return [publication.id for publication in merged.publications]


def test_same_merges_what_the_rules_keep_apart() -> None:
    coats, nets, looms = (
        publication.id
        for publication in sorted(deduplicate_entries(DIFFERENT).publications, key=lambda w: w.occurrences[0].position)
    )
    merged = deduplicate_entries(DIFFERENT, [decide("same", coats, nets)])
    assert len(merged.publications) == 2
    assert looms in ids(merged)
    [line] = [decision for decision in merged.decisions if decision.rule == "decided-by-a-person"]
    assert line.decision == "same"
    assert line.evidence[0].detail == "Mina, 2026-05-04: asked the author"


def test_different_splits_what_the_rules_merge_by_the_keys_of_its_entries() -> None:
    before = deduplicate_entries(TWICE)
    assert len(before.publications) == 1
    one, other = next(iter(before.decisions)).keys
    after = deduplicate_entries(TWICE, [decide("different", one, other)])
    assert len(after.publications) == 2
    assert len(set(ids(after))) == 2
    assert after.problems == []


def test_related_links_two_works() -> None:
    looms = next(
        publication.id
        for publication in deduplicate_entries(DIFFERENT).publications
        if publication.title.startswith("Quiet")
    )
    coats = next(
        publication.id
        for publication in deduplicate_entries(DIFFERENT).publications
        if publication.title.endswith("Coats")
    )
    merged = deduplicate_entries(DIFFERENT, [decide("related", looms, coats, "isVersionOf")])
    [publication] = [publication for publication in merged.publications if publication.id == looms]
    assert [(relation.type, relation.target) for relation in publication.relations] == [("isVersionOf", coats)]


def test_a_decision_holds_when_more_is_listed_and_by_a_former_id() -> None:
    coats, nets = (
        next(w.id for w in deduplicate_entries(DIFFERENT).publications if w.title.endswith(end))
        for end in ("Coats", "Nets")
    )
    more = [
        *DIFFERENT,
        listed_entry(entry("PATIENT WEAVING MACHINES FOR FISHING NETS.", ["Brume, A."]), "luc-sablier"),
        listed_entry(entry("Patient weaving machines for winter coats", []), "mina-okoro"),
    ]
    merged = deduplicate_entries(more, [decide("same", coats, nets)])
    assert [len(publication.occurrences) for publication in merged.publications if "Weaving" in publication.title] == [
        4
    ]


def test_a_contradiction_names_both_decisions_and_neither_is_used() -> None:
    one, two, three = ids(deduplicate_entries(DIFFERENT))
    wrong = [
        decide("same", one, two, why="one abstract"),
        decide("same", two, three, why="one proof"),
        decide("different", three, one, why="two machines"),
    ]
    merged = deduplicate_entries(DIFFERENT, wrong)
    [problem] = merged.problems
    assert problem.reason == "contradiction"
    assert "different" in problem.detail
    assert "same" in problem.detail
    assert len(merged.publications) == 2


def test_a_decision_about_an_unknown_work_is_listed() -> None:
    merged = deduplicate_entries(DIFFERENT, [decide("same", ids(deduplicate_entries(DIFFERENT))[0], "no-such-work")])
    [problem] = merged.problems
    assert (problem.reason, problem.url) == ("not-found", "decisions.jsonl")
    assert "no-such-work" in problem.detail


def test_a_name_that_means_both_entries_is_refused() -> None:
    [publication] = deduplicate_entries(TWICE).publications
    key = next(iter(deduplicate_entries(TWICE).decisions)).keys[0]
    merged = deduplicate_entries(TWICE, [decide("different", publication.id, key)])
    assert [problem.reason for problem in merged.problems] == ["ambiguous"]
    assert len(merged.publications) == 1


@pytest.mark.parametrize(("kind", "relation"), [("related", None), ("same", "corrects")])
def test_a_relation_stands_where_it_belongs(kind: str, relation: RelationType | None) -> None:
    with pytest.raises(ValidationError, match="relation"):
        decide(kind, "one", "other", relation)


@pytest.mark.slow
@settings(deadline=None, max_examples=30)
@given(st.data())
def test_the_order_of_decisions_changes_nothing(data: st.DataObject) -> None:
    publications = ids(deduplicate_entries(DIFFERENT))
    pairs = st.lists(st.sampled_from(publications), min_size=2, max_size=2, unique=True)
    kinds = st.sampled_from(("same", "different"))
    decisions = data.draw(st.lists(st.builds(lambda kind, pair: decide(kind, *pair), kinds, pairs), max_size=5))
    located: list[LocatedEntry] = data.draw(st.permutations(DIFFERENT))
    assert deduplicate_entries(located, data.draw(st.permutations(decisions))) == deduplicate_entries(
        DIFFERENT, decisions
    )
