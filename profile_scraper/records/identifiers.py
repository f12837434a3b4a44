"""Normal form of DOIs and arXiv identifiers, however a page or a record writes them."""

import re
import unicodedata
from urllib.parse import unquote

_DOI = re.compile(r"(?<![\d.])10\.\d{4,9}(?:\.\d{1,9})*\s{0,2}/\s{0,2}[^\s\"“”«»⟨⟩]+")
_LONGEST = 2_000
"""Characters that are searched, a bound for hostile input."""
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_VIEW = re.compile(
    r"(?:/(?:abs|abstract|citations?|epdf|epub|figures|full|full-text|fulltext|html|meta|pdf|pdfdirect|references|summary))+$"
)
"""Last part of a publisher's address: a view of the publication."""
_ENDING = re.compile(r"(?:\.(?:full(?:-text)?|abstract|pdf|epub|html?|xml))+$")
_BIORXIV_VERSION = re.compile(r"^(10\.(?:1101|64898)/[\d.]+)v\d+$")
_PAIRS = {")": "(", "]": "[", ">": "<", "}": "{"}
_PUNCTUATION = ".,;:!?'’‘\"`*|\\/&"
_ARXIV = re.compile(
    r"(?:^|arxiv\.org/\w{2,6}/|arxiv[.:]\s?|^\s*)((?:\d{4}\.\d{4,5})|(?:[a-z-]{2,10}(?:\.[a-z]{2})?/\d{7}))(?:v\d{1,3})?(?!\d)"
)


def normalize_doi(text: str | None) -> str | None:
    """The DOI in a text, lower case and without resolver, proxy, view of a publisher or punctuation around it.

    Args:
        text: a DOI as printed, or an address that contains one.

    Returns:
        None where there is none; text without the form ``10.PREFIX/SUFFIX`` is no DOI.
    """
    if not text:
        return None
    text = text[:_LONGEST]
    if "&" in text:
        from html import unescape  # a table of two thousand entities, for few texts

        text = unescape(text)
    for _ in range(2):  # encoded once by the page and once by a proxy
        if "%" in text:
            text = unquote(text)
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) not in ("Cf", "Cc", "Co"))
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    found = _DOI.search(text)
    if found is None:
        return None
    doi = "".join(found[0].split()).lower()
    doi = doi.partition("</")[0]
    if "/" in text[: found.start()]:
        doi = re.split(r"[?#&]", doi, maxsplit=1)[0]
        doi = _ENDING.sub("", _VIEW.sub("", doi))
    doi = _without_punctuation(doi)
    if version := _BIORXIV_VERSION.match(doi):
        doi = version[1]
    return doi if any(map(str.isalnum, doi.partition("/")[2])) else None


def _without_punctuation(doi: str) -> str:
    while doi:
        last = doi[-1]
        if last not in _PUNCTUATION and not (last in _PAIRS and doi.count(last) > doi.count(_PAIRS[last])):
            break
        doi = doi[:-1]
    return doi


def normalize_arxiv(text: str | None) -> str | None:
    """The arXiv identifier in a text, lower case and without version; None where there is none."""
    found = _ARXIV.search(text[:_LONGEST].lower()) if text else None
    return found[1] if found else None
