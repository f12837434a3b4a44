"""The steps in order: what ``build`` and the end of a crawl run."""

from profile_scraper.pipeline.build import Built, build
from profile_scraper.pipeline.options import BuildOptions
from profile_scraper.pipeline.workspace import store_path, use_cluster

__all__ = ["BuildOptions", "Built", "build", "store_path", "use_cluster"]
