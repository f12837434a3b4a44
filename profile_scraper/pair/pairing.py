"""All pages of a site to one profile a person: who is who first, then what the two languages say of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from profile_scraper.pair.account import page_pairings, unpaired_terms
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import Person, people_of
from profile_scraper.pair.profile import ProfileBuilder
from profile_scraper.pair.resemblance import Resemblance
from profile_scraper.pair.sides import sides_of
from profile_scraper.pair.students import Aliases
from profile_scraper.pair.terms import slugify
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.conflict import Conflict
from profile_scraper.records.manifest import UnpairedTerm
from profile_scraper.records.page import ProfilePage
from profile_scraper.records.pairing import PagePairing
from profile_scraper.records.problem import Problem
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance
from profile_scraper.sites import Site


@dataclass(frozen=True, slots=True)
class Paired:
    """What the pages of one site say of its people; a function of the set of pages."""

    profiles: list[Profile]
    """Sorted by id; ``publications`` are empty, they are known after the merge."""
    owner: Mapping[str, str]
    """For each page's ``source.url`` the id of the profile that it is part of."""
    aliases: Aliases
    """For a page's language and the id that a link on it gives, the profile's id, where the two differ."""
    problems: list[Problem]
    unpaired: list[UnpairedTerm]
    conflicts: list[Conflict]
    pairings: list[PagePairing]
    provenance: list[Provenance]
    """One a profile, in the order of ``profiles``."""


def pair_profiles(pages: Iterable[ProfilePage], site: Site) -> Paired:
    """Pair the pages of a site into one profile a person.

    Args:
        pages: pages of this site, in any order; the result does not depend on it.
        site: its addresses, vocabulary and institutions.
    """
    pages = list(pages)
    organizations = Organizations(site.organizations)
    vocabulary = Vocabulary(site.terms)
    people, comparisons = people_of(sides_of(pages, site), Resemblance(vocabulary, organizations))
    ids, problems = _name_people(people, site)
    sides = {(side.language, side.key): ids[index] for index, person in enumerate(people) for side in person.sides}
    aliases = {
        (side.language, linked): ids[index]
        for index, person in enumerate(people)
        for side in person.sides
        if side.slug and (linked := f"{site.name}/{side.slug}") != ids[index]
    }
    builder = ProfileBuilder(vocabulary, organizations, aliases)
    built = sorted(
        (builder.build(person, ids[index]) for index, person in enumerate(people)), key=lambda each: each.profile.id
    )
    return Paired(
        profiles=[each.profile for each in built],
        owner={page.source.url: each.profile.id for each in built for side in each.person.sides for page in side.pages},
        aliases=aliases,
        problems=problems,
        unpaired=unpaired_terms(built, vocabulary),
        conflicts=[],
        pairings=page_pairings(people, comparisons, sides),
        provenance=[each.provenance for each in built],
    )


def _name_people(people: list[Person], site: Site) -> tuple[list[str], list[Problem]]:
    """Ids by index of ``people``; a second person with the same id gets a number, and a problem says so."""

    def priority(index: int) -> tuple[int, str]:
        first = people[index].sides[0]
        return (0 if first.slug and first.language == "en" else 1 if first.slug else 2), first.key

    ids = [""] * len(people)
    seen: Counter[str] = Counter()
    problems = []
    for index in sorted(range(len(people)), key=priority):
        sides = people[index].sides
        slug = next((side.slug for side in sides if side.slug), None) or slugify(sides[0].name) or "unnamed"
        base = f"{site.name}/{slug}"
        seen[base] += 1
        ids[index] = base if seen[base] == 1 else f"{base}-{seen[base]}"
        if seen[base] > 1:
            detail = f"another person is called {base}; nothing says that the pages are one person's"
            problems.append(
                Problem(
                    stage="pair", url=sides[0].head.source.url, record=ids[index], field="id", reason="ambiguous",
                    detail=detail,
                )
            )  # fmt: skip
    return ids, sorted(problems, key=lambda problem: (problem.url, problem.record or ""))
