"""Bytes to characters: the encoding that the bytes are in, whatever the page says of itself."""

import codecs
import re

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})|encoding=["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What pages call Latin-1 is Windows' superset of it (WHATWG's encoding standard).
_LATIN = frozenset({"iso8859-1", "latin-1", "latin1", "ascii", "cp1252"})
_LATINS = ("cp1252", "iso8859-15", "mac-roman", "cp850")
"""Encodings of French and English with one byte a letter, the likeliest first."""
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"))
_HEAD = 4096
_SAMPLE = 4096
_ZEROS = (((1, 2, 3), "utf-32-le"), ((0, 1, 2), "utf-32-be"), ((1, 3), "utf-16-le"), ((0, 2), "utf-16-be"))
"""Places, of four bytes, at which text of the Latin alphabet has zero bytes, for each wide encoding."""
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CUT = re.compile(rb"[\xc2-\xc5]|\xe2[\x80-\x82]|[\xa1-\xaa\xac-\xba\xbc-\xbf]")
"""What is left of a letter of UTF-8 that was cut; in Windows-1252 hardly any letter of French or English."""
_PIECE = re.compile(_SEQUENCE.pattern + rb"|\xe2[\x80-\x82]|[\x80-\xff]")
_IN_CONTEXT = re.compile(rb"[A-Za-z0-9]?[\x80-\xff]+[A-Za-z0-9]?")
_USUAL = re.compile(
    r"(?<=[^\W\d_])[éèêëàâäùûüîïôöçœæñáíóúÿ]|[éèêëàâäùûüîïôöçœæñáíóúÉÈÊÀÂÔÎÇŒÖÜÁÅÑ](?=[^\W\d_])|[’“”«»–—…€·©®°\u00a0]"
)
_UNUSUAL = re.compile(r"[¤¦¨´¸†‡ˆƒ‰\ufffd\u0080-\u009f]|(?<=[a-zà-öø-ÿ])[À-ÖØ-Þ¼½¾]|[¼½¾](?=[^\W\d_])")
_EVIDENCE = 2000
"""Runs of other than ASCII bytes that are looked at."""
_LARGEST_SAMPLE = 20_000
_ENOUGH = 8
"""Letters below which a guess among all encodings is worth less than Windows-1252."""
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_C1_REFERENCE = re.compile(rb"&#(?:0*(12[89]|1[345]\d)|[xX]0*([89][0-9a-fA-F]));")
_C0 = bytes(code for code in range(0x20) if code not in b"\t\n\f\r") + b"\x7f"
_DIRECTION = re.compile(rb"\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]")
_DIRECTION_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[1-9]|2\d|3[01]|127|823[4-8]|829[4-7])(?!\d)"
    rb"|[xX]0*(?:[0-8]|[bBeEfF]|1[0-9a-fA-F]|7[fF]|202[a-eA-E]|206[6-9])(?![0-9a-fA-F]));?"
)
"""Controls of C0, and those that turn the direction of what follows, as references."""
_NONCHARACTER = re.compile(rb"\xef\xbf[\xbe\xbf]")
_SURROGATE_REFERENCES = re.compile(
    rb"(?:&#(?:0*(?:5529[6-9]|55[3-9]\d{2}|5[67]\d{3}|6553[45])|[xX]0*(?:[dD][89a-fA-F][0-9a-fA-F]{2}|[fF]{3}[eEfF]));?)+"
)
"""References to halves of a character beyond U+FFFF, which programs that count in UTF-16 write, or to none."""
_REFERENCE = re.compile(rb"&#(?:(\d+)|[xX]([0-9a-fA-F]+))")
_OF_C1 = {code: bytes((code,)).decode("cp1252", "replace") for code in range(0x80, 0xA0)}
_PRINTED = {code: character for code, character in _OF_C1.items() if character != "\ufffd"}


def decoded(body: bytes, declared: str | None) -> str:
    """The text of the bytes.

    UTF-16 and UTF-32 are told by their mark or their zero bytes. UTF-8 wins where the bytes are UTF-8, since no other
    text looks like it; where few are not, each line is read by itself. Bytes without a sequence of UTF-8 are in the
    encoding that the transport or the page declares, else in the one whose letters fit, Windows-1252 where all do.
    Bytes that fit nothing become U+FFFD; control characters that Windows-1252 prints are what it prints.
    Nothing raises.
    """
    text = _decoded(body, declared)
    # To translate a page takes as long as to build its tree.
    return text.translate(_PRINTED) if _C1.search(text.encode("utf-8", "replace")) else text


def without_controls(body: bytes) -> bytes:
    """Markup in UTF-8 without controls of C0 and of direction, and without what is no character.

    U+0080 to U+009F, or references to them, are what Windows-1252 prints for them.
    """
    body = body.translate(None, _C0)
    if b"\xe2\x80" in body or b"\xe2\x81" in body:
        body = _DIRECTION.sub(b"", body)
    if b"&#" in body:
        body = _DIRECTION_REFERENCE.sub(b"", body)
        body = _C1_REFERENCE.sub(_printed_reference, body)
        body = _SURROGATE_REFERENCES.sub(_joined_surrogates, body)
    if b"\xef\xbf" in body:
        body = _NONCHARACTER.sub(b"", body)
    if b"\xc2" in body:
        body = _C1.sub(lambda found: _PRINTED.get(found[0][1], found[0].decode()).encode(), body)
    return body


def wide_encoding(body: bytes) -> str | None:
    """The encoding of text in two or four bytes a character, told by its mark or its zero bytes; None for others."""
    for byte_order_mark, marked in _BYTE_ORDER_MARKS[1:]:
        if body.startswith(byte_order_mark):
            return marked
    sample = body[:_SAMPLE]
    if b"\0" not in sample:
        return None
    shares = [sample[offset::4].count(b"\0") * 4 / len(sample) for offset in range(4)]
    for zeros, encoding in _ZEROS:
        others = [share for offset, share in enumerate(shares) if offset not in zeros]
        if min(shares[offset] for offset in zeros) > 0.6 and max(others) < 0.1:
            return encoding
    return None


def _decoded(body: bytes, declared: str | None) -> str:
    if body.startswith(codecs.BOM_UTF8):
        return body.decode("utf-8-sig", "replace") if is_utf8(body) else _decoded(body[3:], declared)
    if wide := wide_encoding(body):
        return body.decode(wide, "replace")
    if is_utf8(body):
        return body.decode("utf-8")
    return _decoded_otherwise(body, declared)


def _decoded_otherwise(body: bytes, declared: str | None) -> str:
    """The text of bytes that are no UTF-8, or not in every line."""
    sequences, others = _counted(body)
    if sequences > others:
        return _by_line(body)
    names = [codec for name in (declared, _declared_by(body)) if (codec := _codec(name))]
    for codec in names:
        if codec not in _LATINS:
            try:
                return body.decode(codec)
            except (UnicodeDecodeError, LookupError):
                continue
    if sequences * 4 > others and sequences > 2:
        return _by_line(body)
    return body.decode(_likeliest(body, [name for name in names if name in _LATINS]), "replace")


def is_utf8(body: bytes) -> bool:
    """Whether the bytes are UTF-8, ASCII included."""
    if body.isascii():
        return True
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _counted(body: bytes) -> tuple[int, int]:
    """How many characters of UTF-8 beyond ASCII there are, and how many bytes beyond ASCII belong to none."""
    found = _SEQUENCE.findall(body)
    high = len(body) - len(body.translate(None, bytes(range(0x80, 0x100))))
    return len(found), high - sum(map(len, found))


def _by_line(body: bytes) -> str:
    """A page of UTF-8 with lines, or single bytes, in Windows-1252, as a content system that was moved leaves them."""
    lines = []
    for line in body.split(b"\n"):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            sequences, others = _counted(line)
            codec = "utf-8" if sequences >= others else "cp1252"
            lines.append(line.decode(codec, "replace") if codec == "cp1252" else _mended(line))
    return "\n".join(lines)


def _mended(line: bytes) -> str:
    """A line of UTF-8 with single bytes of Windows-1252; what is left of a letter that was cut is U+FFFD."""
    return _PIECE.sub(lambda found: _piece(found[0]), line).decode("utf-8", "replace")


def _piece(piece: bytes) -> bytes:
    if len(piece) > 1 and not _CUT.fullmatch(piece):
        return piece
    if _CUT.fullmatch(piece):
        return "\ufffd".encode()
    return piece.decode("cp1252", "replace").encode()


def _likeliest(body: bytes, declared: list[str]) -> str:
    """The encoding of one byte a letter in which the letters beyond ASCII are those of French, English and names."""
    runs = [found[0] for _, found in zip(range(_EVIDENCE), _IN_CONTEXT.finditer(body), strict=False)]
    sample = b" ".join(runs)[:_LARGEST_SAMPLE]
    scores = {name: _score(sample.decode(name, "replace")) for name in (*declared, *_LATINS)}
    best = max(scores, key=scores.__getitem__)
    if scores[best] * 2 >= len(runs) or len(runs) < _ENOUGH or declared:
        return best
    import charset_normalizer  # 30 ms, and rare: text that is neither French nor English

    guess = charset_normalizer.from_bytes(sample).best()
    return guess.encoding if guess is not None else best


def _score(text: str) -> int:
    return len(_USUAL.findall(text)) - 2 * len(_UNUSUAL.findall(text))


def _joined_surrogates(found: re.Match[bytes]) -> bytes:
    """The characters that pairs of halves are; what has no other half is nothing."""
    codes = (int(each[1]) if each[1] else int(each[2], 16) for each in _REFERENCE.finditer(found[0]))
    units = "".join(chr(code) for code in codes if code < 0xFFFE).encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le", "ignore").encode()


def _printed_reference(found: re.Match[bytes]) -> bytes:
    code = int(found[1]) if found[1] else int(found[2], 16)
    return _PRINTED.get(code, found[0].decode("ascii")).encode()


def _declared_by(body: bytes) -> str | None:
    found = _DECLARED.search(body, 0, _HEAD) or _DECLARED.search(body)
    return (found[1] or found[2]).decode("ascii") if found else None


def _codec(name: str | None) -> str | None:
    """The decoder of that name, None where it is unknown or UTF-8 (which has been tried)."""
    if not name:
        return None
    for spelling in (name, name.lower().removeprefix("x-")):  # x-mac-roman, x-sjis
        try:
            codec = codecs.lookup(spelling)
        except (LookupError, ValueError):
            continue
        if codec.name in _LATIN:
            return "cp1252"
        text = getattr(codec, "_is_text_encoding", True)
        wide = codec.name.startswith(("utf-", "utf_"))
        return codec.name if text and not wide and codec.name not in _NO_CHARSETS else None
    return None
