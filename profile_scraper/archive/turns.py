"""Several processes share one reading: all go through the same inputs, each decodes the pages that fall to it."""

from collections.abc import Callable
from dataclasses import dataclass, field

_HAND = 8
"""Pages that are dealt at a time."""


def _all(_: int) -> bool:
    return True


@dataclass(slots=True)
class Turns:
    """Which of the things that are read are this process's: all, or the hands that it is the first to claim."""

    claim: Callable[[int], bool] = _all
    """Told the number of a hand, from 0 in rising order: whether it is this process's; to one process it must be."""
    _dealt: int = field(default=-1, init=False)
    _claimed: bool = field(default=False, init=False)

    def mine(self) -> bool:
        """Whether the next thing that is read is this process's."""
        self._dealt += 1
        if self._dealt % _HAND == 0:
            self._claimed = self.claim(self._dealt // _HAND)
        return self._claimed
