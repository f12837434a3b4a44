"""People's names: equal, possibly one person's, or two people's."""

from profile_scraper.text.normalize import normalize_text

_SAINTS = {"st": "saint", "ste": "sainte"}
_MAX_PARTS = 3
"""Words of a surname that can be written as one: 'van der Berg', 'Vanderberg'."""


def name_key(name: str) -> tuple[str, ...]:
    """The words of a name without accents, hyphens and order: names with one key are written alike."""
    return tuple(sorted(normalize_text(name, "words").split()))


def may_be_one_name(name: str, other: str) -> bool:
    """Whether one name is the other with initials, in another order, or with given names remaining out.

    The longest word (taken for the family name) must be in both; every other word of the shorter name needs a
    partner in the longer: the same word, or an initial of it.
    """
    short, long = sorted((_words(name), _words(other)), key=len)
    if len(short) < 2:
        return short == long
    remaining = _with_joined(long, set(short))
    shared_words = 0
    for word in sorted(short, key=len, reverse=True):
        partner = next((each for each in remaining if each == word), None)
        shared_words += partner is not None and len(word) > 1
        if partner is None:
            partner = next((each for each in remaining if 1 in (len(each), len(word)) and each[0] == word[0]), None)
        if partner is None:
            return False
        remaining.remove(partner)
    return shared_words > 0


def _words(name: str) -> list[str]:
    return [_SAINTS.get(word, word) for word in normalize_text(name, "words").split()]


def _with_joined(words: list[str], joined: set[str]) -> list[str]:
    """Adjacent words that the other name writes as one, joined: 'Mac Donald' where that has 'MacDonald'."""
    for size in range(_MAX_PARTS, 1, -1):
        for start in range(len(words) - size + 1):
            if "".join(words[start : start + size]) in joined:
                return [*words[:start], "".join(words[start : start + size]), *words[start + size :]]
    return list(words)
