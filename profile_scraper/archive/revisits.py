"""Revisit records that wait for the record that has the page's bytes."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Revisit:
    """A revisit record: the page is unchanged since another record."""

    url: str
    retrieved: str | None
    """When the page was found unchanged (RFC 3339, UTC)."""
    target: str
    """Address of the record that has the bytes."""
    date: str | None
    """``WARC-Date`` of that record, null where the revisit does not say."""
    digest: str | None
    """Payload digest that the two share, null where the revisit does not say."""

    def refers_to(self, url: str, date: str | None, digest: str | None) -> bool:
        """Whether a response record is the one that has the bytes."""
        if self.digest and self.digest == digest:
            return True
        return self.target == url and self.date in (None, date)


@dataclass(slots=True)
class Revisits:
    """The newest unresolved revisit of each address."""

    _waiting: dict[str, Revisit] = field(default_factory=dict)
    _by_key: dict[str, set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __iter__(self) -> Iterator[Revisit]:
        return iter(self._waiting.values())

    def has_newer(self, url: str, retrieved: str | None) -> bool:
        """Whether an unresolved revisit of the address is no older than this."""
        known = self._waiting.get(url)
        return known is not None and (known.retrieved or "") >= (retrieved or "")

    def add(self, revisit: Revisit) -> None:
        """Add a revisit, unless a newer one of the same address is unresolved."""
        if self.has_newer(revisit.url, revisit.retrieved):
            return
        self._waiting[revisit.url] = revisit
        for key in filter(None, (revisit.target, revisit.digest)):
            self._by_key.setdefault(key, set()).add(revisit.url)

    def take(self, url: str, date: str | None, digest: str | None) -> list[Revisit]:
        """Remove and return the revisits that refer to this response record."""
        if not self._waiting:
            return []
        keys = self._by_key.get(url, set()) | self._by_key.get(digest or "", set())
        found = [
            self._waiting[key]
            for key in sorted(keys & self._waiting.keys())
            if self._waiting[key].refers_to(url, date, digest)
        ]
        for revisit in found:
            del self._waiting[revisit.url]
        return found
