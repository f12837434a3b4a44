"""Comparing a dataset with its truth names the record and the field that differ, whatever ids the dataset uses."""

import copy
from typing import Any

from testbed.compare import changes, profile_changes, publication_changes, publication_keys
from testbed.generate import generate
from testbed.truth import truth


def written() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A dataset as the software would write it: with ids of its own for works."""
    known = truth(generate(people=40, seed=8))
    profiles, publications = copy.deepcopy((known.profiles, known.publications))
    for profile in profiles:
        profile["publications"] = [f"w/{publication}" for publication in profile["publications"]]
        profile["sources"] = [source | {"sha256": "0", "retrieved": None} for source in profile["sources"]]
    for publication in publications:
        publication["id"] = f"w/{publication['id']}"
        publication["relations"] = [
            relation | {"target": f"w/{relation['target']}"} for relation in publication["relations"]
        ]
    return profiles, publications


def test_the_truth_differs_from_itself_in_nothing() -> None:
    known = truth(generate(people=40, seed=8))
    profiles, publications = written()
    assert list(publication_changes(known.publications, publications)) == []
    keys = publication_keys(known.publications, publications)
    assert list(profile_changes(known.profiles, profiles, keys)) == []


def test_a_wrong_value_is_named_by_record_and_field() -> None:
    known = truth(generate(people=40, seed=8))
    profiles, publications = written()
    person = next(profile for profile in profiles if profile["topics"])
    was, person["topics"][0]["fr"] = person["topics"][0]["fr"], "Autre chose"
    found = list(profile_changes(known.profiles, profiles, publication_keys(known.publications, publications)))
    assert found == [(f"{person['id']}.topics[0].fr", was, "Autre chose")]


def test_a_work_split_in_two_is_named() -> None:
    known = truth(generate(people=40, seed=8))
    _, publications = written()
    publication = next(publication for publication in publications if len(publication["occurrences"]) > 1)
    publications.append({**publication, "id": "w/extra", "occurrences": publication["occurrences"][1:]})
    publication["occurrences"] = publication["occurrences"][:1]
    named = {
        path.partition(".")[0].partition("[")[0] for path, *_ in publication_changes(known.publications, publications)
    }
    assert named == {publication["id"].removeprefix("w/"), "w/extra"}


def test_missing_and_extra_values_are_told_apart() -> None:
    assert list(changes({"a": [1, 2]}, {"a": [1], "b": 3})) == [("a[1]", 2, "(absent)"), ("b", "(absent)", 3)]
