"""Two pages of a person become one record that says what each page says."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.pair import html_pages
from profile_scraper.pair import pair_profiles
from profile_scraper.records.base import Bilingual
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import load_site
from testbed.generate import generate
from testbed.truth import truth
from tests.pair.pages import entry, page, portrait, role, student

SITE = load_site("mila")


def professor(slug: str | None = None) -> list[ProfilePage]:
    """A professor's two pages, each with its topics in its own alphabet."""
    return [
        page(
            "en",
            "Odile Marchbanks",
            slug,
            portrait=portrait(None, "Portrait of Odile Marchbanks"),
            roles=[
                role("Core Academic Member", kind="membership"),
                role("Canada CIFAR AI Chair", kind="chair"),
                role(
                    "Associate Professor",
                    "Université de Montréal",
                    "Department of Mathematics and Statistics",
                    "appointment",
                ),
                role("Visiting Researcher", "Google", kind="visiting"),
            ],
            topics=["AI for Science", "Cognition", "Deep Learning", "Optimization", "Reasoning"],
            biography=["Odile Marchbanks teaches in Montréal.", "Her research asks how networks remember since 2011."],
            students=[
                student("PhD", "Université de Montréal"),
                student("Postdoctorate", "McGill University", supervision="co"),
            ],
        ),
        page(
            "fr",
            "Odile Marchbanks",
            slug,
            portrait=portrait(None, "Portrait d'Odile Marchbanks"),
            roles=[
                role("Membre académique principal", kind="membership"),
                role("Chaire en IA Canada-CIFAR", kind="chair"),
                role("Professeure agrégée", "UdeM", "Département de mathématiques et statistiques", "appointment"),
                role("Chercheuse invitée", "Google", kind="visiting"),
            ],
            topics=["Apprentissage profond", "Cognition", "IA pour la science", "Optimisation", "Raisonnement"],
            biography=["Odile Marchbanks enseigne à Montréal.", "Ses recherches : la mémoire des réseaux, dès 2011."],
            students=[student("Doctorat", "UdeM")],
        ),
    ]  # fmt: skip


def test_two_text_files_of_one_person_are_one_record() -> None:
    paired = pair_profiles(professor(), SITE)
    (profile,) = paired.profiles
    assert profile.id == "mila/odile-marchbanks"
    assert profile.url == Bilingual(en=None, fr=None)
    assert paired.profile_of_page == {page.source.url: profile.id for page in professor()}
    assert not paired.problems
    assert [source.language for source in profile.sources] == ["en", "fr"]
    assert profile.portrait is not None
    assert profile.portrait.alt == Bilingual(en="Portrait of Odile Marchbanks", fr="Portrait d'Odile Marchbanks")


def test_topics_are_matched_by_meaning_in_the_order_of_the_english_page() -> None:
    (profile,) = pair_profiles(professor(), SITE).profiles
    assert [(topic.id, topic.en, topic.fr) for topic in profile.topics] == [
        ("ai-for-science", "AI for Science", "IA pour la science"),
        ("cognition", "Cognition", "Cognition"),
        ("deep-learning", "Deep Learning", "Apprentissage profond"),
        ("optimization", "Optimization", "Optimisation"),
        ("reasoning", "Reasoning", "Raisonnement"),
    ]


def test_roles_keep_each_pages_words_and_one_organization() -> None:
    (profile,) = pair_profiles(professor(), SITE).profiles
    assert [(each.kind, each.title.en, each.title.fr) for each in profile.roles] == [
        ("membership", "Core Academic Member", "Membre académique principal"),
        ("chair", "Canada CIFAR AI Chair", "Chaire en IA Canada-CIFAR"),
        ("appointment", "Associate Professor", "Professeure agrégée"),
        ("visiting", "Visiting Researcher", "Chercheuse invitée"),
    ]
    appointment, visiting = profile.roles[2:]
    assert appointment.organization is not None
    assert appointment.organization.model_dump() == {
        "name": "Université de Montréal",
        "ror": "https://ror.org/0161xgx34",
        "raw": ["UdeM", "Université de Montréal"],
    }
    assert appointment.department == Bilingual(
        en="Department of Mathematics and Statistics", fr="Département de mathématiques et statistiques"
    )
    assert visiting.organization is not None
    assert (visiting.organization.name, visiting.organization.ror) == ("Google", None)


def test_lists_of_nameless_students_that_differ_are_left_apart() -> None:
    (profile,) = pair_profiles(professor(), SITE).profiles
    assert [(each.languages, each.supervision) for each in profile.students] == [
        (["en"], "principal"),
        (["en"], "co"),
        (["fr"], "principal"),
    ]
    assert all(each.name is None for each in profile.students)


def test_a_person_in_one_language_has_null_in_the_other() -> None:
    (profile,) = pair_profiles(professor()[1:], SITE).profiles
    assert profile.biography.en is None
    assert all(each.title.en is None for each in profile.roles)
    assert [topic.en for topic in profile.topics] == [None] * 5
    assert [topic.id for topic in profile.topics][:2] == ["deep-learning", "cognition"]


def test_pages_of_a_pager_are_one_person_whose_first_page_counts() -> None:
    first, second = professor("odile-marchbanks")
    later = first.model_copy(
        update={
            "page": 1,
            "topics": ["Cognition"],
            "source": first.source.model_copy(update={"url": f"{first.source.url}?page=0%2C1", "sha256": "00"}),
            "publications": [entry(1, "On Remembering")],
        }
    )
    paired = pair_profiles([later, second, first], SITE)
    (profile,) = paired.profiles
    assert len(profile.topics) == 5
    assert paired.profile_of_page[later.source.url] == profile.id
    assert len(profile.sources) == 3
    assert profile.url.en == first.source.url


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_of_the_pages_does_not_matter(order: tuple[int, ...]) -> None:
    pages = [*professor("odile-marchbanks"), page("en", "Ann Lee"), page("fr", "Ann Lee", "ann-lee")]
    assert pair_profiles([pages[index] for index in order], SITE) == pair_profiles(pages, SITE)


names = st.sampled_from(["Ann Lee", "Anne Lee", "A. Lee", "Bo Li"])
slugs = st.sampled_from([None, "ann-lee", "ann-lee-0", "bo-li"])
topics = st.lists(st.sampled_from(["Cognition", "Deep Learning", "Apprentissage profond", "Xylogie"]), max_size=3)


@st.composite
def some_pages(draw: st.DrawFn) -> list[ProfilePage]:
    return [
        page(
            draw(st.sampled_from(["en", "fr"])),
            draw(names),
            draw(slugs),
            topics=draw(topics),
            retrieved=draw(st.sampled_from([None, "2026-01-02T03:04:05Z", "2026-01-03T00:00:00Z"])),
            email=draw(st.sampled_from([None, "a@example.org", "b@example.org"])),
            file=draw(st.sampled_from(["a.txt", "b.txt"])),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]


@settings(deadline=None)
@given(some_pages(), st.randoms(use_true_random=False))
def test_a_result_is_a_function_of_the_set_of_pages(pages: list[ProfilePage], random: Random) -> None:
    shuffled = [*pages, *pages[:2]]
    random.shuffle(shuffled)
    paired = pair_profiles(shuffled, SITE)
    assert paired == pair_profiles(pages, SITE)
    assert sorted(paired.profile_of_page) == sorted({each.source.url for each in pages})
    assert len({profile.id for profile in paired.profiles}) == len(paired.profiles)


@pytest.mark.slow
def test_a_directory_in_any_order_is_the_same_directory() -> None:
    pages = html_pages(truth(generate(60, seed=5)))
    straight = pair_profiles(pages, SITE)
    for seed in range(3):
        shuffled = Random(seed).sample(pages, len(pages))
        assert pair_profiles(shuffled, SITE) == straight
