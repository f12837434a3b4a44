"""How well pairing finds what is known to be true of an invented institute: precision, recall, every wrong pair, time.

python -m benchmarks.pair [--people 200] [--seed 0] [--time 4000]
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from profile_scraper.pair import Paired, pair_profiles
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.profile import Profile
from profile_scraper.sites import Site, load_site
from testbed.generate import generate
from testbed.page_truth import Fields, text_page
from testbed.truth import Truth, truth
from testbed.world import BASE_URL, World

Facts = Counter[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of pairing: what is true, and what was found."""

    name: str
    true: Callable[[Fields], Iterable[tuple[str, ...]]]
    found: Callable[[Profile], Iterable[tuple[str, ...]]]


def page_record(fields: Fields) -> ProfilePage:
    """The page record that a faultless parser makes."""
    full: dict[str, Any] = {**fields, "ways": {}, "doubts": []}
    full["source"] = {"retrieved": None, "sha256": "0" * 64, **fields["source"]}
    for section in ("roles", "students", "publications"):
        raw: Any = "" if section == "roles" else []
        full[section] = [{"raw": raw, **item} for item in fields[section]]
    return ProfilePage.model_validate(full)


def html_pages(known: Truth) -> list[ProfilePage]:
    """The pages with their addresses and language links."""
    return [page_record(fields) for fields in known.pages.values() if fields["type"] == "profile"]


def unlinked_pages(known: Truth) -> list[ProfilePage]:
    """The pages without language links."""
    return [page.model_copy(update={"alternates": {}}) for page in html_pages(known)]


def misled_pages(known: Truth) -> list[ProfilePage]:
    """The pages with every language link pointing at the home page, and French slugs that say nothing."""
    pages = []
    for page in html_pages(known):
        if page.source.language == "fr":
            slug = (
                f"personne-{sum(map(ord, page.slug or '')) * 7919 % 100_003}-{len(page.slug or '')}-{page.slug or ''}"[
                    :-1
                ]
            )
            url = page.source.url.replace(f"/{page.slug}", f"/{slug}")
            page = page.model_copy(update={"slug": slug, "source": page.source.model_copy(update={"url": url})})
        pages.append(page.model_copy(update={"alternates": {"en": BASE_URL + "/en", "fr": BASE_URL + "/fr"}}))
    return pages


def text_pages(world: World) -> list[ProfilePage]:
    """Plain-text renderings in loose files: no address, no links, no names of students."""
    return [
        page_record(text_page(person, language, f"{person.slug}.{language}.txt"))
        for person in world.people
        for language in person.sides
    ]


def kinds() -> list[Kind]:
    """The kinds of pairing that are counted; a fact is a profile, then the two sides."""
    return [
        Kind("topics", lambda p: _both(p["topics"]), lambda p: _both(topic.model_dump() for topic in p.topics)),
        Kind(
            "roles",
            lambda p: _both(role["title"] for role in p["roles"]),
            lambda p: _both(role.title.model_dump() for role in p.roles),
        ),
        Kind(
            "departments",
            lambda p: _both(role["department"] for role in p["roles"]),
            lambda p: _both(role.department.model_dump() for role in p.roles if role.department),
        ),
        Kind(
            "organizations of roles",
            lambda p: _organizations(p["roles"]),
            lambda p: _organizations(role.model_dump() for role in p.roles),
        ),
        Kind(
            "students",
            lambda p: _students(p["students"]),
            lambda p: _students(each.model_dump() for each in p.students),
        ),
        Kind(
            "levels",
            lambda p: _both(each["level"] for each in p["students"]),
            lambda p: _both(each.level.model_dump() for each in p.students if each.level),
        ),
        Kind(
            "organizations of students",
            lambda p: _organizations(each for each in p["students"] if len(each["languages"]) == 2),
            lambda p: _organizations(each.model_dump() for each in p.students if len(each.languages) == 2),
        ),
        Kind(
            "supervisors",
            lambda p: _students(p["supervisors"]),
            lambda p: _students(each.model_dump() for each in p.supervisors),
        ),
    ]


def _both(labels: Iterable[Fields | None]) -> Iterator[tuple[str, ...]]:
    for label in labels:
        if label and label["en"] and label["fr"]:
            yield label["en"], label["fr"]


def _organizations(items: Iterable[Fields]) -> Iterator[tuple[str, ...]]:
    for item in items:
        if item["organization"]:
            yield item["organization"]["name"], item["organization"]["ror"] or "", *item["organization"]["raw"]


def _students(students: Iterable[Fields]) -> Iterator[tuple[str, ...]]:
    for student in students:
        if len(student["languages"]) == 2:
            yield student["name"] or "", student["profile"] or "", student["supervision"]


def report(known: Truth, paired: Paired, shown: int) -> None:
    """Print precision and recall of each kind of pairing, and what is wrong."""
    owner = {target: name for name, targets in known.groups.items() for target in targets}
    ids = {paired.owner[url]: owner[target] for url, target in _targets(paired, owner)}
    true_pages = Counter((name,) for name, targets in known.groups.items() if len({t[:4] for t in targets}) == 2)
    found_pages = Counter((ids.get(p.id, p.id),) for p in paired.profiles if len({s.language for s in p.sources}) == 2)
    _line("pages", true_pages, found_pages, shown)
    truths = {profile["id"]: profile for profile in known.profiles}
    for kind in kinds():
        true = Counter((name, *fact) for name, profile in truths.items() for fact in kind.true(profile))
        found = Counter((ids.get(p.id, p.id), *fact) for p in paired.profiles for fact in kind.found(p))
        _line(kind.name, true, found, shown)
        if kind.name == "topics":
            often = Counter(fact[1:] for fact in true)
            _line("  shared by two or more", _only(true, often), found & _only(true, often) | found - true, shown)
    paragraphs = {
        name: {(tuple(en), tuple(fr)) for en, fr in groups if en and fr} for name, groups in known.paragraphs.items()
    }
    true = Counter((name, str(group)) for name, groups in paragraphs.items() for group in groups)
    found = Counter(
        (ids.get(p.id, p.id), str((tuple(step.en), tuple(step.fr))))
        for p in paired.profiles
        for step in p.biography_alignment
        if step.en and step.fr
    )
    _line("paragraphs", true, found, shown)


def _targets(paired: Paired, owner: dict[str, str]) -> Iterator[tuple[str, str]]:
    for url in paired.owner:
        target = url.removeprefix(BASE_URL)
        if target in owner:
            yield url, target


def _only(facts: Facts, often: Counter[tuple[str, ...]]) -> Facts:
    return Counter({fact: count for fact, count in facts.items() if often[fact[1:]] > 1})


def _line(name: str, true: Facts, found: Facts, shown: int) -> None:
    right = (true & found).total()
    precision = right / found.total() if found else 1.0
    recall = right / true.total() if true else 1.0
    print(
        f"  {name:26} precision {precision:.4f}  recall {recall:.4f}  ({right} of {true.total()}, {found.total()} found)"
    )
    for fact, _ in sorted((found - true).items())[:shown]:
        print(f"      wrong: {' | '.join(fact)}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--time", type=int, default=4000, help="people for the time")
    parser.add_argument("--shown", type=int, default=1000, help="wrong pairs shown of each kind")
    options = parser.parse_args()
    site = load_site("mila")
    bare = replace(site, terms=())
    world = generate(options.people, options.seed)
    known = truth(world)
    runs: list[tuple[str, Site, list[ProfilePage]]] = [
        ("empty vocabulary", bare, html_pages(known)),
        ("shipped vocabulary", site, html_pages(known)),
        ("no language links", site, unlinked_pages(known)),
    ]
    for title, used, pages in runs:
        print(f"{options.people} people, {title}")
        report(known, pair_profiles(pages, used), options.shown)
    if options.time:
        pages = html_pages(truth(generate(options.time, options.seed)))
        start = time.process_time()
        pair_profiles(pages, bare)
        print(f"{options.time} people, {len(pages)} pages, empty vocabulary: {time.process_time() - start:.1f} s")


if __name__ == "__main__":
    main()
