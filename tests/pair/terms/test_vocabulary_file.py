"""Accepting learned pairs changes nothing else in the reviewed file."""

import tomllib
from difflib import ndiff

import pytest

from profile_scraper.pair.terms.vocabulary import VocabularyError, accept
from profile_scraper.records.decision import LearnedPair

TEXT = """\
# Reviewed terms.
[[topic]]
id = "sleep"
en = ["Sleep"]
fr = ["Sommeil"]
# Positions.
[[role]]
id = "keeper"
kind = "staff"
en = ["Keeper"]
fr = []
"""


def pair(facet: str, en: str, fr: str) -> LearnedPair:
    return LearnedPair(
        facet=facet,
        en=en,
        fr=fr,
        together=4,
        en_unmatched=0,
        fr_unmatched=0,
        cognates=False,
        next_best=None,
        margin=20.0,
        used=True,
    )


def changes(old: str, new: str) -> list[str]:
    return [line for line in ndiff(old.splitlines(), new.splitlines()) if line[0] in "+-"]


def test_a_new_term_stands_after_the_last_of_its_facet() -> None:
    written = accept(TEXT, [pair("topic", "Bird Song", 'Chant "des" oiseaux')])
    assert tomllib.loads(written)["topic"][1] == {
        "id": "bird-song",
        "en": ["Bird Song"],
        "fr": ['Chant "des" oiseaux'],
    }
    assert all(line.startswith("+") for line in changes(TEXT, written))
    assert written.index("Bird Song") < written.index("[[role]]")


def test_a_label_of_a_known_term_is_added_to_it() -> None:
    written = accept(TEXT, [pair("role", "Keeper", "Gardien"), pair("role", "Warden", "Gardien")])
    assert tomllib.loads(written)["role"] == [
        {"id": "keeper", "kind": "staff", "en": ["Keeper", "Warden"], "fr": ["Gardien"]}
    ]


def test_a_first_term_of_a_facet_stands_at_the_end() -> None:
    assert tomllib.loads(accept(TEXT, [pair("level", "PhD", "Doctorat")]))["level"][0]["id"] == "phd"
    assert tomllib.loads(accept("", [pair("level", "PhD", "Doctorat")]))["level"][0]["fr"] == ["Doctorat"]


def test_what_a_person_must_do_is_said() -> None:
    with pytest.raises(VocabularyError, match=r"'Boss' = 'Chef': a role needs a kind, one of membership"):
        accept(TEXT, [pair("role", "Boss", "Chef")])
    with pytest.raises(VocabularyError, match=r"organizations\.toml"):
        accept(TEXT, [pair("organization", "Institute of Snow", "Institut des neiges")])


def test_a_list_of_several_lines_keeps_its_comments() -> None:
    lines = TEXT.replace('fr = ["Sommeil"]', 'fr = [\n  "Sommeil", # asleep\n]')
    written = accept(lines, [pair("topic", "Sleep", "Somme")])
    assert tomllib.loads(written)["topic"][0]["fr"] == ["Sommeil", "Somme"]
    assert "# asleep" in written


def test_a_facet_whose_terms_do_not_stand_together_gets_its_term() -> None:
    scattered = TEXT + '[[topic]]\nid = "tides"\nen = ["Tides"]\nfr = ["Marées"]\n'
    written = accept(scattered, [pair("topic", "Ice", "Glace")])
    assert [term["id"] for term in tomllib.loads(written)["topic"]] == ["sleep", "tides", "ice"]
    assert len(tomllib.loads(written)["role"]) == 1


def test_a_role_gets_the_kind_that_it_was_given() -> None:
    written = accept(TEXT, [pair("role", "Boss", "Chef")], kind="leadership")
    assert tomllib.loads(written)["role"][-1] == {"id": "boss", "kind": "leadership", "en": ["Boss"], "fr": ["Chef"]}
