"""Tables, opened by the tools that people open them with."""

import csv
import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from profile_scraper.cli import main
from profile_scraper.dataset.filter import Filters
from profile_scraper.dataset.read import read_dataset
from profile_scraper.dataset.write import write_dataset
from profile_scraper.exporters import FORMATS, ExportError, FormatName, export
from profile_scraper.exporters.table_definitions import TABLES
from profile_scraper.messages import UserError
from profile_scraper.records.base import Bilingual
from profile_scraper.storage.publish import PublishError
from tests.exporters.invented import CORPORATE, EMAIL, HOSTILE_TITLE, contents, person_id, work_id
from tests.report.ports import free_port

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
TOOLS = "install the extra 'tools' to open the export with it"


def exported(dataset: Path, format_name: FormatName, folder: Path) -> Path:
    for library in FORMATS[format_name].libraries:
        pytest.importorskip(library, reason="install the extra 'export' to write this format")
    export(dataset, format_name, folder / f"invented.{format_name}")
    return folder / f"invented.{format_name}"


def rows(path: Path, separator: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def test_csv_keeps_accents_and_marks_itself_as_utf8(dataset: Path, tmp_path: Path) -> None:
    folder = exported(dataset, "csv", tmp_path)
    assert (folder / "profiles.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    people = {row["id"]: row for row in rows(folder / "profiles.csv")}
    assert people[person_id(0)]["name"] == "Noémie Aubry"
    topics = [row["topic"] for row in rows(folder / "topics.csv") if row["profile"] == person_id(0)]
    assert topics == ["deep-learning", "optimization", "genomics"]
    assert people[person_id(3)]["biography_en"] == ""
    assert len(people) == 12


def test_no_csv_cell_is_run_as_a_formula(dataset: Path, tmp_path: Path) -> None:
    folder = exported(dataset, "csv", tmp_path)
    numbers = {
        (table.name, column.name) for table in TABLES for column in table.output_columns if column.type == "number"
    }
    for file in folder.glob("*.csv"):
        for row in rows(file):
            for name, cell in row.items():
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or (file.stem, name) in numbers
    title = next(row["title"] for row in rows(folder / "publications.csv") if row["id"] == work_id(0))
    assert title == f"'{HOSTILE_TITLE}"


@pytest.mark.parametrize("format_name", ["csv", "jsonl"])
def test_frictionless_finds_the_package_valid(dataset: Path, tmp_path: Path, format_name: FormatName) -> None:
    frictionless = pytest.importorskip("frictionless", reason=TOOLS)
    folder = exported(dataset, format_name, tmp_path)
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "note"])


@pytest.mark.parametrize("separator", [";", "|", "\t"])
def test_frictionless_reads_every_separator(dataset: Path, tmp_path: Path, separator: str) -> None:
    frictionless = pytest.importorskip("frictionless", reason=TOOLS)
    export(dataset, "csv", tmp_path / "tables", separator=separator)
    package = frictionless.Package(str(tmp_path / "tables" / "datapackage.json"))
    assert package.validate().valid
    scores = [pairing.score for pairing in read_dataset(dataset).pairings]
    assert [float(row["score"]) for row in package.get_resource("pairings").read_rows()] == scores
    written = [row["score"] for row in rows(tmp_path / "tables" / "pairings.csv", separator)]
    assert written == [str(score).replace(".", "," if separator == ";" else ".") for score in scores]


@pytest.mark.parametrize(
    ("to", "separator", "message"), [("csv", "ab", "separates no cells"), ("parquet", ";", "only csv has a separator")]
)
def test_what_separates_nothing_is_named(
    dataset: Path, tmp_path: Path, to: FormatName, separator: str, message: str
) -> None:
    with pytest.raises(ExportError, match=message):
        export(dataset, to, tmp_path / "out", separator=separator)
    assert list(tmp_path.iterdir()) == []


def test_a_cell_that_a_spreadsheet_cuts_is_named_and_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    full = contents()
    long = {0: 32_767 * "a", 1: 32_768 * "a", 2: 16_384 * "😀", 3: 40_000 * "a", 4: 40_000 * "a"}
    publications = [
        each.model_copy(update={"abstract": long.get(number), "abstracts": Bilingual(en=None, fr=None)})
        for number, each in enumerate(full.publications)
    ]
    write_dataset(tmp_path / "dataset", full._replace(publications=publications))
    out = tmp_path / "tables"
    assert main(["export", str(tmp_path / "dataset"), "--to", "csv", "--out", str(out)]) == 0
    cells = ", ".join(f"abstract of {work_id(number)} (publications.csv)" for number in (1, 2, 3))
    expected = f"4 cells are longer than a spreadsheet holds, and whole in the files: {cells}, …"
    assert capsys.readouterr().out.splitlines()[1:] == [expected]
    written = {row["id"]: row["abstract"] for row in rows(out / "publications.csv")}
    assert [written[work_id(number)] for number in long] == list(long.values())
    counts = export(tmp_path / "dataset", "csv", out, Filters(people={person_id(0)}))
    assert counts.long_cells == len(counts.first_long_cells)


def test_a_package_with_nothing_in_some_files_is_valid(dataset: Path, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason=TOOLS)
    for format_name in ("csv", "jsonl"):
        export(dataset, format_name, tmp_path / format_name, Filters(people=frozenset({person_id(5)})))
        report = frictionless.validate(str(tmp_path / format_name / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note"])


def test_the_package_explains_the_data(dataset: Path, tmp_path: Path) -> None:
    package = json.loads((exported(dataset, "csv", tmp_path) / "datapackage.json").read_text(encoding="utf8"))
    assert package["licenses"]
    assert package["created"] == "2026-11-22T06:00:00Z"
    assert package["dataset"]["counts"]["profiles"] == 12
    assert package["dataset"]["coverage"]["profile.biography"]["fr"] == {"present": 12, "total": 12}
    assert package["dataset"]["known_problems"] == {"challenge-page": 1, "contradiction": 1}
    fields = [field for resource in package["resources"] for field in resource["schema"]["fields"]]
    assert all(field["description"] for field in fields)


def test_duckdb_joins_parquet(dataset: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason=TOOLS)
    folder = exported(dataset, "parquet", tmp_path)
    found = duckdb.sql(
        f"""select p.title, list_contains(p.authors, '{CORPORATE}')
        from '{folder}/publications.parquet' p join '{folder}/authors.parquet' a on a.publication = p.id
        where p.id = '{work_id(0)}' and a.name = 'Noémie Aubry'"""
    ).fetchall()
    assert found == [(HOSTILE_TITLE, True)]


@pytest.mark.parametrize("format_name", ["duckdb", "parquet"])
def test_python_gets_timestamps_from_duckdb(dataset: Path, tmp_path: Path, format_name: FormatName) -> None:
    duckdb = pytest.importorskip("duckdb", reason=TOOLS)
    file = exported(dataset, format_name, tmp_path)
    with duckdb.connect(":memory:" if file.is_dir() else str(file)) as database:
        database.execute("set TimeZone = 'UTC'")
        sources = f"'{file}/sources.parquet'" if file.is_dir() else "sources"
        found = database.execute(f"select max(retrieved) from {sources}").fetchone()
    assert found == (datetime(2026, 11, 22, 6, tzinfo=UTC),)


def test_pandas_reads_parquet_with_its_types(dataset: Path, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason=TOOLS)
    folder = exported(dataset, "parquet", tmp_path)
    publications = pandas.read_parquet(folder / "publications.parquet").set_index("id")
    assert publications.loc[work_id(0), "title"] == HOSTILE_TITLE
    assert publications.loc[work_id(1), "year"] == 2019
    assert publications["authors_complete"].dtype == bool
    assert list(publications.loc[work_id(0), "profiles"]) == [person_id(0), person_id(1)]
    assert pandas.isna(publications.loc[work_id(0), "abstract"])


def test_sqlite_finds_words_without_their_accents(dataset: Path, tmp_path: Path) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils", reason="install the extra 'export' to write this format")
    database = sqlite_utils.Database(exported(dataset, "sqlite", tmp_path))
    try:
        assert "invented/person-00000" in {row["id"] for row in database["profiles"].search("noemie")}
        assert work_id(0) in {row["id"] for row in database["publications"].search("boreal")}
        assert database["roles"].foreign_keys[0].other_table == "profiles"
        assert list(database.query("pragma foreign_key_check")) == []
    finally:
        database.close()


def test_datasette_serves_facets_on_topics_and_roles(dataset: Path, tmp_path: Path) -> None:
    pytest.importorskip("datasette", reason=TOOLS)
    database = exported(dataset, "sqlite", tmp_path)
    port = free_port()
    command = [sys.executable, "-m", "datasette", str(database), "--port", str(port)]
    command += ["--metadata", str(database.with_suffix(".metadata.json"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as server:
        try:
            page = _get_json(f"http://127.0.0.1:{port}/invented/profiles.json?_search=aubry&_facet_size=20")
        finally:
            server.terminate()
    assert [row[1] for row in page["rows"]] == ["Noémie Aubry"]
    facets = page["facet_results"]
    facets = facets.get("results", facets)
    assert {one["value"] for one in facets["topics"]["results"]} == {"deep-learning", "optimization", "genomics"}
    assert {one["value"] for one in facets["roles"]["results"]} == {"membership", "appointment"}


def _get_json(address: str) -> Any:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return json.load(answer)
        except ConnectionError:
            time.sleep(0.2)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.2)
    raise TimeoutError(address)


def test_hugging_face_datasets_loads_every_table(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    datasets = pytest.importorskip("datasets", reason=TOOLS)
    folder = exported(dataset, "huggingface", tmp_path)
    names = datasets.get_dataset_config_names(str(folder))
    assert {"profiles", "publications", "profile_publications", "manifest"} <= set(names)
    for name in names:
        assert len(datasets.load_dataset(str(folder), name, split="train", cache_dir=str(tmp_path / "loaded"))) > 0
    people = datasets.load_dataset(str(folder), "profiles", split="train", cache_dir=str(tmp_path / "loaded"))
    assert people[0]["name"] == "Noémie Aubry"
    assert people[0]["roles"] == ["membership", "appointment"]
    readme = (folder / "README.md").read_text(encoding="utf8")
    assert "`profile.biography` | en 9/9, fr 12/12" in readme


def test_a_table_without_a_row_is_named_and_no_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    datasets = pytest.importorskip("datasets", reason=TOOLS)
    folder = exported(SAMPLE, "huggingface", tmp_path)
    names = datasets.get_dataset_config_names(str(folder))
    assert "problems" not in names
    assert "no row here, and therefore no file: " in (folder / "README.md").read_text(encoding="utf8")
    people = datasets.load_dataset(str(folder), "profiles", split="train", cache_dir=str(tmp_path / "loaded"))
    assert len(people) == 15


def test_no_cell_of_a_csv_holds_a_list_and_each_list_has_a_table(dataset: Path, tmp_path: Path) -> None:
    folder = exported(dataset, "csv", tmp_path)
    for file in folder.glob("*.csv"):
        assert not [cell for row in rows(file) for cell in row.values() if cell.startswith('["')], file.name
    links = {
        (profile.id, publication) for profile in read_dataset(dataset).profiles for publication in profile.publications
    }
    assert {(row["profile"], row["publication"]) for row in rows(folder / "profile_publications.csv")} == links
    supervisors = [
        (profile.id, str(number), other.name or "")
        for profile in read_dataset(dataset).profiles
        for number, student in enumerate(profile.students, 1)
        for other in student.other_supervisors
    ]
    written = rows(folder / "student_supervisors.csv")
    assert [(row["profile"], row["student"], row["name"]) for row in written] == supervisors
    [manifest] = rows(folder / "manifest.csv")
    assert (manifest["schema_version"], manifest["profiles"]) == ("2.0", "12")
    assert manifest["last_retrieved"] == "2026-11-22T06:00:00Z"


def test_parquet_has_timestamps_and_says_what_it_was_built_from(dataset: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason=TOOLS)
    folder = exported(dataset, "parquet", tmp_path)
    schema = parquet.read_schema(folder / "sources.parquet")
    assert str(schema.field("retrieved").type).startswith("timestamp[")
    metadata = {name.decode(): value.decode() for name, value in schema.metadata.items()}
    assert metadata["schema_version"] == "2.0"
    assert metadata["software"].startswith("profile_scraper ")
    assert (metadata["sites"], metadata["last_retrieved"]) == ("invented", "2026-11-22T06:00:00Z")
    fields = {field.metadata[b"description"] for field in parquet.read_schema(folder / "profiles.parquet")}
    assert b"The person's name." in fields


def test_weekly_snapshots_are_partitions_that_duckdb_reads(
    dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    duckdb = pytest.importorskip("duckdb", reason=TOOLS)
    pytest.importorskip("pyarrow", reason=TOOLS)
    lake = tmp_path / "lake"
    command = ["export", str(dataset), "--to", "parquet", "--out", str(lake), "--append"]
    assert main(command) == 0
    for day in ("2026-11-29", "2026-11-29"):
        assert main([*command, "--snapshot-date", day]) == 0
    found = duckdb.sql(
        f"""select snapshot_date::text, count(*) from
        read_parquet('{lake}/profiles/*/*.parquet', hive_partitioning = true) group by all order by 1"""
    ).fetchall()
    assert found == [("2026-11-22", 12), ("2026-11-29", 12)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lake"]
    assert main(["export", str(SAMPLE), "--to", "parquet", "--out", str(lake), "--append"]) == 2
    assert "give --snapshot-date YYYY-MM-DD" in capsys.readouterr().err
    assert main(["export", str(SAMPLE), "--to", "csv", "--out", str(lake), "--append"]) == 2
    assert "only parquet has partitions" in capsys.readouterr().err, "before a day is asked for"


@pytest.mark.parametrize("day", ["yesterday", "../../../evil", "2026-02-30", "", "2026-11-22/.."])
def test_a_partition_is_named_by_a_day_and_nothing_else(dataset: Path, tmp_path: Path, day: str) -> None:
    with pytest.raises(ExportError, match="no day"):
        export(dataset, "parquet", tmp_path / "lake", append_as=day)
    with pytest.raises(SystemExit):
        main(["export", str(dataset), "--to", "parquet", "--out", str(tmp_path / "lake"), f"--snapshot-date={day}"])
    assert list(tmp_path.iterdir()) == []


def test_a_date_names_a_partition_as_its_text_does(dataset: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason=TOOLS)
    export(dataset, "parquet", tmp_path / "lake", append_as=date(2026, 11, 22))
    export(dataset, "parquet", tmp_path / "lake", append_as="20261122")
    assert {path.name for path in (tmp_path / "lake").glob("*/*")} == {"snapshot_date=2026-11-22"}


def test_partitions_and_a_flat_export_are_not_mixed(dataset: Path, tmp_path: Path) -> None:
    flat = exported(dataset, "parquet", tmp_path)
    before = sorted(path.name for path in flat.iterdir())
    with pytest.raises(ExportError, match=r"without --append \(author_variants.parquet\)"):
        export(dataset, "parquet", flat, append_as="2026-11-22")
    assert sorted(path.name for path in flat.iterdir()) == before
    export(dataset, "parquet", tmp_path / "lake", append_as="2026-11-22")
    with pytest.raises(PublishError, match="would be lost"):
        export(dataset, "parquet", tmp_path / "lake")


def test_a_killed_append_leaves_nothing_after_the_next(dataset: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason=TOOLS)
    code = (
        "import os, sys; from profile_scraper.exporters import arrow, export\n"
        "arrow.write_tables = lambda _dataset, folder: (folder / 'half').touch() or os._exit(9)\n"
        "export(sys.argv[1], 'parquet', sys.argv[2], append_as='2026-11-22')"
    )
    lake = tmp_path / "lake"
    assert subprocess.run([sys.executable, "-c", code, str(dataset), str(lake)], check=False).returncode == 9
    assert list(tmp_path.iterdir())
    export(dataset, "parquet", lake, append_as="2026-11-22")
    assert [path.name for path in tmp_path.iterdir()] == ["lake"]


@pytest.mark.parametrize("filters", [{"people": ["ada"]}, ("ada",), "ada"])
def test_filters_that_are_none_are_named(dataset: Path, tmp_path: Path, filters: Any) -> None:
    with pytest.raises(ExportError, match=r"filters are a profile_scraper.Filters, not \w+"):
        export(dataset, "csv", tmp_path / "out", filters)


@pytest.mark.parametrize(
    "values", [{"people": "ada"}, {"languages": {"de"}}, {"years": (2024, 2020)}, {"years": 2024}, {"topics": 3}]
)
def test_filters_that_select_nothing_by_mistake_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(UserError):
        Filters(**values)
    assert Filters(people={"ada"}, years=(2020, 2020)) == Filters(people=frozenset({"ada"}), years=(2020, 2020))


def test_the_manifest_of_a_part_counts_the_rows_of_the_part(dataset: Path, tmp_path: Path) -> None:
    counts = export(dataset, "csv", tmp_path / "part", Filters(people={person_id(2)}))
    [manifest] = rows(tmp_path / "part" / "manifest.csv")
    for table in ("profiles", "publications", "problems"):
        assert int(manifest[table]) == len(rows(tmp_path / "part" / f"{table}.csv")), table
    package = json.loads((tmp_path / "part" / "datapackage.json").read_text(encoding="utf8"))
    assert package["dataset"]["counts"]["profiles"] == counts.profiles == 1 < counts.of_profiles


def test_the_evidence_of_pairings_the_keys_and_the_origins_are_in_the_tables(tmp_path: Path) -> None:
    folder, read = exported(SAMPLE, "csv", tmp_path), read_dataset(SAMPLE)
    evidence = rows(folder / "pairing_evidence.csv")
    assert len(evidence) == sum(len(pairing.evidence) for pairing in read.pairings) > 0
    merges = rows(folder / "merges.csv")
    assert [[row["first_key"], row["second_key"]] for row in merges] == [merge.keys for merge in read.merges]
    assert [row["second_abstract"] or None for row in merges] == [merge.entries[1].abstract for merge in read.merges]
    for row, publication in zip(rows(folder / "publications.csv"), read.publications, strict=True):
        origin = publication.origins.title
        assert origin is not None
        assert (row["title_origin_url"], row["title_origin_position"]) == (origin.url, str(origin.position))
    aligned = [each for profile in read.profiles for each in profile.biography_alignment]
    assert [(row["first_en"], row["last_fr"]) for row in rows(folder / "paragraphs.csv")] == [
        (str(each.en[0]) if each.en else "", str(each.fr[-1]) if each.fr else "") for each in aligned
    ]


@pytest.mark.parametrize("to", ["tmx", "parallel"])
def test_parallel_text_is_counted_in_pairs(to: FormatName, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["export", str(SAMPLE), "--to", to, "--out", str(out)]) == 0
    number = out.read_text(encoding="utf8").count("<tu " if to == "tmx" else '"score"')
    assert number > 1
    assert capsys.readouterr().out.endswith(f", {number} pairs of paragraphs of 15 profiles\n")


def test_a_duckdb_file_has_every_table_with_its_types(dataset: Path, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason=TOOLS)
    with duckdb.connect(str(exported(dataset, "duckdb", tmp_path)), read_only=True) as database:
        tables = {name for (name,) in database.execute("show tables").fetchall()}
        assert tables == {table.name for table in TABLES}
        types = dict(database.execute("select column_name, data_type from duckdb_columns()").fetchall())
        assert (types["retrieved"], types["stale"]) == ("TIMESTAMP WITH TIME ZONE", "BOOLEAN")
        joined = database.execute(
            """select count(*) from profile_publications join publications on publication = publications.id"""
        ).fetchone()
        assert joined == database.execute("select count(*) from profile_publications").fetchone()


def test_an_export_says_how_much_it_contains(dataset: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for to in ("jsonl", "csv"):
        out = tmp_path / to
        assert main(["export", str(dataset), "--to", to, "--out", str(out), "--years", "2019-2024"]) == 0
    undated = sum(publication.issued is None for publication in read_dataset(dataset).publications)
    remaining = len(list(read_dataset(tmp_path / "jsonl").publications))
    last = capsys.readouterr().out.splitlines()[-1]
    expected = f"12 of 12 profiles, {remaining} of 30 publications; {undated} without a year are left out"
    assert last == f"wrote {tmp_path / 'csv'}: csv of {dataset}, {expected}"


def test_search_finds_letters_without_accents_by_plain_ones(tmp_path: Path) -> None:
    sqlite_utils = pytest.importorskip("sqlite_utils", reason="install the extra 'export' to write this format")
    full = contents()
    people = list(full.profiles)
    people[0] = people[0].model_copy(update={"name": "Łukasz Sørensen Cœurjoly"})
    write_dataset(tmp_path / "dataset", full._replace(profiles=people))
    database = sqlite_utils.Database(exported(tmp_path / "dataset", "sqlite", tmp_path))
    try:
        for words in ("lukasz", "Sorensen", "coeurjoly", "Łukasz", "sørensen"):
            assert people[0].id in {row["id"] for row in database["profiles"].search(words)}, words
    finally:
        database.close()


def test_json_lines_are_a_dataset_again(dataset: Path, tmp_path: Path) -> None:
    again = read_dataset(exported(dataset, "jsonl", tmp_path))
    assert list(again.publications) == list(read_dataset(dataset).publications)
    assert EMAIL not in (again.folder / "profiles.jsonl").read_text(encoding="utf8")
    assert again.manifest.counts.publications == 30
