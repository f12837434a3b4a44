"""CSL-JSON: the publications for citation processors such as Zotero, pandoc and citeproc."""

import json
from pathlib import Path
from typing import Any

from nameparser import HumanName

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.names import is_body
from profile_scraper.records.base import LANGUAGES
from profile_scraper.records.publication import Publication


def write(dataset: Dataset, target: Path) -> None:
    """Write one item a publication, as one array."""
    items = [_item(work) for work in dataset.publications]
    target.write_text(json.dumps(items, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


def _item(work: Publication) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": work.id,
        "type": "article",  # CSL's word for what may be a preprint; the pages do not say more
        "title": work.title,
        "author": [_name(author.name) for author in work.authors if author.name],
        "issued": {"date-parts": [[int(part) for part in work.issued.split("-")]]} if work.issued else None,
        "container-title": work.venue,
        "DOI": work.doi,
        "archive": "arXiv" if work.arxiv else None,
        "archive_location": work.arxiv,
        "URL": work.url,
        "abstract": work.abstract,
        "language": next((language for language in LANGUAGES if getattr(work.titles, language) == work.title), None),
        "note": None if work.authors_complete else "The list of authors may be incomplete.",
    }
    return {name: value for name, value in item.items() if value}


def _name(printed: str) -> dict[str, str]:
    """The parts of a person's name; a body, or a name that has no two parts, as it is printed."""
    if is_body(printed):
        return {"literal": printed}
    parsed = HumanName(printed)
    given = " ".join(part for part in (parsed.first, parsed.middle) if part)
    if not (given and parsed.last) or parsed.title or parsed.nickname:
        return {"literal": printed}
    return {"family": parsed.last, "given": given, **({"suffix": parsed.suffix} if parsed.suffix else {})}
