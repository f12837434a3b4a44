"""What a manifest says of a dataset's records, counted while they are written, so that they need not be held."""

from collections import Counter
from collections.abc import Iterable, Iterator

from profile_scraper.monitoring.coverage import Coverage, person_kind
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.manifest import Counts, LanguageCoverage
from profile_scraper.records.profile import Profile, ProfileSource
from profile_scraper.records.publication import Publication


class Tally:
    """Counts profiles and publications as they go by."""

    def __init__(self) -> None:
        self.sources: list[ProfileSource] = []
        """Every page that profiles were made from."""
        self._publications = Coverage("publication", Publication)
        self._groups: dict[str, Coverage] = {}
        self._people: Counter[Language] = Counter()
        self._pages: Counter[Language] = Counter()
        self._entries: Counter[Language] = Counter()
        self._numbers: Counter[str] = Counter()

    def profiles(self, profiles: Iterable[Profile]) -> Iterator[Profile]:
        """The same profiles, counted."""
        for profile in profiles:
            languages = {source.language for source in profile.sources}
            group = f"{profile.id.partition('/')[0]} {person_kind(profile)}"
            if group not in self._groups:
                self._groups[group] = Coverage("profile", Profile)
            self._groups[group].add(profile, languages)
            self.sources += profile.sources
            self._pages.update(source.language for source in profile.sources)
            self._people.update(languages)
            self._numbers["profiles"] += 1
            self._numbers["bilingual"] += len(languages) == len(LANGUAGES)
            yield profile

    def publications(self, publications: Iterable[Publication]) -> Iterator[Publication]:
        """The same publications, counted."""
        for publication in publications:
            languages = [place.language for place in publication.occurrences]
            self._publications.add(publication, set(languages))
            self._entries.update(languages)
            self._numbers["publications"] += 1
            self._numbers["abstracts"] += publication.abstract is not None
            self._numbers["relations"] += len(publication.relations)
            yield publication

    def coverage(self) -> dict[str, dict[str, LanguageCoverage]]:
        """For each field of a profile and a publication, how many have it."""
        profiles = Coverage("profile", Profile)
        for group in self._groups.values():
            profiles.include(group)
        return {**profiles.figures(), **self._publications.figures()}

    def coverage_by_group(self) -> dict[str, dict[str, dict[str, LanguageCoverage]]]:
        """The coverage of profiles for each site and kind of person, by ``site kind``."""
        return {group: coverage.figures() for group, coverage in sorted(self._groups.items())}

    def counts(self, problems: int, removed_on_request: int) -> Counts:
        """How many of each thing there are."""
        return Counts(
            profiles=self._numbers["profiles"],
            profiles_by_language={language: self._people[language] for language in LANGUAGES},
            profiles_bilingual=self._numbers["bilingual"],
            pages={language: self._pages[language] for language in LANGUAGES},
            entries={language: self._entries[language] for language in LANGUAGES},
            publications=self._numbers["publications"],
            publications_with_abstract=self._numbers["abstracts"],
            duplicates_merged=self._entries.total() - self._numbers["publications"],
            relations=self._numbers["relations"],
            problems=problems,
            removed_on_request=removed_on_request,
        )
