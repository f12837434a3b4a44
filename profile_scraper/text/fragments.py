"""HTML fragments of paragraphs: a few tags that the package writes itself, and escaped text."""

import re
from collections.abc import Iterable

_FRAGMENTS = re.compile(
    r'(?:[^<>]++|</?(?:p|ul|ol|li|em|strong)>|</a>|<a href="(?:https?://|(?i:mailto:))[^"<>]*+">)*+'
)
_EMAIL_LINK = re.compile(r'<a href="mailto:[^"<>]*">(.*?)</a>', re.IGNORECASE)


def has_markup(fragment: str) -> bool:
    """Whether a paragraph's fragment says more than its text."""
    return not fragment.startswith("<p>") or fragment.count("<") > 2


def is_safe(html: str) -> bool:
    """Whether every tag is one that the package writes itself."""
    return _FRAGMENTS.fullmatch(html) is not None


def join_fragments(fragments: Iterable[str]) -> str:
    """Join the fragments of paragraphs, a line each; items of a list that follow each other become one list."""
    return "\n".join(fragments).replace("</ul>\n<ul>", "\n").replace("</ol>\n<ol>", "\n")


def without_email_links(html: str) -> str:
    """The fragment with the text of ``mailto:`` links in their place."""
    return _EMAIL_LINK.sub(r"\1", html)
