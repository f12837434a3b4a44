"""Damages a page as bad transfers, broken servers and hostile people do: what survives is nobody's promise."""

from collections.abc import Callable, Mapping

Damage = Callable[[bytes, int, bytes], bytes]

_HOSTILE = (
    b'<a href="javascript:alert(1)">x</a>',
    b'<a href="http://[::1">broken host</a><a href="http://x:99999999999/">port</a><a href="//">none</a>',
    b'<h1 class="' + b"a " * 3000 + b'">Many classes</h1>',
    b'<img alt="Portrait of <script>alert(1)</script>" src="data:text/html,x">',
    b'<link rel="canonical" href="http://[broken"><link rel="alternate" hreflang="fr" href="\xff\xfe">',
    b'<html lang="' + b"x" * 5000 + b'">',
    b"<h2>Publications</h2><h2>Publications</h2><h2>Biography</h2>",
    b"<p>\xe2\x80\xa6 (see more)</p><p>(see more)</p><p>\xe2\x80\xa6 (see 99999999999999999999 more)</p>",
    b"&#0;&#xD800;&#x110000;&#99999999999;&nosuch;",
    b'<nav class="pager"><a href="?page=99999999999999999999">9</a><a href="?page=-1">-1</a></nav>',
    b"<title>" + b"x" * 100_000 + b"</title>",
    b"<!-- note --><?note note?>",
    b"<!--",
    b"<![CDATA[",
    b"<script>",
    b"<template>",
    b"<plaintext>",
    b"</html>",
    b"</body></article>",
    b"$\\" * 2000,
    b"``" * 2000,
    b"\\{" * 2000,
    b"- a" * 2000,
    b"(" * 5000,
    b"A. " * 5000,
    b", and " * 5000,
    "\u202e\u200b\u00ad\ufeff".encode() * 100,
    b"\x00\x01\x02",
    b"Principal supervisor :" * 200,
)


def cut(page: bytes, position: int, _: bytes) -> bytes:
    """Only the beginning arrived."""
    return page[: position % (len(page) + 1)]


def beheaded(page: bytes, position: int, _: bytes) -> bytes:
    """Only the end arrived."""
    return page[position % (len(page) + 1) :]


def doubled(page: bytes, _: int, __: bytes) -> bytes:
    """The whole page twice."""
    return page + page


def repeated(page: bytes, position: int, _: bytes) -> bytes:
    """A stretch of the page many times over."""
    start = position % (len(page) + 1)
    return page[:start] + page[start : start + 200] * 50 + page[start:]


def nested(page: bytes, position: int, _: bytes) -> bytes:
    """A stretch of the page inside 10,000 elements."""
    tag = (b"div", b"span", b"b", b"a", b"ul", b"table", b"h2", b"article")[position % 8]
    start = page.find(b"<body")
    return page[:start] + (b"<" + tag + b">") * 10_000 + page[start:] + (b"</" + tag + b">") * 10_000


def noisy(page: bytes, position: int, noise: bytes) -> bytes:
    """Random bytes in the middle."""
    start = position % (len(page) + 1)
    return page[:start] + noise + page[start + len(noise) :]


def hostile(page: bytes, position: int, _: bytes) -> bytes:
    """Markup that means harm."""
    start = page.find(b">", position % (len(page) + 1)) + 1
    return page[:start] + _HOSTILE[position % len(_HOSTILE)] + page[start:]


def without_tag(page: bytes, position: int, _: bytes) -> bytes:
    """One tag lost."""
    start = page.find(b"<", position % (len(page) + 1))
    return page[:start] + page[page.find(b">", start) + 1 :] if start >= 0 else page


def unquoted(page: bytes, position: int, _: bytes) -> bytes:
    """A quote lost, so that an attribute swallows what follows."""
    start = page.find(b'"', position % (len(page) + 1))
    return page[:start] + page[start + 1 :]


def other_charset(page: bytes, _: int, __: bytes) -> bytes:
    """The same page in bytes that are not what it declares."""
    return page.decode("utf-8", "replace").encode("utf-16" if len(page) % 2 else "latin-1", "replace")


DAMAGES: Mapping[str, Damage] = {
    damage.__name__: damage
    for damage in (
        cut,
        beheaded,
        doubled,
        repeated,
        nested,
        noisy,
        hostile,
        without_tag,
        unquoted,
        other_charset,
    )
}
"""By name; each takes the page, a position (any number) and some bytes."""


def damaged(page: bytes, steps: list[tuple[str, int, bytes]]) -> bytes:
    """The page after several damages; it never grows past a few megabytes."""
    for name, position, noise in steps:
        page = DAMAGES[name](page, position, noise)[:4_000_000]
    return page
