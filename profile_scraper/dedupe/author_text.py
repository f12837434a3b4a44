"""Author lists that are one text: as a reference, a bibliography file or a catalogue prints them."""

import re

from profile_scraper.structure.names import list_of_authors

_AND = re.compile(r"\s+and\s+")
_AND_OTHERS = re.compile(r"\bet\s+al\b|\band\s+others\b|…|\.\.\.$", re.IGNORECASE)
_LONGEST = 10_000
"""Letters of a text that are read as names."""


def names_in_text(text: str) -> list[str]:
    """The names of a text, in printed order; the whole text where it is no known form of a list.

    Known are names with semicolons between them, 'Lind, Ada and Ek, Bo' of a BibTeX file, 'Lind A, Ek B, et al.',
    'Lind, A., & Ek, B.' and 'Ada Lind, Bo Ek et Cy Dun' of references. A list that says that it is cut ends in
    'et al.'.
    """
    if ";" in text or len(text) > _LONGEST:
        return [name.strip() for name in text.split(";")]
    parts = _AND.split(text)
    if len(parts) > 1 and all(part.count(",") == 1 for part in parts if part != "others"):
        return [part.strip() for part in parts]
    names = list_of_authors(text)
    if names is None:
        return [text.strip()]
    return [*names, "et al."] if _AND_OTHERS.search(text) else names
