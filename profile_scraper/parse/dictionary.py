"""A site's words made ready for looking up: headings, labels, markers, terms, institutions, class names."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import NamedTuple

from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.profile import RoleKind
from profile_scraper.sites import Site, Term
from profile_scraper.structure.words import FILLERS, SECTIONS, section_of
from profile_scraper.text.normalize import normalize_text, words_of

_DECORATION = re.compile(r"^[^\w(]+|[^\w)]+$")
"""Icons, arrows and the sign of an anchor around a heading."""
_COUNT = re.compile(r" \(?\d+\)?$")
_LONGEST_HEADING = 60
_START = 2
_COMMON = ("topics", "biography", "students", "publications")
"""Sections that are read under any heading that many sites have for them."""
_KINDS: tuple[RoleKind, ...] = ("visiting", "chair", "membership", "appointment", "leadership", "student", "staff")


class SiteDictionary(NamedTuple):
    """Look-up tables of one site; keys are normalised as labels."""

    headings: Mapping[str, tuple[str, frozenset[Language]]]
    """Heading to its section and the languages that have it."""
    labels: Mapping[str, tuple[str, frozenset[Language]]]
    """Label to its name in the site's file and the languages that have it."""
    headings_by_key: Mapping[str, tuple[str, frozenset[Language]]]
    """The same by the heading's key, which forgets number, gender and punctuation."""
    labels_by_key: Mapping[str, tuple[str, frozenset[Language]]]
    """The same by the label's key."""
    portrait: re.Pattern[str]
    """Beginning of a portrait's alternative text."""
    more: re.Pattern[str]
    """Marker of a cut abstract with its ellipsis, anywhere in a text."""
    more_words: re.Pattern[str]
    """The control of a cut abstract alone, as a whole text."""
    more_authors: re.Pattern[str]
    """Marker of a cut list of authors at the end of a text."""
    less_words: re.Pattern[str]
    """The control that hides the rest again, as a whole text."""
    authors: re.Pattern[str]
    """Label before the authors of a publication."""
    item_labels: frozenset[str]
    """Labels and words for the kind of text on a publication's card."""
    homepage: frozenset[str]
    """Texts of a link to a person's own site."""
    roles: Mapping[str, Term]
    levels: Mapping[str, Term]
    topics: Mapping[str, Term]
    departments: Mapping[str, Term]
    organizations: Mapping[str, str]
    """Every printed form to the institution's name."""
    organization_words: "AnyWord"
    department_words: "AnyWord"
    kinds: tuple[tuple[RoleKind, "AnyWord"], ...]
    """For each kind of role, in the order of asking, the words of a title that give it away."""
    languages: Mapping[str, Language]
    """Words that only one language's pages have: headings, labels, memberships, levels."""

    def section_of(self, text: str) -> str | None:
        """The section whose heading a text is ('Current Students (12)' too), None where it is none."""
        if len(text) > _LONGEST_HEADING or _begins_otherwise(text, _starts(id(self.headings), self.headings)):
            return None
        normalized = _label(text)
        found = self.headings.get(normalized)
        if found is None and normalized and not (normalized[0].isalpha() and normalized[-1].isalpha()):
            found = self.headings.get(_COUNT.sub("", _DECORATION.sub("", normalized)))
        if found is None:
            found = _by_key(self.headings_by_key, text, normalized)
        return found[0] if found else None

    def heading_of(self, text: str) -> str | None:
        """The section that a heading opens, by the site's own words, else by those that pages have in common."""
        return self.section_of(text) or common_section_of(text)

    def label(self, text: str) -> str | None:
        """The name of the label that a text is, None where it is none."""
        normalized = _label(text)
        found = self.labels.get(normalized) or _by_key(self.labels_by_key, text, normalized)
        return found[0] if found else None

    def kind_of(self, title: str) -> RoleKind | None:
        """The kind of a role by its title, None where neither vocabulary nor words know it."""
        normalized = _label(title)
        term = self.roles.get(normalized)
        if term and term.kind in _KINDS:
            return next(kind for kind in _KINDS if kind == term.kind)
        if normalized in self.levels:
            return "student"
        return next((kind for kind, words in self.kinds if words.stands_in(normalized)), None)


def common_section_of(text: str) -> str | None:
    """The section that a heading opens on many sites ('Students', 'À propos'), None for a part of none."""
    if len(text) > _LONGEST_HEADING or _begins_otherwise(text, _common_starts()):
        return None
    found = section_of(text) or _common_sections().get(normalize_text(_COUNT.sub("", text), "label_key"))
    return found if found in _COMMON else None


@cache
def _common_starts() -> frozenset[str]:
    """The first letters of headings of many sites, and of the small words before them ('My publications')."""
    return frozenset(form[:_START] for form in SECTIONS) | frozenset(f"{word} "[:_START] for word in FILLERS)


@cache
def _common_sections() -> Mapping[str, str]:
    """Headings of many sites by their key, which forgets number and gender."""
    return {normalize_text(form, "label_key"): section for form, section in SECTIONS.items()}


def _label(text: str) -> str:
    return normalize_text(text, "label")


def _begins_otherwise(text: str, starts: frozenset[str]) -> bool:
    """Whether a text begins with other letters than some normalised ones; no accent, no decoration in front."""
    start = text[:_START].lower()
    return start.isascii() and start.isalpha() and start not in starts


_STARTS: dict[int, tuple[object, frozenset[str]]] = {}


def _starts(key: int, forms: Mapping[str, object]) -> frozenset[str]:
    known = _STARTS.get(key)
    if known is None or known[0] is not forms:
        known = _STARTS[key] = forms, frozenset(form[:_START] for form in forms)
    return known[1]


_PREFIX = 5


def _by_key(
    forms: Mapping[str, tuple[str, frozenset[Language]]], text: str, normalized: str
) -> tuple[str, frozenset[Language]] | None:
    """What a text is in another form; few texts begin as one of the forms does, and are looked at closely."""
    if len(text) > _LONGEST_HEADING or normalized.replace("-", " ")[:_PREFIX] not in _prefixes(id(forms), forms):
        return None
    return forms.get(normalize_text(_COUNT.sub("", normalized) if normalized[-1:].isdigit() else text, "label_key"))


_PREFIXES: dict[int, tuple[object, frozenset[str]]] = {}


def _prefixes(key: int, forms: Mapping[str, object]) -> frozenset[str]:
    known = _PREFIXES.get(key)
    if known is None or known[0] is not forms:
        known = _PREFIXES[key] = forms, frozenset(form[:_PREFIX] for form in forms)
    return known[1]


class AnyWord:
    """Finds any of some words in a normalised text; one pattern of all takes longer to compile than a page to read."""

    def __init__(self, words: Iterable[str]) -> None:
        self._printed = words

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_label(word) for word in self._printed)

    @cached_property
    def _phrases(self) -> tuple[str, ...]:
        """Those that are several words: 'research chairs', 'co-founder', 'master's'."""
        return tuple(word for word in self._words if words_of(word) != [word])

    def stands_in(self, normalized: str) -> bool:
        """Whether one of the words stands anywhere in the text."""
        if not self._words.isdisjoint(words_of(normalized)):
            return True
        return any(phrase in normalized and _stands_in(phrase, normalized) for phrase in self._phrases)

    def begins(self, normalized: str) -> bool:
        """Whether the text begins with one of the words."""
        return any(normalized.startswith(word) and not _has_letter(normalized, len(word)) for word in self._words)


def _stands_in(phrase: str, text: str) -> bool:
    index = text.find(phrase)
    while index >= 0:
        if not (index and _has_letter(text, index - 1)) and not _has_letter(text, index + len(phrase)):
            return True
        index = text.find(phrase, index + 1)
    return False


def _has_letter(text: str, index: int) -> bool:
    """Whether a letter or digit stands there: a word goes on."""
    return text[index : index + 1].isalnum() or text[index : index + 1] == "_"


def dictionary_of(site: Site) -> SiteDictionary:
    """The site's look-up tables, made once."""
    found = _MADE.get(site.name)
    if found is None or found[0] is not site:
        found = _MADE[site.name] = site, _made(site)
    return found[1]


_MADE: dict[str, tuple[Site, SiteDictionary]] = {}


def _made(site: Site) -> SiteDictionary:
    facets: dict[str, dict[str, Term]] = {"topic": {}, "role": {}, "level": {}, "department": {}}
    for term in site.terms:
        for form in (form for language in LANGUAGES for form in term.forms[language]):
            facets[term.facet].setdefault(_label(form), term)
    headings = _by_word(site.headings)
    labels = _by_word({key: words for key, words in site.labels.items() if key.endswith("supervisor")})
    more = _any_of(_forms(site.labels["see_more"]))
    authors = _any_of(_forms(site.labels["see_more_authors"])).replace(r"\{n\}", r"\d{1,4}")
    return SiteDictionary(
        headings=headings,
        labels=labels,
        headings_by_key=_by_label_key(site.headings),
        labels_by_key=_by_label_key({key: site.labels[key] for key in site.labels if key.endswith("supervisor")}),
        portrait=re.compile(rf"(?:{_any_of(_forms(site.labels['portrait']))})\s*", re.IGNORECASE),
        more=re.compile(rf"(?:…|\.\.\.)\s*[(\[]?\s*(?:{more})\s*[)\]]?", re.IGNORECASE),
        more_words=re.compile(rf"\s*(?:…|\.\.\.)?\s*[(\[]?\s*(?:{more})\s*[)\]]?\s*", re.IGNORECASE),
        more_authors=re.compile(rf"\s*,?\s*(?:…|\.\.\.)?\s*[(\[]?\s*(?:{authors})\s*[)\]]?\s*$", re.IGNORECASE),
        less_words=re.compile(
            rf"\s*(?:…|\.\.\.)?\s*[(\[]?\s*(?:{_any_of(_forms(site.labels['see_less']))})\s*[)\]]?\s*", re.IGNORECASE
        ),
        authors=re.compile(rf"(?:{_any_of(_forms(site.labels['authors']))})\s*:\s*", re.IGNORECASE),
        item_labels=frozenset(map(_label, [*_forms(site.labels["card"]), *_forms(site.labels["authors"])])),
        homepage=frozenset(map(_label, _forms(site.labels["homepage"]))),
        roles=facets["role"],
        levels=facets["level"],
        topics=facets["topic"],
        departments=facets["department"],
        organizations={_label(form): known.name for known in site.organizations for form in known.forms},
        organization_words=AnyWord(site.parts["organization"]),
        department_words=AnyWord(site.parts["department"]),
        kinds=tuple((kind, AnyWord(site.kinds[kind])) for kind in _KINDS if kind in site.kinds),
        languages=_words_of_one_language(site),
    )


def _forms(words: Mapping[Language, tuple[str, ...]]) -> list[str]:
    return [form for language in LANGUAGES for form in words[language]]


def _any_of(forms: Iterable[str]) -> str:
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in sorted(set(forms), key=len, reverse=True))


def _by_word(forms: Mapping[str, Mapping[Language, tuple[str, ...]]]) -> dict[str, tuple[str, frozenset[Language]]]:
    found: dict[str, tuple[str, frozenset[Language]]] = {}
    for key, words in forms.items():
        for language in LANGUAGES:
            for form in map(_label, words[language]):
                found[form] = key, found.get(form, (key, frozenset[Language]()))[1] | {language}
    return found


def _by_label_key(
    forms: Mapping[str, Mapping[Language, tuple[str, ...]]],
) -> dict[str, tuple[str, frozenset[Language]]]:
    found: dict[str, tuple[str, frozenset[Language]]] = {}
    for key, words in forms.items():
        for language in LANGUAGES:
            for form in [normalize_text(form, "label_key") for form in words[language]]:
                found[form] = key, found.get(form, (key, frozenset[Language]()))[1] | {language}
    return found


def _words_of_one_language(site: Site) -> dict[str, Language]:
    """Folded words and phrases that stand on the pages of one language alone."""
    seen: dict[str, set[Language]] = {}
    groups = [*site.headings.values(), *site.labels.values()]
    groups += [term.forms for term in site.terms if term.facet in ("role", "level")]
    for words in groups:
        for language in LANGUAGES:
            for form in words[language]:
                seen.setdefault(_label(form), set()).add(language)
    return {form: next(iter(languages)) for form, languages in seen.items() if len(languages) == 1}
