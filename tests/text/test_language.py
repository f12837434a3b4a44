"""English, French, or another language, by script and function words."""

import pytest

from profile_scraper.text.function_words import is_other_language, language_of

OTHERS = [
    "Ada Lind estudia cómo recuerdan las mareas el invierno, y construye los instrumentos con los que escucha.",
    "Ada Lind untersucht, wie sich die Gezeiten an den Winter erinnern, und baut mit ihrer Gruppe Instrumente.",
    "Ada Lind studia come le maree ricordano il mare, e costruisce con il gruppo strumenti che i porti usano.",
    "Ada Lind estuda como as marés se lembram do inverno, e constrói com o grupo os instrumentos que os portos usam.",
    "Ada Lind onderzoekt hoe het water zich de winter herinnert, en bouwt het instrument dat voor de haven nodig is.",
    "Ада Линд изучает, как приливы помнят зиму.",
    "Η Ada Lind μελετά πώς οι παλίρροιες θυμούνται τον χειμώνα.",
    "艾达研究潮汐如何记住冬天",
    "أدا تدرس كيف يتذكر المد الشتاء",
]
ENGLISH = [
    "Ada Lind studies how the tides remember the winter.",
    "She teaches “Die Kunst der Fuge und das Meer” in Graz, and is a member of the group of the harbour.",
    "The α-decay of β and γ in the tides of the north",
    "Nguyễn Thị Ánh and de los Santos y Cruz: a harbour in El Salvador",
]
FRENCH = [
    "Ada Lind étudie comment les marées se souviennent de l'hiver.",
    "Elle a traduit « El mar y los barcos de la noche » pour les enfants du port, et vit dans une cabane.",
    "L'art de la fugue et de la mer dans les ports d'Italie",
]


@pytest.mark.parametrize("text", OTHERS)
def test_a_text_in_neither_language_is_neither(text: str) -> None:
    assert (is_other_language(text), language_of(text)) == (True, None)


@pytest.mark.parametrize(
    ("text", "language"), [*((each, "en") for each in ENGLISH), *((each, "fr") for each in FRENCH)]
)
def test_names_titles_and_letters_of_other_languages_make_no_other_language(text: str, language: str) -> None:
    assert not is_other_language(text)
    assert language_of(text) in (language, None)


@pytest.mark.parametrize("text", ["", "Ada Lind", "Redes de la mar", "Zeit und Meer", "2019–2021", "Ω"])
def test_what_is_too_little_to_tell_is_no_other_language(text: str) -> None:
    assert not is_other_language(text)
