"""People's names: equal, possibly one person's, or two people's."""

from profile_scraper.text.normalize import normalize_text


def name_key(name: str) -> tuple[str, ...]:
    """The words of a name without accents, hyphens and order: names with one key are written alike."""
    return tuple(sorted(normalize_text(name, "words").split()))


def may_be_one_name(name: str, other: str) -> bool:
    """Whether one name is the other with initials, in another order, or with given names left out.

    The longest word (taken for the family name) must be in both; every other word of the shorter name needs a
    partner in the longer: the same word, or an initial of it.
    """
    short, long = sorted((normalize_text(name, "words").split(), normalize_text(other, "words").split()), key=len)
    if len(short) < 2:
        return short == long
    left = list(long)
    whole = 0
    for word in sorted(short, key=len, reverse=True):
        partner = next((each for each in left if each == word), None)
        whole += partner is not None and len(word) > 1
        if partner is None:
            partner = next((each for each in left if 1 in (len(each), len(word)) and each[0] == word[0]), None)
        if partner is None:
            return False
        left.remove(partner)
    return whole > 0
