"""What each person is called in the dataset: ids from addresses, else from names."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from profile_scraper.pair.linkage.people import Person
from profile_scraper.pair.matchers.students import Aliases
from profile_scraper.records.base import Language
from profile_scraper.records.problem import Problem
from profile_scraper.sites import Site
from profile_scraper.text.id_forms import slugify


class Identities(NamedTuple):
    """The ids of all people."""

    of_person: list[str]
    """By index of the people."""
    of_side: dict[tuple[Language, str], str]
    """By language and key of each language profile."""
    aliases: Aliases
    problems: list[Problem]
    """People whose id another person has already, and who got a number."""


def id_from_name(site: str, name: str) -> str:
    """The id of a person whose page has no address."""
    return f"{site}/{slugify(name) or 'unnamed'}"


def identify(people: Sequence[Person], site: Site) -> Identities:
    """Give every person an id: site and slug of the English address, else of the French, else the name."""

    def priority(index: int) -> tuple[int, str]:
        first = people[index].language_profiles[0]
        return (0 if first.slug and first.language == "en" else 1 if first.slug else 2), first.key

    ids = [""] * len(people)
    seen: Counter[str] = Counter()
    problems = []
    for index in sorted(range(len(people)), key=priority):
        language_profiles = people[index].language_profiles
        slug = next((language_profile.slug for language_profile in language_profiles if language_profile.slug), None)
        base = f"{site.name}/{slug}" if slug else id_from_name(site.name, language_profiles[0].name)
        name = base
        while name in seen:
            seen[base] += 1
            name = f"{base}-{seen[base]}"
        seen[name] += 1
        ids[index] = name
        if name != base:
            problems.append(
                Problem(
                    stage="pair",
                    url=language_profiles[0].urls[0],
                    record=name,
                    field="id",
                    reason="ambiguous",
                    detail=f"{base} is another person's id, and nothing says that the two are one person",
                )
            )
    of_side = {
        (language_profile.language, language_profile.key): ids[index]
        for index, person in enumerate(people)
        for language_profile in person.language_profiles
    }
    aliases = {
        (language_profile.language, linked): ids[index]
        for index, person in enumerate(people)
        for language_profile in person.language_profiles
        if language_profile.slug and (linked := f"{site.name}/{language_profile.slug}") != ids[index]
    }
    return Identities(ids, of_side, aliases, sorted(problems, key=lambda problem: (problem.url, problem.record or "")))
