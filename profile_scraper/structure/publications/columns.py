"""What a column of runs holds, and what the items of a list have in common."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.structure.citations import starts_with_authors_and_title
from profile_scraper.structure.elements import ancestry, stable_tokens
from profile_scraper.structure.lines import Path
from profile_scraper.structure.names import ET_AL, is_author, list_of_authors
from profile_scraper.structure.publications.labels import is_labelled
from profile_scraper.structure.publications.runs import Item, Run, are_link_words, tokens_of, with_hyphens
from profile_scraper.structure.reference_parts import YEAR, venue_name, without_in
from profile_scraper.text.normalize import normalize_text

TITLE_TOKEN = re.compile(r"(?:^|[-_])(?:title|titre|headline|name)(?:$|[-_*])", re.IGNORECASE)
AUTHOR_TOKEN = re.compile(r"(?:^|[-_])(?:co-?)?(?:author|auteur|contributor|creator)", re.IGNORECASE)
_VENUE_TOKEN = re.compile(
    r"(?:^|[-_])(?:venue|journal|revue|publication-?name|conference|booktitle|container-title|periodical|source|outlet)|^p-publication$",
    re.IGNORECASE,
)
_DATE_TOKEN = re.compile(r"(?:^|[-_])(?:date|year|annee|issued|published)", re.IGNORECASE)
_ABSTRACT_TOKEN = re.compile(r"(?:^|[-_])(?:abstract|resume|summary)", re.IGNORECASE)
_VOLUME = re.compile(
    r"[\s,.;:]*(?:vol(?:ume)?\.?\s*|n[o°]\.?\s*)?(?!(?:19|20)\d\d\b)\d{1,4}\s*(?:[:(,]|\(\d|$)", re.IGNORECASE
)
_TITLE_LOOKS = ("text", "names", "prose")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SURE_LIST_TAGS = ("li", "article", "dd")
FEWEST_NAMES, _FEWEST_NAMES_BESIDE = 0.5, 0.75
_PART_TAGS_OF_ITEM = ("a", "p", "div", "span", "h2", "h3", "h4", "h5", "em", "i", "b", "strong", "cite")
_MOST_TOLD, _MOST_DATES = 40, 5
HOLDS_WORD = re.compile(r"[^\W_]")


def stated_dates(element: _Element) -> str:
    """The dates that the markup of an element has beside what is printed ('spring')."""
    return " ".join(each.get("datetime") or "" for each in islice(element.iter("time"), _MOST_DATES))


def states_parts(element: _Element) -> bool:
    """Whether classes inside an element name a title and authors."""
    tokens = {
        with_hyphens(token)
        for each in islice(element.iter(*_PART_TAGS_OF_ITEM), _MOST_TOLD)
        for token in stable_tokens(each)
    }
    return any(map(TITLE_TOKEN.search, tokens)) and any(map(AUTHOR_TOKEN.search, tokens))


def is_styled(path: Path) -> bool:
    """Whether a column is set in italics."""
    return bool(path) and path[-1][0] in ("i", "em", "cite")


def is_venue_column(
    path: Path, members: Sequence[tuple[Item, Run]], votes: Counter[str], *, others_named: bool
) -> bool:
    """Whether a column has the venues: italics are, unless they are names and no other column has any.

    What looks like a name is a venue where a volume follows: 'Wet Notes', '12:9-22.'.
    """
    names = votes["names"] >= 0.8 * votes.total() and not others_named
    if names and sum(_precedes_volume(item, run) for item, run in members) < 0.5 * len(members):
        return False
    return is_styled(path) or any(map(_VENUE_TOKEN.search, tokens_of(path)))


def _precedes_volume(item: Item, run: Run) -> bool:
    """Whether the text behind a run on its line begins with a volume, an issue or pages."""
    following = next((each for before, each in pairwise(item.runs) if before is run), None)
    return following is not None and following.segment == run.segment and _VOLUME.match(following.text) is not None


def title_score(path: Path, members: Sequence[tuple[Item, Run]], votes: Counter[str], total: int) -> float:
    """How much a column looks like that of the titles; 0 where most of it is no title."""
    words = sum(HOLDS_WORD.search(run.text) is not None for _, run in members)
    if votes["text"] < 0.35 * words or not words:
        return 0
    items = {id(item): item for item, _ in members}
    texts = [run for item, run in members if look(run) == "text"]
    tags, tokens = [tag for tag, _ in path], tokens_of(path)
    own = set(map(id, texts))
    firsts = sum(id(first_text(item)) in own for item in items.values())
    score = min(1.0, len(texts) / len(items)) + 0.5 * min(1.0, len(items) / len(texts))
    score += 0.4 * firsts / len(items) + 0.3 * min(1, len(items) / max(1, total))
    score += 1.2 * any(map(TITLE_TOKEN.search, tokens))
    others = (_VENUE_TOKEN, _ABSTRACT_TOKEN, _DATE_TOKEN, AUTHOR_TOKEN)
    score -= 1.5 * any(token.search(each) for token in others for each in tokens)
    score += 0.6 * any(tag in ("strong", "b", "h1", "h2", "h3", "h4", "h5", "h6") for tag in tags)
    score -= 0.4 * (bool(tags) and tags[-1] in ("i", "em", "cite"))
    return score + 0.5 * (members[0][1].href is not None)


def title_of(item: Item, titles: Sequence[Path]) -> Run | None:
    """The run of an item that is its title, by the columns that may hold titles, the best one first."""
    unlabelled = [run for run in item.runs if run.part is None]
    if unlabelled and starts_with_authors_and_title(unlabelled[0].text):
        return unlabelled[0]  # italics behind it are the venue, though those of other items may be titles
    own = {run.path for run in unlabelled}
    for path in titles:
        if path in own:
            looks = _TITLE_LOOKS if path != titles[0] else (*_TITLE_LOOKS, "word")
            found = (run for run in unlabelled if run.path == path and look(run) in looks)
            title = next((run for run in found if not are_link_words(run.text)), None)
            if title is not None:
                return title_behind_authors(item, title) or title
    headed = (
        run for run in unlabelled if any(tag in _HEADINGS for tag, _ in run.path) and not are_link_words(run.text)
    )
    return first_text(item) or next(headed, None) or (unlabelled[0] if unlabelled else None)


def title_behind_authors(item: Item, first: Run) -> Run | None:
    """The title in italics behind the authors who begin an item: 'Ada Lind, <i>Cold houses</i>, Snow Press, 2021'.

    The number of the item in brackets may stand before them.
    """
    runs = [run for run in item.runs if any(map(str.isalpha, run.text))]
    behind = runs[1] if len(runs) > 1 and runs[0] is first else None
    is_title = behind is not None and behind.segment == first.segment and is_styled(behind.path)
    return behind if is_title and list_of_authors(first.text) else None


def first_text(item: Item) -> Run | None:
    """The first run of an item that can be a title by its looks."""
    return next((run for run in item.runs if run.part is None and look(run) == "text"), None)


def look(run: Run) -> str:
    """What a run looks like by itself: ``link``, ``year``, ``names``, ``venue``, ``prose``, ``text`` or ``word``."""
    return _look_of(run.text)


@lru_cache(maxsize=1 << 14)
def _look_of(printed: str) -> str:
    text = printed.strip(" .,;:-–—()[]⟨⟩")
    if not text or are_link_words(text):
        return "link"
    if YEAR.fullmatch(text):
        return "year"
    if (
        normalize_text(text, "label_words") in ET_AL
        or list_of_authors(printed)
        or (is_author(text) and text.count(" ") <= 3)
    ):
        return "names"
    opens = without_in(text) != text
    if (YEAR.search(text) and (len(text) < 40 or opens)) or (opens and len(text) < 200):
        return "venue"
    if len(text) > 350:
        return "prose"
    return "text" if text.count(" ") >= 2 and sum(map(str.isalpha, text)) > 0.6 * len(text) else "word"


class Columns(NamedTuple):
    """What the columns of some items say."""

    looks: Mapping[Path, Counter[str]]
    venues: Collection[Path]
    fewest_names: Mapping[Path, float]
    """The share of names from which on a column is of authors, where it is not a half."""


def fewest_names(looks: Mapping[Path, Counter[str]]) -> dict[Path, float]:
    """Higher shares for columns beside one of the same element with another class that has names alone."""
    alike: dict[tuple[Path, str], list[Path]] = defaultdict(list)
    for path in looks:
        if path and path[-1][1]:
            alike[path[:-1], path[-1][0]].append(path)
    pure = {path for path, votes in looks.items() if votes["names"] == votes.total()}
    return {
        path: _FEWEST_NAMES_BESIDE
        for own in alike.values()
        if not pure.isdisjoint(own)
        for path in own
        if path not in pure
    }


def set_years_of_headings(items: Sequence[Item]) -> None:
    """Give an item without a date the year that the heading above it is."""
    undated = [item for item in items if item.title and item.issued is None]
    years = {item.page: dict[_Element, str]() for item in undated}
    for page, own in years.items():
        year, level = None, 0
        for line in page.lines:
            found = YEAR.fullmatch(line.text) if line.level else None
            if found:
                year, level = found[1], line.level
            elif 0 < line.level <= level:
                year = None
            elif year is not None:
                for each in ancestry(line.element):
                    own.setdefault(each, year)
    for item in undated:
        item.issued = years[item.page].get(item.element)


def drop_points(items: Sequence[Item]) -> None:
    """Take off the point that most titles of a list end in where more follows on their line: it is the list's."""
    ends = [item for item in items if item.title.endswith(".") and not item.title.endswith("..") and _is_among(item)]
    if len(ends) > 1 and 2 * len(ends) > len(items):
        for item in ends:
            item.title = item.title.rstrip(" .")


def _is_among(item: Item) -> bool:
    """Whether other parts stand on the line of an item's title."""
    title = item.title_run
    return title is not None and any(
        run is not title and run.segment == title.segment and HOLDS_WORD.search(run.text) for run in item.runs
    )


def behind_title(item: Item) -> list[Run]:
    """The runs behind the title: a kind ('Journal', 'Conference') that stands above it is no venue."""
    index = next((number for number, run in enumerate(item.runs, 1) if run is item.title_run), 0)
    return item.runs[index:]


def set_leftover_venues(items: Sequence[Item]) -> None:
    """Take for the venue what most items have in one more column, behind title and authors and before the year."""
    columns: Counter[Path] = Counter()
    texts: dict[Path, set[str]] = defaultdict(set)
    leftover: dict[int, list[Run]] = {}
    for item in items:
        names = set(item.names)
        rest = [
            run
            for run in behind_title(item)
            if run.part is None
            and not is_labelled(run)
            and run.text.strip(" ,;.") not in names
            and not YEAR.search(run.text)
            and not are_link_words(run.text)
            and re.search(r"[^\W\d_]{3}", run.text)
        ]
        leftover[id(item)] = rest
        columns.update(list(dict.fromkeys(run.path for run in rest)))
        for each in rest:
            texts[each.path].add(each.text)
    for own in [own for own, printed in texts.items() if all(map(list_of_authors, printed)) or not own]:
        del columns[own]  # names alone, or runs that no element sets apart
    if not columns:
        return
    # Of two columns that all items have, the one of fewer texts holds kinds ('Journal', 'Conference').
    path = max(columns, key=lambda own: (columns[own], len(texts[own])))
    if columns[path] < 0.6 * len(items):
        return
    for item in items:
        if item.venue is None and item.names:
            run = next((run for run in leftover[id(item)] if run.path == path), None)
            item.venue = venue_name(run.text) if run is not None else None


def without_headings(items: Sequence[Item]) -> list[Item]:
    """Without what stands in no list and is a title alone, where most other items have authors.

    Such are the heading of a chart, the link to all of a person's publications, and a row of a table that makes up the
    page.
    """
    named = sum(map(bool, (item.names for item in items)))
    if not named or named < 0.5 * len(items):
        return list(items)
    return [item for item in items if item.names or item.issued or item.doi or item.element.tag in _SURE_LIST_TAGS]
