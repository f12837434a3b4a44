"""All that one person's pages say: the profile, where its values were read, contradictions, words that stand alone."""

from profile_scraper.pair.alone import Alone, alone_in
from profile_scraper.pair.conflicts import ConflictFinder
from profile_scraper.pair.organizations import Organizations
from profile_scraper.pair.people import Person
from profile_scraper.pair.profile import ProfileBuilder
from profile_scraper.pair.students import Aliases
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.base import Record
from profile_scraper.records.problem import Conflict
from profile_scraper.records.profile import Profile
from profile_scraper.records.provenance import Provenance


class Told(Record):
    """What one person's pages say, whenever they were retrieved."""

    profile: Profile
    """Without ``sources``, which tell of the retrieval, and ``publications``, which are known after the merge."""
    provenance: Provenance
    conflicts: list[Conflict]
    alone: Alone


class Teller:
    """Tells with one vocabulary, one list of institutions and one list of who is who."""

    def __init__(self, vocabulary: Vocabulary, organizations: Organizations, aliases: Aliases) -> None:
        self._builder = ProfileBuilder(vocabulary, organizations, aliases)
        self._finder = ConflictFinder(vocabulary, organizations)
        self._organizations = organizations

    def tell(self, person: Person, profile_id: str) -> Told:
        """What the pages of one person say."""
        built = self._builder.build(person, profile_id)
        return Told(
            profile=built.profile,
            provenance=built.provenance,
            conflicts=self._finder.find(built),
            alone=alone_in(built, self._organizations),
        )
