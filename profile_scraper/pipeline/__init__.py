"""The steps in order: what ``build`` and the end of a crawl run."""

from profile_scraper.pipeline.build import Built, build, page_store

__all__ = ["Built", "build", "page_store"]
