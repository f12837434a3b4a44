"""What is left of a word when inflection and national spelling are taken away."""

from functools import lru_cache

_SIBILANTS = ("s", "x", "z", "ch", "sh", "o")


def stem_of(word: str) -> str:
    """The word without its inflection, in one national spelling; a key for meeting, not for telling words apart."""
    word = _in_one_spelling(word)
    if word.endswith("ed") or (word.endswith("s") and not word.endswith("ss")):
        word = word[:-1]
    if word.endswith(("ie", "y")):
        return word.rstrip("iey")
    return word.removesuffix("e")


@lru_cache(maxsize=1 << 14)
def inflections_of(word: str) -> frozenset[str]:
    """The words that this one can be an inflection of, itself among them, in one national spelling."""
    word = _in_one_spelling(word)
    bases = {word}
    for ending, base in (("s", ""), ("ies", "y"), ("ied", "y"), ("d", ""), ("ed", "")):
        if word.endswith(ending) and not word.endswith("ss") and (ending != "d" or word.endswith("ed")):
            bases.add(word.removesuffix(ending) + base)
    if word.endswith("es") and word[:-2].endswith(_SIBILANTS):
        bases.add(word[:-2])
    return frozenset(base for base in bases if len(base) >= 3)


def _in_one_spelling(word: str) -> str:
    word = word.replace("isation", "ization").replace("ise", "ize").replace("yse", "yze").replace("our", "or")
    return word.replace("ae", "e").replace("oe", "e").replace("ll", "l").replace("ogue", "og").replace("tre", "ter")
