"""How much of a page survives a redesign: each change of ``testbed.mutate`` alone, then many together.

    python -m benchmarks.drift [--pages 40] [--show 3]

For each change: the share of all fields that come out right, how many come out wrong (a value that the page does not
say), and how many of those the record itself marks as doubtful. A value that is missing is lost, not wrong.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from benchmarks.parse import capture_of
from profile_scraper.parse import read_page
from testbed.generate import generate
from testbed.mutate import MUTATIONS, mutate
from testbed.render import pages
from testbed.truth import truth

_INDEX = re.compile(r"\[\d+\]")
TOGETHER = (
    ("classes-renamed", "minified"),
    ("classes-gone", "headings-h3", "minified", "tags-upper"),
    ("classes-renamed", "sections-wrapped", "sections-moved", "headings-bold"),
    ("classes-renamed", "values-br", "entities", "dots", "control-button"),
    ("classes-renamed", "pretty", "attributes", "cut-elsewhere"),
    ("classes-renamed", "rest-elsewhere", "headings-h3", "tags-unclosed"),
    ("classes-renamed", "control-details", "values-br", "tags-upper", "entities"),
    ("headings-bold", "values-br", "minified", "dots", "control-capital"),
    ("classes-renamed", "headings-role", "elements-custom"),
    ("classes-renamed", "headings-counted", "commented"),
    ("classes-gone", "headings-anchored", "spans", "shared"),
    ("classes-gone", "headings-tabs", "commented", "shared"),
    ("classes-gone", "headings-counted", "elements-custom", "spans", "commented", "minified"),
    (
        "classes-gone",
        "sections-moved",
        "sections-wrapped",
        "headings-bold",
        "values-br",
        "rest-elsewhere",
        "control-button",
        "dots",
        "entities",
        "minified",
        "attributes",
        "tags-upper",
        "tags-unclosed",
    ),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--show", type=int, default=0, help="differences to print for each change")
    asked = parser.parse_args()
    world = generate(people=80, seed=11)
    known = truth(world).pages
    sampled = [(target, body) for target, body in pages(world) if known.get(target, {}).get("type") == "profile"]
    sampled = sampled[:: max(1, len(sampled) // asked.pages)]
    for names in [(), *((name,) for name in MUTATIONS), *TOGETHER]:
        counts: Counter[str] = Counter()
        lost: Counter[str] = Counter()
        shown = 0
        for target, body in sampled:
            for verdict, path, detail in judged(known[target], target, mutate(body, names)):
                counts[verdict] += 1
                if verdict != "right":
                    lost[f"{_INDEX.sub('[]', path)} {verdict}"] += 1
                    if shown < asked.show:
                        shown += 1
                        print(f"    {target} {path} {verdict}: {detail}"[:400])
        share = counts["right"] / counts.total()
        name = "+".join(names) or "unchanged"
        figures = f"{share:.4f} right, {counts['wrong']:3} wrong, {counts['doubted']:3} doubted"
        print(f"{figures}  {name}  {dict(lost.most_common(6)) or ''}")


def judged(want: dict[str, Any], target: str, page: bytes) -> Iterator[tuple[str, str, str]]:
    """A verdict (right, lost, doubted, wrong) for each field of a page."""
    got = read_page(capture_of(target, page)).model_dump(mode="json")
    if got.get("type") != "profile":
        got = {}
    warned = tuple(warning["field"] for warning in got.get("warnings", ()))
    for verdict, path, detail in _compared(want, got, ""):
        yield ("doubted" if verdict == "wrong" and path.startswith(warned) and warned else verdict), path, detail


def _compared(want: Any, got: Any, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(want, dict):
        for key, value in want.items():
            yield from _compared(value, (got or {}).get(key), f"{path}.{key}".lstrip("."))
    elif isinstance(want, list):
        yield from _compared_lists(want, got or [], path)
    elif want == got:
        yield "right", path, ""
    else:
        yield ("lost" if got in (None, "") else "wrong"), path, f"{want!r} became {got!r}"


def _compared_lists(want: list[Any], got: list[Any], path: str) -> Iterator[tuple[str, str, str]]:
    if len(want) == len(got):
        for index, (one, other) in enumerate(zip(want, got, strict=True)):
            yield from _compared(one, other, f"{path}[{index}]")
        return
    unmatched = [_key(item) for item in got]
    for item in want:
        key = _key(item)
        if key in unmatched:
            unmatched.remove(key)
            yield "right", f"{path}[]", ""
        else:
            yield "lost", f"{path}[]", f"{key!r} is missing"
    for key in unmatched:
        yield "wrong", f"{path}[]", f"{key!r} is not on the page"


def _key(item: Any) -> object:
    if not isinstance(item, dict):
        return item
    return item.get("title") if "position" in item else (item.get("name"), item.get("title"), item.get("profile"))


if __name__ == "__main__":
    main()
