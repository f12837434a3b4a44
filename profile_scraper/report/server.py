"""The review's page, on this machine alone: loopback, a token in the address, no change by GET."""

import hmac
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from profile_scraper.errors import UserError
from profile_scraper.records.base import Language
from profile_scraper.records.publication import RelationType
from profile_scraper.report.render import environment, say_in
from profile_scraper.report.review import Review

_LONGEST = 20_000
"""Bytes of a form, far more than a person types."""

_RELATIONS: tuple[RelationType, ...] = ("isVersionOf", "corrects", "isPartOfSeriesWith")


class ReviewServer(ThreadingHTTPServer):
    """Serves one review on a port of the loopback interface."""

    daemon_threads = True

    def __init__(self, review: Review, port: int = 0) -> None:
        """Listen on ``port``, or with 0 on any that is free.

        Raises:
            UserError: the port cannot be had.
        """
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except (OSError, OverflowError) as error:
            raise UserError(f"port {port} cannot be used ({error}): choose another --port") from error
        self.review = review
        self.token = secrets.token_urlsafe(24)
        self.page = environment().get_template("review.html.jinja")

    @property
    def names(self) -> tuple[str, str]:
        """What a browser on this machine calls the server."""
        return (f"127.0.0.1:{self.server_port}", f"localhost:{self.server_port}")

    @property
    def address(self) -> str:
        """Where the review is, with its token."""
        return f"http://{self.names[0]}/{self.token}/"


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    timeout = 10
    server_version = "profile-scraper"
    sys_version = ""
    _headers: ClassVar[dict[str, str]] = {
        "Cache-Control": "no-store",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def do_GET(self) -> None:
        """Show the question that is next."""
        if self._is_ours():
            self._show(HTTPStatus.OK)

    def do_POST(self) -> None:
        """Take an answer and show the next question."""
        if not self._is_ours():
            return
        # A browser sends Origin with every form; another page's form has another one.
        if self.headers.get("Origin", "") not in {"", f"http://{self.headers['Host']}"}:
            self._refuse(HTTPStatus.FORBIDDEN, "the form is another page's")
            return
        form = self._form()
        if form is None:
            return
        try:
            self._do(form)
        except UserError as error:
            self._show(HTTPStatus.CONFLICT, str(error))
            return
        self.send_response(HTTPStatus.SEE_OTHER)
        self.send_header("Location", f"/{self.server.token}/?language={self._language()}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _do(self, form: dict[str, str]) -> None:
        review, key = self.server.review, form.get("question", "")
        match form.get("do"):
            case "same" | "different" as answer:
                review.answer(key, answer, form.get("why", ""), None, turned=False)
            case "related":
                relation, _, direction = form.get("relation", "").partition(" ")
                chosen = next((one for one in _RELATIONS if one == relation), None)
                if chosen is None:
                    raise UserError("choose how the two are related")
                review.answer(key, "related", form.get("why", ""), chosen, turned=direction == "turned")
            case "later":
                review.later(key)
            case "back":
                review.take_back()
            case other:
                raise UserError(f"the form asks for {other!r}, which is nothing that can be done")

    def _is_ours(self) -> bool:
        """Whether the address has the token and the browser reached us by our own name, not by another's DNS."""
        given = urlsplit(self.path).path.strip("/")
        if self.headers.get("Host") not in {
            f"127.0.0.1:{self.server.server_port}",
            f"localhost:{self.server.server_port}",
        }:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "this server is called 127.0.0.1")
        elif not hmac.compare_digest(given.encode(), self.server.token.encode()):
            self._refuse(HTTPStatus.NOT_FOUND, "use the address that the command printed")
        else:
            return True
        return False

    def _form(self) -> dict[str, str] | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LONGEST:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a form has at most {_LONGEST} bytes")
            return None
        body = self.rfile.read(int(length)).decode("utf8", "replace")
        return {name: values[-1] for name, values in parse_qs(body, max_num_fields=20).items()}

    def _language(self) -> Language:
        return "fr" if parse_qs(urlsplit(self.path).query).get("language") == ["fr"] else "en"

    def _show(self, status: HTTPStatus, error: str = "") -> None:
        nonce, language = secrets.token_urlsafe(16), self._language()
        review = self.server.review
        page = self.server.page.render(
            say=say_in(language),
            language=language,
            nonce=nonce,
            question=review.next(),
            left=review.open_count,
            given=review.given,
            relations=_RELATIONS,
            error=error,
        )
        policy = (
            f"default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-{nonce}'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )
        self._send(status, page, "text/html; charset=utf-8", policy)

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        self.close_connection = True
        self._send(status, f"{reason}\n", "text/plain; charset=utf-8", "default-src 'none'")

    def _send(self, status: HTTPStatus, text: str, kind: str, policy: str) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in {**self._headers, "Content-Security-Policy": policy, "Content-Type": kind}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the address in a log line would hold the token."""
