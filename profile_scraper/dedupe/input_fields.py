"""Names of the fields of input records: which are compared, and which are probably another spelling of one of these."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache

from profile_scraper.dedupe.records import COMPARED_FIELDS, InputRecord, plain_value
from profile_scraper.records.publication import Publication

_NAMED = 20
"""Names in one message."""
_COLLECTED = 1_000
"""Names that are collected; records of hostile files can have any number."""

_OWN_FIELDS = frozenset(Publication.model_fields)
"""Fields of ``publications.jsonl``, which are no mistake where they are not compared."""

_SYNONYMS = {
    "author": "authors",
    "authornames": "authors",
    "creator": "authors",
    "creators": "authors",
    "contributors": "authors",
    "writers": "authors",
    "journal": "venue",
    "journaltitle": "venue",
    "booktitle": "venue",
    "containertitle": "venue",
    "conference": "venue",
    "publicationname": "venue",
    "date": "year",
    "published": "year",
    "publicationdate": "year",
    "publicationyear": "year",
    "pubyear": "year",
    "issue": "number",
    "vol": "volume",
    "summary": "abstract",
    "eprint": "arxiv",
    "arxivid": "arxiv",
    "doiurl": "doi",
    "name": "title",
    "key": "id",
    "identifier": "id",
    "recordid": "id",
}
"""Usual names of other formats, in lower case without separators, and the field that has this content here."""
_BY_KEY = {name.replace("_", ""): name for name in InputRecord.model_fields}


class UnknownFields:
    """The fields of records that are not compared, each with the compared field that was probably meant."""

    def __init__(self) -> None:
        self.nearest: dict[str, str | None] = {}
        """For each name the compared field that it is probably another name of, where a record has no such field."""

    def add(self, record: Mapping[object, object]) -> None:
        """Note the fields of one record; a null value is no content that would be missed."""
        for field in record.keys() - COMPARED_FIELDS - _OWN_FIELDS:
            name = str(field)
            if self.nearest.get(name) or plain_value(record[field]) is None:
                continue
            if name not in self.nearest and len(self.nearest) == _COLLECTED:
                continue
            near = nearest_field(name)
            self.nearest[name] = near if near is not None and plain_value(record.get(near)) is None else None

    @property
    def misnamed(self) -> dict[str, str]:
        """The names that are probably a compared field under another name."""
        return {name: near for name, near in sorted(self.nearest.items()) if near is not None}

    @property
    def others(self) -> list[str]:
        """The other names."""
        return sorted(name for name, near in self.nearest.items() if near is None)


@lru_cache(maxsize=1_000)
def nearest_field(name: str) -> str | None:
    """The compared field that a name is probably another spelling or a usual synonym of; None for any other name."""
    key = "".join(character for character in name.casefold() if character.isalnum())
    for each in (key, f"{key}s", key.removesuffix("s")):
        if each in _BY_KEY or each in _SYNONYMS:
            return _BY_KEY.get(each) or _SYNONYMS[each]
    near = get_close_matches(key, [each for each in _BY_KEY if len(each) > 3], n=1, cutoff=0.8) if len(key) < 30 else []
    return _BY_KEY[near[0]] if near else None


def joined(names: Iterable[str]) -> str:
    """Names for a message, the first of very many."""
    every = list(names)
    return ", ".join(every[:_NAMED]) + (", …" if len(every) > _NAMED else "")
