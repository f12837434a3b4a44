"""Join what the steps found of each person: the profile with its publications and its sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from profile_scraper.pair import Paired
from profile_scraper.records.profile import Profile


def joined_profiles(
    paired: Iterable[Paired], publications: Mapping[str, Sequence[str]], failed: Set[str]
) -> Iterator[Profile]:
    """Each profile with its publications and sources; a source is stale where a later fetch failed.

    Args:
        paired: the profiles of each site.
        publications: ids of the publications of each profile.
        failed: addresses with a problem.
    """
    for site in paired:
        for draft in site.drafts:
            sources = [
                source.model_copy(update={"stale": True}) if source.url in failed else source
                for source in site.sources[draft.id]
            ]
            yield draft.model_copy(update={"publications": list(publications.get(draft.id, [])), "sources": sources})
