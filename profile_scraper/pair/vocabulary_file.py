"""A site's ``vocabulary.toml`` as text: accepted pairs are written into it, the rest stays as it is."""

import json
import re
import tomllib
from collections.abc import Iterable
from typing import Any, get_args

from profile_scraper.errors import UserError
from profile_scraper.pair.vocabulary import FACETS
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
        VocabularyError: a pair is no term of a vocabulary, lacks a kind, or the file is written in a way that this
            cannot change.
    """
    for pair in pairs:
        text = _accept(text, pair, kind)
    return text


def _accept(text: str, pair: LearnedPair, kind: str | None) -> str:
    said = f"{pair.facet} {pair.en!r} = {pair.fr!r}"
    if pair.facet not in FACETS:
        raise VocabularyError(f"{said}: institutions stand in sites/organizations.toml; add a form there")
    data = tomllib.loads(text)
    terms: list[dict[str, Any]] = data.setdefault(pair.facet, [])
    known = next((term for term in terms if pair.en in term["en"] or pair.fr in term["fr"]), None)
    if known:
        written = text
        for language, label in (("en", pair.en), ("fr", pair.fr)):
            if label not in known[language]:
                known[language].append(label)
                written = _with_form(written, pair.facet, known["id"], language, known[language])
    else:
        if pair.facet == "role" and kind not in get_args(RoleKind):
            raise VocabularyError(f"{said}: a role needs a kind, one of {', '.join(get_args(RoleKind))}")
        term: dict[str, Any] = {"id": _free_id(pair.en, terms), "en": [pair.en], "fr": [pair.fr]}
        if pair.facet == "role":
            term = {"id": term["id"], "kind": kind, **term}
        terms.append(term)
        written = _with_term(text, pair.facet, term)
    if tomllib.loads(written) != data:
        raise VocabularyError(f"{said}: the file is laid out in an unusual way; write this pair into it by hand")
    return written


def _free_id(label: str, terms: list[dict[str, Any]]) -> str:
    taken = {term["id"] for term in terms}
    name, number = slugify(label), 2
    while name in taken:
        name, number = f"{slugify(label)}-{number}", number + 1
    return name


def _with_term(text: str, facet: str, term: dict[str, Any]) -> str:
    lines = [f"[[{facet}]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in term.items())]
    tables = list(re.finditer(r"^\[\[(\w+)\]\]", text, re.MULTILINE))
    after = next((i + 1 for i in range(len(tables) - 1, -1, -1) if tables[i].group(1) == facet), len(tables))
    place = tables[after].start() if after < len(tables) else len(text)
    before = text[:place] if not text[:place] or text[:place].endswith("\n") else text[:place] + "\n"
    return before + "\n".join(lines) + "\n" + text[place:]


def _with_form(text: str, facet: str, name: str, language: str, forms: list[str]) -> str:
    lines = r"(?:(?!\[\[).*\n)*?"
    head = rf"^\[\[{facet}\]\]\n{lines}id = {re.escape(json.dumps(name))}\n{lines}{language} = "
    block = re.compile(rf"({head})\[.*\]", re.MULTILINE)
    return block.sub(lambda found: found.group(1) + json.dumps(forms, ensure_ascii=False), text, count=1)
