"""Coverage: how many records have each field, by language."""

from collections.abc import Collection
from typing import Literal, TypeAlias

from profile_scraper.records.base import LANGUAGES, Bilingual, Language, Record
from profile_scraper.records.manifest import LanguageCoverage
from profile_scraper.records.profile import Profile, Topic

PersonKind: TypeAlias = Literal["academic", "student", "staff", "other"]

ALL = "all"
"""Key of a field that has no language."""


class Coverage:
    """Number of records that have each field of a model, counted record by record.

    A profile counts in a language where it has a page in that language; a publication, where such a page lists it.
    """

    def __init__(self, name: str, model: type[Record]) -> None:
        """Count the fields of ``model``; the figures call them ``name.field``."""
        self._name = name
        self.fields = {field: _FieldCount() for field in model.model_fields}
        self.total = 0
        self.total_by_language = dict.fromkeys(LANGUAGES, 0)

    def add(self, record: Record, languages: Collection[Language]) -> None:
        """Count a record that has pages in these languages."""
        self.total += 1
        for language in languages:
            self.total_by_language[language] += 1
        for field, count in self.fields.items():
            count.add(getattr(record, field), languages)

    def include(self, other: "Coverage") -> None:
        """Add the counts of another group of the same model."""
        self.total += other.total
        for language, total in other.total_by_language.items():
            self.total_by_language[language] += total
        for field, count in self.fields.items():
            count.include(other.fields[field])

    def figures(self) -> dict[str, dict[str, LanguageCoverage]]:
        """For each field (``profile.biography``) the coverage by language, or by ``all`` where it has none."""
        return {
            f"{self._name}.{field}": (
                {
                    language: LanguageCoverage(
                        present=count.present_by_language[language], total=self.total_by_language[language]
                    )
                    for language in LANGUAGES
                }
                if count.bilingual
                else {ALL: LanguageCoverage(present=count.present, total=self.total)}
            )
            for field, count in self.fields.items()
        }


def person_kind(profile: Profile) -> PersonKind:
    """The kind of person, from the roles; ``other`` where the roles do not tell."""
    kinds = {role.kind for role in profile.roles}
    if kinds & {"membership", "chair", "appointment", "visiting"}:
        return "academic"
    if "student" in kinds:
        return "student"
    return "staff" if kinds & {"staff", "leadership"} else "other"


class _FieldCount:
    """Counts of one field; whether it is bilingual is known once a record has it."""

    def __init__(self) -> None:
        self.bilingual = False
        self.present = 0
        self.present_by_language: dict[Language, int] = dict.fromkeys(LANGUAGES, 0)

    def add(self, value: object, languages: Collection[Language]) -> None:
        if value is None:
            return
        self.present += _is_present(value)
        if _is_bilingual(value):
            self.bilingual = True
            for language in languages:
                self.present_by_language[language] += _is_present_in(value, language)

    def include(self, other: "_FieldCount") -> None:
        self.bilingual = self.bilingual or other.bilingual
        self.present += other.present
        for language, present in other.present_by_language.items():
            self.present_by_language[language] += present


def _is_bilingual(value: object) -> bool:
    return isinstance(value, Bilingual) or (isinstance(value, list) and bool(value) and isinstance(value[0], Topic))


def _is_present_in(value: object, language: Language) -> bool:
    if isinstance(value, list):
        return any(_is_present_in(item, language) for item in value)
    return isinstance(value, Bilingual | Topic) and _is_present(getattr(value, language))


def _is_present(value: object) -> bool:
    if isinstance(value, Record):
        return any(_is_present(each) for _, each in value)
    return value is not None and not (isinstance(value, str | list) and not value)
