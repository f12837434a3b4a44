"""Which labels of the two languages mean the same: the site's reviewed terms and those learned from its pages."""

from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

from profile_scraper.pair.terms import slugify, term_key
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.sites import Term, Words

Facet: TypeAlias = Literal["topic", "role", "level", "department"]

FACETS: tuple[Facet, ...] = get_args(Facet)
"""What a vocabulary has terms for."""


class Vocabulary:
    """Terms by facet, language and label; a label may stand under several terms."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[tuple[str, str], Term] = {}
        self._ids: dict[tuple[str, Language, str], frozenset[str]] = {}
        for term in terms:
            self._add(term)

    def _add(self, term: Term) -> None:
        self._terms[term.facet, term.id] = term
        for language in LANGUAGES:
            for form in term.forms[language]:
                key = term.facet, language, term_key(term.facet, language, form)
                self._ids[key] = self._ids.get(key, frozenset()) | {term.id}

    def with_pairs(self, facet: Facet, pairs: Iterable[tuple[str, str]]) -> "Vocabulary":
        """This vocabulary and pairs of an English and a French label that it does not have."""
        terms = dict(self._terms)
        for en, fr in pairs:
            known = self.ids(facet, "en", en) or self.ids(facet, "fr", fr)
            name = min(known, default=slugify(en))
            term = terms.get((facet, name), Term(facet, name, None, {"en": (), "fr": ()}))
            forms: Words = {"en": (*term.forms["en"], en), "fr": (*term.forms["fr"], fr)}
            terms[facet, name] = Term(facet, name, term.kind, forms)
        return Vocabulary(terms.values())

    def ids(self, facet: Facet, language: Language, label: str) -> frozenset[str]:
        """Ids of the terms that the label stands for; empty where it is unknown."""
        return self._ids.get((facet, language, term_key(facet, language, label)), frozenset())

    def id(self, facet: Facet, language: Language, label: str) -> str | None:
        """The id of the one term that the label stands for, None where it is unknown or stands for several."""
        ids = self.ids(facet, language, label)
        return next(iter(ids)) if len(ids) == 1 else None

    def common(self, facet: Facet, en: str, fr: str) -> frozenset[str]:
        """Ids of the terms that an English and a French label both stand for."""
        return self.ids(facet, "en", en) & self.ids(facet, "fr", fr)

    def kind(self, term: str) -> str | None:
        """The kind of role that a role's term has."""
        found = self._terms.get(("role", term))
        return found.kind if found else None

    def has_counterpart(self, facet: Facet, language: Language, label: str) -> bool:
        """Whether a label of the other language is known for this one."""
        other: Language = "fr" if language == "en" else "en"
        return any(self._terms[facet, term].forms[other] for term in self.ids(facet, language, label))
