"""Names by which a reader tells people apart."""

from collections import Counter
from collections.abc import Iterable

from profile_scraper.records.profile import Profile
from profile_scraper.text.normalize import normalize_text


def distinct_names(profiles: Iterable[Profile]) -> dict[str, str]:
    """The name of each person by id; people of one name have the last part of their ids beside it."""
    names = {profile.id: profile.name for profile in profiles}
    count = Counter(map(_key, names.values()))
    return {id_: f"{name} ({id_.partition('/')[2]})" if count[_key(name)] > 1 else name for id_, name in names.items()}


def _key(name: str) -> str:
    return normalize_text(name, "characters")
