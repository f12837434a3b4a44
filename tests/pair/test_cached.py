"""What was made of other pages before changes nothing, and of the same pages nothing is made again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_scraper.pair import pair_profiles
from profile_scraper.pair.assemble import ProfileBuilder
from profile_scraper.pair.linkage.resemblance import Resemblance
from profile_scraper.records.base import LANGUAGES, Language
from profile_scraper.records.decision import Decision
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import load_site
from profile_scraper.workspace import Workspace
from tests.pair.pages import address, page, role, student, supervisor
from tests.pair.review.test_decisions import decide
from tests.remembering import Carded, InADictionary

SITE = load_site("mila")
PEOPLE = {
    "Ada Lind": ("ada-lind", "ada-lind"),
    "Bo Ek": ("bo-ek", "bo-ek-2"),
    "Cy Oh": ("cy-oh", "ada-lind"),
}
SLUGS = sorted({slug for slugs in PEOPLE.values() for slug in slugs})
TOPICS = {"en": ["Bird Song", "River Ice", "Night Snow"], "fr": ["Chant des oiseaux", "Glace", "Neige de nuit"]}
DECISIONS = [
    decide("term", en, fr, answer, "topic")
    for en, fr in zip(*TOPICS.values(), strict=True)
    for answer in ("same", "different")
]
DAYS = ["2026-11-01T06:00:00Z", "2026-11-08T06:00:00Z", None]


@st.composite
def person_pages(draw: st.DrawFn) -> ProfilePage:
    language: Language = draw(st.sampled_from(LANGUAGES))
    name = draw(st.sampled_from(sorted(PEOPLE)))
    linked = [f"mila/{slug}" for slug in draw(st.lists(st.sampled_from(SLUGS), max_size=2, unique=True))]
    other: Language = "fr" if language == "en" else "en"
    named = draw(st.sampled_from([None, *SLUGS]))
    return page(
        language,
        name,
        PEOPLE[name][LANGUAGES.index(language)],
        email=draw(st.sampled_from([None, "a@mila.example", "b@mila.example"])),
        alternates={other: address(other, named)} if named else {},
        topics=draw(st.sampled_from([TOPICS[language], TOPICS[language][1:], TOPICS[language][:1]])),
        roles=[role(draw(st.sampled_from(["Lake Warden", "Gardien du lac", "Professor"])), "Université d'Ost")],
        students=[student("PhD", "Ost College", profile=profile) for profile in linked],
        supervisors=[supervisor(None, profile) for profile in linked[:1]],
    )


@st.composite
def two_weeks(draw: st.DrawFn) -> tuple[Carded, Carded]:
    """Some of the same pages in two weeks, some of them retrieved again."""
    pages = draw(st.lists(person_pages(), max_size=6, unique_by=lambda one: one.source.url))
    weeks = [Carded(retrieved(one, draw(st.sampled_from(DAYS))) for one in pages if draw(_MOSTLY)) for _ in range(2)]
    return weeks[0], weeks[1]


_MOSTLY = st.integers(0, 3).map(bool)


def retrieved(one: ProfilePage, timestamp: str | None) -> ProfilePage:
    return one.model_copy(update={"source": one.source.model_copy(update={"retrieved": timestamp})})


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(weeks=two_weeks(), decided=st.tuples(*[st.lists(st.sampled_from(DECISIONS), max_size=3)] * 2))
def test_what_is_remembered_of_other_weeks_changes_nothing(
    weeks: tuple[Carded, Carded], decided: tuple[list[Decision], list[Decision]]
) -> None:
    cache = InADictionary()
    pair_profiles(weeks[0], SITE, decided[0], workspace=Workspace(cache))
    assert pair_profiles(weeks[1], SITE, decided[1], workspace=Workspace(cache)) == pair_profiles(
        weeks[1], SITE, decided[1]
    )


def test_another_day_of_one_page_changes_what_is_chosen() -> None:
    cache = InADictionary()
    en = page("en", "Ada Lind", "ada-lind", email="a@mila.example")
    fr = page("fr", "Ada Lind", "ada-lind", email="b@mila.example", alternates={"en": address("en", "ada-lind")})
    for first, second, email in ((0, 1, "b@mila.example"), (1, 0, "a@mila.example"), (1, 1, "a@mila.example")):
        pages = Carded([retrieved(en, DAYS[first]), retrieved(fr, DAYS[second])])
        (profile,) = pair_profiles(pages, SITE, workspace=Workspace(cache)).profiles
        assert profile.email == email
    assert cache.hits


def test_a_student_who_turns_out_to_have_another_id_is_told_by_it() -> None:
    cache = InADictionary()
    supervisor = page("fr", "Ada Lind", "ada-lind", students=[student("PhD", name="Bo Ek", profile="mila/bo-ek-2")])
    en, fr = (page(language, "Bo Ek", PEOPLE["Bo Ek"][index]) for index, language in enumerate(LANGUAGES))
    named = fr.model_copy(update={"alternates": {"en": address("en", "bo-ek")}})
    for others, known in (([], "mila/bo-ek-2"), ([en, named], "mila/bo-ek"), ([fr], "mila/bo-ek-2")):
        profiles = pair_profiles(Carded([supervisor, *others]), SITE, workspace=Workspace(cache)).profiles
        (listed_student,) = next(profile for profile in profiles if profile.name == "Ada Lind").students
        assert listed_student.profile == known
    assert cache.hits


def test_schools_that_a_person_called_one_are_not_learned_from_what_is_remembered() -> None:
    pages = Carded(
        page(
            language,
            name,
            slugs[0],
            students=[student("PhD", school, name="Di Po", profile=f"mila/di-po-{slugs[0]}")],
        )
        for name, slugs in PEOPLE.items()
        for language, school in zip(LANGUAGES, ("Ost College", "Collège d'Ost"), strict=True)
    )
    one = decide("term", "Ost College", "Collège d'Ost", "same", "organization")
    cache = InADictionary()
    assert [pair.facet for pair in pair_profiles(pages, SITE, workspace=Workspace(cache)).learned] == ["organization"]
    assert pair_profiles(pages, SITE, [one], workspace=Workspace(cache)).learned == []


def test_nothing_is_put_together_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Carded(
        page(language, name, slugs[LANGUAGES.index(language)], retrieved=DAYS[0], topics=TOPICS[language])
        for name, slugs in PEOPLE.items()
        for language in LANGUAGES
    )
    cache = InADictionary()
    before = pair_profiles(pages, SITE, workspace=Workspace(cache))
    monkeypatch.setattr(ProfileBuilder, "build", None)
    monkeypatch.setattr(Resemblance, "evidence", None)
    assert pair_profiles(pages, SITE, workspace=Workspace(cache)) == before
    later = Carded(
        one.model_copy(update={"source": one.source.model_copy(update={"retrieved": DAYS[1]})}) for one in pages
    )
    after = pair_profiles(later, SITE, workspace=Workspace(cache))
    assert {source.retrieved for profile in after.profiles for source in profile.sources} == {DAYS[1]}
    for old, new in zip(before.profiles, after.profiles, strict=True):
        assert new.model_copy(update={"sources": old.sources}) == old
