"""A sentence that stands for the biography of several people is nobody's biography: learned and built."""

import json
from pathlib import Path

from testbed.learned import SavedPage, build, learn

BASE = "https://ostrava.example"
FILLERS = {"en": "This person is still writing these lines.", "fr": "Cette personne écrit encore ces lignes."}
OWN = {
    "en": "{name} studies how glaciers of the north lose their snow, and counts the stones that are left behind.",
    "fr": "{name} étudie comment les glaciers du nord perdent leur neige, et compte les pierres qui restent.",
}
PEOPLE = {"Ada Lindholm": True, "Bo Ekdahl": False, "Cy Dunmore": True, "Eva Fjeld": False, "Ola Grimstad": True}
HEADINGS = {"en": "Biography", "fr": "Biographie"}


def saved_pages() -> list[SavedPage]:
    pages = []
    for language in ("en", "fr"):
        for name, has_biography in PEOPLE.items():
            text = (OWN if has_biography else FILLERS)[language].format(name=name)
            body = (
                f"<html lang='{language}'><head><title>{name} | Ostrava</title></head><body><main><h1>{name}</h1>"
                f"<p class='rank'>{'Professor' if language == 'en' else 'Professeur'}</p>"
                f"<h2>{HEADINGS[language]}</h2><div class='bio'><p>{text}</p></div></main></body></html>"
            )
            slug = name.lower().replace(" ", "-")
            pages.append(SavedPage(f"{BASE}/{language}/people/{slug}", body.encode(), language))
    return pages


def test_a_paragraph_that_two_people_share_is_in_the_file_and_in_no_record(tmp_path: Path) -> None:
    learn(saved_pages(), "ostrava", tmp_path)
    file = tmp_path.joinpath("sites", "ostrava", "site.toml").read_text("utf8")
    assert all(f'"{filler}"' in file for filler in FILLERS.values())
    build("ostrava", tmp_path)
    profiles = map(json.loads, tmp_path.joinpath("dataset", "profiles.jsonl").read_text("utf8").splitlines())
    biographies = {profile["name"]: profile["biography"] for profile in profiles}
    for name, has_biography in PEOPLE.items():
        expected = {language: OWN[language].format(name=name) if has_biography else None for language in ("en", "fr")}
        assert biographies[name] == expected
