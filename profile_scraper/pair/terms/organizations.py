"""Institutions: long and short forms, slips and placeholders become one organization, the printed text kept."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from profile_scraper.records import profile as record
from profile_scraper.sites import KnownOrganization
from profile_scraper.text.normalize import normalize_text

_PLACEHOLDERS = frozenset(
    ["", "n a", "na", "none", "null", "tbd", "tba", "unknown", "other", "aucun", "aucune", "inconnu", "autre", "s o"]
)
_LOCATION = re.compile(
    r"^(?:formerly|former|previously|anciennement|auparavant|ex-)\s*|\s*\(.*$|[\s)\]]+$", re.IGNORECASE
)
_REPEATED = re.compile(r"\b(\w{4,})(?:\s+\1\b)+", re.IGNORECASE)
_UNIVERSITY = (
    (re.compile(r"university of (?:the )?(.+)"), "university of {}"),
    (re.compile(r"universite (?:de la|de l|des|du|de|d) (.+)"), "university of {}"),
    (re.compile(r"(.+) university"), "{} university"),
    (re.compile(r"universite (.+)"), "{} university"),
)
_SHORTEST_MISSPELT = 6


class Institution(NamedTuple):
    """What one printed text names."""

    key: str
    """Equal for two texts that name one institution."""
    name: str
    ror: str | None
    raw: str
    known: bool
    """Whether the organizations file has it."""
    misspelt: bool
    """Whether the text is a known name with one slip in it: a guess, and said to be one."""


class Organizations:
    """The known institutions by every form in which pages print them."""

    def __init__(self, known: Iterable[KnownOrganization], same: Iterable[tuple[str, str]] = ()) -> None:
        """Index the known forms; pairs of an English and a French name say which others are one institution's."""
        self._forms: dict[str, KnownOrganization] = {}
        for organization in known:
            for form in organization.forms:
                self._forms.setdefault(normalize_text(form, "words"), organization)
        self._same: dict[str, Institution] = {}
        for english, french in same:
            en, fr = self._find(english), self._find(french)
            if en and fr:
                one, other = (fr, english) if fr.known else (en, french)
                self._same[normalize_text(other, "words")] = one
        self._read: dict[str, Institution | None] = {}

    def read(self, text: str | None) -> Institution | None:
        """The institution that a text names, None for no text or a placeholder (``N/A``)."""
        if text is None:
            return None
        if text not in self._read:
            self._read[text] = self._find(text)
        return self._read[text]

    def _find(self, text: str) -> Institution | None:
        if normalize_text(text, "words") in _PLACEHOLDERS:
            return None
        stripped = _REPEATED.sub(r"\1", _LOCATION.sub("", text))
        for form in (text, stripped):
            known = self._forms.get(normalize_text(form, "words"))
            if known:
                return Institution(
                    normalize_text(known.name, "words"), known.name, known.ror, text, known=True, misspelt=False
                )
        meant = self._meant(normalize_text(stripped, "words").split())
        if meant:
            return Institution(
                normalize_text(meant.name, "words"), meant.name, meant.ror, text, known=True, misspelt=True
            )
        same = self._same.get(normalize_text(stripped, "words"))
        if same:
            return Institution(same.key, same.name if same.known else text, same.ror, text, same.known, misspelt=False)
        return Institution(
            _bilingual_key(normalize_text(stripped, "words") or normalize_text(text, "words")),
            text,
            None,
            text,
            known=False,
            misspelt=False,
        )

    def _meant(self, words: list[str]) -> KnownOrganization | None:
        """The one known institution whose name is this but for one slip in one long word."""
        from rapidfuzz.distance import OSA  # only for a name that nothing knows

        meant = {}
        for form, organization in self._forms.items():
            other = form.split()
            if len(other) != len(words) or len(words) < 2:
                continue
            different = [(a, b) for a, b in zip(words, other, strict=True) if a != b]
            if len(different) != 1:
                continue
            printed, right = different[0]
            long = min(len(printed), len(right)) >= _SHORTEST_MISSPELT
            if long and printed[0] == right[0] and OSA.distance(printed, right, score_cutoff=1) == 1:
                meant[organization.name] = organization
        return next(iter(meant.values())) if len(meant) == 1 else None


def _bilingual_key(normalized: str) -> str:
    """One key for ``University of X`` and ``Université de X``; ``X University`` is another institution."""
    for pattern, form in _UNIVERSITY:
        found = pattern.fullmatch(normalized)
        if found:
            return form.format(found.group(1))
    return normalized


def organization(institutions: Iterable[Institution | None]) -> record.Organization | None:
    """The record of one institution from the texts that name it, the English page's first; None where none does."""
    named = [institution for institution in institutions if institution]
    if not named:
        return None
    first = named[0]
    raw = sorted({institution.raw for institution in named if institution.key == first.key})
    return record.Organization(name=first.name, ror=first.ror, raw=raw)
