"""Files without a name, for what a large build cannot hold: they vanish with the process."""

from contextlib import ExitStack
from pathlib import Path
from typing import IO


class Scratch(ExitStack):
    """Makes such files, and closes them together when the block ends."""

    def __init__(self, folder: Path) -> None:
        """Let the files stand in ``folder``."""
        super().__init__()
        self._folder = folder

    def file(self) -> IO[bytes]:
        """An empty file."""
        from tempfile import TemporaryFile  # a small dataset does without

        return self.enter_context(TemporaryFile(dir=self._folder))
