"""Spelling, case, accents and gender do not make two terms of one; different words stay different."""

import pytest

from profile_scraper.pair.terms.vocabulary import term_key
from profile_scraper.text.id_forms import slugify
from profile_scraper.text.normalize import normalize_text


@pytest.mark.parametrize(
    "form",
    [
        "Professeur agrégé",
        "Professeure agrégée",
        "Professeur·e agrégé·e",
        "Professeur⋅e agrégé⋅e",
        "Professeur.e agrégé.e",
        "Professeur(e) agrégé(e)",
        "professeur-e agrégé-e",
        "PROFESSEUR AGRÉGÉ",
        "Professeur/Professeure agrégé",
    ],
)
def test_every_gender_and_inclusive_writing_is_one_rank(form: str) -> None:
    assert term_key("role", "fr", form) == term_key("role", "fr", "professeur agrégé")


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("Collaborateur·rice de recherche", "Collaboratrice de recherche"),
        ("Collaborateur·rice alumni", "Collaborateur alumni"),
        ("Chercheur·euse invité·e", "Chercheuse invitée"),
        ("Chercheur/Chercheuse invité·e", "Chercheur invité"),
        ("Directeur·rice scientifique adjoint·e", "Directrice scientifique adjointe"),
        ("Directeur(trice) scientifique", "Directeur scientifique"),
        ("Conseiller·ère en communications", "Conseillère en communications"),
        ("Étudiant·e·s", "Étudiants"),
        ("Membre industriel principal", "Membre industrielle principale"),
    ],
)
def test_forms_of_one_title_share_a_key(form: str, other: str) -> None:
    assert term_key("role", "fr", form) == term_key("role", "fr", other)


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("Professeur agrégé", "Professeur associé"),
        ("Professeur adjoint", "Professeur associé"),
        ("Recherche/Développement", "Recherche"),
        ("Directeur de laboratoire", "Direction de laboratoire"),
        ("Maîtrise recherche", "Maîtrise professionnelle"),
    ],
)
def test_different_titles_have_different_keys(form: str, other: str) -> None:
    assert term_key("role", "fr", form) != term_key("role", "fr", other)


def test_only_french_words_for_people_lose_their_gender() -> None:
    assert term_key("topic", "fr", "Robotique") == "robotique"
    assert term_key("role", "en", "Core Member") == "core member"


def test_labels_are_normalised_as_words_and_as_slugs() -> None:
    assert normalize_text("  Éthique de l’IA\u00a0! ", "words") == "ethique de l ia"
    assert normalize_text("Øyvind Kjær-Łoś", "words") == "oyvind kjaer los"
    assert slugify("AI for Science") == "ai-for-science"
