"""How many records have each field, by language: what the manifest shows and the drift alarm watches."""

from collections.abc import Iterable, Sequence

from profile_scraper.records.base import LANGUAGES, Bilingual, Language, Record
from profile_scraper.records.manifest import LanguageCoverage
from profile_scraper.records.profile import Profile, Topic
from profile_scraper.records.publication import Publication

ALL = "all"
"""Key of a field that has no language."""


def coverage(
    profiles: Sequence[Profile], publications: Sequence[Publication]
) -> dict[str, dict[str, LanguageCoverage]]:
    """For each field (``profile.biography``, ``publication.doi``), how many records have it, by language or ``all``.

    A profile counts in a language where it has a page in that language; a publication, where such a page lists it.
    """
    by_record: list[tuple[str, type[Record], Sequence[Record], list[set[Language]]]] = [
        ("profile", Profile, profiles, [{source.language for source in profile.sources} for profile in profiles]),
        (
            "publication",
            Publication,
            publications,
            [{place.language for place in publication.occurrences} for publication in publications],
        ),
    ]
    return {
        f"{name}.{field}": _field_coverage(field, records, languages)
        for name, model, records, languages in by_record
        for field in model.model_fields
    }


def _field_coverage(
    field: str, records: Sequence[Record], languages: Sequence[set[Language]]
) -> dict[str, LanguageCoverage]:
    values = [getattr(record, field) for record in records]
    if not any(_is_bilingual(value) for value in values):
        return {ALL: _count(map(_is_present, values))}
    return {
        language: _count(
            _is_present_in(value, language) for value, seen in zip(values, languages, strict=True) if language in seen
        )
        for language in LANGUAGES
    }


def _count(flags: Iterable[bool]) -> LanguageCoverage:
    found = list(flags)
    return LanguageCoverage(present=sum(found), total=len(found))


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
