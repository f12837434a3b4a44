"""Small work on text that every module of the package does alike."""

_INVISIBLE = str.maketrans("", "", "\u200b\u00ad\ufeff")


def collapse(text: str) -> str:
    """The text with each run of white space made one space, invisible characters taken out."""
    return " ".join(text.translate(_INVISIBLE).split())


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())
