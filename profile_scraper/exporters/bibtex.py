"""BibTeX: UTF-8 with only TeX's own characters escaped, formulas as they are, bodies not split as people are."""

import re
from collections.abc import Iterator
from pathlib import Path

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.names import is_body
from profile_scraper.records.publication import Publication

_FORMULA = re.compile(r"(\$[^$]+\$)")

_ESCAPES = {
    **{character: rf"\{character}" for character in "&%#_${}"},
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "\\": r"{\textbackslash}",
}
_BALANCED = str.maketrans(_ESCAPES)
_UNBALANCED = str.maketrans({**_ESCAPES, "{": r"{\textbraceleft}", "}": r"{\textbraceright}"})
"""BibTeX counts a brace that is escaped, too; few readers know the commands, so they stand where they must."""

_SHOUTED = re.compile(r"\b[^\W_]+[A-Z][^\W_]*\b")
"""A word with a capital inside, which a style must not put into lower case."""


def write(dataset: Dataset, target: Path) -> None:
    """Write one ``@misc`` a publication: what sort of venue it appeared in, the pages do not say."""
    library = Library([_entry(work) for work in dataset.publications])
    target.write_text(bibtexparser.write_string(library), encoding="utf8")


def _entry(work: Publication) -> Entry:
    issued = (work.issued or "").split("-")
    fields = {
        "title": _title(work.title),
        "author": _authors(work),
        "year": issued[0],
        "month": issued[1].lstrip("0") if len(issued) > 1 else None,
        "howpublished": work.venue and _escape(work.venue),
        "doi": work.doi and _verbatim(work.doi),
        "eprint": work.arxiv,
        "eprinttype": work.arxiv and "arxiv",
        "archiveprefix": work.arxiv and "arXiv",
        "url": work.url and _verbatim(work.url),
        "abstract": work.abstract and _escape(work.abstract),
    }
    return Entry("misc", _key(work.id), [Field(name, value) for name, value in fields.items() if value])


def _authors(work: Publication) -> str:
    """The authors as printed; ``others`` where some may be missing."""
    names = [_author(one.name) for one in work.authors if one.name and not one.name.isspace()]
    if not work.authors_complete:
        names.append("others")
    return " and ".join(names)


def _author(name: str) -> str:
    """A name, in braces where BibTeX would take it for a person's or for two."""
    escaped = _escape(name)
    return f"{{{escaped}}}" if is_body(name) or re.search(r"\band\b", name, re.IGNORECASE) else escaped


def _key(identifier: str) -> str:
    return re.sub(r"[^\w.:/+-]", "-", identifier, flags=re.ASCII)


def _escape(text: str) -> str:
    return "".join(part for part, _ in _escaped_parts(text))


def _title(title: str) -> str:
    return "".join(part if is_formula else _SHOUTED.sub(r"{\g<0>}", part) for part, is_formula in _escaped_parts(title))


def _escaped_parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text as TeX reads them, and which are formulas."""
    escapes = _BALANCED if _balanced(text) else _UNBALANCED
    # A line that begins with @ is an entry to some readers, wherever it stands.
    for number, part in enumerate(_FORMULA.split(" ".join(text.split()))):
        is_formula = number % 2 == 1 and _balanced(part)
        yield (part if is_formula else part.translate(escapes)), is_formula


def _balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _verbatim(address: str) -> str:
    """An address or identifier, where BibTeX would count a brace and TeX cannot escape it."""
    return address.replace("{", "%7B").replace("}", "%7D")
