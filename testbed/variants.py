"""Sites with one kind of evidence taken away or changed, as another generator or a new build would do it.

    python -m testbed.variants OUT SITE... --evaluate evaluate.py [--only NAME ...]

Each variant of each SITE is learned, built and scored. A variant keeps what the pages say, so the truth stays true;
where addresses change, the truth's addresses change alike.
"""

import argparse
import json
import re
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from profile_scraper.structure.words import SECTIONS
from profile_scraper.text.normalize import normalize_text
from testbed.learned import SavedPage, read_pages, score


class SavedSite(NamedTuple):
    """Pages and what a careful reader finds on them."""

    pages: list[SavedPage]
    truth: dict[str, Any]


Variant = Callable[[SavedSite], SavedSite]

_VALUE = r"""\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)"""
_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_CLASS = re.compile(r"(\sclass)" + _VALUE, re.IGNORECASE)
_IDENTIFIERS = re.compile(r"\s(?:id|itemprop|itemtype|property|data-[\w-]+)" + _VALUE, re.IGNORECASE)
_ITEMSCOPE = re.compile(r"\sitemscope(?=[\s>])", re.IGNORECASE)
_META = re.compile(r"<meta\b(?![^>]*charset)[^>]*>", re.IGNORECASE)
_JSON = re.compile(r"<script[^>]*ld\+json[^>]*>.*?</script>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"(</?)h[1-6]\b", re.IGNORECASE)
_ALTERNATE = re.compile(r"<link\b[^>]*\bhreflang\b[^>]*>", re.IGNORECASE)
_TITLE = re.compile(r"(<title[^>]*>)[^<]*(</title>)", re.IGNORECASE)
_ALT = re.compile(r"(\salt)" + _VALUE, re.IGNORECASE)
_TEXT = re.compile(r"(>)([^<>]*[^<>\s][^<>]*)(<)")
_ADDRESS = re.compile(r"(\s(?:href|content)\s*=\s*[\"']?)([^\"'\s>]+)", re.IGNORECASE)


def _on_pages(change: Callable[[str], str], site: SavedSite) -> SavedSite:
    """A site with each page changed; pages are read as Latin-1, which keeps every byte that is not changed."""
    pages = [page._replace(body=change(page.body.decode("latin-1")).encode("latin-1")) for page in site.pages]
    return site._replace(pages=pages)


def _in_tags(change: Callable[[str], str]) -> Variant:
    return partial(_on_pages, lambda text: _TAG.sub(lambda tag: change(tag[0]), text))


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=4).hexdigest()


def _hashed(tag: str) -> str:
    return _CLASS.sub(
        lambda found: (
            f'{found[1]}="{" ".join(f"c{_hash(name)}" for name in found[2].strip(chr(34) + chr(39)).split())}"'
        ),
        tag,
    )


def _without_identifiers(text: str) -> str:
    text = _JSON.sub("", _META.sub("", text))
    return _TAG.sub(lambda tag: _ITEMSCOPE.sub("", _IDENTIFIERS.sub("", tag[0])), text)


def _nonsense(text: str) -> str:
    """Headings and labels of known parts as words that no list has."""

    def renamed(found: re.Match[str]) -> str:
        try:
            printed = found[2].encode("latin-1").decode("utf8")
        except UnicodeDecodeError:
            printed = found[2]
        label, colon, rest = printed.partition(":")
        key = normalize_text(label, "label_words")
        if key not in SECTIONS or (rest.strip() and not colon):
            return found[0]
        word = "".join(chr(ord("a") + int(digit, 16)) for digit in _hash(SECTIONS[key]))
        return found[1] + f"{word.capitalize()}{colon}" + rest.encode("utf8").decode("latin-1") + found[3]

    return _TEXT.sub(renamed, text)


def _without_repeats(text: str) -> str:
    """Title, picture's text and metadata no longer repeat the name."""
    return _ALT.sub(r'\1=""', _TITLE.sub(r"\1Page\2", _JSON.sub("", _META.sub("", text))))


def _without_lists(site: SavedSite) -> SavedSite:
    """A site without its list pages, where people have pages of their own."""
    own = {_key(url) for person in site.truth["people"] for url in _addresses(person)}
    pages = [page for page in site.pages if _key(page.url) in own]
    return site._replace(pages=pages) if pages else site


def _addresses(person: Mapping[str, Any]) -> list[str]:
    also = person.get("url_also") or {}
    urls = [url for url in person["url"].values() if url]
    return [*urls, *(url for own in also.values() for url in own or [])]


def _key(url: str) -> str:
    return unquote(url.partition("//")[2]).rstrip("/")


def _opaque(site: SavedSite) -> SavedSite:
    """A site whose addresses of people say nothing of their names."""
    renamed: dict[str, str] = {}
    for person in site.truth["people"]:
        for url in _addresses(person):
            slug = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
            stem, _, ending = slug.partition(".")
            if len(stem) > 3:
                renamed[slug] = f"p{_hash(stem)}" + (f".{ending}" if ending else "")
    if not renamed:
        return site

    def address(url: str) -> str:
        end = min((position for sign in "?#" if (position := url.find(sign)) >= 0), default=len(url))
        head = url[:end].rstrip("/")
        folder, between, slug = head.rpartition("/")
        new = renamed.get(unquote(slug))
        return url if new is None else f"{folder}{between}{new}{url[len(head) :]}"

    changed = _on_pages(lambda text: _ADDRESS.sub(lambda found: found[1] + address(found[2]), text), site)
    truth = json.loads(json.dumps(site.truth))
    for person in [*truth["people"], *truth.get("also_listed", [])]:
        for key in ("url", "page"):
            for language, url in (person.get(key) or {}).items():
                person[key][language] = address(url) if url else url
        for language, urls in (person.get("url_also") or {}).items():
            person["url_also"][language] = [address(url) for url in urls or []]
    return SavedSite([page._replace(url=address(page.url)) for page in changed.pages], truth)


VARIANTS: Mapping[str, Variant] = {
    "as-it-is": lambda site: site,
    "classes-hashed": _in_tags(_hashed),
    "no-ids-no-metadata": partial(_on_pages, _without_identifiers),
    "headings-as-div": partial(_on_pages, lambda text: _HEADING.sub(r"\1div", text)),
    "opaque-slugs": _opaque,
    "no-heading-words": partial(_on_pages, _nonsense),
    "no-classes": _in_tags(lambda tag: _CLASS.sub("", tag)),
    "no-repeats": partial(_on_pages, _without_repeats),
    "no-lists": _without_lists,
    "no-hreflang": partial(_on_pages, lambda text: _ALTERNATE.sub("", text)),
}
"""By name; a variant that does not apply to a site leaves it as it is."""


def main() -> None:
    """Print a table of variants and sites, each with its score."""
    parser = argparse.ArgumentParser(prog="python -m testbed.variants", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path, metavar="OUT", help="folder below which each variant gets its own")
    parser.add_argument("sites", type=Path, nargs="+", metavar="SITE", help="folders with pages.jsonl and truth.json")
    parser.add_argument("--evaluate", type=Path, required=True, help="the program that compares a dataset with a truth")
    parser.add_argument("--only", nargs="+", choices=VARIANTS, default=list(VARIANTS), metavar="NAME")
    options = parser.parse_args()
    print("variant".ljust(20), *(f"{folder.name[:11]:>11}" for folder in options.sites), "       mean")
    for name in options.only:
        scores = []
        print(name.ljust(20), end=" ", flush=True)
        for folder in options.sites:
            truth = json.loads(folder.joinpath("truth.json").read_text("utf8"))
            site = VARIANTS[name](SavedSite(read_pages(folder), truth))
            own = options.out / name / folder.name
            own.joinpath("truth").mkdir(parents=True, exist_ok=True)
            own.joinpath("truth", "truth.json").write_text(json.dumps(site.truth), encoding="utf8")
            result = score(site.pages, own / "truth", own, options.evaluate, folder.name)
            own.joinpath("table.txt").write_text(result.table, encoding="utf8")
            own.joinpath("learned.txt").write_text(result.printed, encoding="utf8")
            scores.append(result.score)
            print(f"{result.score:>6.2f} {result.confidence:.2f}", end=" ", flush=True)
        print(f"{sum(scores) / len(scores):>10.2f}", flush=True)


if __name__ == "__main__":
    main()
