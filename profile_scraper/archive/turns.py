"""Several processes share one reading: all go through the same inputs, each decodes the pages that fall to it."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Turns:
    """Deals what is read to ``of`` processes in turn; the same inputs give every process the same deal."""

    index: int = 0
    """Which of the processes this one is, from 0."""
    of: int = 1
    _dealt: int = field(default=-1, init=False)

    def mine(self) -> bool:
        """Whether the next thing that is read is this process's."""
        self._dealt += 1
        return self._dealt % self.of == self.index
