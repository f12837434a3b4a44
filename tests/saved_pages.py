"""Saved pages with the records that must be read from them: what the fixture tests and the refresh command share.

A page ``X`` has its expected record beside it in ``X.expected.json``: the fields of a ProfilePage, a DirectoryPage or a
Problem, as the contract wants them. Fields that say how a value was read and not what the page says are left out.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from profile_scraper.parse import read_page
from profile_scraper.records.page import Capture, Media
from profile_scraper.sites import load_site

INSTITUTE = Path(__file__).parent / "fixtures" / "institute"
FOLDERS = ("pages", "text", "traps")

_MEDIA: dict[str, Media] = {".html": "html", ".txt": "text"}
_SUFFIX = ".expected.json"
READERS_OWN = ("raw", "extraction_methods", "warnings", "detail", "reading", "translation")
"""Fields that say how a value was read, and the other half of a page in both languages."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One saved page, named by its path relative to the institute's folder."""

    name: str

    @property
    def path(self) -> Path:
        """The page."""
        return INSTITUTE / self.name

    @property
    def expected_path(self) -> Path:
        """The record that must be read from it."""
        return self.path.with_name(self.path.name + _SUFFIX)

    def expected(self) -> dict[str, Any]:
        """The expected record; empty where there is none yet."""
        if not self.expected_path.exists():
            return {}
        record: dict[str, Any] = json.loads(self.expected_path.read_text(encoding="utf8"))
        return record

    def write(self, record: dict[str, Any]) -> None:
        """Make a record the expected one."""
        self.expected_path.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf8")

    def read(self) -> dict[str, Any]:
        """The record that the reader gives, without what only the reader knows."""
        body = self.path.read_bytes()
        capture = Capture(
            name=self.name,
            url=None,
            body=body,
            media=_MEDIA[self.path.suffix],
            charset=None,
            status=None,
            retrieved=None,
            sha256=hashlib.sha256(body).hexdigest(),
            site=None,
        )
        record: dict[str, Any] = printed_fields(read_page(capture, load_site("mila")).model_dump(mode="json"))
        return record


def saved_pages() -> list[SavedPage]:
    """Every saved page, sorted by name."""
    return [
        SavedPage(path.relative_to(INSTITUTE).as_posix())
        for folder in FOLDERS
        for path in sorted((INSTITUTE / folder).iterdir())
        if path.suffix in _MEDIA
    ]


def printed_fields(value: Any) -> Any:
    """What a page says, without the fields that only its reader knows."""
    if isinstance(value, dict):
        return {key: printed_fields(item) for key, item in value.items() if key not in READERS_OWN}
    return [printed_fields(item) for item in value] if isinstance(value, list) else value
