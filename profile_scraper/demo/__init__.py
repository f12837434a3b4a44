"""An invented institute that comes with the package: its saved pages, and a server that answers as its site would."""

import hashlib
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from urllib.parse import urlsplit

_CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]+)">')
_ROBOTS = b"User-agent: *\nAllow: /\n"


def institute_pages() -> dict[str, bytes]:
    """Every page by its request target, as the page's own canonical link names it."""
    contents = [
        path.read_bytes() for path in files(__package__).joinpath("pages").iterdir() if path.name.endswith(".html")
    ]
    return {_target(content): content for content in contents}


@contextmanager
def serve_institute() -> Iterator[str]:
    """Serve the pages on loopback until the block ends; gives scheme and host."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, institute_pages()))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    """Answers with a page, or with 404."""

    protocol_version = "HTTP/1.1"

    def __init__(self, pages: Mapping[str, bytes], *args: object) -> None:
        self._pages = pages
        super().__init__(*args)  # type: ignore[arg-type] # the server gives request, address and itself

    def do_GET(self) -> None:
        """Answer one request."""
        if self.path == "/robots.txt":
            self._send(200, "text/plain", _ROBOTS)
        elif (page := self._pages.get(self.path)) is not None:
            self._send(200, "text/html; charset=utf-8", page)
        else:
            self._send(404, "text/html; charset=utf-8", b"<html><title>Page not found</title></html>")

    def log_message(self, *_: object) -> None:
        """Print nothing: the crawl has its own log."""

    def _send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.sha256(body).hexdigest()[:32]}"')
        self.end_headers()
        self.wfile.write(body)


def _target(page: bytes) -> str:
    found = _CANONICAL.search(page)
    if not found:
        raise ValueError(f"no canonical link in the page that begins with {page[:60]!r}")
    address = urlsplit(unescape(found[1].decode()))
    return f"{address.path}?{address.query}" if address.query else address.path


__all__ = ["institute_pages", "serve_institute"]
