"""Last step: ids made from the work's own evidence, so that they outlive order, re-runs and duplicates."""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from profile_scraper.merge.described import ABSTRACT_HEAD
from profile_scraper.merge.fold import fold, squeeze, words_of
from profile_scraper.merge.lexicon import telling_of
from profile_scraper.merge.names import surname
from profile_scraper.merge.titles import Kind, read_title
from profile_scraper.records.page import Entry

_SLUG_LENGTH = 48
_TELLING_ENOUGH = 3
"""A title with fewer telling words is not enough for an id: the first author's name joins it."""


class Identity(NamedTuple):
    """What names a work: the readable part of its id, and evidence of growing strength."""

    slug: str
    evidence: tuple[str, ...]

    def id(self, strength: int) -> str:
        """The id made from the first ``strength`` pieces of evidence."""
        digest = blake2b("\x1f".join(self.evidence[:strength]).encode("utf8", "surrogatepass"), digest_size=5)
        return f"{self.slug}-{digest.hexdigest()}" if self.slug else digest.hexdigest()

    @property
    def names(self) -> tuple[str, ...]:
        """Every id that the work can go by, the weakest evidence first; the last is the entry's own key."""
        return tuple(self.id(strength) for strength in range(1, 4))


def identity_of(entry: Entry, place: str) -> Identity:
    """What names the work of one entry; ``place`` is evidence of the last resort."""
    title = read_title(entry.title)
    names = [last for person in entry.authors if (last := surname(person.name or ""))]
    key = "".join(title.words) if title.kind is Kind.WORK else f"{title.kind.name.lower()}:{''.join(title.words)}"
    if telling_of(title.signs) < _TELLING_ENOUGH and names:
        key = f"{key}|{names[0]}"
    return Identity(
        _slug(words_of(fold(entry.title))),
        (key, " ".join(sorted(names)), squeeze(entry.abstract or "")[:ABSTRACT_HEAD], place),
    )


def ids_of(works: Sequence[Identity]) -> list[str]:
    """One id for each work; works that weak evidence cannot tell apart get ids of stronger evidence."""
    ids = [work.id(1) for work in works]
    for strength in range(2, 5):
        clashing = {value for value, times in Counter(ids).items() if times > 1}
        if not clashing:
            break
        ids = [work.id(strength) if value in clashing else value for work, value in zip(works, ids, strict=True)]
    return ids


def redirects_of(works: Sequence[Sequence[Identity]], ids: Sequence[str]) -> dict[str, str]:
    """Ids that a work's entries would have alone, and the id it has; an id that could mean two works is left out."""
    current = set(ids)
    meant: dict[str, set[str]] = {}
    for entries, value in zip(works, ids, strict=True):
        for entry in entries:
            meant.setdefault(entry.id(1), set()).add(value)
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
