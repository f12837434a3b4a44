"""How much an English and a French page look like one person's: weights of evidence, in bits, that add up."""

import re
from collections.abc import Callable, Collection
from typing import NamedTuple
from urllib.parse import urlsplit

from profile_scraper.pair.linkage.language_profile import LanguageProfile
from profile_scraper.pair.linkage.page_summary import may_be_one_name, name_key
from profile_scraper.pair.matchers.roles import RoleMatcher
from profile_scraper.pair.matchers.topics import match_topics
from profile_scraper.pair.terms.organizations import Organizations
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.text.id_forms import slugify

_FEW = 3
_LANGUAGE_MARK = re.compile(r"(?:^|[._-])(?:en|fr|eng|fra)(?=[._-]|$)")
_HABIT_BEFORE_SEEN = 5


class Sign(NamedTuple):
    """What one field says for or against two language profiles being one person's."""

    field: str
    weight: float
    """In bits."""
    detail: str


class Resemblance:
    """Compares two language profiles, field by field."""

    def __init__(
        self, language_profiles: Collection[LanguageProfile], vocabulary: Vocabulary, organizations: Organizations
    ) -> None:
        """Weigh slugs by the site's habit: where no two languages share one, that two differ says nothing."""
        slugs: dict[Language, set[str]] = {"en": set(), "fr": set()}
        for language_profile in language_profiles:
            if language_profile.slug:
                slugs[language_profile.language].add(slugify(language_profile.slug))
        shared, pairs = len(slugs["en"] & slugs["fr"]), min(map(len, slugs.values()))
        same_slug_habit = (shared + _HABIT_BEFORE_SEEN) / (pairs + _HABIT_BEFORE_SEEN)
        self.slug_difference = round(-6 * same_slug_habit, 2)
        """What two slugs that differ weigh: all that the evidence takes from other pages."""
        self._vocabulary = vocabulary
        self._roles = RoleMatcher(vocabulary, organizations)
        self._fields: tuple[Callable[[LanguageProfile, LanguageProfile], Sign | None], ...] = (
            _alternates,
            self._slug,
            _name,
            _file,
            _portrait,
            _email,
            _links,
            self._topics,
            self._role_lines,
            _publications,
            _students,
        )

    def evidence(self, en: LanguageProfile, fr: LanguageProfile) -> list[Sign]:
        """What each field says; a field that one page lacks says nothing."""
        return [found for field in self._fields if (found := field(en, fr))]

    def _slug(self, en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
        if not en.slug or not fr.slug:
            return None
        if slugify(en.slug) == slugify(fr.slug):
            return _sign("slug", 10, en.slug)
        return _sign("slug", self.slug_difference, f"{en.slug} and {fr.slug}")

    def _topics(self, en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
        left, right = en.head.topics, fr.head.topics
        known = [
            sum(self._vocabulary.has_counterpart("topic", language, label) for label in labels)
            for language, labels in zip(LANGUAGES, (left, right), strict=True)
        ]
        both = sum(match.by is not None for match in match_topics(left, right, self._vocabulary))
        if both:
            share = both / max(both, *known)
            return _sign("topics", 8 * share - 2 if both >= _FEW else 3 * share, f"{both} of {max(both, *known)} agree")
        return _sign("topics", -6, "none of the known ones agree") if min(known) >= _FEW else None

    def _role_lines(self, en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
        matches = self._roles.match(en.head.roles, fr.head.roles)
        both = sum(match.by is not None for match in matches)
        if both:
            return _sign("roles", min(5, 2 * both), f"{both} agree")
        known = [
            any(
                self._vocabulary.has_counterpart("role", language, role.title or "")
                for role in language_profile.head.roles
            )
            for language, language_profile in zip(LANGUAGES, (en, fr), strict=True)
        ]
        return _sign("roles", -4, "none of the known ones agree") if all(known) else None


def _sign(field: str, weight: float, detail: str) -> Sign:
    return Sign(field, round(weight, 2), detail)


def _alternates(en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
    to_fr, to_en = en.named_counterpart, fr.named_counterpart
    forth, back = to_fr in fr.addresses, to_en in en.addresses
    if forth and back:
        return _sign("alternates", 24, "each page names the other")
    if forth or back:
        silent = to_fr is None or to_en is None
        return _sign(
            "alternates", 14 if silent else 4, "one page names the other" + ("" if silent else ", not it back")
        )
    return None


def _name(en: LanguageProfile, fr: LanguageProfile) -> Sign:
    names = f"{en.name} and {fr.name}"
    if name_key(en.name) == name_key(fr.name):
        return _sign("name", 7, en.name)
    return _sign("name", 3, names) if may_be_one_name(en.name, fr.name) else _sign("name", -14, names)


def _file(en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
    """Files that somebody named alike but for the language: ``lind.en.txt`` and ``lind.fr.txt``."""
    if en.address or fr.address:
        return None
    left, right = (
        _LANGUAGE_MARK.sub("", language_profile.key.rpartition("/")[2].casefold()) for language_profile in (en, fr)
    )
    return _sign("file", 5, left) if left == right else None


def _portrait(en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
    left, right = (
        language_profile.head.portrait.url if language_profile.head.portrait else None for language_profile in (en, fr)
    )
    if not left or not right:
        return None
    return _sign("portrait", 10, "same image") if urlsplit(left).path == urlsplit(right).path else None


def _email(en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
    if not en.head.email or not fr.head.email:
        return None
    same = en.head.email.casefold() == fr.head.email.casefold()
    return _sign("email", 10 if same else -3, en.head.email if same else f"{en.head.email} and {fr.head.email}")


def _links(en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
    left, right = en.head.links.model_dump(), fr.head.links.model_dump()
    both = [name for name in left if left[name] and right[name]]
    same = [name for name in both if left[name] == right[name]]
    return (
        _sign("links", 8 * len(same) - 4 * (len(both) - len(same)), f"{len(same)} of {len(both)} agree")
        if both
        else None
    )


def _publications(en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
    both = len(en.title_keys & fr.title_keys)
    return _sign("publications", min(12, 4 * both), f"{both} on both pages") if both else None


def _students(en: LanguageProfile, fr: LanguageProfile) -> Sign | None:
    left, right = (
        {student.profile for student in language_profile.head.students if student.profile}
        for language_profile in (en, fr)
    )
    both = len(left & right)
    return _sign("students", min(9, 3 * both), f"{both} on both pages") if both else None
