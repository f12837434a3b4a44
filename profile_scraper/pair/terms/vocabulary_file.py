"""A site's ``vocabulary.toml`` as text: accepted pairs are written into it, the rest stays as it is."""

from collections.abc import Iterable, Set
from typing import Any, get_args

import tomlkit
from tomlkit import TOMLDocument

from profile_scraper.errors import UserError
from profile_scraper.pair.terms.vocabulary import FACETS
from profile_scraper.records.decision import LearnedPair
from profile_scraper.records.profile import RoleKind
from profile_scraper.text.id_forms import slugify


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
    document = tomlkit.parse(text)
    for pair in pairs:
        _accept(document, pair, kind)
    return tomlkit.dumps(document)


def _accept(document: TOMLDocument, pair: LearnedPair, kind: str | None) -> None:
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
