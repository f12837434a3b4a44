"""How many records have each field, by language: what the manifest shows and the drift alarm watches."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from profile_scraper.records.base import LANGUAGES, Bilingual, Language, Record
from profile_scraper.records.manifest import LanguageCoverage
from profile_scraper.records.profile import Profile, Topic
from profile_scraper.records.publication import Publication

PersonKind: TypeAlias = Literal["academic", "student", "staff", "other"]

ALL = "all"
"""Key of a field that has no language."""


def coverage(
    profiles: Sequence[Profile], publications: Sequence[Publication]
) -> dict[str, dict[str, LanguageCoverage]]:
    """For each field (``profile.biography``, ``publication.doi``), how many records have it, by language or ``all``.

    A profile counts in a language where it has a page in that language; a publication, where such a page lists it.
    """
    return {
        **_of_profiles(profiles),
        **_of_records(
            "publication",
            Publication,
            publications,
            [{place.language for place in publication.occurrences} for publication in publications],
        ),
    }


def coverage_by_group(profiles: Sequence[Profile]) -> dict[str, dict[str, dict[str, LanguageCoverage]]]:
    """The coverage of profiles for each site and kind of person, by ``site kind``."""
    groups: defaultdict[str, list[Profile]] = defaultdict(list)
    for profile in profiles:
        groups[f"{profile.id.partition('/')[0]} {person_kind(profile)}"].append(profile)
    return {group: _of_profiles(members) for group, members in sorted(groups.items())}


def person_kind(profile: Profile) -> PersonKind:
    """What sort of person a profile is about, told from the roles; ``other`` where they do not tell."""
    kinds = {role.kind for role in profile.roles}
    if kinds & {"membership", "chair", "appointment", "visiting"}:
        return "academic"
    if "student" in kinds:
        return "student"
    return "staff" if kinds & {"staff", "leadership"} else "other"


def _of_profiles(profiles: Sequence[Profile]) -> dict[str, dict[str, LanguageCoverage]]:
    languages = [{source.language for source in profile.sources} for profile in profiles]
    return _of_records("profile", Profile, profiles, languages)


def _of_records(
    name: str, model: type[Record], records: Sequence[Record], languages: Sequence[set[Language]]
) -> dict[str, dict[str, LanguageCoverage]]:
    return {f"{name}.{field}": _field_coverage(field, records, languages) for field in model.model_fields}


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
