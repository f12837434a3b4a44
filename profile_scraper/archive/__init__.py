"""Raw responses in and out: WARC files, saved pages, plain-text renderings. Parses nothing.

    read_inputs(inputs, progress=None, partition=None) -> Iterator[Capture | Problem]

reads any mix of INPUTs, never raises for bad input, and calls ``progress(done, total)`` with the bytes read and in all.
Where an address has several captures in several archives, the newest comes first.
Processes that read the same inputs share the pages with a :class:`Partition`: each page is read by one of them.
"""

from profile_scraper.archive.inputs import Partition, Progress, find_inputs, read_inputs

__all__ = ["Partition", "Progress", "find_inputs", "read_inputs"]
