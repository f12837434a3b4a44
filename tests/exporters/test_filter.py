from dataclasses import replace
from pathlib import Path

import pytest

from profile_scraper.dataset.filter import EMAIL_PLACEHOLDER, Filters, filter_dataset
from profile_scraper.dataset.read import read_dataset
from profile_scraper.dataset.record_file import DatasetError
from profile_scraper.records.base import Bilingual
from tests.exporters.invented import EMAIL, person_id


def test_nothing_asked_for_keeps_everything_but_emails(dataset: Path) -> None:
    whole = read_dataset(dataset)
    chosen = filter_dataset(whole, Filters())
    assert [profile.id for profile in chosen.profiles] == [profile.id for profile in whole.profiles]
    assert list(chosen.publications) == list(whole.publications)
    owner = next(iter(chosen.profiles))
    assert owner.email is None
    assert owner.biography.en is not None
    assert owner.biography.en.startswith(f"For media, write to {EMAIL_PLACEHOLDER}.\n\n")
    assert owner.biography_html.en is not None
    assert owner.biography_html.en.startswith(f"<p>For media, write to {EMAIL_PLACEHOLDER}.</p>")


def test_emails_are_kept_when_asked_for(dataset: Path) -> None:
    owner = next(iter(filter_dataset(read_dataset(dataset), Filters(emails=True)).profiles))
    assert owner.email == EMAIL
    assert EMAIL in (owner.biography.en or "")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Écrire à noémie.aubry+web@invented.invalid.", "Écrire à [e-mail]."),
        ("First line\nana@b-c.example.org, bo@d.fr", "First line\n[e-mail], [e-mail]"),
        ("mailto:ana@b.org", "mailto:[e-mail]"),
        ("at 3 @ noon, @handle, a@b", "at 3 @ noon, @handle, a@b"),
        ("x" * 200_000 + "@", "x" * 200_000 + "@"),
    ],
)
def test_addresses_inside_texts_are_left_out(dataset: Path, text: str, shown: str) -> None:
    whole = read_dataset(dataset)
    owner = next(iter(whole.profiles)).model_copy(update={"biography": Bilingual(en=text, fr=None)})
    chosen = filter_dataset(replace(whole, profiles=[owner]), Filters())
    assert next(iter(chosen.profiles)).biography.en == shown


@pytest.mark.parametrize("name", [person_id(3), "person-00003"])
def test_a_person_by_id_or_slug_with_their_works(dataset: Path, name: str) -> None:
    chosen = filter_dataset(read_dataset(dataset), Filters(people=frozenset({name})))
    (profile,) = chosen.profiles
    assert profile.id == person_id(3)
    works = list(chosen.publications)
    assert works
    assert sorted(work.id for work in works) == sorted(profile.publications)
    assert all(work.profiles == [person_id(3)] for work in works)


def test_a_topic_chooses_people_and_their_works(dataset: Path) -> None:
    chosen = filter_dataset(read_dataset(dataset), Filters(topics=frozenset({"optimization"})))
    people = {profile.id: profile for profile in chosen.profiles}
    assert people
    assert all("optimization" in {topic.id for topic in profile.topics} for profile in people.values())
    assert all(set(work.profiles) <= set(people) and work.profiles for work in chosen.publications)


def test_years_choose_works_and_leave_out_those_without_a_year(dataset: Path) -> None:
    whole = read_dataset(dataset)
    chosen = filter_dataset(whole, Filters(years=(2020, 2024)))
    assert {work.issued for work in chosen.publications} == {"2021-05", "2024-02-29"}
    assert len(list(chosen.profiles)) == len(list(whole.profiles))


def test_a_language_keeps_what_its_pages_say(dataset: Path) -> None:
    chosen = filter_dataset(read_dataset(dataset), Filters(languages=frozenset({"en"})))
    profiles = list(chosen.profiles)
    assert person_id(3) not in {profile.id for profile in profiles}, "has a French page alone"
    assert all(profile.biography.fr is None and profile.url.fr is None for profile in profiles)
    assert all(topic.fr is None for profile in profiles for topic in profile.topics)
    assert all(profile.roles[1].department.fr is None for profile in profiles if profile.roles[1].department)
    assert {place.language for work in chosen.publications for place in work.occurrences} == {"en"}
    assert not [work for work in chosen.publications if "Un titre traduit" in work.title_variants]
    assert list(chosen.merges) == [], "each of them shows what a French page prints"


def test_references_between_kept_records_stay_whole(dataset: Path) -> None:
    chosen = filter_dataset(read_dataset(dataset), Filters(years=(2021, 2021), topics=frozenset({"optimization"})))
    works = {work.id for work in chosen.publications}
    people = {profile.id for profile in chosen.profiles}
    assert {work for profile in chosen.profiles for work in profile.publications} == works
    assert {relation.target for work in chosen.publications for relation in work.relations} <= works
    assert {work for merge in chosen.merges for work in merge.publications} <= works
    assert {problem.record for problem in chosen.problems} <= people | works
    assert {conflict.profile for conflict in chosen.conflicts} <= people
    assert {read.profile for read in chosen.provenance} == people
    assert {profile for pairing in chosen.pairings for profile in pairing.profiles} <= people


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (Filters(people=frozenset({"invented/nobody"})), "no person invented/nobody"),
        (Filters(topics=frozenset({"alchemy"})), "no topic alchemy"),
    ],
)
def test_who_is_not_there_is_named(dataset: Path, filters: Filters, message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        filter_dataset(read_dataset(dataset), filters)
