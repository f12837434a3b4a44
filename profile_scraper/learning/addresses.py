"""Patterns of a site's addresses, from the addresses of pages whose kind is known."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from profile_scraper.parse.structured.opened import mark_of

_MOST_PATTERNS = 4
_PAGERS = ("page", "paged", "pg", "start", "offset", "debut_articles")
_DIGITS = re.compile(r"\d+")


def profile_patterns(addresses: Mapping[str, int]) -> list[str]:
    """Patterns of people's pages of one language, the one that most pages have first.

    Args:
        addresses: for the address of each page the number of the person.

    Returns:
        Paths with ``{slug}`` where the addresses of different people differ last, ``*`` where they differ before; a
        path without ``{slug}`` where a person's page is the only one of its kind.
    """
    shapes: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for url in addresses:
        shapes[_shape(url)].append(url)
    ranked = sorted(shapes.values(), key=lambda urls: (-len(urls), urls[0]))
    found: list[str] = []
    for urls in ranked:
        pattern = _pattern(urls, len({addresses[url] for url in urls}))
        if pattern not in found:
            found.append(pattern)
    return found[:_MOST_PATTERNS]


def page_patterns(addresses: Iterable[str]) -> list[str]:
    """Patterns of pages that are alone of their kind, such as lists: their own paths."""
    return list(dict.fromkeys(_fixed(url) for url in sorted(set(addresses), key=lambda url: (len(url), url))))


def _shape(url: str) -> tuple[object, ...]:
    """What addresses of one pattern share: how many folders, which languages and names of parameters, the ending."""
    parts = urlsplit(url)
    folders = [folder for folder in parts.path.split("/") if folder]
    ending = re.search(r"\.\w{2,5}$", folders[-1]) if folders else None
    first = folders[0] if len(folders) > 1 else ""
    return (
        parts.netloc,
        len(folders),
        first,
        ending[0] if ending else "/" if parts.path.endswith("/") else "",
        tuple(name if value else _DIGITS.sub("#", name) for name, value in _parameters(parts.query)),
    )


def _parameters(query: str) -> list[tuple[str, str]]:
    """The parameters of an address in one order, those without a value too."""
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if not is_pager(name, value)]
    return sorted(pairs, key=lambda pair: _DIGITS.sub("#", pair[0]))


def is_pager(name: str, value: str) -> bool:
    """Whether a parameter turns the pages of a list."""
    return name.lower() in _PAGERS and value.replace(",", "").isdigit()


def _pattern(urls: Sequence[str], people: int) -> str:
    splits = [urlsplit(url) for url in urls]
    folders = [[folder for folder in parts.path.split("/") if folder] for parts in splits]
    queries = [_parameters(parts.query) for parts in splits]
    if people < 2:
        return _fixed_or_named(urls[0])
    varying = [len({own[index].lower() for own in folders}) > 1 for index in range(len(folders[0]))]
    differing = [index for index in range(len(queries[0])) if len({own[index] for own in queries}) > 1]
    slug_index = max((index for index, differs in enumerate(varying) if differs), default=None)
    steps = []
    for index, differs in enumerate(varying):
        printed = folders[0][index]
        if index != slug_index and printed.isdigit() and all(own[index].isdigit() for own in folders):
            steps.append("*")  # a date
        elif not differs:
            steps.append(quote(unquote(printed), safe="-._~!$&'()+,;=:@"))
        elif index == slug_index and not differing:
            steps.append("{slug}" + _common_ending(urls, [own[index] for own in folders]))
        else:
            steps.append("*")
    path = "/" + "/".join(steps) + ("/" if splits[0].path.endswith("/") and steps else "")
    parameters = []
    for index, (name, value) in enumerate(queries[0]):
        if index in differing[-1:]:
            parameters.append(f"{name}={{slug}}" if value else _DIGITS.sub("{slug}", name, count=1))
        elif index not in differing:
            parameters.append(f"{name}={value}" if value else name)
    order = [name for name, _ in parse_qsl(splits[0].query, keep_blank_values=True)]
    parameters.sort(key=lambda each: order.index(name) if (name := each.partition("=")[0]) in order else 0)
    return path + ("?" + "&".join(parameters) if parameters else "")


def _common_ending(urls: Sequence[str], folders: Sequence[str]) -> str:
    """What follows the person's part in all of some addresses ('_e.html')."""
    ending = _ending_of(urls[0], folders[0])
    stems = [folder.removesuffix(ending) for folder in folders]
    last = re.search(r"[-_.][^-_.]{1,8}$", stems[0])
    shared = last[0] if last and all(stem.endswith(last[0]) for stem in stems) else ""
    return shared + ending


def _ending_of(url: str, folder: str) -> str:
    """What follows the person's part of a folder: the language where the file's name tells it, the file's ending."""
    ending = re.search(r"\.\w{2,5}$", folder)
    language_mark = mark_of(url)
    language = re.search(r"[-_.](?:en|fr|eng|fra|e|f)(?=\.\w{2,5}$|$)", folder, re.IGNORECASE)
    suffix = language[0] if language_mark and language_mark.part == "suffix" and language else ""
    return suffix + (ending[0] if ending else "")


def _fixed_or_named(url: str) -> str:
    """The pattern of one person's only address: its last folder is a slug, unless it is the site's home page."""
    parts = urlsplit(url)
    folders = [folder for folder in parts.path.split("/") if folder]
    own = [folder for folder in folders if mark_of(f"https://host/{folder}/") is None]
    if not own or parts.query:
        return _fixed(url)
    steps = [*folders[:-1], "{slug}" + _ending_of(url, folders[-1])]
    return "/" + "/".join(steps) + ("/" if parts.path.endswith("/") else "")


def _fixed(url: str) -> str:
    parts = urlsplit(url)
    path = quote(unquote(parts.path), safe="/-._~!$&'()+,;=:@") or "/"
    return path + (f"?{parts.query}" if parts.query else "")


def bases_of(urls: Iterable[str]) -> list[str]:
    """Scheme and host of some addresses, the commonest first."""
    counts = Counter(f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, urls) if parts.netloc)
    return [base for base, _ in counts.most_common()]
