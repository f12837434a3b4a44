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
        self._name = name
        self.fields = {field: _Counted() for field in model.model_fields}
        self.total = 0
        self.total_in = dict.fromkeys(LANGUAGES, 0)

    def add(self, record: Record, languages: Collection[Language]) -> None:
        """Count a record and the languages of its pages."""
        self.total += 1
        for language in languages:
            self.total_in[language] += 1
        for field, counted in self.fields.items():
            counted.add(getattr(record, field), languages)

    def include(self, other: "Coverage") -> None:
        """Count also what another one has counted of the same sort of record."""
        self.total += other.total
        for language, total in other.total_in.items():
            self.total_in[language] += total
        for field, counted in self.fields.items():
            counted.include(other.fields[field])

    def figures(self) -> dict[str, dict[str, LanguageCoverage]]:
        """For each field (``profile.biography``) the figures by language, or by ``all`` where it has none."""
        return {
            f"{self._name}.{field}": (
                {
                    language: LanguageCoverage(present=counted.present_in[language], total=self.total_in[language])
                    for language in LANGUAGES
                }
                if counted.bilingual
                else {ALL: LanguageCoverage(present=counted.present, total=self.total)}
            )
            for field, counted in self.fields.items()
        }


def person_kind(profile: Profile) -> PersonKind:
    """What sort of person a profile is about, told from the roles; ``other`` where they do not tell."""
    kinds = {role.kind for role in profile.roles}
    if kinds & {"membership", "chair", "appointment", "visiting"}:
        return "academic"
    if "student" in kinds:
        return "student"
    return "staff" if kinds & {"staff", "leadership"} else "other"


class _Counted:
    """How many have one field, in all and by language; which of the two counts is known at the end."""

    def __init__(self) -> None:
        self.bilingual = False
        self.present = 0
        self.present_in: dict[Language, int] = dict.fromkeys(LANGUAGES, 0)

    def add(self, value: object, languages: Collection[Language]) -> None:
        if value is None or value == []:
            return
        self.present += _is_present(value)
        if _is_bilingual(value):
            self.bilingual = True
            for language in languages:
                self.present_in[language] += _is_present_in(value, language)

    def include(self, other: "_Counted") -> None:
        self.bilingual = self.bilingual or other.bilingual
        self.present += other.present
        for language, present in other.present_in.items():
            self.present_in[language] += present


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
