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
    whole = read_dataset(institute)
    for person in whole.profiles:
        slug = person.id.partition("/")[2]
        left = filter_dataset(whole, Filters(removed=frozenset({person.id}), emails=True))
        mention = re.compile(rf"/{re.escape(slug)}(?![\w-])")
        assert mention.search("".join(record.model_dump_json() for record in everything(whole)))
        assert not mention.search("".join(record.model_dump_json() for record in everything(left)))
        assert len(list(left.profiles)) == len(list(whole.profiles)) - 1
        if person.name in {one.name for one in left.profiles}:
            continue  # a homonym stays, under the same name
        names = {card.name for one in left.profiles for card in one.students}
        names |= {card.name for one in left.profiles for card in one.supervisors}
        names |= {other.name for one in left.profiles for card in one.students for other in card.other_supervisors}
        assert person.name not in names
        cards = "".join(
            each.raw for one in left.provenance for each in one.fields if each.field.startswith(("students", "superv"))
        )
        assert person.name not in cards


def test_what_is_left_fits_together(institute: Path) -> None:
    whole = read_dataset(institute)
    student = next(
        card.profile for one in whole.profiles for card in one.students if card.profile and len(one.students) > 1
    )
    left = filter_dataset(whole, Filters(removed=frozenset({student})))
    works = {work.id for work in left.publications}
    assert {work for one in left.profiles for work in one.publications} <= works
    assert {relation.target for work in left.publications for relation in work.relations} <= works
    assert {work for merge in left.merges for work in merge.publications} <= works
    people = {one.id: one for one in left.profiles}
    for read in left.provenance:
        for each in read.fields:
            place = re.fullmatch(r"students\[(\d+)\]", each.field)
            if place and each.raw:
                name = people[read.profile].students[int(place[1])].name
                assert name is None or name in each.raw


def test_an_author_keeps_the_name_and_loses_the_link(institute: Path) -> None:
    whole = read_dataset(institute)
    work, author = next(
        (work, author)
        for work in whole.publications
        for author in work.authors
        if author.profile and set(work.profiles) - {author.profile}
    )
    assert author.profile
    left = {one.id: one for one in filter_dataset(whole, Filters(removed=frozenset({author.profile}))).publications}
    assert [one.name for one in left[work.id].authors] == [one.name for one in work.authors]
    assert {one.profile for one in left[work.id].authors if one.name == author.name} == {None}


def test_an_address_in_the_other_language_names_the_same_person(dataset: Path) -> None:
    whole = read_dataset(dataset)
    person = next(one for one in whole.profiles if one.url.fr)
    slug = (person.url.fr or "").rpartition("/")[2]
    site = person.id.partition("/")[0]
    other = [
        one
        for one in filter_dataset(whole, Filters(removed=frozenset({f"{site}/{slug}"}))).profiles
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


def test_no_origin_leads_to_a_page_that_was_left_out(institute: Path) -> None:
    whole = read_dataset(institute)
    gone = {person.id: {source.url for source in person.sources} for person in whole.profiles}
    for person, pages in gone.items():
        for work in filter_dataset(whole, Filters(removed=frozenset({person}))).publications:
            assert not pages & {place.url for _, place in work.origins if place is not None}
