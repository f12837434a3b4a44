"""Lines are sorted the same whether they fit in memory or spill to temporary files."""

from pathlib import Path
from tempfile import gettempdir

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profile_scraper.dataset import write
from profile_scraper.dataset.write import write_dataset
from profile_scraper.storage.buffer import SortedLines
from tests.exporters.invented import contents

LINES = st.lists(st.tuples(st.text("ab/-é", max_size=4), st.text("xyz\u2028 ", max_size=6)))


@given(lines=LINES, run_bytes=st.integers(1, 400))
def test_spilled_runs_are_merged_in_order(lines: list[tuple[str, str]], run_bytes: int) -> None:
    with SortedLines(Path(gettempdir()), run_bytes) as spilled, SortedLines(Path(gettempdir())) as held:
        for key, text in lines:
            spilled.add(text.encode() + b"\n", key)
            held.add(text.encode() + b"\n", key)
        expected = [text.encode() + b"\n" for key, text in sorted(lines, key=lambda line: (line[0].encode(), line[1]))]
        assert list(spilled) == list(held) == expected


def test_a_dataset_that_spills_has_the_same_bytes_and_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_dataset(tmp_path / "memory", contents())
    spills: list[SortedLines] = []

    class Spilling(SortedLines):
        def __init__(self, folder: Path) -> None:
            super().__init__(folder, 500)
            spills.append(self)

    monkeypatch.setattr(write, "SortedLines", Spilling)
    write_dataset(tmp_path / "disk", contents())
    assert any(len(lines._runs) > 1 for lines in spills)
    for path in (tmp_path / "memory").iterdir():
        assert (tmp_path / "disk" / path.name).read_bytes() == path.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["disk", "memory"]
