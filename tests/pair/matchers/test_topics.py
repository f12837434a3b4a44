"""Topics are paired by meaning or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.pair.matchers.topics import match_topics, topic
from profile_scraper.pair.terms.vocabulary import TermsDecided, Vocabulary, term_key
from profile_scraper.pair.terms.word_translations import are_cognates, is_cognate
from profile_scraper.records.base import Language
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
    vocabulary = Vocabulary([Term("topic", "cognition", None, {"en": ("Cognition",), "fr": ("Connaissance",)})])
    assert pairs(["Cognition"], ["Cognitions"], vocabulary) == [("Cognition", None), (None, "Cognitions")]


def test_words_alike_pair_what_no_vocabulary_has() -> None:
    en = ["Robotics", "Distributed Systems", "Generative Models", "Causality"]
    fr = ["Causalité", "Modèles génératifs", "Robotique", "Systèmes distribués"]
    assert pairs(en, fr, EMPTY) == [
        ("Robotics", "Robotique"),
        ("Distributed Systems", "Systèmes distribués"),
        ("Generative Models", "Modèles génératifs"),
        ("Causality", "Causalité"),
    ]
    assert pairs(["History of dictionaries"], ["Histoire des dictionnaires"], EMPTY) == [
        ("History of dictionaries", "Histoire des dictionnaires")
    ]


def test_lists_of_one_length_pair_what_shares_a_word_with_one_other_alone() -> None:
    en, fr = ["Lake varves", "Clay slopes", "Bird song"], ["Versants argileux", "Sommeil", "Varves lacustres"]
    assert match_topics(en, fr, EMPTY)[0] == ("Lake varves", "Varves lacustres", "shared_words")
    assert pairs(en, fr, EMPTY)[-1] == (None, "Sommeil")


def test_a_few_terms_that_a_person_added_change_nothing_for_other_topics() -> None:
    added = Vocabulary([Term("topic", "springs", None, {"en": ("Springs",), "fr": ("Sources",)})])
    assert pairs(["Lake varves", "Springs"], ["Sources", "Varves lacustres"], added) == [
        ("Lake varves", "Varves lacustres"),
        ("Springs", "Sources"),
    ]


def test_a_shared_word_is_no_evidence_where_a_topic_is_missing_or_other_words_are_known_to_differ() -> None:
    assert pairs(["Lake varves", "Bird song"], ["Varves lacustres"], EMPTY)[0] == ("Lake varves", None)
    assert pairs(["Deep learning"], ["Apprentissage automatique"], EMPTY)[0] == ("Deep learning", None)


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


@pytest.mark.parametrize(
    ("language", "label", "term"),
    [
        ("fr", "L’apprentissage profond", "deep-learning"),
        ("fr", "Réseau de neurones récurrents", "recurrent-neural-networks"),
        ("fr", "Systèmes dynamique", "dynamical-systems"),
        ("fr", "L'exploration de donnée", "data-mining"),
        ("en", "The Dynamical System", "dynamical-systems"),
    ],
)
def test_articles_and_plurals_make_no_other_topic(language: Language, label: str, term: str) -> None:
    assert VOCABULARY.ids("topic", language, label) == {term}


@pytest.mark.parametrize(
    "label", ["Apprentissage", "Apprentissage peu profond", "Systèmes et dynamique", "Réseau récurrent"]
)
def test_other_words_make_another_topic(label: str) -> None:
    assert not VOCABULARY.ids("topic", "fr", label)


def test_a_form_that_a_person_set_apart_is_not_the_term() -> None:
    label = "L’apprentissage profond"
    different = frozenset({("topic", term_key("topic", "en", "Deep Learning"), term_key("topic", "fr", label))})
    vocabulary = Vocabulary(load_site("mila").terms, decided=TermsDecided(different=different))
    assert not vocabulary.ids("topic", "fr", label)
    assert vocabulary.ids("topic", "fr", "Apprentissage profond") == {"deep-learning"}


def test_a_form_that_two_terms_have_but_for_a_plural_is_neither() -> None:
    forms = ("Learning Dynamics", "Learning Dynamic")
    terms = [Term("topic", str(index), None, {"en": (form,), "fr": ()}) for index, form in enumerate(forms)]
    assert Vocabulary(terms).ids("topic", "en", "The Learning Dynamics") == frozenset()
    assert Vocabulary(terms).ids("topic", "en", "Learning Dynamics") == {"0"}
