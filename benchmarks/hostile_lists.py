"""Long lists on the two pages of one person, and their pairing."""

from collections.abc import Callable, Mapping

from profile_scraper.pair import pair_profiles
from profile_scraper.records.base import Language
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.profile import Links
from profile_scraper.sites import load_site

_Item = dict[str, object]


def _role(title: str | None, organization: str | None, department: str | None = None) -> _Item:
    return {
        "kind": "other",
        "title": title,
        "organization": organization,
        "department": department,
        "raw": title or "",
        "certain": True,
    }


def _student(level: str, name: str | None, profile: str | None) -> _Item:
    return {
        "name": name,
        "profile": profile,
        "level": level,
        "organization": "UdeM",
        "supervision": "principal",
        "other_supervisors": [],
        "raw": [level],
    }


def _number(number: int) -> str:
    """A word of letters that no other number has."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)) + "x"


PAIRING: Mapping[str, Callable[[Language, int], _Item]] = {
    "one role again and again": lambda _, size: {"roles": [_role("Full Professor", "McGill University")] * size},
    "roles of one institution": lambda language, size: {
        "roles": [_role(f"{language} {_number(n)}", "McGill University") for n in range(size)]
    },
    "roles of many institutions": lambda language, size: {
        "roles": [_role("Professor", f"{language} {_number(n)} university") for n in range(size)]
    },
    "roles of many departments": lambda language, size: {
        "roles": [_role("Professor", "McGill University", f"{language} {_number(n)}") for n in range(size)]
    },
    "cognate roles": lambda language, size: {
        "roles": [_role(f"Director {_number(n)} {language}", None) for n in range(size)]
    },
    "different topics": lambda language, size: {"topics": [f"{language} {_number(n)}" for n in range(size)]},
    "cognate topics": lambda _, size: {"topics": [f"optics {_number(n)} water" for n in range(size)]},
    "topics in one order": lambda language, size: {
        "topics": [f"tide {_number(n * 7919 % size)} {language}" for n in range(size)]
    },
    "one student again and again": lambda _, size: {"students": [_student("PhD", None, None)] * size},
    "different students": lambda language, size: {
        "students": [_student("PhD", f"Ada {_number(n)}", f"mila/{language}-{_number(n)}") for n in range(size)]
    },
    "levels of students": lambda language, size: {
        "students": [_student(f"{language} {_number(n)}", None, None) for n in range(size)]
    },
    "paragraphs": lambda language, size: {
        "biography": [f"{language} wave {_number(n)} and 19{n}." for n in range(size)]
    },
    "equal paragraphs": lambda _, size: {"biography": ["Ada studies tides."] * size},
    "supervisors": lambda language, size: {
        "supervisors": [
            {"name": f"Ada {language} {_number(n)}", "profile": None, "supervision": "principal"} for n in range(size)
        ]
    },
}  # fmt: skip
"""Lists on the two pages of one person, by the number of items."""


def read_pairing(pattern: str, size: int) -> Callable[[], object]:
    """A job that pairs the two pages of one person, whose lists are so long."""
    site = load_site("mila")
    pages = [_person_page(language, PAIRING[pattern](language, size)) for language in ("en", "fr")]
    return lambda: pair_profiles(pages, site)


def _person_page(language: Language, lists: _Item) -> ProfilePage:
    folder = "directory" if language == "en" else "annuaire"
    url = f"https://mila.quebec/{language}/{folder}/ada-lindqvist"
    none: _Item = dict.fromkeys(("portrait", "email"))
    empty: _Item = {key: [] for key in ("roles", "topics", "biography", "students", "supervisors", "publications")}
    return ProfilePage.model_validate(
        {
            "type": "profile",
            "site": "mila",
            "source": {"url": url, "language": language, "retrieved": None, "sha256": language * 32},
            "slug": "ada-lindqvist",
            "page": 0,
            "alternates": {},
            "name": "Ada Lindqvist",
            "links": dict.fromkeys(Links.model_fields),
            "extraction_methods": {},
            "warnings": [],
            **none,
            **empty,
            **lists,
        }
    )
