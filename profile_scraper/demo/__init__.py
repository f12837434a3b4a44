"""An invented institute that comes with the package: its saved pages, and a server that answers as its site would."""

from profile_scraper.demo.server import institute_pages, serve_institute

__all__ = ["institute_pages", "serve_institute"]
