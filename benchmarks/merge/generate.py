"""Noisy records with known truth, from a seed: duplicates as catalogues write them, and traps that are none."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from profile_scraper.dedupe.records import PublicationRecord

CHUNK = 10_000
"""Works that one seed makes; a chunk is the same whatever the total."""
_SYLLABLES = [consonant + vowel for consonant in "bdfklmnprstvz" for vowel in "aeiou"]
_ENDINGS = ("n", "r", "s", "l", "t", "x", "m", "nd", "rk", "st", "nt", "")
_SMALL = ("of", "the", "for", "in", "and", "with", "on", "by", "from", "to", "a", "via")
_ACCENTS = str.maketrans("aeiouc", "áéíöüç")
_GENRES = ("Editorial", "Introduction", "Book review", "Guest editorial", "Preface", "Letter to the editor")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A record and the work that it truly is."""

    publication: int
    record: PublicationRecord


def generate(publications: int, seed: int = 1, share: float = 0.15) -> Iterator[Labelled]:
    """Records of so many publications; ``share`` of them are noisy duplicates, one in fifty is a trap."""
    return generate_from(0, publications, seed, share)


def generate_from(first: int, publications: int, seed: int = 1, share: float = 0.15) -> Iterator[Labelled]:
    """Records of so many publications from the first-th on, a multiple of CHUNK: a part of all records."""
    for chunk in range(first, first + publications, CHUNK):
        size = min(CHUNK, first + publications - chunk)
        yield from _chunk(chunk, size, random.Random(seed * 1_000_003 + chunk), share)


def _chunk(start: int, publications: int, rng: random.Random, share: float) -> Iterator[Labelled]:
    copies = share / (1 - share)
    trap_id = -(start * 8) - 1
    for number in range(publications):
        publication = _publication(rng)
        yield Labelled(start + number, publication)
        while rng.random() < copies / (1 + copies):
            yield Labelled(start + number, noisy(publication, rng))
        if rng.random() < 0.02:
            yield Labelled(trap_id, rng.choice(_TRAPS)(publication, rng))
            trap_id -= 1


def _publication(rng: random.Random) -> PublicationRecord:
    if rng.random() < 0.004:
        return PublicationRecord(rng.choice(_GENRES), [_name(rng) for _ in range(rng.randint(1, 2))])
    words = _words(rng, rng.randint(5, 14))
    words[2::3] = [rng.choice(_SMALL) for _ in words[2::3]]
    if rng.random() < 0.3 and len(words) > 7:
        words[3] += ":"
    authors = [_name(rng) for _ in range(min(12, 1 + int(rng.expovariate(0.35))))]
    abstract = " of ".join(_words(rng, rng.randint(40, 70)))
    return PublicationRecord(
        " ".join(words).capitalize(), authors, abstract=f"{abstract.capitalize()}." if rng.random() < 0.6 else None
    )


def noisy(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    """The same work as another list prints it: one to three changes."""
    for change in rng.sample(_CHANGES, rng.randint(1, 3)):
        publication = change(publication, rng)
    return publication


def _case(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    return publication._replace(title=rng.choice((str.upper, str.title, str.lower))(publication.title))


def _full_stop(publication: PublicationRecord, _: random.Random) -> PublicationRecord:
    return publication._replace(title=f"{publication.title}.")


def _accents(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    words = publication.title.split()
    index = rng.randrange(len(words))
    words[index] = words[index].translate(_ACCENTS)
    return publication._replace(title=" ".join(words))


def _hyphenated(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    words = publication.title.split()
    index = max(range(len(words)), key=lambda i: (len(words[i]), i))
    half = len(words[index]) // 2
    if half < 2:
        return publication
    words[index] = f"{words[index][:half]}-{rng.choice(('', ' '))}{words[index][half:]}"
    return publication._replace(title=" ".join(words))


def _typing_slip(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    words = publication.title.split()
    long = [index for index, word in enumerate(words) if len(word) >= 7 and word.isalpha()]
    if not long:
        return publication
    index = rng.choice(long)
    word, at = words[index], rng.randrange(1, len(words[index]) - 1)
    words[index] = word[:at] + rng.choice((word[at] * 2, "", word[at + 1] + word[at])) + word[at + 1 :]
    return publication._replace(title=" ".join(words))


def _initials(publication: PublicationRecord, _: random.Random) -> PublicationRecord:
    return publication._replace(authors=[f"{name.split()[-1]}, {name[0]}." for name in publication.authors])


def _no_authors(publication: PublicationRecord, _: random.Random) -> PublicationRecord:
    return publication._replace(authors=[], authors_complete=False)


def _fewer_authors(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    remaining = [name for name in publication.authors if rng.random() < 0.6] or list(publication.authors[:1])
    return publication._replace(authors=remaining, authors_complete=False)


def _cut_abstract(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    if not publication.abstract:
        return publication
    return publication._replace(abstract=f"{publication.abstract[: rng.randint(100, 200)]}…")


def _no_abstract(publication: PublicationRecord, _: random.Random) -> PublicationRecord:
    return publication._replace(abstract=None)


def _noted(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    return publication._replace(
        title=f"{publication.title} {rng.choice(('[Chinese]', '(abstract)', '[Review]', '(poster)'))}"
    )


_CHANGES: list[Callable[[PublicationRecord, random.Random], PublicationRecord]] = [
    _case,
    _full_stop,
    _accents,
    _hyphenated,
    _typing_slip,
    _initials,
    _no_authors,
    _fewer_authors,
    _cut_abstract,
    _no_abstract,
    _noted,
]


def _part_two(publication: PublicationRecord, _: random.Random) -> PublicationRecord:
    return publication._replace(title=f"{publication.title}, Part II", abstract=None)


def _erratum(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    return publication._replace(
        title=f"{rng.choice(('Erratum: ', 'Correction to: ', 'Reply to '))}{publication.title}", abstract=None
    )


def _other_word(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    words = publication.title.split()
    words[-1] = _word(rng)
    return publication._replace(title=" ".join(words), abstract=None)


def _edition(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    return publication._replace(title=f"{publication.title} {rng.randint(1990, 2025)}", abstract=None)


def _longer(publication: PublicationRecord, rng: random.Random) -> PublicationRecord:
    return publication._replace(title=f"{publication.title} for {_word(rng)} {_word(rng)}", abstract=None)


_TRAPS: tuple[Callable[[PublicationRecord, random.Random], PublicationRecord], ...] = (
    _part_two,
    _erratum,
    _other_word,
    _edition,
    _longer,
)


@cache
def _words_by_rank(count: int, salt: int) -> tuple[list[str], list[float]]:
    rng = random.Random(salt)
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) + rng.choice(_ENDINGS)] = None
    return list(words), list(accumulate(1 / (rank + 20) for rank in range(count)))


def _words(rng: random.Random, count: int) -> list[str]:
    words, weights = _words_by_rank(60_000, 7)
    return rng.choices(words, cum_weights=weights, k=count)


def _word(rng: random.Random) -> str:
    return _words(rng, 1)[0]


def _name(rng: random.Random) -> str:
    given, given_weights = _words_by_rank(2_000, 11)
    family, family_weights = _words_by_rank(40_000, 13)
    first = rng.choices(given, cum_weights=given_weights)[0].capitalize()
    return f"{first} {rng.choices(family, cum_weights=family_weights)[0].capitalize()}"
