"""Clean text: what a person sees on the page, as one line of plain characters."""

import re
import unicodedata
from collections.abc import Iterable

from profile_scraper.text.escape import quoted

# Anything outside this is worth a second look; most lines never leave the fast way.
_SUSPECT = re.compile(
    r"[\\`\u00ad\u061c\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufb00-\ufb06\ufff9-\ufffb\ufffe\uffff"
    r"\U000e0000-\U000e007f\u0300-\u036f\x00-\x1f\x7f]"
    r"|''|[ÂÃâð][\u0080-\u00bf‘’“”‚„†‡•…‰‹›€™Œœ˜ŠšŽžŸƒˆ–—]|[ÂÃ] "
)
_DIVIDED = re.compile(r"\b([^\W\d_]{2,})- ([^\W\d_]{2,})\b")


def is_visible(text: str) -> bool:
    """Whether a person sees anything of a text."""
    if text.isprintable():
        return not (text == "" or text.isspace())
    from profile_scraper.parse.page.repair import without_invisible  # few lines need it

    return bool(without_invisible(text).strip())


def clean(text: str) -> str:
    """The text in NFC with single spaces; LaTeX, mojibake and invisible characters made what they stand for."""
    text = " ".join(text.split())
    if text.isascii() and text.isprintable() and "\\" not in text and "`" not in text and "''" not in text:
        return text
    if _SUSPECT.search(text):
        from profile_scraper.parse.page.repair import repaired  # few lines need it

        text = repaired(text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def joined(text: str) -> str:
    """The text with words that a PDF's line end has divided ('represen- tation') made whole.

    Only where the whole word stands elsewhere in the same text, so 'short- and long-term' is left alone.
    """
    if "- " not in text:
        return text
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}

    def rejoin(found: re.Match[str]) -> str:
        word = found[1] + found[2]
        return word if word.casefold() in words else found[0]

    return _DIVIDED.sub(rejoin, text)


def lost_letters(printed: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    """Warnings about texts with U+FFFD, as ``ParseWarning`` fields.

    Args:
        printed: pairs of the path of a field and its text.
    """
    return [
        {
            "field": field,
            "reason": "unreadable",
            "detail": f"{quoted(text[:60])}: U+FFFD stands for a letter that was lost",
        }
        for field, text in printed
        if "\ufffd" in text
    ]
