"""The steps in order: what ``build`` and the end of a crawl run."""

from profile_scraper.pipeline.build import Built, build

__all__ = ["Built", "build"]
