"""Whatever a page said, an export can be read back and nothing in it is run."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from profile_scraper.dataset.read import Dataset, read_dataset
from profile_scraper.exporters import csv_tables, json_ld, parallel_text
from profile_scraper.records.base import Bilingual, PersonReference
from profile_scraper.records.profile import AlignedParagraphs
from tests.exporters.invented import contents, write_invented
from tests.exporters.test_tables import TOOLS, rows

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60)
TEX = st.text("{}$\\%&#_^~@=,\"' aZé\n", min_size=1, max_size=30)


@cache
def invented() -> Dataset:
    folder = TemporaryDirectory()
    _FOLDERS.append(folder)
    return read_dataset(write_invented(Path(folder.name) / "dataset", people=2, publications=2))


_FOLDERS: list[TemporaryDirectory[str]] = []


def with_text(text: str) -> Dataset:
    full = contents(2, 2)
    profile, publication = next(iter(full.profiles)), next(iter(full.publications))
    hostile = publication.model_copy(
        update={
            "title": text,
            "titles": Bilingual(en=text, fr=text),
            "abstract": text,
            "venue": text,
            "authors": [PersonReference(name=text, profile=None), PersonReference(name="Ana Roy", profile=None)],
        }
    )
    aligned = [AlignedParagraphs(en=[0], fr=[0], score=5.0)]
    biography = {"biography": Bilingual(en=text, fr=text), "biography_alignment": aligned}
    person = profile.model_copy(update={"name": text, **biography})
    return replace(invented(), profiles=[person], publications=[hostile])


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(TEX | TEXT)
def test_bibtex_is_one_entry_for_every_reader(text: str) -> None:
    bibtexparser = pytest.importorskip("bibtexparser", reason=TOOLS)
    pybtex = pytest.importorskip("pybtex.database", reason=TOOLS)
    from profile_scraper.exporters import citations  # imports what is only there with the extra

    with TemporaryDirectory() as folder:
        file = Path(folder) / "works.bib"
        citations.write_bibtex(with_text(text), file)
        library = bibtexparser.parse_file(str(file))
        assert library.failed_blocks == []
        assert len(library.entries) == 1
        (entry,) = pybtex.parse_file(str(file), "bibtex").entries.values()
        assert str(entry.persons["author"][-1]) == "Roy, Ana"


@settings(max_examples=40, deadline=None)
@given(
    TEXT
    | st.builds(
        "{}{}".format,
        st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n=", "a;=", "a,=", "＝", "＋", "－", "＠"]),
        TEXT,
    ),
    st.sampled_from([",", ";", "|", "\t"]),
)
def test_no_cell_begins_a_formula_and_none_is_lost(text: str, separator: str) -> None:
    with TemporaryDirectory() as folder:
        csv_tables.write(with_text(text), Path(folder), separator)
        (row,) = rows(Path(folder) / "publications.csv", separator)
    shown = row["title"]
    assert shown[:1] not in set("=+-@\t\r\n＝＋－＠")
    others = ",;\t\r\n".replace(separator, "")
    assert re.search(f'[{others}]["\\s]*[=+\\-@＝＋－＠]', shown) is None, "a cell where the separator is another"
    assert shown.replace("'", "") == text.replace("'", ""), "only apostrophes are added"


@settings(max_examples=40, deadline=None)
@given(TEXT)
def test_markup_stays_text(text: str) -> None:
    with TemporaryDirectory() as folder:
        json_ld.write(with_text(f"</script>{text}"), Path(folder) / "graph.json")
        assert "<" not in (Path(folder) / "graph.json").read_text(encoding="utf8")
        parallel_text.write_tmx(with_text(f"<tu>{text}"), Path(folder) / "memory.tmx")
        (english, _) = etree.parse(Path(folder) / "memory.tmx").iter("seg")
        assert (english.text or "").startswith("<tu>")
