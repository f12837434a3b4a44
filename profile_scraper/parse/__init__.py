"""From the bytes of one page to one record: pure, without files, network or clock.

    read_page(capture, site=None) -> ProfilePage | DirectoryPage | Problem
    read_capture(capture, site=None) -> Reading
    fingerprint(capture, site=None) -> dict[str, str] | None

``read_page`` never raises, whatever the bytes: a page that is no profile and no directory is a ``Problem`` of stage
``parse`` whose ``url`` is the page's canonical address, else ``capture.name``.
``site`` is the site that a crawl or ``--site`` names; without it the site is told from the capture's address, the
archive's own word, the page's words, in this order.

``read_capture`` gives the same ``record`` and, for whoever goes on crawling, the addresses that the page names,
absolute and as printed (``sites.read_address`` makes them canonical)::

    Reading(record, people: list[str], pages: list[str], alternates: dict[Language, str])

``people`` are profiles: cards of a directory, students, supervisors, authors. ``pages`` are links of the page's pager:
the directory's, or the second one that turns a person's publications. ``alternates`` are the page's other languages.

``fingerprint`` gives for each part of an HTML page (``topics``, ``publication_card``, ``heading.students``…) a hash of
where it stands: a hash that no earlier crawl had is a change of layout, seen before a field is lost.
"""

from profile_scraper.parse.read import fingerprint, read_capture, read_page
from profile_scraper.parse.reading import Reading

__all__ = ["Reading", "fingerprint", "read_capture", "read_page"]
