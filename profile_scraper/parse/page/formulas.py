"""Formulas of a page's tree made text, once each: TeX between dollars where the page has it, else as printed."""

import re

from lxml.etree import _Element

_FORMULA_SIGNS = (b"math", b"MathJax", b"mjx-", b"katex", b'="tex', b'="latex', b"data-tex=", b"data-latex=")
"""One of these stands in every page with a formula."""
_RENDERED = re.compile(
    r"(?:^|\s)(?:katex(?:-display)?|mwe-math-element|MathJax(?:_SVG|_CHTML|_Display)?(?:_Display)?)(?:\s|$)"
)
_COPY = re.compile(r"(?:^|\s)MathJax")
_PANDOC = re.compile(r"math (?:inline|display)$")
_IMAGE = re.compile(r"(?:^|[\s_-])(?:math|tex|latex|equation)(?:[\s_-]|$)", re.IGNORECASE)
_TEX_SIGN = re.compile(r"[\\^_{}]")
_STYLED = re.compile(r"\{?\\(?:displaystyle|textstyle)\s+(.*?)\}?", re.DOTALL)
_TEX = ("application/x-tex", "text/x-tex", "tex", "latex")


def has_formulas(body: bytes) -> bool:
    """Whether markup may hold a formula."""
    return any(body.rfind(sign) >= 0 for sign in _FORMULA_SIGNS)  # twice as fast as 'in'


def write_formulas(root: _Element) -> None:
    """Replace each formula of a tree by its text."""
    for script in [each for each in root.iter("script") if (each.get("type") or "").lower().startswith("math/tex")]:
        before = script.getprevious()
        while before is not None and not (before.tail or "").strip() and _COPY.search(before.get("class") or ""):
            _replace(before, "")
            before = before.getprevious()
        _replace(script, _dollars(script.text or ""))
    for element in list(root.iter()):
        if element.tag.__class__ is str and _is_formula(element) and element.getroottree().getroot() is root:
            _replace(element, _text_of(element))


def _is_formula(element: _Element) -> bool:
    tag = str(element.tag)
    if tag in ("math", "mml:math", "mjx-container"):
        return True
    if _source_of(element):
        return True
    classes = element.get("class")
    if not classes:
        return False
    if tag == "img":
        return bool(element.get("alt") and _IMAGE.search(classes))
    if tag == "span" and _PANDOC.match(classes):
        return "".join(map(str, element.itertext())).lstrip().startswith(("\\(", "\\["))
    return _RENDERED.search(classes) is not None


def _source_of(element: _Element) -> str:
    """The TeX that templates keep in attributes of what they print, empty where there is none."""
    return element.get("data-tex") or element.get("data-latex") or ""


def _text_of(element: _Element) -> str:
    if source := _source_of(element):
        return _dollars(source)
    if element.tag == "img":
        return _dollars(element.get("alt") or "")
    notes = [each for each in element.iter("annotation", "mml:annotation") if _is_tex(each)]
    tex = next(("".join(map(str, each.itertext())) for each in notes), "")
    spelled = (each.get("alttext") or each.get("alt") or "" for each in element.iter("math", "mml:math", "img"))
    stated = next(filter(None, spelled), "")
    if tex.strip() or _TEX_SIGN.search(stated):
        return _dollars(tex if tex.strip() else stated)
    printed = "".join(map(str, element.itertext())).strip()
    if printed.startswith(("\\(", "\\[")):
        return _dollars(printed)
    shown = next((each for each in element.iter("math", "mml:math") if each is not element), element)
    for each in list(shown.iter("annotation", "mml:annotation", "annotation-xml", "mml:annotation-xml")):
        _replace(each, "")
    return "".join("".join(map(str, shown.itertext())).split())


def _is_tex(annotation: _Element) -> bool:
    return (annotation.get("encoding") or "").lower() in _TEX


def _dollars(tex: str) -> str:
    tex = " ".join(tex.split()).strip("$ ")
    if tex.startswith(("\\(", "\\[")):
        tex = tex[2:].removesuffix("\\)").removesuffix("\\]").strip()
    if styled := _STYLED.fullmatch(tex):
        tex = styled[1].strip()
    return f"${tex}$" if tex else ""


def _replace(element: _Element, text: str) -> None:
    """Make an element a plain inline one that holds nothing but the text."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "var", text, tail
