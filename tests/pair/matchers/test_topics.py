"""Topics are paired by meaning or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.pair.matchers.topics import match_topics, topic
from profile_scraper.pair.terms.cognates import are_cognates, is_cognate
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.sites import Term, load_site

VOCABULARY = Vocabulary(load_site("mila").terms)
EMPTY = Vocabulary(())


def pairs(en: list[str], fr: list[str], vocabulary: Vocabulary = VOCABULARY) -> list[tuple[str | None, str | None]]:
    return [(match.en, match.fr) for match in match_topics(en, fr, vocabulary)]


def test_position_says_nothing() -> None:
    assert pairs(["Deep Learning", "Reasoning"], ["Sommeil", "Raisonnement"]) == [
        ("Deep Learning", None),
        ("Reasoning", "Raisonnement"),
        (None, "Sommeil"),
    ]


def test_one_left_on_each_side_is_no_reason_to_pair_them() -> None:
    en = ["Deep Learning", "Optimization", "Reasoning", "Bird Song"]
    fr = ["Apprentissage profond", "Optimisation", "Raisonnement", "Sommeil"]
    assert pairs(en, fr)[-2:] == [("Bird Song", None), (None, "Sommeil")]
    en, fr = [*en[:3], "Social Robotics"], [*fr[:3], "Sciences sociales"]
    assert pairs(en, fr)[-2:] == [("Social Robotics", None), (None, "Sciences sociales")]


def test_a_known_topic_never_takes_an_unknown_one() -> None:
    """``Cognition`` has its counterpart; it is not on this page."""
    assert pairs(["Cognition"], ["Cognitions"]) == [("Cognition", None), (None, "Cognitions")]


def test_words_alike_pair_what_no_vocabulary_has() -> None:
    en = ["Robotics", "Distributed Systems", "Generative Models", "Causality"]
    fr = ["Causalité", "Modèles génératifs", "Robotique", "Systèmes distribués"]
    assert pairs(en, fr, EMPTY) == [
        ("Robotics", "Robotique"),
        ("Distributed Systems", "Systèmes distribués"),
        ("Generative Models", "Modèles génératifs"),
        ("Causality", "Causalité"),
    ]


def test_a_label_of_two_terms_is_decided_by_the_other_page_or_stays_open() -> None:
    vocabulary = Vocabulary(
        [
            Term("topic", "planning", None, {"en": ("Planning",), "fr": ("Planification",)}),
            Term("topic", "scheduling", None, {"en": ("Scheduling",), "fr": ("Planification",)}),
        ]
    )
    assert pairs(["Scheduling"], ["Planification"], vocabulary) == [("Scheduling", "Planification")]
    assert pairs(["Planning", "Scheduling"], ["Planification"], vocabulary) == [
        ("Planning", None),
        ("Scheduling", None),
        (None, "Planification"),
    ]


def test_ids_are_ours_and_labels_the_pages() -> None:
    (known,) = match_topics(["deep learning"], ["Apprentissage Profond"], VOCABULARY)
    assert topic(known, VOCABULARY).model_dump() == {
        "id": "deep-learning",
        "en": "deep learning",
        "fr": "Apprentissage Profond",
    }
    (unmatched,) = match_topics([], ["Sommeil léger"], VOCABULARY)
    assert topic(unmatched, VOCABULARY).id == "sommeil-leger"
    (french,) = match_topics([], ["Apprentissage profond"], VOCABULARY)
    assert (topic(french, VOCABULARY).id, topic(french, VOCABULARY).en) == ("deep-learning", None)


@pytest.mark.parametrize(
    ("en", "fr"),
    [("optimization", "optimisation"), ("robotics", "robotique"), ("dynamical", "dynamiques"), ("medical", "medicale")],
)
def test_cognates(en: str, fr: str) -> None:
    assert is_cognate(en, fr)


@pytest.mark.parametrize(("en", "fr"), [("learning", "apprentissage"), ("security", "sante"), ("actual", "acte")])
def test_no_cognates(en: str, fr: str) -> None:
    assert not is_cognate(en, fr)


def test_labels_of_different_length_are_no_cognates() -> None:
    assert not are_cognates("Computational Neuroscience", "Neurosciences")
    assert not are_cognates("AI", "IA")


labels = st.lists(st.sampled_from(["Reasoning", "Raisonnement", "Cognition", "Optimization", "Optimisation", "Xylo"]))


@given(labels, labels)
def test_every_label_stands_in_one_match(en: list[str], fr: list[str]) -> None:
    matches = match_topics(en, fr, VOCABULARY)
    assert [match.en for match in matches if match.en] == list(dict.fromkeys(en))
    assert sorted(match.fr for match in matches if match.fr) == sorted(set(fr))
