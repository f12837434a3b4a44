"""What goes wrong on a served site: passing faults that a seed spreads over the pages, and lasting ones by address."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from testbed.world import DIRECTORY

Kind: TypeAlias = Literal["answer", "reset", "stall", "cut-gzip", "endless-body"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong answer."""

    kind: Kind = "answer"
    status: int = 200
    type: str = "text/html"
    headers: Mapping[str, str] = field(default_factory=dict)
    """``{base}`` stands for the site's own scheme and host."""
    body: bytes = b"<html><title>Error</title></html>"
    seconds: float = 60.0
    """How long a stall lasts."""
    size: int = 200_000_000
    """How long an endless body is, in bytes."""


BUSY = Fault(status=503, headers={"Retry-After": "0"})
SLOW_DOWN = Fault(status=429, headers={"Retry-After": "0"})
BROKEN = Fault(status=500)
RESET = Fault("reset")
STALL = Fault("stall")
CUT_GZIP = Fault("cut-gzip", headers={"Content-Encoding": "gzip"})
PASSING = (BUSY, SLOW_DOWN, BROKEN, RESET, CUT_GZIP)

REMOVED = Fault(status=410)
MISSING = Fault(status=404)
FORBIDDEN = Fault(status=403)
WRONG_TYPE = Fault(type="application/pdf", body=b"%PDF-1.7 nothing to read")
BIG = Fault("endless-body")
CHALLENGE = Fault(body=b"<html><title>Just a moment...</title><p>Checking your browser</p></html>")


def bomb(size: int = 60_000_000) -> Fault:
    """A small gzip body that unpacks to so many bytes."""
    packed = gzip.compress(b"<p>" + b"\0" * size)
    return Fault(headers={"Content-Encoding": "gzip"}, body=packed)


def redirect(target: str, status: int = 302) -> Fault:
    """A redirect; ``{base}`` in the target stands for the site's own scheme and host."""
    return Fault(status=status, headers={"Location": target}, body=b"")


@dataclass(slots=True)
class Faults:
    """Which page answers how, and when."""

    seed: int = 0
    rate: float = 0.0
    """Share of the pages that fail once or twice before they come."""
    passing: tuple[Fault, ...] = PASSING
    lasting: dict[str, Fault] = field(default_factory=dict)
    """By canonical target."""
    endless: set[str] = field(default_factory=set)
    """First pages of pagers that never end."""
    robots: Fault | None = None

    def on_robots(self) -> Fault | None:
        """What robots.txt answers instead of itself."""
        return self.robots

    def on_page(self, target: str, number: int) -> Fault | None:
        """What the page answers instead of itself, the ``number``-th time that it is asked for (from 1)."""
        if target in self.lasting:
            return self.lasting[target]
        dice = int.from_bytes(hashlib.sha256(f"{self.seed} {target}".encode()).digest()[:6])
        if dice % 10_000 >= self.rate * 10_000 or number > 1 + dice // 10_000 % 2:
            return None
        return self.passing[dice // 20_000 % len(self.passing)]

    def page(self, target: str, pages: Mapping[str, bytes]) -> bytes | None:
        """The page, with a link to one more where its pager never ends; None where there is none."""
        first, _, query = target.partition("?")
        if first not in self.endless:
            return pages.get(target)
        number = int((re.findall(r"(\d+)$", query) or ["0"])[0])
        value = str(number + 1) if first in DIRECTORY.values() else f"0%2C{number + 1}"
        nav = f'<nav class="pager"><ul><li><a href="?page={value}">Next</a></li></ul></nav>'.encode()
        body, replaced = re.subn(rb'<nav class="pager".*?</nav>', nav, pages.get(target, pages[first]), flags=re.DOTALL)
        return body if replaced else body.replace(b"</main>", nav + b"</main>")
