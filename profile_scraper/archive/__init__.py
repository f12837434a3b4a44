"""Raw responses in and out: WARC files, saved pages, plain-text renderings. Parses nothing.

    read_inputs(inputs, progress=None, turns=None) -> Iterator[Capture | Problem]

reads any mix of INPUTs, never raises for bad input, and tells ``progress(done, total)`` how many bytes it has read.
Where an address has several captures in several archives, the newest comes first.
Processes that share the reading are given :class:`Turns`: together they get each page once.
"""

from profile_scraper.archive.inputs import Progress, Turns, find_inputs, read_inputs

__all__ = ["Progress", "Turns", "find_inputs", "read_inputs"]
