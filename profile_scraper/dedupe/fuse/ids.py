"""Last step: ids made from the work's own evidence, so that they outlive order, re-runs and duplicates."""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

from profile_scraper.dedupe.prepare.abstracts import ABSTRACT_HEAD
from profile_scraper.dedupe.prepare.authors import surname
from profile_scraper.dedupe.prepare.fold import fold, squeeze, words_of
from profile_scraper.dedupe.prepare.titles import Kind, read_title
from profile_scraper.dedupe.prepare.token_features import telling_of
from profile_scraper.records.page import Entry

_SLUG_LENGTH = 48
_TELLING_ENOUGH = 3
"""A title with fewer telling words is not enough for an id: the first author's name joins it."""


def names_of(entry: Entry, place: str = "") -> tuple[str, str, str, str]:
    """The ids that the work of one entry can go by, each of stronger evidence than the one before.

    The third is the entry's own key; ``place`` is evidence of the last resort, for the fourth.
    """
    title = read_title(entry.title)
    people = [last for person in entry.authors if (last := surname(person.name or ""))]
    key = "".join(title.words) if title.kind is Kind.WORK else f"{title.kind.name.lower()}:{''.join(title.words)}"
    if telling_of(title.signs) < _TELLING_ENOUGH and people:
        key = f"{key}|{people[0]}"
    slug = _slug(words_of(fold(entry.title)))
    evidence = key, " ".join(sorted(people)), squeeze(entry.abstract or "")[:ABSTRACT_HEAD], place
    one, two, three, four = (_id(slug, evidence[:strength]) for strength in (1, 2, 3, 4))
    return one, two, three, four


def _id(slug: str, evidence: Sequence[str]) -> str:
    digest = blake2b("\x1f".join(evidence).encode("utf8", "surrogatepass"), digest_size=5).hexdigest()
    return f"{slug}-{digest}" if slug else digest


def ids_of(works: Sequence[Sequence[str]]) -> list[str]:
    """One id for each work; works that weak evidence cannot tell apart get ids of stronger evidence.

    Args:
        works: for each work the ids that it can go by, as :func:`names_of` gives them.
    """
    ids = [names[0] for names in works]
    for strength in range(1, 4):
        clashing = {value for value, times in Counter(ids).items() if times > 1}
        if not clashing:
            break
        ids = [names[strength] if value in clashing else value for names, value in zip(works, ids, strict=True)]
    return ids


def redirects_of(alone: Sequence[Sequence[str]], ids: Sequence[str]) -> dict[str, str]:
    """Ids that a work's entries would have alone, and the id it has; an id that could mean two works is left out.

    Args:
        alone: for each work the first id of each of its entries.
        ids: the works' ids.
    """
    current = set(ids)
    meant: dict[str, set[str]] = {}
    for names, value in zip(alone, ids, strict=True):
        for name in names:
            meant.setdefault(name, set()).add(value)
    return {old: next(iter(values)) for old, values in sorted(meant.items()) if old not in current and len(values) == 1}


def _slug(words: Sequence[str]) -> str:
    ascii_words = [word for word in words if word.isascii()]
    slug = ""
    for word in ascii_words:
        longer = f"{slug}-{word}" if slug else word[:_SLUG_LENGTH]
        if len(longer) > _SLUG_LENGTH:
            break
        slug = longer
    return slug
