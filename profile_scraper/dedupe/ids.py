"""Publication ids from the publication's own evidence; they do not change with order, re-runs or duplicates."""

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import blake2b

from profile_scraper.dedupe.prepare.authors import surname
from profile_scraper.dedupe.prepare.columns import ABSTRACT_HEAD
from profile_scraper.dedupe.prepare.titles import Kind, read_title
from profile_scraper.dedupe.prepare.token_features import content_word_count
from profile_scraper.records.page import Entry
from profile_scraper.text.id_forms import LATER_STOP_WORDS, id_letters, id_text, spell_symbols
from profile_scraper.text.normalize import words_of

_SLUG_LENGTH = 48
_MIN_CONTENT_WORDS = 3
"""A title with fewer content words does not identify a publication; the id includes the first author's surname."""


def candidate_ids_of(entry: Entry, location: str = "") -> tuple[str, str, str, str]:
    """The ids that the publication of an entry can have, each of stronger evidence than the one before.

    The third is the key of the entry itself; ``location`` is evidence for the fourth alone.
    """
    title = read_title(spell_symbols(entry.title), id_text)
    surnames = [last for person in entry.authors if (last := surname(person.name or ""))]
    key = "".join(title.words) if title.kind is Kind.ORIGINAL else f"{title.kind.name.lower()}:{''.join(title.words)}"
    # Later stop words count as content: the decision is part of the id.
    content_words = content_word_count(title.packed_counts) + sum(word in LATER_STOP_WORDS for word in title.words)
    if content_words < _MIN_CONTENT_WORDS and surnames:
        key = f"{key}|{surnames[0]}"
    slug = _slug(words_of(id_text(entry.title)))
    evidence = key, " ".join(sorted(surnames)), id_letters(entry.abstract or "")[:ABSTRACT_HEAD], location
    one, two, three, four = (_id(slug, evidence[:strength]) for strength in (1, 2, 3, 4))
    return one, two, three, four


def _id(slug: str, evidence: Sequence[str]) -> str:
    digest = blake2b("\x1f".join(evidence).encode("utf8", "surrogatepass"), digest_size=5).hexdigest()
    return f"{slug}-{digest}" if slug else digest


def ids_of(clusters: Sequence[Sequence[str]], located_id: Callable[[int], str]) -> list[str]:
    """One id for each cluster; clusters that collide get ids of stronger evidence.

    Args:
        clusters: for each cluster the first three of its possible ids, as :func:`candidate_ids_of` gives them.
        located_id: the fourth possible id of a cluster, by its index.
    """
    ids = [candidate_ids[0] for candidate_ids in clusters]
    for strength in range(1, 4):
        clashing = {value for value, times in Counter(ids).items() if times > 1}
        if not clashing:
            break
        ids = [
            value
            if value not in clashing
            else candidate_ids[strength]
            if strength < len(candidate_ids)
            else located_id(index)
            for index, (candidate_ids, value) in enumerate(zip(clusters, ids, strict=True))
        ]
    return ids


def redirects_of(own_ids: Sequence[Sequence[str]], ids: Sequence[str]) -> dict[str, str]:
    """Map the ids that entries by themselves would have to the id of their publication; ambiguous ids are left out.

    Args:
        own_ids: for each cluster the first id of each of its entries.
        ids: the clusters' ids.
    """
    current = set(ids)
    meant: dict[str, set[str]] = {}
    for candidate_ids, value in zip(own_ids, ids, strict=True):
        for name in candidate_ids:
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
