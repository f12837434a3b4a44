"""Who asks after a dataset was built is in no export and no report made from it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from profile_scraper.cli import main
from profile_scraper.dataset.filter import Filters, filter_dataset
from profile_scraper.dataset.read import Dataset, read_dataset
from profile_scraper.records.base import Record
from testbed.bundled import INSTITUTE


@pytest.fixture(scope="module")
def institute(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("institute") / "dataset"
    assert main(["build", str(INSTITUTE / "pages"), "--out", str(folder)]) == 0
    return folder


def everything(dataset: Dataset) -> Iterator[Record]:
    yield dataset.manifest
    for records in (dataset.profiles, dataset.publications, dataset.merges, dataset.problems, dataset.conflicts):
        yield from records
    for more in (dataset.pairings, dataset.provenance, dataset.redirects, dataset.learned):
        yield from more


def test_nothing_leads_to_whoever_is_left_out(institute: Path) -> None:
    full = read_dataset(institute)
    for person in full.profiles:
        slug = person.id.partition("/")[2]
        remaining = filter_dataset(full, Filters(removed=frozenset({person.id}), emails=True))
        mention = re.compile(rf"/{re.escape(slug)}(?![\w-])")
        assert mention.search("".join(record.model_dump_json() for record in everything(full)))
        assert not mention.search("".join(record.model_dump_json() for record in everything(remaining)))
        assert len(list(remaining.profiles)) == len(list(full.profiles)) - 1
        if person.name in {one.name for one in remaining.profiles}:
            continue  # a homonym stays, under the same name
        names = {each.name for one in remaining.profiles for each in one.students}
        names |= {each.name for one in remaining.profiles for each in one.supervisors}
        names |= {other.name for one in remaining.profiles for each in one.students for other in each.other_supervisors}
        assert person.name not in names
        printed = "".join(
            each.raw
            for one in remaining.provenance
            for each in one.fields
            if each.field.startswith(("students", "superv"))
        )
        assert person.name not in printed


def test_what_is_left_fits_together(institute: Path) -> None:
    full = read_dataset(institute)
    student = next(
        each.profile for one in full.profiles for each in one.students if each.profile and len(one.students) > 1
    )
    remaining = filter_dataset(full, Filters(removed=frozenset({student})))
    publications = {publication.id for publication in remaining.publications}
    assert {publication for one in remaining.profiles for publication in one.publications} <= publications
    assert {
        relation.target for publication in remaining.publications for relation in publication.relations
    } <= publications
    assert {publication for merge in remaining.merges for publication in merge.publications} <= publications
    people = {one.id: one for one in remaining.profiles}
    for read in remaining.provenance:
        for each in read.fields:
            matched = re.fullmatch(r"students\[(\d+)\]", each.field)
            if matched and each.raw:
                name = people[read.profile].students[int(matched[1])].name
                assert name is None or name in each.raw


def test_an_author_keeps_the_name_and_loses_the_link(institute: Path) -> None:
    full = read_dataset(institute)
    publication, author = next(
        (publication, author)
        for publication in full.publications
        for author in publication.authors
        if author.profile and set(publication.profiles) - {author.profile}
    )
    assert author.profile
    remaining = {one.id: one for one in filter_dataset(full, Filters(removed=frozenset({author.profile}))).publications}
    assert [one.name for one in remaining[publication.id].authors] == [one.name for one in publication.authors]
    assert {one.profile for one in remaining[publication.id].authors if one.name == author.name} == {None}


def test_an_address_in_the_other_language_names_the_same_person(dataset: Path) -> None:
    full = read_dataset(dataset)
    person = next(one for one in full.profiles if one.url.fr)
    slug = (person.url.fr or "").rpartition("/")[2]
    site = person.id.partition("/")[0]
    other = [
        one
        for one in filter_dataset(full, Filters(removed=frozenset({f"{site}/{slug}"}))).profiles
        if one.id == person.id
    ]
    assert not other


def test_export_and_report_read_the_list(institute: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("jinja2")
    person = next(iter(read_dataset(institute).profiles))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "removals.txt").write_text(f"{person.id}\n", encoding="utf8")
    (tmp_path / "nobody.txt").touch()
    assert main(["export", str(institute), "--to", "jsonl", "--out", "part"]) == 0
    assert main(["report", str(institute), "--since", str(institute)]) == 0
    for file in (*(tmp_path / "part").iterdir(), tmp_path / "report.html"):
        assert person.id not in file.read_text(encoding="utf8"), file.name
    assert read_dataset(tmp_path / "part").manifest.counts.removed_on_request == 1
    assert main(["export", str(institute), "--to", "jsonl", "--out", "whole", "--removals", "nobody.txt"]) == 0
    assert person.id in (tmp_path / "whole" / "profiles.jsonl").read_text(encoding="utf8")
    known, exported = (read_dataset(folder).manifest for folder in (institute, tmp_path / "whole"))
    assert (exported.skipped, exported.site_confidence) == (known.skipped, known.site_confidence)


def test_no_origin_leads_to_a_page_that_was_left_out(institute: Path) -> None:
    full = read_dataset(institute)
    sources = {person.id: {source.url for source in person.sources} for person in full.profiles}
    for person, pages in sources.items():
        for publication in filter_dataset(full, Filters(removed=frozenset({person}))).publications:
            assert not pages & {origin.url for _, origin in publication.origins if origin is not None}
