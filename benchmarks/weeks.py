"""What a week costs: a crawl that found most pages unchanged, added to the one before, against building from scratch.

    python -m benchmarks.weeks [--people 900] [--changed 100] [--light]

Pages weigh 180 KB, as real ones are reported to, or with ``--light`` a tenth of that. Of the second crawl's pages one
in ``--changed`` is another page than a week before; the others are found unchanged. Every figure is that of a whole
build, in a process of its own; both ways must give the same bytes.
"""

import argparse
import filecmp
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from benchmarks.archive import run_child
from benchmarks.parse import weighed
from profile_scraper.archive.writer import WarcWriter
from testbed.generate import generate
from testbed.render import pages
from testbed.world import BASE_URL

_WEEKS = ("2026-11-15T06:00:00Z", "2026-11-22T06:00:00Z")
_SAMPLE = 200
"""Pages whose weight is looked at."""
_HTML = [(b"Content-Type", b"text/html; charset=utf-8")]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=900)
    parser.add_argument("--changed", type=int, default=100, help="one page in so many has changed")
    parser.add_argument("--light", action="store_true", help="pages without the site's menus")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        _measure(Path(name), asked.people, asked.changed, light=asked.light)


def _measure(folder: Path, people: int, changed: int, *, light: bool) -> None:
    snapshot = folder / "snapshot"
    snapshot.mkdir()
    number, size = _crawl(snapshot, _institute(people, light=light), 0, 1)
    print(f"{number} pages of {size / number / 1000:.0f} KB")
    first = _built("the first crawl", snapshot, folder / "dataset")
    again = _built("the same again", snapshot, folder / "dataset")
    news, _ = _crawl(snapshot, _institute(people, light=light), 1, changed)
    added = _built(f"a week later, {news} pages changed", snapshot, folder / "dataset")
    from_scratch = _built("both crawls from scratch", snapshot, folder / "scratch")
    same = filecmp.cmpfiles(
        folder / "dataset", folder / "scratch", [path.name for path in (folder / "scratch").iterdir()], shallow=False
    )
    print(f"  the same bytes: {'yes' if not same[1] and not same[2] else f'NO: {same[1:]}'}")
    print(f"  added ÷ from scratch: {added / from_scratch:.2f}; again ÷ first: {again / first:.2f}")


def _built(what: str, snapshot: Path, dataset: Path) -> float:
    run = run_child("build", snapshot, dataset)
    print(f"  {what:34} {run['wall']:6.1f} s, {run['cpu']:6.1f} s of processors, {run['memory']:5.0f} MB", flush=True)
    return run["wall"]


def _institute(people: int, *, light: bool) -> Iterator[tuple[str, bytes]]:
    world = generate(people, seed=9)
    return pages(world if light else weighed(world, list(islice(pages(world), _SAMPLE))))


def _crawl(snapshot: Path, found: Iterable[tuple[str, bytes]], week: int, changed: int) -> tuple[int, int]:
    """Archive a crawl: how many of its pages are new, and how many bytes they have."""
    number = size = 0
    with WarcWriter(snapshot / f"{week}.warc.gz", "mila", _WEEKS[week]) as writer:
        for index, (target, body) in enumerate(found):
            if index % changed:
                writer.revisit(BASE_URL + target, 304, _HTML, _WEEKS[week], _WEEKS[0])
                continue
            changed_body = body.replace(b" on ", b" upon ").replace(b" sur ", b" quant aux ") if week else body
            writer.response(BASE_URL + target, 200, _HTML, changed_body, _WEEKS[week])
            number, size = number + 1, size + len(body)
    return number, size


if __name__ == "__main__":
    main()
