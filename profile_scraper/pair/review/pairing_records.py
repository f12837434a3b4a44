"""Who is who, as records: every decision about pages, the near misses, and who stays in one language."""

from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter

from profile_scraper.pair.linkage.people import Comparison, Person
from profile_scraper.records.base import Language
from profile_scraper.records.decision import Evidence, PagePairing


def pairing_records(
    people: Iterable[Person], comparisons: Iterable[Comparison], ids: Mapping[tuple[Language, str], str]
) -> Iterator[PagePairing]:
    """Every decision about who is who, sorted: the accepted, the near misses, who stays in one language and why."""
    decisions: list[tuple[list[str], str, str, Comparison | None]] = []
    rejected: dict[tuple[Language, str], Comparison] = {}
    for each in comparisons:
        profiles = [ids["en", each.en.key], ids["fr", each.fr.key]]
        if not each.accepted:
            for language_profile in (each.en, each.fr):
                rival = rejected.get((language_profile.language, language_profile.key))
                if rival is None or rival.score < each.score:
                    rejected[language_profile.language, language_profile.key] = each
        decisions.append((profiles[:1] if each.accepted else profiles, each.en.key, each.fr.key, each))
    for person in people:
        if len(person.language_profiles) == 1:
            language_profile = person.language_profiles[0]
            keys = (language_profile.key, "") if language_profile.language == "en" else ("", language_profile.key)
            decisions.append(([ids[language_profile.language, language_profile.key]], *keys, None))
    for profiles, en, fr, comparison in sorted(decisions, key=itemgetter(0, 1, 2)):
        if comparison:
            yield _compared(profiles, comparison)
        else:
            yield _unmatched(profiles, en, fr, rejected.get(("en", en) if en else ("fr", fr)))


def _compared(profiles: list[str], comparison: Comparison) -> PagePairing:
    return PagePairing(
        decision="same" if comparison.accepted else "different",
        profiles=profiles,
        en=comparison.en.key,
        fr=comparison.fr.key,
        score=round(comparison.score, 2),
        margin=round(comparison.margin, 2),
        confidence=round(1 / (1 + 2**-comparison.margin), 4),
        evidence=[Evidence(field=sign.field, weight=sign.weight, detail=sign.detail) for sign in comparison.evidence],
        reason=comparison.reason,
    )


def _unmatched(profiles: list[str], en: str, fr: str, near: Comparison | None) -> PagePairing:
    other = "French" if en else "English"
    return PagePairing(
        decision="unmatched",
        profiles=profiles,
        en=en or None,
        fr=fr or None,
        score=0.0,
        margin=0.0,
        confidence=0.5 if near else 1.0,
        evidence=[],
        reason=near.reason if near else f"no {other} page names or resembles this one",
    )
