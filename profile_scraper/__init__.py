"""Turn an institute's French and English profile pages into one clean dataset.

The functions below are imported when they are first used; ``docs/python.md`` describes them.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it as true; the module typing would triple the time of this import
if TYPE_CHECKING:
    from profile_scraper.api import BuildResult, CrawlResult, PageError, build, crawl, load_site, parse_page
    from profile_scraper.dataset.filter import Filters
    from profile_scraper.dataset.read import Dataset, read_dataset
    from profile_scraper.dedupe import DeduplicationResult, InputRecord, UnknownFieldWarning, deduplicate
    from profile_scraper.exporters import ExportCounts, export
    from profile_scraper.messages import UserError

__all__ = [
    "BuildResult",
    "CrawlResult",
    "Dataset",
    "DeduplicationResult",
    "ExportCounts",
    "Filters",
    "InputRecord",
    "PageError",
    "UnknownFieldWarning",
    "UserError",
    "build",
    "crawl",
    "deduplicate",
    "export",
    "load_site",
    "parse_page",
    "read_dataset",
]

_MODULES = {
    "BuildResult": "api",
    "CrawlResult": "api",
    "Dataset": "dataset.read",
    "DeduplicationResult": "dedupe",
    "ExportCounts": "exporters",
    "Filters": "dataset.filter",
    "InputRecord": "dedupe",
    "PageError": "api",
    "UnknownFieldWarning": "dedupe",
    "UserError": "messages",
    "build": "api",
    "crawl": "api",
    "deduplicate": "dedupe",
    "export": "exporters",
    "load_site": "api",
    "parse_page": "api",
    "read_dataset": "dataset.read",
}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
