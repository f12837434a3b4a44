"""``deduplicate``: records of any source in, clusters and evidence out."""

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.dataset.read import read_dataset
from profile_scraper.dedupe import RecordError, UnknownFieldWarning, deduplicate
from profile_scraper.dedupe.records import parse_record
from profile_scraper.messages import UserError
from profile_scraper.records.decision import Evidence
from profile_scraper.records.profile import AlignedParagraphs

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"

FOG: dict[str, Any] = {"id": "a", "title": "The weight of fog over harbours", "authors": ["Brume, Ada"], "year": 2019}
RECORDS = [
    FOG,
    FOG | {"id": "b", "title": "The Weight of Fog over Harbours.", "authors": "Ada Brume"},
    FOG | {"id": "c", "title": "Erratum: The weight of fog over harbours"},
    {"id": "d", "title": "Counting lanterns along a river"},
]


def test_every_record_is_in_one_cluster_and_every_decision_is_explained() -> None:
    result = deduplicate(RECORDS)
    assert result.clusters == [["a", "b"], ["c"], ["d"]]
    same, *related = result.evidence
    assert (same.ids, same.decision, same.rule, same.reason) == (
        ("a", "b"), "same", "same-title-and-authors", "title and authors agree",
    )  # fmt: skip
    assert same.score == sum(one.weight for one in same.evidence) > 0
    assert {(one.ids, one.decision, one.relation) for one in related} == {
        (("c", "a"), "related", "corrects"), (("c", "b"), "related", "corrects"),
    }  # fmt: skip


def test_profile_fields_leave_out_what_a_profile_page_does_not_offer() -> None:
    records = [FOG | {"venue": "Journal of Mist"}, FOG | {"id": "b", "venue": "Harbour Days", "year": 2011}]
    assert deduplicate(records).clusters == [["a"], ["b"]]
    assert deduplicate(records, "profile").clusters == [["a", "b"]]
    with pytest.raises(ValueError, match="'full' or 'profile'"):
        deduplicate(records, "all")  # type: ignore[arg-type]


def test_nothing_in_gives_nothing_out() -> None:
    assert deduplicate([]).clusters == []
    assert deduplicate(iter(())).evidence == []


def test_processes_change_nothing() -> None:
    assert deduplicate(RECORDS, processes=2) == deduplicate(RECORDS)


def test_the_order_of_the_records_is_the_order_of_the_clusters_and_nothing_else() -> None:
    records = [*RECORDS, {"id": "e", "title": "Counting Lanterns along a River"}]
    forward, backward = deduplicate(records), deduplicate(records[::-1])
    assert forward.clusters == [["a", "b"], ["c"], ["d", "e"]]
    assert backward.clusters == [["e", "d"], ["c"], ["b", "a"]]
    decided = [{(frozenset(one.ids), one.rule, one.score) for one in each.evidence} for each in (forward, backward)]
    assert decided[0] == decided[1]


def test_a_weight_of_zero_has_no_sign() -> None:
    evidence = Evidence(field="venue", weight=round(-0.001, 2), detail="different")
    assert evidence.model_dump_json() == '{"field":"venue","weight":0.0,"detail":"different"}'
    assert AlignedParagraphs(en=[0], fr=[0], score=-0.0).model_dump_json() == '{"en":[0],"fr":[0],"score":0.0}'


class Polars:
    """What a polars DataFrame offers."""

    def to_dicts(self) -> list[dict[str, Any]]:
        return RECORDS

    def to_dict(self) -> dict[str, Any]:
        raise AssertionError


@pytest.mark.slow
@pytest.mark.skipif(find_spec("pandas") is None, reason="pandas is an extra (pip install 'profile-scraper[tools]')")
def test_a_pandas_data_frame_gives_what_its_rows_give() -> None:
    import pandas as pd  # type: ignore[import-untyped,unused-ignore]

    frame = pd.DataFrame(RECORDS)  # the missing year makes the others floats
    assert deduplicate(frame) == deduplicate(RECORDS)
    frame["year"] = frame["year"].astype("Int64")  # the missing year is pandas.NA
    assert deduplicate(frame) == deduplicate(RECORDS)


def test_a_polars_data_frame_gives_what_its_rows_give() -> None:
    assert deduplicate(Polars()) == deduplicate(RECORDS)


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"title": "Fog"}, "record 1, field 'id'"),
        ({"id": None, "title": "Fog"}, "record 1, field 'id': an id is a text or an integer"),
        ({"id": "a", "title": "Fog"}, r"record 1 \(id 'a'\), field 'id': an earlier record has the same id"),
        ({"id": 5}, r"record 1 \(id 5\), field 'title'"),
        ({"id": 5, "title": "\t"}, r"record 1 \(id 5\), field 'title': it is blank"),
        ({"id": 5, "title": "Fog", "authors": {"name": "Ada"}}, r"record 1 \(id 5\), field 'authors'"),
        ({"id": 5, "title": "Fog", "venue": ["Mist"]}, r"record 1 \(id 5\), field 'venue'"),
        ("Fog", "record 1: a record is an object with an id and a title, not str"),
    ],
)
def test_an_error_names_the_record_and_the_field(record: Any, message: str) -> None:
    with pytest.raises(RecordError, match=message):
        deduplicate([FOG, record])


@pytest.mark.parametrize("records", [FOG, "Fog", b"Fog", None, 3])
def test_one_record_alone_is_no_sequence_of_records(records: Any) -> None:
    with pytest.raises(RecordError, match="a sequence of dicts or a DataFrame"):
        deduplicate(records)


@pytest.mark.parametrize(("year", "read"), [("c2019", 2019), (2019.0, 2019), ("2019-05-01", 2019), ("in press", None)])
def test_a_year_can_be_written_in_several_ways(year: object, read: int | None) -> None:
    assert parse_record({"id": "a", "title": "Fog", "year": year}, "record").year == read


NEAR = {
    "author": "authors", "Authors": "authors", "AUTHOR": "authors", "creators": "authors", "autors": "authors",
    "DOI": "doi", "doi_url": "doi", "Year": "year", "publication-year": "year", "Journal": "venue",
    "container-title": "venue", "Venues": "venue", "Abstract": "abstract", "abstrct": "abstract", "page": "pages",
    "Issue": "number", "vol.": "volume", "arXiv": "arxiv", "arxiv_id": "arxiv",
}  # fmt: skip


@pytest.mark.parametrize(("name", "near"), NEAR.items(), ids=NEAR)
def test_a_misnamed_field_is_named_with_the_one_that_was_meant(name: str, near: str) -> None:
    records = [{"id": number, "title": "Learning to Rank Rivers", name: "x"} for number in "ab"]
    with pytest.warns(UnknownFieldWarning, match=re.escape(f"{name!r} (did you mean {near!r}?)")) as warned:
        deduplicate(records)
    assert len(warned) == 1, "once, however many records"
    assert warned[0].filename == __file__


def test_other_fields_are_named_without_advice() -> None:
    with pytest.warns(UnknownFieldWarning, match=r"^fields that are not compared: 'entrytype', 'note', 'venue_id'$"):
        deduplicate([FOG | {"note": "x", "entrytype": "article", "venue_id": 3, "venue": "Mist"}])


def test_an_empty_field_is_not_missed() -> None:
    assert deduplicate([FOG | {"DOI": None}]).clusters == [["a"]]


def test_a_record_whose_required_field_is_misnamed_says_so() -> None:
    with pytest.raises(RecordError, match="field 'id': it is missing; is it the field 'ID'"):
        deduplicate([{"ID": 1, "title": "Fog"}])
    with pytest.raises(RecordError, match="field 'title': it is missing; is it the field 'Titel'"):
        deduplicate([{"id": 1, "Titel": "Fog"}])


def test_any_number_of_unknown_fields_is_one_short_warning() -> None:
    with pytest.warns(UnknownFieldWarning) as warned:
        deduplicate([FOG | {f"field {number}": 1 for number in range(5_000)}])
    assert len(str(warned[0].message)) < 500


def test_the_publications_of_a_dataset_are_records() -> None:
    published = list(read_dataset(SAMPLE).publications)
    found = deduplicate(publication.model_dump(mode="json") for publication in published)
    assert found.clusters == [[publication.id] for publication in published], "the dataset has no duplicate"
    assert {decision.decision for decision in found.evidence} >= {"related"}


def test_authors_and_dates_are_read_as_a_dataset_has_them() -> None:
    people = [{"name": "Ada Brume", "profile": "s/ada"}, {"name": None, "profile": None}]
    record = parse_record({"id": "a", "title": "Fog", "authors": people, "issued": "2019-05", "year": None}, "record")
    assert (record.authors, record.authors_complete, record.year) == (["Ada Brume"], False, 2019)
    assert parse_record({"id": "a", "title": "Fog", "issued": "2019", "year": 2020}, "record").year == 2020


@pytest.mark.parametrize("processes", ["two", 0, -1, 1.5, True, None])
def test_a_number_of_processes_is_checked_for_any_input(processes: Any) -> None:
    with pytest.raises(UserError, match="processes is a whole number above 0"):
        deduplicate([], processes=processes)


@pytest.mark.slow
def test_a_script_without_a_guard_can_use_several_processes(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from profile_scraper.dedupe import deduplicate\n"
        "from profile_scraper.dedupe.prepare import columns\n"
        "columns.CHUNK = 2\n"
        "print(len(deduplicate(({'id': n, 'title': f'Fog {n}'} for n in range(9)), processes=2).clusters))\n"
    )
    ran = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stdout) == (0, "9\n"), ran.stderr


def test_the_example_of_the_documentation_runs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "deduplication.md").read_text(encoding="utf8")
    [example] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(example, {})
