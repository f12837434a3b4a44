"""Pages that are loaded when they are asked for, so that a build need not hold them all."""

from collections.abc import Callable, Iterator, Sequence

from profile_scraper.records.page import ProfilePage

AT_HAND = 256
"""Pages that what loads or changes them had better keep, to be asked for again."""


class LoadedPages:
    """Some pages by their index; as :class:`~profile_scraper.pair.Pages` asks for them."""

    def __init__(self, load: Callable[[int], ProfilePage], places: Sequence[int]) -> None:
        """Load the page with index ``i`` from ``places[i]``."""
        self._load = load
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, index: int) -> ProfilePage:
        return self._load(self._places[index])

    def __iter__(self) -> Iterator[ProfilePage]:
        return map(self._load, self._places)
