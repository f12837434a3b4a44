"""Which labels of the two languages mean the same: the site's reviewed terms and those learned from its pages."""

from collections.abc import Iterable
from typing import Literal, TypeAlias, get_args

from profile_scraper.pair.terms import slugify, term_key
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.vocabulary import LearnedPair
from profile_scraper.sites import Term, Words

Facet: TypeAlias = Literal["topic", "role", "level", "department"]

FACETS: tuple[Facet, ...] = get_args(Facet)
"""What a vocabulary has terms for."""


class Vocabulary:
    """Terms by facet, language and label; a label may stand under several terms."""

    def __init__(self, terms: Iterable[Term], learned: Iterable[LearnedPair] = ()) -> None:
        """Index reviewed terms, then add the learned pairs that are certain enough to be used."""
        self._reviewed = tuple(terms)
        self._terms: dict[tuple[str, str], Term] = {}
        self._ids: dict[tuple[str, Language, str], frozenset[str]] = {}
        self._learned: set[tuple[str, str, str]] = set()
        for term in self._reviewed:
            self._add(term)
        for pair in learned:
            if pair.used and pair.facet in FACETS:
                self._add_learned(pair)

    def learning(self, learned: Iterable[LearnedPair]) -> "Vocabulary":
        """The reviewed terms of this vocabulary with these learned pairs."""
        return Vocabulary(self._reviewed, learned)

    def reviewed(self, facet: str, en: str, fr: str) -> bool:
        """Whether the site's reviewed terms say that the labels mean the same."""
        return self._is_known(facet, en, fr) and not self.learned(facet, en, fr)

    def learned(self, facet: str, en: str, fr: str) -> bool:
        """Whether that the labels mean the same was learned from the pages."""
        return (facet, term_key(facet, "en", en), term_key(facet, "fr", fr)) in self._learned

    def common(self, facet: Facet, en: str, fr: str) -> frozenset[str]:
        """Ids of the terms that an English and a French label both stand for."""
        return self.ids(facet, "en", en) & self.ids(facet, "fr", fr)

    def ids(self, facet: str, language: Language, label: str | None) -> frozenset[str]:
        """Ids of the terms that the label stands for; empty where it is unknown or there is none."""
        return (
            frozenset()
            if label is None
            else self._ids.get((facet, language, term_key(facet, language, label)), frozenset())
        )

    def id(self, facet: Facet, language: Language, label: str) -> str | None:
        """The id of the one term that the label stands for, None where it is unknown or stands for several."""
        ids = self.ids(facet, language, label)
        return next(iter(ids)) if len(ids) == 1 else None

    def has_counterpart(self, facet: str, language: Language, label: str | None) -> bool:
        """Whether a label of the other language is known for this one."""
        other: Language = "fr" if language == "en" else "en"
        return any(self._terms[facet, term].forms[other] for term in self.ids(facet, language, label))

    def forms(self, facet: Facet, kind: str, language: Language) -> set[str]:
        """The keys of all labels of one kind of term."""
        return {
            term_key(facet, language, form)
            for term in self._terms.values()
            if term.facet == facet and term.kind == kind
            for form in term.forms[language]
        }

    def _is_known(self, facet: str, en: str, fr: str) -> bool:
        return not self.ids(facet, "en", en).isdisjoint(self.ids(facet, "fr", fr))

    def _add(self, term: Term) -> None:
        self._terms[term.facet, term.id] = term
        if term.facet == "level":  # a student's own header line is their level
            self._add(Term("role", term.id, "student", term.forms))
        for language in LANGUAGES:
            for form in term.forms[language]:
                key = term.facet, language, term_key(term.facet, language, form)
                self._ids[key] = self._ids.get(key, frozenset()) | {term.id}

    def _add_learned(self, pair: LearnedPair) -> None:
        known = self.ids(pair.facet, "en", pair.en) or self.ids(pair.facet, "fr", pair.fr)
        name = min(known, default=slugify(pair.en))
        term = self._terms.get((pair.facet, name))
        forms: Words = term.forms if term else {"en": (), "fr": ()}
        forms = {"en": (*forms["en"], pair.en), "fr": (*forms["fr"], pair.fr)}
        self._add(Term(pair.facet, name, term.kind if term else None, forms))
        self._learned.add((pair.facet, term_key(pair.facet, "en", pair.en), term_key(pair.facet, "fr", pair.fr)))
