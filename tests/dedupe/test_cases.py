import tomllib
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.dedupe import DeduplicatedPublications, LocatedEntry, deduplicate_entries
from tests.dedupe.entries import entry, listed_entry

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf8"))["case"]


def located(fields: dict[str, Any], profile: str) -> LocatedEntry:
    abstract = fields.get("abstract")
    return listed_entry(
        entry(
            fields["title"],
            fields.get("authors", ()),
            abstract,
            complete=fields.get("authors_complete"),
            abstract_complete=not (abstract or "").endswith("…"),
            doi=fields.get("doi"),
        ),
        profile,
    )


def verdict(merged: DeduplicatedPublications) -> str:
    if len(merged.publications) == 1:
        return "same"
    decisions = {decision.decision for decision in merged.decisions}
    return decisions.pop() if decisions else "different"


def test_each_case_has_a_name_of_its_own() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_decides_as_the_case_table_says(case: dict[str, Any]) -> None:
    one, other = located(case["one"], "ada-brume"), located(case["other"], "luc-sablier")
    merged = deduplicate_entries([one, other])
    assert verdict(merged) == case["expected"], case["note"]
    assert deduplicate_entries([other, one]) == merged
    relations = [
        (relation.type, publication) for publication in merged.publications for relation in publication.relations
    ]
    if case["expected"] != "related":
        assert relations == []
        return
    assert {kind for kind, _ in relations} == {case["relation"]}
    if case["relation"] == "isPartOfSeriesWith":
        assert len(relations) == 2
    else:
        [(_, source)] = relations
        expected = other if case.get("swapped") else one
        assert source.occurrences[0].url == expected.url
