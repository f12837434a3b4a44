"""Which labels of the two languages mean the same: the site's reviewed terms and those learned from its pages."""

from collections.abc import Iterable, Mapping, Set
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, get_args

from profile_scraper.messages import UserError
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.decision import LearnedPair
from profile_scraper.records.profile import RoleKind
from profile_scraper.sites import Term, Words
from profile_scraper.text.function_words import word_set
from profile_scraper.text.id_forms import slugify
from profile_scraper.text.normalize import normalize_text

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_ARTICLES: Mapping[Language, frozenset[str]] = {
    "en": word_set("a an of the"),
    "fr": word_set("a au aux d de des du l la le les un une"),
}
"""Articles, and the prepositions that join with them."""
_LONGEST_WITHOUT_NUMBER = 3


def term_key(facet: str, language: Language, label: str) -> str:
    """The key under which a label is looked up; for French words for people (role, level) one key for both genders."""
    return normalize_text(label, "label_key" if language == "fr" and facet in ("role", "level") else "words")


def variant_key(language: Language, label: str) -> str:
    """The key of a label without articles and plurals: 'L'exploration des données' is 'Exploration de donnée'."""
    words = normalize_text(label, "words").split()
    return " ".join(_singular(language, word) for word in words if word not in _ARTICLES[language])


def _singular(language: Language, word: str) -> str:
    if len(word) <= _LONGEST_WITHOUT_NUMBER or word.endswith("ss"):
        return word
    if language == "fr":
        if word.endswith("aux") and not word.endswith("eaux"):
            return f"{word[:-2]}l"
        return word[:-1] if word[-1] in "sx" else word
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


Facet: TypeAlias = Literal["topic", "role", "level", "department"]

FACETS: tuple[Facet, ...] = get_args(Facet)
"""What a vocabulary has terms for."""


_WITH_VARIANTS = ("topic", "department")
"""Facets whose labels are the same term with another article or number; a position in the plural is another label."""

TermPair: TypeAlias = tuple[str, str, str]
"""A facet, and an English and a French label of it or their keys."""

_FEWEST_REVIEWED = 10
"""Terms of a facet from which on a vocabulary is a list of the site's terms."""


class TermsDecided(NamedTuple):
    """What people decided of labels; it wins over the reviewed terms."""

    same: tuple[TermPair, ...] = ()
    """Labels that are one term."""
    different: frozenset[TermPair] = frozenset()
    """Keys of labels that are not, whatever else is known."""


class Vocabulary:
    """Terms by facet, language and label; a label may stand under several terms."""

    def __init__(
        self, terms: Iterable[Term], learned: Iterable[LearnedPair] = (), decided: TermsDecided | None = None
    ) -> None:
        """Index reviewed terms as decisions leave them, then pairs that were decided, then those learned and used."""
        self._decided = decided or TermsDecided()
        self._decided_same = frozenset(_keys(*pair) for pair in self._decided.same)
        self._reviewed = tuple(terms)
        self._terms: dict[tuple[str, str], Term] = {}
        self._ids: dict[tuple[str, Language, str], frozenset[str]] = {}
        self._ids_of_variants: dict[tuple[str, Language, str], frozenset[str]] = {}
        self._learned: dict[TermPair, tuple[str, str]] = {}
        for term in self._reviewed:
            self._add(self._without_rejected(term))
        for facet, en, fr in self._decided.same:
            if facet in FACETS:
                self._join(facet, en, fr)
        for pair in learned:
            if pair.used and pair.facet in FACETS:
                self._join(pair.facet, pair.en, pair.fr)
                self._learned[_keys(pair.facet, pair.en, pair.fr)] = pair.en, pair.fr

    @property
    def beyond_reviewed(self) -> tuple[object, ...]:
        """What was decided, and what was learned in its order: the answers depend on it and on the reviewed terms."""
        return self._decided.same, sorted(self._decided.different), list(self._learned.items())

    def learning(self, learned: Iterable[LearnedPair]) -> "Vocabulary":
        """The reviewed terms of this vocabulary, and what was decided, with these learned pairs."""
        return Vocabulary(self._reviewed, learned, self._decided)

    def has_reviewed(self, facet: str) -> bool:
        """Whether the site has a reviewed list of the terms of this facet, and not a few corrections."""
        return sum(term.facet == facet for term in self._reviewed) >= _FEWEST_REVIEWED

    def has_decided(self, facet: str) -> bool:
        """Whether a person said of any labels of the facet that they mean the same."""
        return any(facet == decided for decided, _, _ in self._decided.same)

    def decided(self, facet: str, en: str, fr: str) -> bool:
        """Whether a person said that the labels mean the same."""
        return _keys(facet, en, fr) in self._decided_same

    def rejected(self, facet: str, en: str, fr: str) -> bool:
        """Whether a person said that the labels do not mean the same."""
        return bool(self._decided.different) and _keys(facet, en, fr) in self._decided.different

    def reviewed(self, facet: str, en: str, fr: str) -> bool:
        """Whether the site's reviewed terms say that the labels mean the same."""
        return self._is_known(facet, en, fr) and not self.learned(facet, en, fr) and not self.rejected(facet, en, fr)

    def learned(self, facet: str, en: str, fr: str) -> bool:
        """Whether that the labels mean the same was learned from the pages."""
        return _keys(facet, en, fr) in self._learned

    def common(self, facet: Facet, en: str, fr: str) -> frozenset[str]:
        """Ids of the terms that an English and a French label both stand for."""
        return self.ids(facet, "en", en) & self.ids(facet, "fr", fr)

    def ids(self, facet: str, language: Language, label: str | None) -> frozenset[str]:
        """Ids of the terms that the label stands for; empty where it is unknown or there is none.

        A topic or department that no term prints so is that of the one term that differs by articles and plurals.
        """
        if label is None:
            return frozenset()
        known = self._ids.get((facet, language, term_key(facet, language, label)))
        if known is not None or facet not in _WITH_VARIANTS:
            return known or frozenset()
        found = self._ids_of_variants.get((facet, language, variant_key(language, label)), frozenset())
        return found if len(found) == 1 and not self._is_set_apart(facet, min(found), language, label) else frozenset()

    def _is_set_apart(self, facet: str, term: str, language: Language, label: str) -> bool:
        """Whether a person said of a label of the term that it does not mean the same as this one."""
        forms = self._terms[facet, term].forms
        if language == "en":
            return any(self.rejected(facet, label, fr) for fr in forms["fr"])
        return any(self.rejected(facet, en, label) for en in forms["en"])

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
                if term.facet in _WITH_VARIANTS:
                    variant = term.facet, language, variant_key(language, form)
                    self._ids_of_variants[variant] = self._ids_of_variants.get(variant, frozenset()) | {term.id}

    def _without_rejected(self, term: Term) -> Term:
        """The term without those of its French labels that a person set apart from one of its English ones."""
        if not self._decided.different:
            return term
        remaining = tuple(
            fr for fr in term.forms["fr"] if not any(self.rejected(term.facet, en, fr) for en in term.forms["en"])
        )
        return term._replace(forms={"en": term.forms["en"], "fr": remaining})

    def _join(self, facet: str, en: str, fr: str) -> None:
        """Make two labels one term: one that has either of them already, unless it has what was set apart from them."""
        known = sorted(self.ids(facet, "en", en) or self.ids(facet, "fr", fr))
        name = next(
            (name for name in (*known, slugify(en)) if self._has_room(facet, name, en, fr)), slugify(f"{en} {fr}")
        )
        term = self._terms.get((facet, name))
        forms: Words = term.forms if term else {"en": (), "fr": ()}
        forms = {"en": (*forms["en"], en), "fr": (*forms["fr"], fr)}
        self._add(Term(facet, name, term.kind if term else None, forms))

    def _has_room(self, facet: str, name: str, en: str, fr: str) -> bool:
        term = self._terms.get((facet, name))
        return not term or not (
            any(self.rejected(facet, other, fr) for other in term.forms["en"])
            or any(self.rejected(facet, en, other) for other in term.forms["fr"])
        )


def _keys(facet: str, en: str, fr: str) -> TermPair:
    return facet, term_key(facet, "en", en), term_key(facet, "fr", fr)


class VocabularyError(UserError):
    """A pair cannot be written into the file; the text says which, why and what to do."""


def accept(text: str, pairs: Iterable[LearnedPair], kind: str | None = None) -> str:
    """The file's text with these pairs in it, each after the last term of its facet; comments and order stay.

    A pair whose English or French label a term has already is added to that term.

    Args:
        text: the file as it is.
        pairs: what a person has accepted.
        kind: what sort of role accepted roles are.

    Raises:
        VocabularyError: a pair is no term of a vocabulary, or lacks a kind.
    """
    import tomlkit  # only where a person accepts pairs

    document = tomlkit.parse(text)
    for pair in pairs:
        _accept(document, pair, kind)
    return tomlkit.dumps(document)


def _accept(document: "TOMLDocument", pair: LearnedPair, kind: str | None) -> None:
    import tomlkit

    label = f"{pair.facet} {pair.en!r} = {pair.fr!r}"
    if pair.facet not in FACETS:
        raise VocabularyError(f"{label}: institutions stand in sites/organizations.toml; add a form there")
    terms: Any = document.get(pair.facet, [])
    known = next((term for term in terms if pair.en in term["en"] or pair.fr in term["fr"]), None)
    if known is not None:
        for language, form in (("en", pair.en), ("fr", pair.fr)):
            if form not in known[language]:
                known[language].append(form)
        return
    if pair.facet == "role" and kind not in get_args(RoleKind):
        raise VocabularyError(f"{label}: a role needs a kind, one of {', '.join(get_args(RoleKind))}")
    term = tomlkit.table()
    term.add("id", _free_id(pair.en, {known["id"] for known in terms}))
    if pair.facet == "role":
        term.add("kind", kind)
    term.add("en", [pair.en])
    term.add("fr", [pair.fr])
    if not terms:
        terms = tomlkit.aot()
        document.add(pair.facet, terms)
    terms.append(term)


def _free_id(label: str, taken: Set[str]) -> str:
    name, number = slugify(label), 2
    while name in taken:
        name, number = f"{slugify(label)}-{number}", number + 1
    return name
