"""What is left of a word when inflection and national spelling are taken away."""


def stem_of(word: str) -> str:
    """The word without its inflection, in one national spelling; a key for comparing, not a word."""
    word = word.replace("isation", "ization").replace("ise", "ize").replace("yse", "yze").replace("our", "or")
    word = word.replace("ae", "e").replace("oe", "e").replace("ll", "l").replace("ogue", "og").replace("tre", "ter")
    if word.endswith("ed") or (word.endswith("s") and not word.endswith("ss")):
        word = word[:-1]
    if word.endswith(("ie", "y")):
        return word.rstrip("iey")
    return word.removesuffix("e")
