"""The bytes of one page as they came: what ``archive`` hands to ``parse``."""

from typing import Literal, NamedTuple, TypeAlias

Media: TypeAlias = Literal["html", "text"]


class Capture(NamedTuple):
    """One page's bytes with what the archive knows of them; a plain structure, made once a page in the hot loop."""

    name: str
    """Address where the archive knows one, else the path relative to the INPUT that was named, with ``/``."""
    url: str | None
    """Address that the bytes were fetched from, null for a loose file that does not say."""
    body: bytes
    """Decoded bytes: no transfer or content encoding, at most ``archive``'s size limit."""
    media: Media
    """Whether the bytes are a page's markup or a plain-text rendering."""
    charset: str | None
    """Character encoding that the transport declared."""
    status: int | None
    """HTTP status, null for a loose file."""
    retrieved: str | None
    """When the bytes were fetched (RFC 3339, UTC), null where nothing says."""
    sha256: str
    """SHA-256 of ``body`` in hexadecimal."""
    site: str | None
    """The site that the archive itself names (WARC ``isPartOf``), null where it names none."""
