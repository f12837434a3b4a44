"""How many records have each field, by language: what the manifest shows and the drift alarm watches."""

from collections.abc import Collection
from typing import Literal, TypeAlias

from profile_scraper.records.base import LANGUAGES, Bilingual, Language, Record
from profile_scraper.records.manifest import LanguageCoverage
from profile_scraper.records.profile import Profile, Topic

PersonKind: TypeAlias = Literal["academic", "student", "staff", "other"]

ALL = "all"
"""Key of a field that has no language."""


class Coverage:
    """For each field of one sort of record, how many have it; counted record by record.

    A profile counts in a language where it has a page in that language; a publication, where such a page lists it.
    """

    def __init__(self, name: str, model: type[Record]) -> None:
        """Count the fields of ``model``, which are called ``name.field``."""
        self._fields = {f"{name}.{each}": (each, _Counted()) for each in model.model_fields}

    def add(self, record: Record, languages: Collection[Language]) -> None:
        """Count a record and the languages of its pages."""
        for name, counted in self._fields.values():
            counted.add(getattr(record, name), languages)

    def figures(self) -> dict[str, dict[str, LanguageCoverage]]:
        """For each field (``profile.biography``) the figures by language, or by ``all`` where it has none."""
        return {name: counted.figures() for name, (_, counted) in self._fields.items()}


def person_kind(profile: Profile) -> PersonKind:
    """What sort of person a profile is about, told from the roles; ``other`` where they do not tell."""
    kinds = {role.kind for role in profile.roles}
    if kinds & {"membership", "chair", "appointment", "visiting"}:
        return "academic"
    if "student" in kinds:
        return "student"
    return "staff" if kinds & {"staff", "leadership"} else "other"


class _Counted:
    """One field: present and possible, in all and by language; which of the two counts is known at the end."""

    def __init__(self) -> None:
        self.bilingual = False
        self.present = self.total = 0
        self.present_in: dict[Language, int] = dict.fromkeys(LANGUAGES, 0)
        self.total_in: dict[Language, int] = dict.fromkeys(LANGUAGES, 0)

    def add(self, value: object, languages: Collection[Language]) -> None:
        self.total += 1
        self.present += _is_present(value)
        self.bilingual = self.bilingual or _is_bilingual(value)
        for language in languages:
            self.total_in[language] += 1
            self.present_in[language] += _is_present_in(value, language)

    def figures(self) -> dict[str, LanguageCoverage]:
        if not self.bilingual:
            return {ALL: LanguageCoverage(present=self.present, total=self.total)}
        return {
            language: LanguageCoverage(present=self.present_in[language], total=self.total_in[language])
            for language in LANGUAGES
        }


def _is_bilingual(value: object) -> bool:
    return isinstance(value, Bilingual) or (isinstance(value, list) and any(isinstance(item, Topic) for item in value))


def _is_present_in(value: object, language: Language) -> bool:
    if isinstance(value, list):
        return any(_is_present_in(item, language) for item in value)
    return isinstance(value, Bilingual | Topic) and _is_present(getattr(value, language))


def _is_present(value: object) -> bool:
    if isinstance(value, Record):
        return any(_is_present(getattr(value, field)) for field in type(value).model_fields)
    return value is not None and value not in ("", [])
