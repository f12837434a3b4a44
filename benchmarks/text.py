"""How many entries of a plain-text list are told apart right, although nothing marks title, authors and abstract.

    python -m benchmarks.text [--pages 150] [--records FILE]

Each row prints the same entries in another way; an entry is right where title, authors and abstract all are. What is
not right counts as said where the page's record marks the entry as doubtful, else as wrong. ``--records`` takes the
works of a file with one record a line (``title``, ``authors``, ``abstract``) in place of an invented institute's.
"""

import argparse
import hashlib
import html
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from profile_scraper.parse import read_page
from profile_scraper.parse.page.clean import clean
from profile_scraper.records.page import Capture, ProfilePage
from profile_scraper.sites import load_site
from testbed.generate import generate
from testbed.page_truth import text_page

_ON_A_PAGE = 12
_TEASER = 140
_INDEX = re.compile(r"publications\[(\d+)\]")


class _Entry(NamedTuple):
    title: str
    authors: tuple[str, ...]
    abstract: str | None


class _Variant(NamedTuple):
    """A variant of printing entries."""

    name: str
    marker: bool = True
    names: float = 1.0
    """Share of the authors' names that is not lost."""
    abstracts: bool = True
    cut: bool = False
    """Whether the text stops in the middle."""


_VARIANTS = (
    _Variant("as on a page"),
    _Variant("no marker", marker=False),
    _Variant("half of the names lost", names=0.5),
    _Variant("all names lost", names=0.0),
    _Variant("no abstracts", abstracts=False),
    _Variant("no abstracts, half of the names lost", names=0.5, abstracts=False),
    _Variant("no marker, all names lost", marker=False, names=0.0),
    _Variant("text cut off in the middle", cut=True),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--records", type=Path)
    asked = parser.parse_args()
    entries = list(_recorded(asked.records) if asked.records else _invented())
    print(f"{asked.pages} pages of {_ON_A_PAGE} entries, drawn from {len(entries)} works")
    for variant in _VARIANTS:
        rng = random.Random(variant.name)
        counts: Counter[str] = Counter()
        for _ in range(asked.pages):
            counts += _judged([_lost(entry, variant, rng) for entry in rng.sample(entries, _ON_A_PAGE)], variant)
        total = counts["right"] + counts["doubted"] + counts["wrong"]
        print(
            f"{counts['right'] / total:.4f} right, {counts['wrong']:3} of {total} wrong,"
            f" {counts['doubted']:3} wrong but doubted, {counts['needlessly doubted']:3} right but doubted"
            f"  {variant.name}"
        )


def _invented() -> Iterator[_Entry]:
    """Works of an institute that no test contains."""
    seen = set()
    for person in generate(people=160, seed=77).people:
        for entry in text_page(person, "en", "")["publications"] if "en" in person.language_profiles else ():
            if entry["title"] not in seen:
                seen.add(entry["title"])
                names = tuple(author["name"] for author in entry["authors"] if author["name"])
                yield _Entry(entry["title"], names, entry["abstract"] if entry["abstract_complete"] else None)


def _recorded(path: Path) -> Iterator[_Entry]:
    """The works of a file whose authors are people with names of an ordinary length."""
    for line in path.read_text(encoding="utf8").splitlines():
        record = json.loads(line)
        names = [_in_order(html.unescape(name)) for name in record.get("authors") or ()]
        if record.get("title") and names and all("," not in name and " " in name and len(name) < 40 for name in names):
            abstract = record.get("abstract") or ""
            long = len(abstract) > _TEASER
            yield _Entry(clean(record["title"]), tuple(map(clean, names)), clean(abstract) if long else None)


def _in_order(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given.strip()} {family.strip()}" if comma else name


def _lost(entry: _Entry, variant: _Variant, rng: random.Random) -> _Entry:
    names = tuple(name for name in entry.authors if rng.random() < variant.names)
    return _Entry(entry.title, names, entry.abstract if variant.abstracts else None)


def _judged(entries: Sequence[_Entry], variant: _Variant) -> Counter[str]:
    text = "\n".join(line for entry in entries for line in _printed(entry, variant))
    if variant.cut:
        text = text[: len(text) * 4 // 5]
    head = "Ada Lindqvist\n\nCore Academic Member\n\nBiography\n\nAda Lindqvist studies lanterns.\n\nPublications\n\n"
    body = f"{head}{text}\n".encode()
    capture = Capture("a.txt", None, body, "text", None, None, None, hashlib.sha256(body).hexdigest(), None)
    page = read_page(capture, load_site("mila"))
    if not isinstance(page, ProfilePage):
        raise SystemExit(f"the page was refused: {page}")
    warned = {int(found[1]) for warning in page.warnings if (found := _INDEX.match(warning.field or ""))}
    counts: Counter[str] = Counter()
    judged = page.publications
    while variant.cut and len(judged) and not judged[-1].abstract_complete:
        last = judged.pop()
        if last.authors or last.abstract:  # else a piece of a name may stand there as a title
            break
    for index, entry in enumerate(judged):
        read = _Entry(entry.title, tuple(author.name or "" for author in entry.authors), entry.abstract)
        counts["right" if read in entries else "doubted" if index in warned else "wrong"] += 1
        counts["needlessly doubted"] += read in entries and index in warned
    return counts


def _printed(entry: _Entry, variant: _Variant) -> Iterator[str]:
    yield entry.title
    yield from entry.authors
    if entry.abstract:
        yield (
            f"{entry.abstract[:_TEASER]}… (see more){entry.abstract[_TEASER:]}"
            if variant.marker and len(entry.abstract) > _TEASER
            else entry.abstract
        )


if __name__ == "__main__":
    main()
