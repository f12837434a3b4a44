"""The publications for reference managers: BibTeX, RIS, and CSL-JSON for Zotero, pandoc and citeproc.

BibTeX is UTF-8: only TeX's own characters are escaped. A formula stays as it is where its commands print mathematics
and do nothing else; any other is text.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bibtexparser
from bibtexparser.library import Library
from bibtexparser.model import Entry, Field

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.names import is_organization, split_name
from profile_scraper.records.base import LANGUAGES
from profile_scraper.records.publication import Publication

_GREEK = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi
    omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma Gamma Delta Theta
    Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
_LETTERS = """
    aleph beth gimel daleth ell hbar hslash imath jmath wp Re Im partial nabla infty emptyset varnothing forall
    exists nexists neg lnot top bot angle measuredangle surd prime backprime flat natural sharp clubsuit
    diamondsuit heartsuit spadesuit degree complement eth mho Box Diamond triangle square blacksquare lozenge
    bigstar checkmark
"""
_OPERATORS = """
    sum prod coprod int iint iiint oint bigcap bigcup bigsqcup bigvee bigwedge bigodot bigotimes bigoplus
    biguplus pm mp times div ast star circ bullet cdot cap cup uplus sqcap sqcup vee wedge lor land setminus wr
    diamond bigtriangleup bigtriangledown triangleleft triangleright oplus ominus otimes oslash odot bigcirc
    dagger ddagger amalg ltimes rtimes boxtimes boxplus
"""
_RELATIONS = """
    le leq leqslant leqq ge geq geqslant geqq ne neq prec succ preceq succeq ll gg lll ggg subset supset
    subseteq supseteq subsetneq supsetneq sqsubset sqsupset sqsubseteq sqsupseteq in ni notin not vdash dashv
    models perp mid nmid parallel nparallel sim simeq asymp approx approxeq cong equiv doteq triangleq propto
    varpropto bowtie smile frown lesssim gtrsim lessgtr
"""
_ARROWS = """
    to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow mapsto hookleftarrow
    hookrightarrow leftharpoonup leftharpoondown rightharpoonup rightharpoondown rightleftharpoons longleftarrow
    longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow longmapsto iff implies
    impliedby uparrow downarrow updownarrow Uparrow Downarrow Updownarrow nearrow searrow swarrow nwarrow
    leadsto twoheadrightarrow
"""
_FUNCTIONS = """
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln log
    max min Pr sec sin sinh sup tan tanh bmod pmod mod operatorname argmin argmax
"""
_STRUCTURE = """
    frac dfrac tfrac cfrac sqrt root of binom dbinom tbinom over choose atop stackrel overset underset overline
    underline overbrace underbrace overrightarrow overleftarrow hat widehat check tilde widetilde acute grave
    dot ddot dddot breve bar vec mathring left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr
    Biggl Biggr bigm lbrace rbrace langle rangle lceil rceil lfloor rfloor lvert rvert lVert rVert vert Vert
    backslash lbrack rbrack limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle ldots cdots
    vdots ddots dots dotsb dotsc dotsi dotsm colon quad qquad thinspace enspace phantom
"""
_FONTS = """
    mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal boldsymbol bm pmb rm bf it sf
    tt cal text textrm textbf textit textsf texttt textnormal textup mbox emph ensuremath
"""
_SYMBOLS = ",;:!.>| {}&%$#_\\/-"
"""Commands of one sign: spaces, braces, characters that stand for themselves."""
_COMMANDS = frozenset(
    " ".join((_GREEK, _LETTERS, _OPERATORS, _RELATIONS, _ARROWS, _FUNCTIONS, _STRUCTURE, _FONTS)).split()
)
_COMMAND = re.compile(r"\\([A-Za-z@]+|.|\Z)", re.DOTALL)
_UNESCAPED = re.compile(r"(?<!\\)((?:\\\\)*)([%#&])")


def is_mathematics(formula: str) -> bool:
    """Whether every command of a formula prints mathematics: none reads or writes a file, defines or repeats."""
    if "^^" in formula:  # TeX's notation for any character, a backslash too
        return False
    return all(name in _COMMANDS or (len(name) == 1 and name in _SYMBOLS) for name in _COMMAND.findall(formula))


def escape_signs(formula: str) -> str:
    """The formula with the signs escaped that begin a comment, a parameter or a column."""
    return _UNESCAPED.sub(r"\1\\\2", formula)


_FORMULA = re.compile(r"(\$[^$]+\$)")

_ESCAPES = {
    **{character: rf"\{character}" for character in "&%#_${}"},
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "\\": r"{\textbackslash}",
}
_BALANCED = str.maketrans(_ESCAPES)
_UNBALANCED = str.maketrans({**_ESCAPES, "{": r"{\textbraceleft}", "}": r"{\textbraceright}"})
"""BibTeX also counts escaped braces; few readers know these commands, so only unbalanced braces become commands."""

_PROTECTED = re.compile(
    r"(?<![^\W_])(?<![^\W_][-–])(?:"  # where a word or a compound begins
    r"[^\W\d_]?[^\W_]*[^\W_][A-Z][^\W_]*(?:[-–][^\W_]+)*"  # a capital inside a word: LSTM, mRNA, 3D, LeNet-5
    r"|[^\W_]+(?:[-–][^\W_]+)*[-–](?:[A-Z](?![^\W_])|[^\W_]*[^\W_][A-Z][^\W_]*)(?:[-–][^\W_]+)*"  # Hepatitis-B, t-SNE
    r"|[A-Z](?:(?:[+*]|\\#)+|[-–][^\W_]+(?:[-–][^\W_]+)*)"  # C++, U-Net, K-means
    r"|[B-Z](?![^\W_]|['’.])"  # Vitamin C, R
    r")"
)
"""What a citation style must not lower: a capital inside a word, and a capital that stands alone."""


_INCOMPLETE = "The list of authors may be incomplete."


def write_bibtex(dataset: Dataset, target: Path) -> None:
    """Write one ``@misc`` entry a publication: the pages do not give the type of its venue."""
    library = Library([_bibtex_entry(publication) for publication in dataset.publications])
    target.write_text(bibtexparser.write_string(library), encoding="utf8")


def _bibtex_entry(publication: Publication) -> Entry:
    issued = (publication.issued or "").split("-")
    authors = _authors(publication)
    fields = {
        "title": _title(publication.title),
        "author": authors,
        "year": issued[0],
        "month": issued[1].lstrip("0") if len(issued) > 1 else None,
        "howpublished": publication.venue and _escape(publication.venue),
        "doi": publication.doi and _verbatim(publication.doi),
        "eprint": publication.arxiv,
        "eprinttype": publication.arxiv and "arxiv",
        "archiveprefix": publication.arxiv and "arXiv",
        "url": publication.url and _verbatim(publication.url),
        "abstract": publication.abstract and _escape(publication.abstract),
        "note": None if authors or publication.authors_complete else _INCOMPLETE,
    }
    return Entry("misc", _key(publication.id), [Field(name, value) for name, value in fields.items() if value])


def _authors(publication: Publication) -> str:
    """The authors as printed, then ``others`` where the list may be incomplete; empty where none is known."""
    names = [_author(author.name) for author in publication.authors if author.name and not author.name.isspace()]
    if names and not publication.authors_complete:
        names.append("others")
    return " and ".join(names)


def _author(name: str) -> str:
    """A name as 'Family, Jr., Given'; in braces where BibTeX would read one name as two, or an organization."""
    if is_organization(name) or re.search(r"\band\b", name, re.IGNORECASE):
        return f"{{{_escape(name)}}}"
    parts = split_name(name)
    if parts is None:
        return _escape(name)
    return ", ".join(_escape(part) for part in (parts.family, parts.suffix, parts.given) if part)


def _key(identifier: str) -> str:
    return re.sub(r"[^\w.:/+-]", "-", identifier, flags=re.ASCII)


def _escape(text: str) -> str:
    return "".join(part for part, _ in _escaped_parts(text))


def _title(title: str) -> str:
    return "".join(
        part if is_formula else _PROTECTED.sub(r"{\g<0>}", part) for part, is_formula in _escaped_parts(title)
    )


def _escaped_parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text escaped for TeX, and whether each is a formula."""
    escapes = _BALANCED if _balanced(text) else _UNBALANCED
    # Some readers take any line that begins with @ for an entry.
    for number, part in enumerate(_FORMULA.split(" ".join(text.split()))):
        is_formula = number % 2 == 1 and _balanced(part) and is_mathematics(part)
        yield (escape_signs(part) if is_formula else part.translate(escapes)), is_formula


def _balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _verbatim(address: str) -> str:
    """An address or identifier with its braces percent-encoded: BibTeX counts them and TeX cannot escape them."""
    return address.replace("{", "%7B").replace("}", "%7D")


def write_csl(dataset: Dataset, target: Path) -> None:
    """Write one array with one item a publication."""
    items = [_csl_item(publication) for publication in dataset.publications]
    target.write_text(json.dumps(items, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


def _csl_item(publication: Publication) -> dict[str, Any]:
    issued = publication.issued
    languages = (language for language in LANGUAGES if getattr(publication.titles, language) == publication.title)
    item: dict[str, Any] = {
        "id": publication.id,
        "type": "article",  # also the type of a preprint in CSL; the pages do not say which
        "title": publication.title,
        "author": [_csl_name(author.name) for author in publication.authors if author.name],
        "issued": {"date-parts": [[int(part) for part in issued.split("-")]]} if issued else None,
        "container-title": publication.venue,
        "DOI": publication.doi,
        "archive": "arXiv" if publication.arxiv else None,
        "archive_location": publication.arxiv,
        "URL": publication.url,
        "abstract": publication.abstract,
        "language": next(languages, None),
        "note": None if publication.authors_complete else _INCOMPLETE,
    }
    return {name: value for name, value in item.items() if value}


def _csl_name(printed: str) -> dict[str, str]:
    """Given and family name of a person; the literal name of an organization or of a single word."""
    parts = split_name(printed)
    if parts is None:
        return {"literal": printed}
    return {"family": parts.family, "given": parts.given, **({"suffix": parts.suffix} if parts.suffix else {})}


def write_ris(dataset: Dataset, target: Path) -> None:
    """Write one record a publication for reference managers; the type is ``GEN``, as the pages do not give it."""
    lines = [line for publication in dataset.publications for line in _ris_record(publication)]
    target.write_bytes("".join(f"{line}\r\n" for line in lines).encode())  # the format's own line ends


def _ris_record(publication: Publication) -> Iterator[str]:
    year, month, day = [*(publication.issued or "").split("-"), "", ""][:3]
    fields: list[tuple[str, str | None]] = [
        ("TY", "GEN"),
        ("ID", publication.id),
        ("TI", publication.title),
        *(("AU", _ris_name(author.name)) for author in publication.authors if author.name),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if month else None),
        ("T2", publication.venue),
        ("DO", publication.doi),
        ("AN", publication.arxiv and f"arXiv:{publication.arxiv}"),
        ("UR", publication.url),
        ("AB", publication.abstract),
        ("N1", None if publication.authors_complete else _INCOMPLETE),
    ]
    for tag, value in fields:
        if value:
            yield f"{tag}  - {' '.join(value.split())}"
    yield "ER  - "
    yield ""


def _ris_name(printed: str) -> str:
    parts = split_name(printed)
    # A comma separates the parts, so an organization's name has none.
    return ", ".join(filter(None, (parts.family, parts.given, parts.suffix))) if parts else printed.replace(",", "")
