"""Raw responses in and out: WARC files, saved pages, plain-text renderings. Parses nothing.

    read_inputs(inputs, progress=None, skipped=None) -> Iterator[Capture | Problem]

reads any mix of INPUTs, never raises for bad input, and calls ``progress(done, total)`` with the bytes read and in all.
Where an address has several captures in several archives, the newest comes first.
"""

from profile_scraper.archive.inputs import Progress, find_inputs, read_inputs

__all__ = ["Progress", "find_inputs", "read_inputs"]
