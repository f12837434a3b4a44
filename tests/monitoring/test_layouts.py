"""A redesign gives one alert when it comes, and the usual variety of pages gives none."""

import re
from collections.abc import Iterable
from pathlib import Path

from profile_scraper.monitoring import (
    Layouts,
    count_layouts,
    layout_alerts,
    read_layouts,
    save_layouts,
)
from profile_scraper.parse import fingerprint
from profile_scraper.records.page import Capture
from testbed.generate import generate
from testbed.render import render


def _layouts(bodies: Iterable[bytes]) -> Layouts:
    structures = (
        fingerprint(Capture(f"https://mila.quebec/en/directory/p{n}", None, body, "html", None, 200, None, "", "mila"))
        for n, body in enumerate(bodies)
    )
    return count_layouts(filter(None, structures))


def _pages(seed: int) -> list[bytes]:
    return [body for target, body in render(generate(40, seed)).items() if "/directory/" in target]


def test_other_people_in_the_same_layout_are_silent() -> None:
    assert layout_alerts(_layouts(_pages(1)), _layouts(_pages(2))) == []


def test_the_first_crawl_has_nothing_to_be_held_against() -> None:
    assert layout_alerts(_layouts(_pages(1)), {}) == []


def test_renamed_classes_are_told_by_part() -> None:
    renamed = [body.replace(b"field-name-field-taxonomy-references4", b"field-subjects") for body in _pages(1)]
    [change] = layout_alerts(_layouts(renamed), _layouts(_pages(1)))
    assert (change.kind, change.metric) == ("layout-changed", "topics")
    assert "is missing on most pages" in change.detail


def test_a_moved_part_is_told() -> None:
    wrapped = [re.sub(rb"<h1>(.*?)</h1>", rb'<div class="hero"><h1>\1</h1></div>', body) for body in _pages(1)]
    assert "name has moved" in layout_alerts(_layouts(wrapped), _layouts(_pages(2)))[0].detail


def test_what_was_told_is_known_afterwards_and_what_comes_back_too(tmp_path: Path) -> None:
    path = tmp_path / "layouts.json"
    old = _layouts(_pages(1))
    new = _layouts(re.sub(rb"<h1>(.*?)</h1>", rb'<div class="hero"><h1>\1</h1></div>', body) for body in _pages(1))
    save_layouts(path, old, read_layouts(path))
    assert layout_alerts(new, read_layouts(path))
    save_layouts(path, new, read_layouts(path))
    assert layout_alerts(new, read_layouts(path)) == []
    assert layout_alerts(old, read_layouts(path)) == []


def test_a_crawl_that_met_hardly_any_page_anew_teaches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "layouts.json"
    save_layouts(path, _layouts(_pages(1)), {})
    known = read_layouts(path)
    save_layouts(path, _layouts(_pages(2)[:3]), known)
    assert read_layouts(path) == known


def test_a_broken_file_teaches_nothing(tmp_path: Path) -> None:
    for text in ("", "[1, 2]", '{"name": "h1"}', '{"name": {"x": "many"}}'):
        (tmp_path / "layouts.json").write_text(text)
        assert read_layouts(tmp_path / "layouts.json") == {}
