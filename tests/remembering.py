"""A memory for what is kept from build to build, without files, for the tests of the rooms that use it."""

from collections.abc import Iterator
from hashlib import blake2b

from profile_scraper.pair import PageSummary, summary_of
from profile_scraper.records.page import ProfilePage


class InADictionary:
    """Keeps results as long as it lives."""

    def __init__(self) -> None:
        self.results: dict[bytes, str] = {}
        self.hits = 0

    def get(self, key: bytes) -> str | None:
        self.hits += key in self.results
        return self.results.get(key)

    def __contains__(self, key: bytes) -> bool:
        return key in self.results

    def put(self, key: bytes, result: str) -> None:
        self.results[key] = result


class Carded(list[ProfilePage]):
    """Pages that can be distinguished, whenever they were retrieved."""

    def summaries(self) -> Iterator[PageSummary]:
        for index, page in enumerate(self):
            timeless = page.model_copy(update={"source": page.source.model_copy(update={"retrieved": None})})
            digest = blake2b(timeless.model_dump_json().encode(), digest_size=16).digest()
            yield summary_of(page)._replace(page_index=index, digest=digest)
