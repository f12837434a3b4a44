"""Entries as JSON: what is asked of each entry is computed where it is parsed, and identical ones are parsed once."""

import json
from hashlib import blake2b
from typing import NamedTuple, Self

from profile_scraper.records.page import Entry
from profile_scraper.workspace import CACHE_KEY_BYTES


class EntryText(NamedTuple):
    """One entry as JSON."""

    position: int
    """Position on the page."""
    digest: str
    """Hash of the content that is compared, in hexadecimal."""
    is_titled: bool
    """Whether it has a title."""
    is_generic: bool
    """Whether it is nothing but a generic title: such entries are identical within one profile only."""
    linked: tuple[str, ...]
    """Ids of the profiles that its authors link to."""
    content: str
    """The entry; ``raw`` is empty."""

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """An entry as JSON."""
        content = _json(entry)
        return cls(
            position=entry.position,
            digest=_digest(content),
            is_titled=bool(entry.title.strip()),
            is_generic=_is_generic(entry),
            linked=tuple(author.profile for author in entry.authors if author.profile),
            content=content,
        )

    @classmethod
    def from_line(cls, line: str) -> Self:
        """An entry from its line."""
        position, digest, is_titled, is_generic, linked, content = line.split("\t", 5)
        return cls(int(position), digest, is_titled == "1", is_generic == "1", tuple(json.loads(linked)), content)

    def line(self) -> str:
        """The entry as one line of text, without a line feed."""
        fields = (self.position, self.digest, int(self.is_titled), int(self.is_generic), json.dumps(self.linked))
        return "\t".join((*map(str, fields), self.content))

    def entry(self) -> Entry:
        """The entry, parsed at each call."""
        return Entry.model_validate_json(self.content)


def compared_content(entry: Entry) -> tuple[object, ...]:
    """The content that is compared."""
    people = tuple((person.name, person.profile) for person in entry.authors)
    return (
        entry.title, people, entry.authors_complete, entry.abstract, entry.abstract_complete, entry.language,
        entry.issued, entry.venue, entry.doi, entry.arxiv, entry.url,
    )  # fmt: skip


def _digest(content: str) -> str:
    """A hash of everything but the position, which is the first field."""
    compared = content.partition(",")[2]
    return blake2b(compared.encode(), digest_size=CACHE_KEY_BYTES).hexdigest()


def _is_generic(entry: Entry) -> bool:
    if entry.authors or entry.abstract:
        return False
    from profile_scraper.dedupe.prepare.titles import read_title  # imports what only such an entry needs here
    from profile_scraper.dedupe.prepare.token_features import content_word_count

    return content_word_count(read_title(entry.title).packed_counts) == 0


def _json(entry: Entry) -> str:
    content = entry.model_copy(update={"raw": []}) if entry.raw else entry
    try:
        return content.model_dump_json()
    except ValueError:  # a lone surrogate, which JSON cannot hold
        text = json.dumps(content.model_dump(), ensure_ascii=False)
        return text.encode("utf8", "surrogatepass").decode("utf8", "replace")
