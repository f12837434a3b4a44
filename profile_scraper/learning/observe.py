"""What the records of a site's pages say together: the counts that its confidence is made of."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from profile_scraper.records.base import Language
from profile_scraper.records.page import DirectoryPage, Entry, PageReading, ProfilePage
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site, read_address
from profile_scraper.structure.names import is_name, name_key
from profile_scraper.structure.selectors import Selector
from profile_scraper.structure.words import SECTIONS, is_prose, is_role
from profile_scraper.text.normalize import normalize_text

_MOST_PAGES = 1000
"""Pages of which text that no field holds is compared with that of the others."""
_SHARED = 0.1
"""Share of the pages from which on a line is the site's own."""
_FEWEST_TITLE_SPACES = 2
_ENDS_IN_YEAR = re.compile(r"\b(?:19|20)\d\d$")
"""A title that ends in a year holds the rest of the reference, too."""
_NO_TITLE = re.compile(
    r"[{}]|^\s*[\]\[(),;:]"
    r"|^(?:in\s+|dans\s+)?(?:the\s+|les\s+)?(?:proceedings|journal|transactions|annals|advances|actes|revue|annales|bulletin)"
    r"\s+(?:of|on|in|de|du|des|d['’]|for|the)\b",
    re.IGNORECASE,
)
"""Marks of a bibliography's source, the rest of a line that was cut in the wrong place, or a venue."""
_LONGEST_ROLE, _LONGEST_TOPIC = 120, 80
_COUNTED = ("roles", "topics", "biography", "publications", "students")

_FEWEST_PEOPLE, _MOST_SHARING = 4, 0.75
"""Of as many people at most this part shares a topic."""
_Key: TypeAlias = tuple[Language, frozenset[str]]
"""Language, and the words of a person's name."""


@dataclass(slots=True)
class PersonSeen:
    """What the pages and list items of one person in one language have together."""

    counts: Counter[str] = field(default_factory=Counter)
    """By field, the number of its values."""
    slugs: set[str] = field(default_factory=set)
    """Of the person's own pages."""


class _Authors(NamedTuple):
    """The authors of all publications of one title."""

    entries: int
    shared: frozenset[str]
    """Words of names that all of them have."""


class Share(NamedTuple):
    """Of some things those that are as they should be."""

    good: int
    all: int

    @property
    def value(self) -> float:
        """0 to 1; 1 where there is nothing."""
        return self.good / self.all if self.all else 1.0


class UnclaimedWords(NamedTuple):
    """Text of one kind of page: whether fields hold it."""

    words: Share
    """Words that fields hold, of all."""
    longest: list[str]
    """The longest lines that no field holds."""


class SiteObserver:
    """Counts over the records of one site, in whatever order they come."""

    def __init__(self, site: Site) -> None:
        """Count for a site; its selectors are those that may match nothing."""
        self._site = site
        self._selectors = dict(_selectors_of(site))
        self.people: dict[_Key, PersonSeen] = defaultdict(PersonSeen)
        self.pages = self.items = self.crowded = self.unread_publications = self.other_names = 0
        """Read: people's own pages, items of lists, publications that are several; below headings of publications,
        dated lines that are in none; names of others in items."""
        self.lists: set[str] = set()
        self.of_person: set[str] = set()
        """Addresses of list pages, and of those that name one person as their own."""
        self.unread: set[str] = set()
        """Addresses of pages that hold people or publications and were not read."""
        self.entries: Counter[str] = Counter()
        """Publications: ``all``, those with ``authors``, those ``owned`` by a person with authors, of these ``own``
        where the person is among them."""
        self.values: dict[str, Counter[bool]] = defaultdict(Counter)
        """By field, values that can and that cannot be of that field; ``parts``: biographies of one part."""
        self._topics: Counter[tuple[Language, str]] = Counter()
        """By language, how many pages and items print each topic."""
        self._authors: dict[str, _Authors] = {}
        self._matched: set[str] = set()
        self._claimed: Counter[str] = Counter()
        self._unclaimed: dict[str, Counter[tuple[str, int]]] = defaultdict(Counter)
        self._read = 0

    def add_page(self, page: ProfilePage, entries: Sequence[Entry]) -> None:
        """Count a person's page, or a person's item of a list, with its publications."""
        own = self.people[page.source.language, name_key(page.name)]
        if page.listed:
            self.items += 1
            self._add_list_page(page.source.url.partition("#")[0], page.reading)
        else:
            self.pages += 1
            own.slugs.add(page.slug or "")
        for name in _COUNTED:
            count = len(entries if name == "publications" else getattr(page, name))
            own.counts[name] = max(own.counts[name], count)
        self._add_values(page)
        self._add_entries(entries, page.name)
        self._add_reading(page.reading, "page" if not page.listed else "linked" if page.linked else "item")

    def add_list(self, page: DirectoryPage) -> None:
        """Count a page that lists people or publications; its items are counted by themselves."""
        self._add_list_page(page.source.url, page.reading)
        self._add_entries(page.publications, None)
        self._add_reading(page.reading, "list")

    def _add_list_page(self, url: str, reading: PageReading | None) -> None:
        self.lists.add(url)
        if reading is not None and reading.of_person:
            self.of_person.add(url)

    def add_problem(self, problem: Problem) -> None:
        """Count a page that was not read though it holds people or publications, or its address says so."""
        if problem.stage != "parse" or problem.field is not None:
            return
        if problem.reason == "unknown-address":
            self.unread.add(problem.url)
        elif problem.reason in ("not-a-profile", "unknown-language", "empty"):
            try:
                kind = read_address(self._site, problem.url).kind
            except ValueError:
                return
            if kind in ("profile", "list", "publications"):
                self.unread.add(problem.url)

    def text(self) -> dict[str, UnclaimedWords]:
        """By kind (``page``, ``item``, ``linked`` item, ``list``) how much of the text fields hold.

        A line that several pages print is the site's, not a person's.
        """
        most = max(1, _SHARED * self._read)
        found = {}
        for kind, claimed in sorted(self._claimed.items()):
            own = {line: count for line, count in self._unclaimed[kind].items() if count <= most}
            words = sum(number * count for (_, number), count in own.items())
            longest = sorted(own, key=lambda line: (-line[1], line[0]))[:5]
            found[kind] = UnclaimedWords(Share(claimed, claimed + words), [text for text, _ in longest])
        return found

    def unmatched_selectors(self) -> list[str]:
        """Selectors of the site's file that matched nothing on any page that they are for."""
        read = {"people": self.items, "publications": self.entries["all"] or self.pages or self.lists}
        return sorted(
            label
            for label, (group, select) in self._selectors.items()
            if select not in self._matched and read.get(group, self.pages)
        )

    def agreement(self) -> Share:
        """How far the two languages have as many values of the same people."""
        least = most = 0
        for key in self._in_both():
            one, other = self.people["en", key].counts, self.people["fr", key].counts
            for name in ("roles", "topics", "publications", "students"):
                least += min(one[name], other[name])
                most += max(one[name], other[name])
        return Share(least, most)

    def in_both_languages(self) -> Share:
        """Of the people of the language that has fewer those whom the other language has, too."""
        sizes = Counter(language for language, _ in self.people)
        return Share(len(self._in_both()), min(sizes.values(), default=0)) if len(sizes) > 1 else Share(0, 0)

    def with_any(self, *names: str) -> Share:
        """The people who have any of some fields."""
        return Share(sum(any(own.counts[name] for name in names) for own in self.people.values()), len(self.people))

    def own_pages(self) -> Share:
        """Names that one page has, of all names that pages have in one language."""
        slugs = [own.slugs for own in self.people.values() if own.slugs]
        return Share(sum(len(own) == 1 for own in slugs), len(slugs))

    def own_topics(self) -> Share:
        """Topics that not almost everybody has; words of a menu stand on every page."""
        people = Counter(language for language, _ in self.people)
        shared = {
            (language, topic)
            for (language, topic), count in self._topics.items()
            if people[language] >= _FEWEST_PEOPLE and count > _MOST_SHARING * people[language]
        }
        all_ = self._topics.total()
        return Share(all_ - sum(self._topics[each] for each in shared), all_)

    def titles(self) -> Share:
        """Publications of which all that have the same title share an author; a venue taken for a title does not."""
        known = self._authors.values()
        return Share(sum(each.entries for each in known if each.shared), sum(each.entries for each in known))

    def _in_both(self) -> list[frozenset[str]]:
        english, french = ({key for code, key in self.people if code == language} for language in ("en", "fr"))
        return sorted(english & french, key=sorted)

    def _add_values(self, page: ProfilePage) -> None:
        values = self.values
        values["name"][is_name(page.name)] += 1
        for role in page.roles:
            title = role.title or ""
            irregular = not is_role(title) or is_prose(title) or "@" in title or len(title) > _LONGEST_ROLE
            values["roles"][not irregular] += 1
        self._topics.update((page.source.language, topic) for topic in page.topics)
        for topic in page.topics:
            irregular = _is_heading(topic) or is_role(topic) or "@" in topic or len(topic) > _LONGEST_TOPIC
            values["topics"][not irregular] += 1
        if page.biography:
            values["biography"][is_prose(" ".join(page.biography))] += 1
            values["parts"][not any(map(_is_heading, page.biography))] += 1

    def _add_entries(self, entries: Sequence[Entry], person_name: str | None) -> None:
        for entry in entries:
            self.entries["all"] += 1
            self.entries["authors"] += bool(entry.authors)
            title = normalize_text(entry.title, "label_words")
            self.values["publications"][may_be_title(entry.title)] += 1
            if entry.authors:
                words = frozenset[str]().union(*(name_key(author.name or "") for author in entry.authors))
                known = self._authors.get(title, _Authors(0, words))
                self._authors[title] = _Authors(known.entries + 1, known.shared & words)
            if person_name is not None and entry.authors and entry.authors_complete:
                self.entries["owned"] += 1
                self.entries["own"] += any(
                    name_key(person_name) & name_key(author.name or "") for author in entry.authors
                )

    def _add_reading(self, reading: PageReading | None, kind: str) -> None:
        if reading is None:
            return
        self._matched.update(reading.matched)
        self.other_names += reading.other_names
        self.crowded += reading.crowded
        self.unread_publications += reading.unread_publications
        self._read += 1
        if self._read <= _MOST_PAGES:
            self._claimed[kind] += reading.claimed
            self._unclaimed[kind].update((line.text, line.words) for line in reading.unclaimed)


def may_be_title(text: str) -> bool:
    """Whether a text can be a publication's title: no heading, venue, whole reference or cut line."""
    key = normalize_text(text, "label_words")
    is_short = key.count(" ") < _FEWEST_TITLE_SPACES
    return not (is_short or key in SECTIONS or _ENDS_IN_YEAR.search(key) or _NO_TITLE.search(text))


def _is_heading(text: str) -> bool:
    return normalize_text(text, "label_words") in SECTIONS


def _selectors_of(site: Site) -> Iterator[tuple[str, tuple[str, str]]]:
    """For 'fields.NAME: SELECTOR' the group of fields that it is of, and the selector."""
    for name, value in site.fields:
        groups: Iterable[tuple[str, list[Selector]]] = value if not isinstance(value, list) else [("", value)]
        for part, selectors in groups:
            label = f"fields.{name}.{part}" if part else f"fields.{name}"
            for selector in selectors:
                yield f"{label}: {selector.select}", (name, selector.select)
