"""A text is filed by its own language, not by the language of the page that prints it."""

import json
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.cli import main

ENGLISH = (
    "Ada Lind studies how the tides of the north remember the winter, and builds the instruments with which her"
    " students listen to them in the dark of the year."
)
FRENCH = (
    "Ada Lind étudie comment les marées du nord se souviennent de l'hiver, et construit les instruments avec lesquels"
    " ses étudiants les écoutent dans la nuit de l'année."
)


SHORT = ["Ada builds gauges and shares them.", "The first ran for ten years.", "Second, third."]


def page(language: str, paragraphs: list[str], topics: tuple[str, ...] = ()) -> str:
    path = {"en": "/en/directory/ada-lind", "fr": "/fr/annuaire/ada-lind"}[language]
    words = {"en": ("Research Topics", "Biography"), "fr": ("Sujets de recherche", "Biographie")}[language]
    items = "".join(f'<div class="field-item">{topic}</div>' for topic in topics)
    return (
        f'<html lang="{language}"><head><title>Ada Lind | Mila</title>'
        f'<link rel="canonical" href="https://mila.quebec{path}"></head><body><main>'
        '<article class="node node--type-member node--view-mode-full"><h1>Ada Lind</h1>'
        f'<div class="field-name-field-taxonomy-references4"><div class="field-label">{words[0]}</div>{items}</div>'
        f'<h2>{words[1]}</h2><div class="field-name-body">{"".join(f"<p>{text}</p>" for text in paragraphs)}</div>'
        "</article></main></body></html>"
    )


def build(folder: Path, pages: dict[str, str]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    for name, text in pages.items():
        folder.joinpath(f"{name}.html").write_text(text, encoding="utf8")
    out = folder / "dataset"
    assert main(["build", *(str(folder / f"{name}.html") for name in pages), "--out", str(out)]) == 0
    profile = json.loads((out / "profiles.jsonl").read_text("utf8").splitlines()[0])
    conflicts = [json.loads(line) for line in (out / "conflicts.jsonl").read_text("utf8").splitlines()]
    return profile, conflicts


@pytest.mark.parametrize(
    ("english_page", "french_page", "en", "fr", "conflicts"),
    [
        ([ENGLISH], [FRENCH], ENGLISH, FRENCH, []),
        ([ENGLISH], [ENGLISH], ENGLISH, None, ["biography.fr"]),
        ([ENGLISH], [FRENCH, ENGLISH], ENGLISH, FRENCH, ["biography.fr"]),
        ([FRENCH], [FRENCH], None, FRENCH, ["biography.en"]),
        ([], [ENGLISH], ENGLISH, None, ["biography.fr"]),
        ([], SHORT, "\n\n".join(SHORT), None, ["biography.fr"]),
        (
            ["Ph.D., MIT."],
            ["Ph. D., MIT. Cofondateur de Talus."],
            "Ph.D., MIT.",
            "Ph. D., MIT. Cofondateur de Talus.",
            [],
        ),
        ([ENGLISH], ["Voir « On the Tides of the North »."], ENGLISH, "Voir « On the Tides of the North ».", []),
    ],
)
def test_a_text_is_filed_by_its_own_language(  # noqa: PLR0917
    tmp_path: Path,
    english_page: list[str],
    french_page: list[str],
    en: str | None,
    fr: str | None,
    conflicts: list[str],
) -> None:
    profile, found = build(tmp_path, {"a": page("en", english_page), "b": page("fr", french_page)})
    assert profile["biography"] == {"en": en, "fr": fr}
    assert [each["field"] for each in found if each["kind"] == "not-translated"] == conflicts
    if not (en and fr):
        assert profile["biography_alignment"] == []


SPANISH = (
    "Ada Lind estudia cómo recuerdan las mareas del norte el invierno, y construye los instrumentos con los que sus"
    " estudiantes las escuchan en la noche."
)
CHINESE = "艾达研究北方的潮汐如何记住冬天"


@pytest.mark.parametrize("foreign", [SPANISH, CHINESE])
@pytest.mark.parametrize(("own", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_a_text_in_a_third_language_is_in_neither_and_is_said_whole(
    tmp_path: Path, foreign: str, own: str, language: str
) -> None:
    profile, conflicts = build(tmp_path, {"a": page(language, [own, foreign])})
    assert profile["biography"] == {"en": None, "fr": None} | {language: own}
    [conflict] = conflicts
    assert (conflict["kind"], conflict["field"]) == ("not-translated", f"biography.{language}")
    assert conflict["statements"][0]["text"] == foreign
    assert conflict["detail"] == "1 of 2 paragraphs of the biography are in neither English nor French"


def test_texts_in_the_other_and_in_a_third_language_have_a_conflict_each(tmp_path: Path) -> None:
    pages = {"a": page("en", [ENGLISH]), "b": page("fr", [SPANISH, ENGLISH])}
    profile, conflicts = build(tmp_path, pages)
    assert profile["biography"] == {"en": ENGLISH, "fr": None}
    assert {conflict["statements"][0]["text"] for conflict in conflicts} == {ENGLISH, SPANISH}


def test_a_label_printed_alike_on_both_pages_is_one_topic_with_both_languages(tmp_path: Path) -> None:
    label = "Reliable and Frost-Preserving Systems"
    profile, found = build(
        tmp_path, {"a": page("en", [ENGLISH], (label,)), "b": page("fr", [FRENCH], (label.replace(" ", "\u00a0"),))}
    )
    assert [(topic["en"], topic["fr"]) for topic in profile["topics"]] == [(label, label)]
    assert found == []


def test_a_known_label_that_the_other_page_does_not_translate_is_one_topic_with_both_languages(tmp_path: Path) -> None:
    labels = ("Deep Learning", "Optimization")
    pages = {"en": page("en", [ENGLISH], labels), "fr": page("fr", [FRENCH], labels)}
    profile, conflicts = build(tmp_path, pages)
    assert [(topic["en"], topic["fr"]) for topic in profile["topics"]] == [(label, label) for label in labels]
    assert not conflicts


def test_a_short_paragraph_that_was_not_translated_is_not_french(tmp_path: Path) -> None:
    short = "Her group builds instruments for the boats of the bay."
    pages = {"en": page("en", [ENGLISH, short]), "fr": page("fr", [FRENCH, short, "Université de Toronto, 2019"])}
    profile, conflicts = build(tmp_path, pages)
    assert profile["biography"]["fr"] == f"{FRENCH}\n\nUniversité de Toronto, 2019"
    assert [each["field"] for each in conflicts if each["kind"] == "not-translated"] == ["biography.fr"]


def test_two_people_under_one_address_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("en", [ENGLISH]), encoding="utf8")
    other = page("en", ["He draws maps of the rain."]).replace("Ada Lind", "Bo Ek")
    (tmp_path / "b.html").write_text(other, encoding="utf8")
    out = tmp_path / "dataset"
    assert main(["build", str(tmp_path / "a.html"), str(tmp_path / "b.html"), "--out", str(out)]) == 1
    (line,) = (out / "problems.jsonl").read_text("utf8").splitlines()
    problem = json.loads(line)
    assert problem["reason"] == "contradiction"
    assert "Ada Lind" in problem["detail"]
    assert "Bo Ek" in problem["detail"]


def test_a_label_that_no_list_knows_is_no_topic(tmp_path: Path) -> None:
    french = page("fr", [FRENCH], ("Glaces",)).replace("Sujets de recherche", "Thèmes de nos travaux\u00a0:")
    profile, _ = build(tmp_path, {"fr": french})
    assert [topic["fr"] for topic in profile["topics"]] == ["Glaces"]
