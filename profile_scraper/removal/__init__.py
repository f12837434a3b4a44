"""Find what still holds people who asked to be left out, in every file of a folder, and delete their pages."""

from profile_scraper.removal.people import RemovedPerson, Trace, TraceKind, identify
from profile_scraper.removal.search import purge, search

__all__ = ["RemovedPerson", "Trace", "TraceKind", "identify", "purge", "search"]
