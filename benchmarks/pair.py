"""How well pairing finds what is known to be true of an invented institute, every wrong pair named; and how fast.

    python -m benchmarks.pair [--people 200] [--seed 0] [--time 4000] [--open]

Pages are the records that a faultless parser makes, so that the figures are those of pairing alone.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from profile_scraper.pair import Paired, pair_profiles
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import load_site
from testbed.generate import generate
from testbed.page_truth import Fields, text_page
from testbed.truth import Truth, truth
from testbed.world import BASE_URL, World

Fact: TypeAlias = tuple[str, ...]
KnownTerms: TypeAlias = Counter[Fact]


@dataclass(frozen=True, slots=True)
class Directory:
    """An invented institute: its truth, and the person whom each page is about."""

    world: World
    known: Truth
    person_of: dict[str, str]


def directory(people: int, seed: int) -> Directory:
    """An institute of so many people."""
    world = generate(people, seed)
    known = truth(world)
    person_of = {BASE_URL + target: name for name, targets in known.groups.items() for target in targets}
    person_of |= {
        _file(person.slug, language): person.id for person in world.people for language in person.language_profiles
    }
    return Directory(world, known, person_of)


def html_pages(known: Truth) -> list[ProfilePage]:
    """The pages with their addresses and language links."""
    return [_record(fields) for fields in known.pages.values() if fields["type"] == "profile"]


def unlinked_pages(known: Truth) -> list[ProfilePage]:
    """The pages with every language link pointing at the home page."""
    profile_of = {"en": f"{BASE_URL}/en", "fr": f"{BASE_URL}/fr"}
    return [page.model_copy(update={"alternates": profile_of}) for page in html_pages(known)]


def text_pages(world: World) -> list[ProfilePage]:
    """Plain-text renderings in loose files: no address, no links, no names of students."""
    return [
        _record(text_page(person, language, _file(person.slug, language)))
        for person in world.people
        for language in person.language_profiles
    ]


def _file(slug: str, language: str) -> str:
    return f"{slug}.{language}.txt"


def _record(fields: Fields) -> ProfilePage:
    full: dict[str, Any] = {**fields, "extraction_methods": {}, "warnings": []}
    full["source"] = {"retrieved": None, "sha256": "0" * 64, **fields["source"]}
    for section in ("roles", "students", "publications"):
        raw: Any = "" if section == "roles" else []
        full[section] = [{"raw": raw, **item} for item in fields[section]]
    return ProfilePage.model_validate(full)


def _labels(field: str, part: str | None = None) -> Callable[[Fields], Iterator[Fact]]:
    """The labels that stand in both languages, of each item of a list or of one of its parts."""

    def read(profile: Fields) -> Iterator[Fact]:
        for item in profile[field]:
            label = item[part] if part else item
            if label and label["en"] and label["fr"]:
                yield label["en"], label["fr"]

    return read


def _institutions(field: str) -> Callable[[Fields], Iterator[Fact]]:
    """The institutions that both pages name."""

    def read(profile: Fields) -> Iterator[Fact]:
        for item in profile[field]:
            both = item["title"]["en"] and item["title"]["fr"] if field == "roles" else len(item["languages"]) > 1
            if both and item["organization"]:
                yield item["organization"]["name"], item["organization"]["ror"] or "", *item["organization"]["raw"]

    return read


def _people(field: str) -> Callable[[Fields], Iterator[Fact]]:
    """The people whom both pages list."""

    def read(profile: Fields) -> Iterator[Fact]:
        for item in profile[field]:
            if len(item["languages"]) > 1:
                yield item["name"] or "", item["profile"] or "", item["supervision"]

    return read


_KINDS: dict[str, Callable[[Fields], Iterator[Fact]]] = {
    "topics": _labels("topics"),
    "roles": _labels("roles", "title"),
    "departments": _labels("roles", "department"),
    "institutions of roles": _institutions("roles"),
    "students": _people("students"),
    "levels": _labels("students", "level"),
    "institutions of students": _institutions("students"),
    "supervisors": _people("supervisors"),
}


def compare(index: Directory, paired: Paired, *, named: bool) -> Iterator[tuple[str, KnownTerms, KnownTerms]]:
    """For each kind of pairing what is true and what was found; each fact begins with the person.

    Args:
        index: what is true.
        paired: what was found.
        named: False for plain text, which has lost the names of linked people and the e-mail addresses.
    """
    people_of = {}
    for profile in paired.profiles:
        profiles = {index.person_of.get(source.url, source.url) for source in profile.sources}
        people_of[profile.id] = " = ".join(sorted(profiles))
    bilingual = Counter((person.id,) for person in index.world.people if len(person.language_profiles) == 2)
    both = (profile.id for profile in paired.profiles if len({source.language for source in profile.sources}) == 2)
    yield "pages", _known_terms(bilingual), Counter((people_of[name],) for name in both)
    found_fields = {people_of[profile.id]: profile.model_dump() for profile in paired.profiles}
    for name, read in _KINDS.items():
        paired_pages = slice(None) if named or name not in ("students", "supervisors") else slice(2, None)
        true = Counter((fields["id"], *fact[paired_pages]) for fields in index.known.profiles for fact in read(fields))
        found = Counter(
            (person, *fact[paired_pages]) for person, fields in found_fields.items() for fact in read(fields)
        )
        yield name, true, found
        if name == "topics":
            people = Counter(fact[1:] for fact in true)
            shared = Counter({fact: count for fact, count in true.items() if people[fact[1:]] > 1})
            yield "  of two or more people", shared, (found & shared) + (found - true)
    yield "paragraphs", _true_paragraphs(index.known), _found_paragraphs(found_fields)
    true = Counter((each.profile, each.kind) for each in index.world.conflicts if named or each.kind != "email")
    kinds = {kind for _, kind in true}
    yield (
        "contradictions",
        _known_terms(true),
        Counter((c.profile, c.kind) for c in paired.conflicts if c.kind in kinds),
    )


def _known_terms(known_terms: Iterable[Fact]) -> KnownTerms:
    return Counter(known_terms)


def _true_paragraphs(known: Truth) -> KnownTerms:
    return Counter(
        (name, f"{en} = {fr}") for name, groups in known.paragraphs.items() for en, fr in groups if en and fr
    )


def _found_paragraphs(found: dict[str, Fields]) -> KnownTerms:
    steps = ((name, step) for name, fields in found.items() for step in fields["biography_alignment"])
    return Counter((name, f"{step['en']} = {step['fr']}") for name, step in steps if step["en"] and step["fr"])


def report(index: Directory, paired: Paired, *, named: bool, show_open: bool) -> None:
    """Print precision and recall of each kind of pairing, what is wrong, and how much was learned."""
    for name, true, found in compare(index, paired, named=named):
        right = (true & found).total()
        precision, recall = (right / part.total() if part else 1.0 for part in (found, true))
        print(f"  {name:26} precision {precision:.4f}  recall {recall:.4f}  ({right} of {true.total()})")
        for word, known_terms in (("wrong", found - true), ("open", true - found if show_open else Counter[Fact]())):
            for fact in sorted(known_terms):
                print(f"      {word}: {' | '.join(fact)}")
    used = [pair for pair in paired.learned if pair.used and pair.facet in index.known.pairs]
    wrong = [pair for pair in used if (pair.en, pair.fr) not in index.known.pairs[pair.facet]]
    print(f"  learned {len(used)} pairs of labels, {len(wrong)} of them wrong, {len(paired.unmatched)} labels open")
    for pair in wrong:
        print(f"      wrong: {pair.facet} | {pair.en} | {pair.fr}")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--time", type=int, default=4000, help="people whose pairing is timed; 0 for none")
    parser.add_argument("--open", action="store_true", help="name what was left open, too")
    options = parser.parse_args()
    site = load_site("mila")
    untaught = site._replace(terms=())
    index = directory(options.people, options.seed)
    for title, used, pages in (
        ("empty vocabulary", untaught, html_pages(index.known)),
        ("shipped vocabulary", site, html_pages(index.known)),
        ("empty vocabulary, language links to the home page", untaught, unlinked_pages(index.known)),
        ("shipped vocabulary, text files without address", site, text_pages(index.world)),
    ):
        print(f"{options.people} people, {title}")
        named = any(page.slug for page in pages)
        report(index, pair_profiles(pages, used), named=named, show_open=options.open)
    if options.time:
        pages = html_pages(truth(generate(options.time, options.seed)))
        for title, used in (("empty", untaught), ("shipped", site)):
            start = time.process_time()
            pair_profiles(pages, used)
            seconds = time.process_time() - start
            print(f"{options.time} people, {len(pages)} pages, {title} vocabulary: {seconds:.1f} s CPU")


if __name__ == "__main__":
    main()
