"""Serves an invented institute over HTTP as the real site would, with the faults that a seed gives it.

from testbed.server import serve

with serve(render(world)) as site:
    ...                 # crawl site.url
    site.log            # every request, with what was answered

python -m testbed.server --people 200 --port 8000
"""

import argparse
import asyncio
import gzip
import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import parse_qsl, unquote, urlencode

from testbed.faults import Fault, Faults

ROBOTS = b"User-agent: *\nDisallow: /admin/\n"
_LAST_MODIFIED = "Sun, 22 Nov 2026 06:00:00 GMT"
_PHRASES = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 404: "Not Found", 410: "Gone"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the access log."""

    target: str
    """As asked for."""
    agent: str
    status: int
    """What was answered, 0 where the connection was broken instead."""
    sent: int
    """Bytes of the body."""
    at: float
    """When it was answered, in seconds on the server's clock."""
    language: str = ""
    """``Accept-Language``."""
    begun: float = 0.0
    """When it was read."""


@dataclass(slots=True)
class Site:
    """A site that is being served; its pages may be changed meanwhile."""

    pages: dict[str, bytes]
    """By request target in canonical form."""
    faults: Faults
    robots: bytes | None = ROBOTS
    validators: bool = True
    """Whether answers carry ``ETag`` and ``Last-Modified``."""
    unknown_is_home: bool = True
    """The reported habit: an unknown address answers with the home page, status 200."""
    slashes: set[str] = field(default_factory=set)
    """Canonical targets that redirect to themselves with a final slash."""
    log: list[Asked] = field(default_factory=list)
    port: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    tries: Counter[str] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        """Scheme and host, for ``--base-url``."""
        return f"http://127.0.0.1:{self.port}"

    def asked(self, *statuses: int) -> Counter[str]:
        """How often each target was asked for, robots.txt aside; with these answers, if any are given."""
        return Counter(
            line.target
            for line in self.log
            if line.target != "/robots.txt" and (not statuses or line.status in statuses)
        )


@contextmanager
def serve(pages: Mapping[str, bytes], faults: Faults | None = None, port: int = 0) -> Iterator[Site]:
    """Serve the pages on loopback, in a thread, until the block ends."""
    site = Site(dict(pages), faults or Faults())
    started: Future[Callable[[], object]] = Future()
    thread = threading.Thread(target=lambda: asyncio.run(_serve(site, port, started)), daemon=True)
    thread.start()
    stop = started.result()
    try:
        yield site
    finally:
        stop()
        thread.join()


async def _serve(site: Site, port: int, started: "Future[Callable[[], object]]") -> None:
    """Serve until the function that ``started`` is given is called, from any thread."""
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    try:
        server = await asyncio.start_server(partial(_answer_all, site), "127.0.0.1", port)
    except OSError as error:
        started.set_exception(error)
        return
    site.port = server.sockets[0].getsockname()[1]
    started.set_result(partial(loop.call_soon_threadsafe, ended.set))
    await ended.wait()
    server.close()


def canonical(target: str) -> str:
    """The form under which the pages are kept: no stray parameter, no final slash, no first page."""
    path, _, query = target.partition("?")
    path = unquote(path).rstrip("/") or "/"
    page = dict(parse_qsl(query)).get("page", "")
    return path if page in ("", "0", "0,0") else f"{path}?{urlencode({'page': page})}"


async def _answer_all(site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while line := await reader.readline():
            target = line.split()[1].decode("ascii")
            headers: dict[str, str] = {}
            while (header := await reader.readline()).strip():
                name, _, value = header.decode("latin-1").partition(":")
                headers[name.strip().lower()] = value.strip()
            clock = asyncio.get_running_loop().time
            begun = clock()
            site.in_flight += 1
            site.most_in_flight = max(site.most_in_flight, site.in_flight)
            try:
                status, sent = await _answer(site, target, headers, writer)
            finally:
                site.in_flight -= 1
            agent, language = headers.get("user-agent", ""), headers.get("accept-language", "")
            site.log.append(Asked(target, agent, status, sent, clock(), language, begun))
            if status == 0:
                break
    except (ConnectionError, asyncio.CancelledError):
        pass
    finally:
        writer.close()


async def _answer(site: Site, target: str, headers: Mapping[str, str], writer: asyncio.StreamWriter) -> tuple[int, int]:
    if target == "/robots.txt":
        fault = site.faults.on_robots()
        if fault is None:
            missing = site.robots is None
            return await _send(writer, 404 if missing else 200, {"Content-Type": "text/plain"}, site.robots or b"")
    else:
        canonical_target = canonical(target)
        site.tries[canonical_target] += 1
        fault = site.faults.on_page(canonical_target, site.tries[canonical_target])
    if fault:
        return await _play(site, fault, target, writer)
    if target in site.slashes:
        return await _send(writer, 301, {"Location": f"{target}/"}, b"")
    body = site.faults.page(canonical_target, site.pages)
    if body is None:
        if not site.unknown_is_home:
            return await _send(
                writer, 404, {"Content-Type": "text/html"}, b"<html><title>Page not found</title></html>"
            )
        body = site.pages.get(
            "/fr" if canonical_target.startswith("/fr") else "/en", b"<html><title>Home | Mila</title></html>"
        )
    return await _send_page(site, headers, body, writer)


async def _send_page(
    site: Site, headers: Mapping[str, str], body: bytes, writer: asyncio.StreamWriter
) -> tuple[int, int]:
    fields = {"Content-Type": "text/html; charset=utf-8"}
    if site.validators:
        fields |= {"ETag": f'"{hashlib.md5(body).hexdigest()}"', "Last-Modified": _LAST_MODIFIED}
        if headers.get("if-none-match") == fields["ETag"]:
            return await _send(writer, 304, fields, b"")
    if "gzip" in headers.get("accept-encoding", ""):
        fields["Content-Encoding"] = "gzip"
        body = gzip.compress(body, 1)
    return await _send(writer, 200, fields, body)


async def _play(site: Site, fault: Fault, target: str, writer: asyncio.StreamWriter) -> tuple[int, int]:
    """Answer as the fault says; a broken connection counts as status 0."""
    if fault.kind == "stall":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<html>")
        await writer.drain()
        await asyncio.sleep(fault.seconds)
        return 0, 6
    if fault.kind == "reset":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n<html>")
        await writer.drain()
        writer.transport.abort()
        return 0, 6
    if fault.kind == "endless-body":
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
        sent = 0
        while sent < fault.size:
            writer.write(b"<p>more</p>" * 6000)
            sent += 66_000
            await writer.drain()
        return 0, sent
    fields = {
        "Content-Type": fault.type,
        **{name: value.format(base=site.url) for name, value in fault.headers.items()},
    }
    body = fault.body
    if fault.kind == "cut-gzip":
        compressed = gzip.compress(site.pages.get(canonical(target), b"<html></html>"))
        body = compressed[: len(compressed) // 2]
    return await _send(writer, fault.status, fields, body)


async def _send(writer: asyncio.StreamWriter, status: int, fields: Mapping[str, str], body: bytes) -> tuple[int, int]:
    lines = [
        f"HTTP/1.1 {status} {_PHRASES.get(status, 'Answer')}",
        *(f"{name}: {value}" for name, value in fields.items()),
    ]
    if status != 304:
        lines.append(f"Content-Length: {len(body)}")
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body)
    await writer.drain()
    return status, len(body)


def main() -> None:
    """Serve a generated institute until interrupted."""
    from testbed.generate import generate
    from testbed.render import render

    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument(
        "--faults", type=float, default=0.0, help="share of pages that fail once or twice before they come"
    )
    options = parser.parse_args()
    with serve(
        render(generate(options.people, options.seed)), Faults(options.seed, options.faults), options.port
    ) as site:
        print(site.url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(f"{len(site.log)} requests")


if __name__ == "__main__":
    main()
