"""The web server of a review: loopback only, a token in the address, changes by POST only."""

import hmac
import secrets
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from profile_scraper.messages import UserError, _
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.decision import CorrectStatement
from profile_scraper.records.publication import RelationType
from profile_scraper.report.questions import KINDS, QuestionKind
from profile_scraper.report.render import environment
from profile_scraper.report.review import Review
from profile_scraper.report.wording import code_words, counted_text, translator

_MAX_FORM_BYTES = 20_000
"""Far more than a person types."""

_STATEMENTS: tuple[CorrectStatement, ...] = ("first", "second", "neither")
_RELATIONS: tuple[RelationType, ...] = ("isVersionOf", "corrects", "isPartOfSeriesWith")


class ReviewServer(ThreadingHTTPServer):
    """Serves one review on a loopback port."""

    daemon_threads = True

    def __init__(self, review: Review, port: int = 0) -> None:
        """Listen on ``port``; 0 means any free port.

        Raises:
            UserError: the port cannot be used.
        """
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except (OSError, OverflowError) as error:
            raise UserError(
                _("port {port} cannot be used ({error}): choose another --port").format(port=port, error=error)
            ) from error
        self.review = review
        self.token = secrets.token_urlsafe(24)
        self.page = environment().get_template("review.html.jinja")

    @property
    def names(self) -> tuple[str, str]:
        """The host names by which a browser on this machine reaches the server."""
        return (f"127.0.0.1:{self.server_port}", f"localhost:{self.server_port}")

    @property
    def address(self) -> str:
        """Address of the review, with its token."""
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
        """Show the next question."""
        if self._is_authorized():
            self._show(HTTPStatus.OK)

    def do_POST(self) -> None:
        """Accept an answer and show the next question."""
        if not self._is_authorized():
            return
        # A browser sends Origin with every form; a form of another page has another origin.
        if self.headers.get("Origin", "") not in {"", f"http://{self.headers['Host']}"}:
            self._reject(HTTPStatus.FORBIDDEN, "the form comes from another page")
            return
        form = self._form()
        if form is None:
            return
        try:
            self._apply(form)
        except UserError as error:
            self._show(HTTPStatus.CONFLICT, str(error))
            return
        self.send_response(HTTPStatus.SEE_OTHER)
        kind = f"&kind={self._kind()}" if self._kind() else ""
        self.send_header("Location", f"/{self.server.token}/?language={self._language()}{kind}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _apply(self, form: dict[str, str]) -> None:
        review, key, why = self.server.review, form.get("question", ""), form.get("why", "")
        action, *following = form.get("do", "").split(" ", 1)
        choice = "".join(following)
        match action:
            case "same" | "different" as answer:
                review.answer(key, answer, why)
            case "related":
                relation, *direction = form.get("relation", "").split(" ")
                relation_type = next((each for each in _RELATIONS if each == relation), None)
                if relation_type is None:
                    raise UserError(_("choose how the two publications are related"))
                review.answer(key, "related", why, relation_type, reverse=direction == ["reverse"])
            case "correct":
                statement = next((each for each in _STATEMENTS if each == choice), None)
                if statement is None:
                    raise UserError(_("choose which of the two is right"))
                review.say_correct(key, statement, why)
            case "choose":
                if choice != "none" and not (choice.isdecimal() and len(choice) < 4):
                    raise UserError(_("choose one of the labels that the page shows"))
                review.select_candidate(key, None if choice == "none" else int(choice), why)
            case "later":
                review.postpone(key)
            case "undo":
                review.undo()
            case other:
                raise UserError(_("the form has an unknown action {other!r}").format(other=other))

    def _is_authorized(self) -> bool:
        """Whether the address has the token and the Host header names this server, against DNS rebinding."""
        given = urlsplit(self.path).path.strip("/")
        if self.headers.get("Host") not in {
            f"127.0.0.1:{self.server.server_port}",
            f"localhost:{self.server.server_port}",
        }:
            self._reject(HTTPStatus.MISDIRECTED_REQUEST, "use the host name 127.0.0.1")
        elif not hmac.compare_digest(given.encode(), self.server.token.encode()):
            self._reject(HTTPStatus.NOT_FOUND, "use the address that the command printed")
        else:
            return True
        return False

    def _form(self) -> dict[str, str] | None:
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _MAX_FORM_BYTES:
            self._reject(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a form has at most {_MAX_FORM_BYTES} bytes")
            return None
        body = self.rfile.read(int(length)).decode("utf8", "replace")
        return {name: values[-1] for name, values in parse_qs(body, max_num_fields=20).items()}

    def _language(self) -> Language:
        """The language that the address names, else the first one of the browser's that the page has."""
        named = parse_qs(urlsplit(self.path).query).get("language", [])
        accepted = [each.strip()[:2].lower() for each in self.headers.get("Accept-Language", "").split(",")]
        return next((language for each in (*named, *accepted) for language in LANGUAGES if language == each), "en")

    def _kind(self) -> QuestionKind | None:
        """The kind of questions that the person chose, None for all."""
        asked = parse_qs(urlsplit(self.path).query).get("kind", [""])[-1]
        return next((kind for kind in KINDS if kind == asked), None)

    def _show(self, status: HTTPStatus, error: str = "") -> None:
        nonce, language = secrets.token_urlsafe(16), self._language()
        review, kind = self.server.review, self._kind()
        asked = review.next(kind)
        page = self.server.page.render(
            message=translator(language),
            counted=lambda key, count: counted_text(key, count, language),
            language=language,
            nonce=nonce,
            facet=code_words("facet", asked.about_name, language) if asked and asked.kind in {"term", "label"} else "",
            question=asked,
            review=review,
            kind=kind,
            given=review.given,
            relations=_RELATIONS,
            error=error,
        )
        policy = (
            f"default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-{nonce}'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        )
        self._send(status, page, "text/html; charset=utf-8", policy)

    def _reject(self, status: HTTPStatus, reason: str) -> None:
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
        """Log nothing: the address contains the token."""
