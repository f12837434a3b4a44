"""One guard at each border: a fault of one page costs that page, a disk that is full costs the rest of the crawl."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from profile_scraper.archive import read_inputs
from profile_scraper.archive.writer import ArchiveWriteError, WarcWriter, now
from profile_scraper.records.page import Capture
from testbed import faults
from testbed.faults import Fault, Faults
from testbed.server import Site, serve
from tests.crawl.runs import FAST, PROJECT, archived, crawl, targets

PROGRAM = Path(sys.executable).with_name("profile-scraper")


def run(site: Site, out: Path, file_size: int | None = None) -> subprocess.CompletedProcess[str]:
    """The command, with a limit on the size of each file that it writes: what a full disk does to the archive."""

    def limit() -> None:
        if file_size:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    words = [str(PROGRAM), "crawl", "mila", "--base-url", site.url, "--out", str(out)]
    words += [word for name, value in FAST.items() for word in ("-s", f"{name}={value}")]
    return subprocess.run(
        words, cwd=PROJECT, env=os.environ, check=False, capture_output=True, text=True, preexec_fn=limit
    )


def people(pages: dict[str, bytes]) -> list[str]:
    return [target for target in sorted(pages) if target.startswith("/fr/annuaire/") and "?" not in target]


@pytest.mark.slow
def test_a_full_disk_ends_the_crawl_unfinished_and_the_next_run_goes_on(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str]
) -> None:
    with serve(pages) as site:
        full = run(site, tmp_path, file_size=100_000)
        assert full.returncode == 2
        lines = [line for line in full.stderr.splitlines() if "CONTACT is not set" not in line]
        assert len(lines) == 1
        assert "the archive cannot be written: File too large" in lines[0]
        assert not (tmp_path / "dataset").exists()
        before = sum(site.asked(200).values())
        assert before < len(wanted)
        done = run(site, tmp_path)
        assert done.returncode == 0, done.stderr
        assert sum(site.asked(200).values()) <= len(wanted) + 3, "what the archive holds is not asked for again"
    captures, problems = archived(tmp_path)
    assert problems == []
    assert sorted(targets(site, captures)) == sorted(wanted)


def test_a_record_that_does_not_fit_leaves_no_half_of_it(tmp_path: Path) -> None:
    script = """
import resource, sys
from pathlib import Path
from profile_scraper.archive.writer import ArchiveWriteError, WarcWriter, now
writer = WarcWriter(Path(sys.argv[1]), "mila", now())
url = "https://mila.quebec/en/directory/"
writer.response(url + "a", 200, [(b"Content-Type", b"text/html")], b"<html>" + b"a" * 500, now())
size = Path(sys.argv[1]).stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, size + 100))
import os
try:
    writer.response(url + "b", 200, [(b"Content-Type", b"text/html")], os.urandom(5000), now())
except ArchiveWriteError:
    print(size == Path(sys.argv[1]).stat().st_size)
"""
    path = tmp_path / "x.warc.gz"
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=True, capture_output=True, text=True)
    assert done.stdout == "True\n"
    assert isinstance(ArchiveWriteError(1, "x"), OSError)


def test_a_fault_of_the_reader_costs_one_page(tmp_path: Path, pages: dict[str, bytes], wanted: set[str]) -> None:
    sick = people(pages)[4]
    broken = tmp_path / "sitecustomize.py"
    broken.write_text(
        "import profile_scraper.parse.read as r, profile_scraper.parse as p\n"
        "real = p.read_capture\n"
        "def read_capture(capture, site=None):\n"
        f"    if capture.url.endswith({sick!r}): raise RecursionError('too deep')\n"
        "    return real(capture, site)\n"
        "r.read_capture = p.read_capture = read_capture\n"
    )
    with serve(pages) as site:
        environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"}
        words = [sys.executable, "-m", "scrapy", "crawl", "mila", "-a", f"base_url={site.url}", "-a", f"out={tmp_path}"]
        words += [word for name, value in FAST.items() for word in ("-s", f"{name}={value}")]
        done = subprocess.run(words, cwd=PROJECT, env=environment, check=True, capture_output=True, text=True)
        asked = site.asked()
    assert "Traceback" not in done.stderr
    _, problems = archived(tmp_path)
    assert [(problem.url, problem.reason) for problem in problems] == [(site.url + sick, "unreadable")]
    assert "RecursionError: too deep" in problems[0].detail
    assert {target for target in wanted if not target.startswith(sick)} <= asked.keys()


def scrapy_with(tmp_path: Path, patch: str, site: Site) -> subprocess.CompletedProcess[str]:
    """Crawl in a process whose program was changed."""
    (tmp_path / "sitecustomize.py").write_text(patch)
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"}
    words = [str(PROGRAM), "crawl", "mila", "--base-url", site.url, "--out", str(tmp_path / "out")]
    words += [word for name, value in FAST.items() for word in ("-s", f"{name}={value}")]
    return subprocess.run(words, cwd=PROJECT, env=environment, check=False, capture_output=True, text=True)


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 1 << 20], ids=["small", "large"])
def test_a_page_that_takes_too_long_to_read_costs_that_page(
    tmp_path: Path, pages: dict[str, bytes], wanted: set[str], size: int
) -> None:
    sick = people(pages)[4]
    changed = {**pages, sick: pages[sick] + b" " * size}
    patch = (
        "import profile_scraper.parse.bounded as b\n"
        "def read(capture, site):\n"
        f"    while capture.url.endswith({sick!r}): pass\n"
        "    return real(capture, site)\n"
        "real = b.read_capture\n"
        "b.capture_reader = lambda: b.BoundedReader(read, b._without_addresses, 1)\n"
    )
    with serve(changed) as site:
        done = scrapy_with(tmp_path, patch, site)
        asked = site.asked()
    assert done.returncode in (0, 1), done.stderr
    assert {target for target in wanted if not target.startswith(sick)} <= asked.keys()


@pytest.mark.parametrize("step", ["start", "idle"])
def test_a_fault_outside_of_pages_ends_the_command_with_status_70(
    tmp_path: Path, pages: dict[str, bytes], step: str
) -> None:
    name = "from_crawler" if step == "start" else "_has_more"
    patch = (
        "import profile_scraper.spiders.site as s\n"
        "def fail(*_, **__): raise ZeroDivisionError('here')\n"
        f"s.SiteSpider.{name} = fail\n"
    )
    with serve(pages) as site:
        done = scrapy_with(tmp_path, patch, site)
    assert done.returncode == 70, done.stderr
    assert "here" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "location", ["http://[::1", "http://exa mple:port/", "file:///etc/passwd", "javascript:alert(1)"]
)
def test_a_redirect_to_no_address_has_its_line(tmp_path: Path, pages: dict[str, bytes], location: str) -> None:
    sick = people(pages)[4]
    with serve(pages, Faults(lasting={sick: faults.redirect(location)})) as site:
        crawl(site, tmp_path)
        asked = site.asked()
        crawl(site, tmp_path)
    _, problems = archived(tmp_path)
    assert [(problem.url, problem.reason) for problem in problems] == [(site.url + sick, "off-site")]
    assert location[:12] in problems[0].detail
    assert len(asked) > 60


def test_a_response_with_two_thousand_cookies_is_read_back(tmp_path: Path, pages: dict[str, bytes]) -> None:
    sick = people(pages)[4]
    headers = {f"X-Cookie-{number}": "x" * 60 for number in range(1000)}
    cookies = [(b"Set-Cookie", b"c%d=%s" % (number, b"x" * 40)) for number in range(2000)]
    path = tmp_path / "two.warc.gz"
    with WarcWriter(path, "mila", now()) as writer:
        kind = (b"Content-Type", b"text/html; charset=utf-8")
        writer.response(f"https://mila.quebec{sick}", 200, [*cookies, kind], pages[sick], now())
    found = list(read_inputs([path]))
    assert [(capture.body, capture.charset) for capture in found if isinstance(capture, Capture)] == [
        (pages[sick], "utf-8")
    ]
    with serve(pages, Faults(lasting={sick: Fault(headers=headers, body=pages[sick])})) as site:
        crawl(site, tmp_path / "out", "-a", "limit=5")
        crawl(site, tmp_path / "out", "-a", "limit=5")
    _, problems = archived(tmp_path / "out")
    assert problems == []


def test_the_disk_is_full_when_the_problems_are_written(tmp_path: Path, pages: dict[str, bytes]) -> None:
    small = {target: body for target, body in pages.items() if target in ("/en/directory", "/fr/annuaire")}
    many = b"".join(b'<a href="/en/directory/nobody-%d">x</a>' % number for number in range(600))
    small["/en/directory"] = small["/en/directory"].replace(b"</main>", many + b"</main>")
    faulty = Faults(lasting={f"/en/directory/nobody-{number}": faults.redirect("file:///x") for number in range(600)})
    with serve(small, faulty) as site:
        words = ["-a", "limit=600"]
        settings = {**FAST, "FAILURE_LIMIT": "100000"}
        crawl(site, tmp_path / "whole", *words, settings=settings)
        (path,) = (tmp_path / "whole/snapshot").glob("*.warc.gz")
        size = path.stat().st_size
        full = run(site, tmp_path / "full", file_size=int(size * 0.9))
    assert full.returncode == 2, json.dumps(full.stderr[-300:])
    assert list((tmp_path / "full/snapshot").glob("*.open"))
