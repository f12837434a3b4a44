"""Ids are made of forms that never change; each expected value here is part of published ids."""

import pytest

from profile_scraper.dedupe.ids import candidate_ids_of
from profile_scraper.dedupe.prepare.authors import surname
from profile_scraper.text.id_forms import id_letters, id_text, slugify
from tests.dedupe.entries import entry


@pytest.mark.parametrize(("printed", "slug"), [
    ("Éthique de l’IA", "ethique-de-l-ia"), ("C++", "c"), ("Master's", "master-s"), ("Łukasz Cœur", "lukasz-coeur"),
    ("IFN-γ", "ifn-γ"), ("  AI for\u00a0Science! ", "ai-for-science"), ("x_i", "x-i"), ("", ""),
])  # fmt: skip
def test_slugs_are_frozen(printed: str, slug: str) -> None:
    assert slugify(printed) == slug


@pytest.mark.parametrize(("printed", "text"), [
    ("L’IA du cœur", "lia du coeur"), ("C++ & C#", "c++ & c#"), ("IFN-γ", "ifn- gamma "), ("Γη", " gamma  eta "),
    ("$x_i$ \\'etude <i>a</i> &amp; b", "xi etude a & b"), ("a~b", "a~b"), ("> or = 5", " 5"), ("Straße", "strasse"),
])  # fmt: skip
def test_texts_of_ids_are_frozen(printed: str, text: str) -> None:
    assert id_text(printed) == text


def test_letters_of_ids_are_frozen() -> None:
    assert id_letters("> or = 5, don't") == "or5dont"
    assert id_letters("L’IA &amp; <b>α</b>") == "liaalpha"


@pytest.mark.parametrize(("printed", "last"), [
    ("D'Angelo, Ada", "dangelo"), ("Ada de la Cour", "cour"), ("Łukasz Kłos", "klos"), ("Berg AB", "berg"),
    ("Ada Ben", "ben"),
])  # fmt: skip
def test_surnames_of_ids_are_frozen(printed: str, last: str) -> None:
    assert surname(printed) == last


@pytest.mark.parametrize(("title", "authors", "abstract", "found"), [
    ("L’IA pour la santé des rivières", ["Ada Brume"], None, "lia-pour-la-sante-des-rivieres-2bec22d67c"),
    ("L'un et l'autre", ["Jean D'Angelo"], None, "lun-et-lautre-37e13fe4fa"),
    ("D-optimal designs", ["Łukasz Kłos", "Ada de la Cour"], "A short note. > or = 5", "d-optimal-designs-608494303d"),
    ("C++ for tides", ["Ada Ben"], None, "c-for-tides-c602aa9d03"),
    ("Author Correction: IFN-γ in Cœur de l’île", ["van der Berg, Jan"], "l'IA & <i>x</i>",
     "author-correction-ifn-gamma-in-coeur-de-lile-623a376eb3"),
    ("Tides (extended abstract)", ["R. O'Neil"], None, "tides-extended-abstract-96032621f7"),
    ("Où va l'eau ?", ["Ada Brume"], None, "ou-va-leau-c23bc6166a"),
    ("N-body tides", ["Ada Brume"], None, "n-body-tides-672c723d39"),
    ("Γεωμετρία ποταμών", ["Γιώργος Παπαδόπουλος"], None, "gamma-epsilon-omega-mu-epsilon-tau-rho-iota-d3089d8894"),
    ("Editorial", [], None, "editorial-9de9edfc45"),
])  # fmt: skip
def test_ids_of_publications_are_frozen(title: str, authors: list[str], abstract: str | None, found: str) -> None:
    assert candidate_ids_of(entry(title, authors, abstract))[0] == found


def test_evidence_of_an_id_is_frozen_too() -> None:
    printed = entry("D-optimal designs", ["Łukasz Kłos", "Ada de la Cour"], "A short note. > or = 5")
    digests = [each.rpartition("-")[2] for each in candidate_ids_of(printed, "p1")]
    assert digests == ["608494303d", "d74673ba56", "30342e580b", "e298424a9e"]
