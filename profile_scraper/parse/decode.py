"""Bytes to characters: the encoding that the bytes are in, whatever the page says of itself."""

import codecs
import re

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})|encoding=["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
UNICODE_MARKS = tuple(mark for mark, _ in _MARKS)
# What pages call Latin-1 is Windows' superset of it (WHATWG's encoding standard).
_LATIN = frozenset({"iso8859-1", "latin-1", "latin1", "ascii", "cp1252"})
_HEAD = 4096


def decoded(body: bytes, declared: str | None) -> str:
    """The text of the bytes.

    UTF-8 wins where the bytes are UTF-8, since no other text looks like it; then what the transport declared, then what
    the page declares, then Windows' Latin-1. Bytes that fit nothing become U+FFFD; nothing raises.
    """
    for mark, marked in _MARKS:
        if body.startswith(mark):
            return body.decode(marked, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in (declared, _declared_by(body)):
        codec = _codec(name)
        if codec is not None:
            try:
                return body.decode(codec)
            except (UnicodeDecodeError, LookupError):
                continue
    if body.count(b"\0") * 3 > len(body):
        return body.decode("utf-16", "replace")
    # A few broken bytes in a page of UTF-8, as a cut download leaves them, do not make it Latin-1.
    text = body.decode("utf-8", "replace")
    return text if text.count("�") * 200 < len(text) else body.decode("cp1252", "replace")


def _declared_by(body: bytes) -> str | None:
    found = _DECLARED.search(body[:_HEAD])
    return (found[1] or found[2]).decode("ascii") if found else None


def _codec(name: str | None) -> str | None:
    """The decoder of that name, None where it is unknown or UTF-8 (which has been tried)."""
    if not name:
        return None
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if codec.name in _LATIN:
        return "cp1252"
    text = getattr(codec, "_is_text_encoding", True)
    return codec.name if text and codec.name not in ("utf-8", "utf-7") else None
