"""Changes a page of the invented institute as a redesign or a careless tool would, without changing what it says.

    from testbed.mutate import MUTATIONS, mutate
    mutate(page, ("classes-renamed", "minified"))   # in any order: applied in the order of MUTATIONS

Every mutation keeps the page's meaning, so the truth about the page stays the truth about the changed page.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b

from lxml import etree
from lxml.etree import _Element

Mutation = Callable[[str], str]

_ARTICLE = re.compile(r'(<article class="node node--type-member node--view-mode-full">)(.*)(</article>)', re.DOTALL)
_SECTION = re.compile(r'(?=<h2>|<div class="field-name-field-taxonomy-references4">|<nav class="pager")')
_CONTROL = re.compile(
    r'<span class="abstract-control">… <a href="#" class="see-more" role="button">\((see more|voir plus)\)</a></span>'
)
_CUT = re.compile(
    r'<span class="abstract-teaser">([^<]*)</span>(<span class="abstract-control">.*?</a></span>)'
    r'<span class="abstract-rest hidden">([^<]*)</span>'
)
_ITEMS = re.compile(r'<div class="field-items">((?:<div class="field-item[^"]*">(?:(?!</?div).)*</div>)+)</div>')
_ITEM = re.compile(r'<div class="field-item[^"]*">((?:(?!</?div).)*)</div>')
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)>")
_ATTRIBUTE = re.compile(r'\s([a-z-]+)="([^"]*)"')
_BLOCKS = "html|head|body|main|article|section|div|header|footer|nav|ul|ol|li|p|h1|h2|h3|h4|title|meta|link|script|form"


def mutate(page: bytes, names: Iterable[str]) -> bytes:
    """The page with the named changes made, always in the order of ``MUTATIONS``."""
    wanted = set(names)
    text = page.decode()
    for name, change in MUTATIONS.items():
        if name in wanted:
            text = change(text)
    return text.encode()


def _sections(text: str, change: Callable[[str, list[str]], str]) -> str:
    """Change the article's sections: what stands above the first one, then each with its heading."""

    def changed(found: re.Match[str]) -> str:
        top, *sections = _SECTION.split(found[2])
        return found[1] + change(top, sections) + found[3]

    return _ARTICLE.sub(changed, text)


def _moved(text: str) -> str:
    def change(top: str, sections: list[str]) -> str:
        menus = [section for section in sections if section.startswith("<nav")]
        return top + "".join([section for section in sections if not section.startswith("<nav")][::-1]) + "".join(menus)

    return _sections(text, change)


def _wrapped(text: str) -> str:
    def change(top: str, sections: list[str]) -> str:
        return f"<div><div>{top}</div></div>" + "".join(
            f"<section><div>{section}</div></section>" for section in sections
        )

    return _sections(text, change)


def _aside(text: str) -> str:
    """The students' section moves out of the profile into a column beside it."""
    moved: list[str] = []

    def change(top: str, sections: list[str]) -> str:
        moved.extend(section for section in sections if "Current Students" in section or "actuels" in section)
        return top + "".join(section for section in sections if section not in moved)

    text = _sections(text, change)
    return text.replace("</main>", f'<aside class="column">{"".join(moved)}</aside></main>')


def _heading(opening: str, closing: str) -> Mutation:
    return lambda text: re.sub(r"<h2>(.*?)</h2>", rf"{opening}\1{closing}", text)


def _tabs(text: str) -> str:
    """A link that opens a panel stands in the place of each heading."""
    return re.sub(r"<h2>(.*?)</h2>", r'<a href="#tab" role="tab">\1</a>', text)


def _commented(text: str) -> str:
    """A template that notes where its values come from."""
    head, found, body = text.partition("<main")
    return head + found + re.sub(r">([^<>]*[^<>\s][^<>]*)<(?=[/a-z])", r"><!-- value -->\1<!--/--><", body)


def _spans(text: str) -> str:
    """Every text in elements of its own that say nothing."""
    head, found, body = text.partition("<main")
    return head + found + re.sub(r">([^<>]*[^<>\s][^<>]*)<(?=[/a-z])", r"><span><span>\1</span></span><", body)


def _custom(text: str) -> str:
    """Elements with names of their own, as frameworks of components have them."""
    return re.sub(r"<(/?)(article|section|div)\b", r"<\1x-\2", text)


def _shared(text: str) -> str:
    """Buttons that share the page, under the name."""
    hosts = (
        "twitter.com/intent/tweet?",
        "www.linkedin.com/sharing/share-offsite/?",
        "www.facebook.com/sharer/sharer.php?",
    )
    links = "".join(f'<li><a href="https://{host}url=here">Share</a></li>' for host in hosts)
    return text.replace("</h1>", f"</h1><ul>{links}</ul>", 1)


def _breaks(text: str) -> str:
    """Values that stood in elements of their own are separated by ``<br>``."""
    text = _ITEMS.sub(lambda found: f"<div>{'<br>'.join(_ITEM.findall(found[1]))}</div>", text)
    return re.sub(r'<div class="group-titles">([^<]*)</div>', r"<br>\1<br>", text)


def _renamed(text: str) -> str:
    def name(token: str) -> str:
        return "c" + blake2b(token.encode(), digest_size=4).hexdigest()

    return re.sub(r' class="([^"]*)"', lambda found: f' class="{" ".join(map(name, found[1].split()))}"', text)


def _without_classes(text: str) -> str:
    return re.sub(r' class="[^"]*"', "", text)


def _cut_elsewhere(text: str) -> str:
    def change(found: re.Match[str]) -> str:
        abstract = found[1] + found[3]
        rest = f'<span class="abstract-rest hidden">{abstract[200:]}</span>'
        return f'<span class="abstract-teaser">{abstract[:200]}</span>{found[2]}{rest}'

    return _CUT.sub(lambda found: change(found) if "&" not in found[0] else found[0], text)


def _rest_elsewhere(text: str) -> str:
    return _CUT.sub(r'<span class="abstract-teaser">\1</span>\2</p><div class="more" hidden>\3</div><p>', text)


def _control(form: str) -> Mutation:
    return lambda text: _CONTROL.sub(lambda found: form.format(found[1].capitalize()), text)


def _details(text: str) -> str:
    def change(found: re.Match[str]) -> str:
        words = "Voir plus" if "voir plus" in found[2] else "See more"
        return f"<span>{found[1]}…</span><details><summary>{words}</summary>{found[3]}</details>"

    return _CUT.sub(change, text)


def _dots(text: str) -> str:
    return re.sub(r"…(?= (?:<a|<button|<span|\(|See|Voir))", "...", text)


def _entities(text: str) -> str:
    names = {
        "…": "&hellip;",
        "·": "&middot;",
        "⋅": "&sdot;",
        "é": "&eacute;",
        "É": "&#201;",
        "è": "&#xE8;",
        "’": "&rsquo;",
    }
    names |= {" - ": " &#45; ", " : ": "&nbsp;: "}
    head, found, body = text.partition("<main")
    for letter, entity in names.items():
        body = body.replace(letter, entity)
    return head + found + body


def _attributes(text: str) -> str:
    """Attributes in the other order, in single quotes where they can be."""

    def tag(found: re.Match[str]) -> str:
        attributes = _ATTRIBUTE.findall(found[3])
        if found[1] or not attributes or "".join(f' {key}="{value}"' for key, value in attributes) != found[3]:
            return found[0]
        shown = (
            f" {key}='{value}'" if "'" not in value else f' {key}="{value}"' for key, value in reversed(attributes)
        )
        return f"<{found[2]}{''.join(shown)}>"

    return _TAG.sub(tag, text)


def _minified(text: str) -> str:
    text = re.sub(r">\s+<", "><", text)
    text = re.sub(rf"\s+(?=</?(?:{_BLOCKS})\b)", "", text)
    return re.sub(rf"(</?(?:{_BLOCKS})\b[^<>]*>)\s+", r"\1", text)


def _pretty(text: str) -> str:
    """Every element on lines of its own, as a formatter that takes inline elements for blocks prints them."""
    root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8"))
    _indent(root, 0)
    return "<!DOCTYPE html>\n" + etree.tostring(root, method="html", encoding="unicode")


def _indent(element: _Element, depth: int) -> None:
    inside = "\n" + "  " * (depth + 1)
    children = list(element)
    if element.tag in ("script", "style"):
        return
    if (element.text or "").strip():
        element.text = f"{inside}{(element.text or '').strip()}{inside if children else chr(10) + '  ' * depth}"
    elif children:
        element.text = inside
    for child in children:
        _indent(child, depth + 1)
        tail = (child.tail or "").strip()
        last = "\n" + "  " * depth if child is children[-1] else inside
        child.tail = f"{inside}{tail}{last}" if tail else last


def _upper(text: str) -> str:
    return _TAG.sub(lambda found: f"<{found[1]}{found[2].upper()}{found[3]}>", text)


def _unclosed(text: str) -> str:
    return re.sub(r"</(?:p|li|main|body|html)>", "", text, flags=re.IGNORECASE)


MUTATIONS: Mapping[str, Mutation] = {
    "sections-moved": _moved,
    "students-aside": _aside,
    "sections-wrapped": _wrapped,
    "headings-h3": _heading("<h3>", "</h3>"),
    "headings-bold": _heading("<p><strong>", "</strong></p>"),
    "headings-role": _heading('<div role="heading" aria-level="2">', "</div>"),
    "headings-counted": _heading("<h2>", " <span>(12)</span></h2>"),
    "headings-anchored": _heading(
        "<h2><svg><title>icon</title></svg>", '<a href="#part" aria-label="Link to this part">#</a></h2>'
    ),
    "headings-tabs": _tabs,
    "values-br": _breaks,
    "cut-elsewhere": _cut_elsewhere,
    "control-details": _details,
    "rest-elsewhere": _rest_elsewhere,
    "control-capital": _control('<span class="abstract-control">… <a href="#" role="button">({0})</a></span>'),
    "control-button": _control('… <button type="button" class="see-more">{0}</button>'),
    "dots": _dots,
    "shared": _shared,
    "classes-renamed": _renamed,
    "classes-gone": _without_classes,
    "entities": _entities,
    "minified": _minified,
    "pretty": _pretty,
    "commented": _commented,
    "spans": _spans,
    "elements-custom": _custom,
    "attributes": _attributes,
    "tags-upper": _upper,
    "tags-unclosed": _unclosed,
}
"""By name, in the order in which they can be combined."""
