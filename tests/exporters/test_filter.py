from dataclasses import replace
from pathlib import Path

import pytest

from profile_scraper.dataset.files import DatasetError
from profile_scraper.dataset.filter import EMAIL_PLACEHOLDER, Filters, filter_dataset
from profile_scraper.dataset.read import read_dataset
from profile_scraper.records.base import LANGUAGES, Bilingual
from profile_scraper.records.problem import Conflict, Statement
from profile_scraper.records.profile import FieldProvenance, Provenance
from tests.exporters.invented import EMAIL, person_id


def test_nothing_asked_for_keeps_everything_but_emails(dataset: Path) -> None:
    full = read_dataset(dataset)
    filtered = filter_dataset(full, Filters())
    assert [profile.id for profile in filtered.profiles] == [profile.id for profile in full.profiles]
    assert list(filtered.publications) == list(full.publications)
    person = next(iter(filtered.profiles))
    assert person.email is None
    assert person.biography.en is not None
    assert person.biography.en.startswith(f"For media, write to {EMAIL_PLACEHOLDER}.\n\n")
    assert person.biography_html.en is not None
    assert person.biography_html.en.startswith(f"<p>For media, write to {EMAIL_PLACEHOLDER}.</p>")


def test_emails_are_kept_when_asked_for(dataset: Path) -> None:
    person = next(iter(filter_dataset(read_dataset(dataset), Filters(emails=True)).profiles))
    assert person.email == EMAIL
    assert EMAIL in (person.biography.en or "")


def test_telephone_and_office_go_with_the_addresses(dataset: Path) -> None:
    full = read_dataset(dataset)
    person = next(iter(full.profiles)).model_copy(update={"phone": "514 555-0199", "office": "B-3.21"})
    page = FieldProvenance(
        field="phone",
        url="https://a.example/",
        language="en",
        method="label",
        raw="514 555-0199",
        paired_by=None,
        guess=None,
    )
    known = replace(full, profiles=[person], provenance=[Provenance(profile=person.id, fields=[page])])
    for emails, phone, sources in ((True, "514 555-0199", [page]), (False, None, [])):
        filtered = filter_dataset(known, Filters(emails=emails))
        assert next(iter(filtered.profiles)).phone == phone
        assert next(iter(filtered.profiles)).office == (phone and "B-3.21")
        assert next(iter(filtered.provenance)).fields == sources


def test_that_two_pages_print_other_contact_details_stays_without_them(dataset: Path) -> None:
    full = read_dataset(dataset)
    person = next(iter(full.profiles)).id
    texts = {"en": "514 555-0199", "fr": "514 555-0100"}
    statements = [Statement(url="https://a.example/", language=each, text=texts[each]) for each in LANGUAGES]
    printed = Conflict(
        profile=person, kind="phone", field="phone", statements=statements, chosen="514 555-0199", detail="514 555-0199"
    )
    (remaining,) = filter_dataset(replace(full, conflicts=[printed]), Filters()).conflicts
    assert [each.text for each in remaining.statements] == ["[telephone]"] * 2
    assert "555" not in remaining.model_dump_json()
    assert list(filter_dataset(replace(full, conflicts=[printed]), Filters(emails=True)).conflicts) == [printed]


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
    full = read_dataset(dataset)
    person = next(iter(full.profiles)).model_copy(update={"biography": Bilingual(en=text, fr=None)})
    filtered = filter_dataset(replace(full, profiles=[person]), Filters())
    assert next(iter(filtered.profiles)).biography.en == shown


@pytest.mark.parametrize("name", [person_id(3), "person-00003"])
def test_a_person_by_id_or_slug_with_their_works(dataset: Path, name: str) -> None:
    filtered = filter_dataset(read_dataset(dataset), Filters(people=frozenset({name})))
    (profile,) = filtered.profiles
    assert profile.id == person_id(3)
    publications = list(filtered.publications)
    assert publications
    assert sorted(publication.id for publication in publications) == sorted(profile.publications)
    assert all(publication.profiles == [person_id(3)] for publication in publications)


def test_a_topic_chooses_people_and_their_works(dataset: Path) -> None:
    filtered = filter_dataset(read_dataset(dataset), Filters(topics=frozenset({"optimization"})))
    people = {profile.id: profile for profile in filtered.profiles}
    assert people
    assert all("optimization" in {topic.id for topic in profile.topics} for profile in people.values())
    assert all(
        set(publication.profiles) <= set(people) and publication.profiles for publication in filtered.publications
    )


def test_years_choose_works_and_leave_out_those_without_a_year(dataset: Path) -> None:
    full = read_dataset(dataset)
    filtered = filter_dataset(full, Filters(years=(2020, 2024)))
    assert {publication.issued for publication in filtered.publications} == {"2021-05", "2024-02-29"}
    assert len(list(filtered.profiles)) == len(list(full.profiles))


def test_a_language_keeps_what_its_pages_say(dataset: Path) -> None:
    filtered = filter_dataset(read_dataset(dataset), Filters(languages=frozenset({"en"})))
    profiles = list(filtered.profiles)
    assert person_id(3) not in {profile.id for profile in profiles}, "has a French page alone"
    assert all(profile.biography.fr is None and profile.url.fr is None for profile in profiles)
    assert all(topic.fr is None for profile in profiles for topic in profile.topics)
    assert all(profile.roles[1].department.fr is None for profile in profiles if profile.roles[1].department)
    assert {occurrence.language for publication in filtered.publications for occurrence in publication.occurrences} == {
        "en"
    }
    assert not [
        publication for publication in filtered.publications if "Un titre traduit" in publication.title_variants
    ]
    assert list(filtered.merges) == [], "each of them shows what a French page prints"


def test_references_between_kept_records_stay_whole(dataset: Path) -> None:
    filtered = filter_dataset(read_dataset(dataset), Filters(years=(2021, 2021), topics=frozenset({"optimization"})))
    publication_ids = {publication.id for publication in filtered.publications}
    people = {profile.id for profile in filtered.profiles}
    assert {publication for profile in filtered.profiles for publication in profile.publications} == publication_ids
    assert {
        relation.target for publication in filtered.publications for relation in publication.relations
    } <= publication_ids
    assert {publication for merge in filtered.merges for publication in merge.publications} <= publication_ids
    assert {problem.record for problem in filtered.problems} <= people | publication_ids
    assert {conflict.profile for conflict in filtered.conflicts} <= people
    assert {read.profile for read in filtered.provenance} == people
    assert {profile for pairing in filtered.pairings for profile in pairing.profiles} <= people


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
