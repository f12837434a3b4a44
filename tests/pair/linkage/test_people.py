"""Who is who: addresses and language links where they are right, everything else where they are not."""

from profile_scraper.pair import Paired, pair_profiles
from profile_scraper.records.base import LANGUAGES
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import load_site
from tests.pair.pages import NO_LINKS, address, entry, page, portrait, role

SITE = load_site("mila")
HOMEPAGE = {"en": "https://mila.quebec/en", "fr": "https://mila.quebec/fr"}
NEURO = (
    ["Cognition", "Computational Neuroscience", "Neuroscience"],
    ["Cognition", "Neurosciences", "Neurosciences computationnelles"],
)
VISION = (
    ["Computer Vision", "Medical Imaging", "Robotics"],
    ["Imagerie médicale", "Robotique", "Vision par ordinateur"],
)


def people(*pages: ProfilePage) -> list[tuple[str, str | None, str | None]]:
    return [(each.id, each.url.en, each.url.fr) for each in pair_profiles(pages, SITE).profiles]


def why(paired: Paired) -> list[tuple[str, str | None, str | None]]:
    return [(each.decision, each.en, each.fr) for each in paired.pairings]


def test_one_slug_is_one_person() -> None:
    en, fr = address("en", "ada-lind"), address("fr", "ada-lind")
    assert people(page("en", "Ada Lind", "ada-lind"), page("fr", "Ada Lind", "ada-lind")) == [("mila/ada-lind", en, fr)]


def test_language_links_join_different_slugs() -> None:
    en = page("en", "Ada Lind", "ada-lind", alternates={"fr": address("fr", "a-lind-2")})
    fr = page("fr", "Ada Lind", "a-lind-2", alternates={"en": address("en", "ada-lind")})
    assert people(en, fr) == [("mila/ada-lind", address("en", "ada-lind"), address("fr", "a-lind-2"))]


def test_language_links_to_the_home_page_say_nothing() -> None:
    en = page("en", "Ada Lind", "ada-lind", alternates=HOMEPAGE)
    fr = page("fr", "Ada Lind", "ada-lind", alternates=HOMEPAGE)
    paired = pair_profiles([en, fr], SITE)
    assert len(paired.profiles) == 1
    assert [conflict.kind for conflict in paired.conflicts] == ["alternate", "alternate"]


def test_language_links_that_contradict_each_other_lose_to_slug_and_name() -> None:
    pages = [
        page("en", "Ada Lind", "ada-lind", alternates={"fr": address("fr", "bo-ek")}),
        page("en", "Bo Ek", "bo-ek", alternates={"fr": address("fr", "bo-ek")}),
        page("fr", "Ada Lind", "ada-lind", alternates={"en": address("en", "ada-lind")}),
        page("fr", "Bo Ek", "bo-ek", alternates={"en": address("en", "bo-ek")}),
    ]
    assert [name for name, en, fr in people(*pages) if en and fr] == ["mila/ada-lind", "mila/bo-ek"]


def test_homonyms_with_their_own_slugs_stay_apart() -> None:
    pages = [page(language, "Wei Zhang", slug) for language in ("en", "fr") for slug in ("wei-zhang", "wei-zhang-0")]
    assert [(name, en[-5:] == fr[-5:]) for name, en, fr in people(*pages) if en and fr] == [
        ("mila/wei-zhang", True),
        ("mila/wei-zhang-0", True),
    ]


def test_a_homonym_in_one_language_is_not_given_to_the_other() -> None:
    pages = [
        page("en", "Wei Zhang", "wei-zhang", topics=NEURO[0]),
        page("fr", "Wei Zhang", "wei-zhang-0", topics=VISION[1]),
    ]
    paired = pair_profiles(pages, SITE)
    assert [each.id for each in paired.profiles] == ["mila/wei-zhang", "mila/wei-zhang-0"]
    assert sorted(each.decision for each in paired.pairings) == ["unmatched", "unmatched"]


def test_homonyms_in_files_are_told_apart_by_their_topics() -> None:
    pages = [
        page("en", "Wei Zhang", file="a.txt", topics=NEURO[0]),
        page("en", "Wei Zhang", file="b.txt", topics=VISION[0]),
        page("fr", "Wei Zhang", file="c.txt", topics=VISION[1]),
        page("fr", "Wei Zhang", file="d.txt", topics=NEURO[1]),
    ]
    paired = pair_profiles(pages, SITE)
    profiles = paired.profile_of_page
    assert profiles["a.txt"] == profiles["d.txt"] != profiles["b.txt"] == profiles["c.txt"]
    assert [problem.reason for problem in paired.problems] == ["ambiguous"]


def test_two_who_cannot_be_told_apart_are_nobodys_counterpart() -> None:
    pages = [
        page("en", "Wei Zhang", file="a.txt", roles=[role("Full Professor")]),
        page("en", "Wei Zhang", file="b.txt", roles=[role("Assistant Professor")]),
        page("fr", "Wei Zhang", file="c.txt"),
    ]
    paired = pair_profiles(pages, SITE)
    assert len(set(paired.profile_of_page.values())) == 3
    different = [each for each in paired.pairings if each.decision == "different"]
    assert {each.reason for each in different} == {"another page resembles one of the two as much or more"}


def test_a_name_alone_joins_two_files() -> None:
    paired = pair_profiles([page("en", "Élise Béroud"), page("fr", "Elise Beroud", file="x.txt")], SITE)
    assert [each.id for each in paired.profiles] == ["mila/elise-beroud"]
    (decision,) = paired.pairings
    assert decision.decision == "same"
    assert 0.9 < decision.confidence < 1
    assert [each.field for each in decision.evidence] == ["name"]


def test_names_in_another_order_or_with_initials_need_more_than_the_name() -> None:
    english, french = page("en", "Ada M. Lind"), page("fr", "Lind, Ada", file="x.txt")
    assert len(pair_profiles([english, french], SITE).profiles) == 2
    image = portrait("https://mila.quebec/sites/ada.jpg")
    pages = [english.model_copy(update={"portrait": image}), french.model_copy(update={"portrait": image})]
    assert len(pair_profiles(pages, SITE).profiles) == 1


def test_different_slugs_are_joined_by_portrait_topics_and_publications() -> None:
    image = portrait("https://mila.quebec/sites/ada.jpg")
    publications = [entry(1, "On Bird Song"), entry(2, "On River Ice"), entry(3, "On Sleep")]
    for more in ({"portrait": image}, {"publications": publications}):
        en = page("en", "Ada Lind", "ada-lind", topics=NEURO[0], **more)
        fr = page("fr", "Ada Lind", "ada-lind-mtl", topics=NEURO[1], **more)
        assert people(en, fr) == [("mila/ada-lind", address("en", "ada-lind"), address("fr", "ada-lind-mtl"))]


def test_a_shared_contact_joins_nobody_of_another_name() -> None:
    links = NO_LINKS.model_copy(update={"homepage": "https://lab.example.org"})
    pages = [page("en", "Ada Lind", "ada-lind", links=links), page("fr", "Bo Ek", "bo-ek", links=links)]
    assert len(pair_profiles(pages, SITE).profiles) == 2


def test_older_addresses_of_a_page_are_the_same_person() -> None:
    older = page("en", "Ada Lind", "ada-lind")
    older = older.model_copy(
        update={"source": older.source.model_copy(update={"url": "https://mila.quebec/en/ada-lind"})}
    )
    assert people(older, page("en", "Ada Lind", "ada-lind")) == [("mila/ada-lind", address("en", "ada-lind"), None)]


def test_a_page_fetched_twice_counts_once_as_last_fetched() -> None:
    first = page("en", "Ada Lind", "ada-lind", email="old@example.org", retrieved="2026-01-01T00:00:00Z")
    later = page("en", "Ada Lind", "ada-lind", email="new@example.org", retrieved="2026-02-01T00:00:00Z")
    (profile,) = pair_profiles([later, first], SITE).profiles
    assert profile.email == "new@example.org"
    assert len(profile.sources) == 1


def test_links_to_the_french_slug_lead_to_the_profile() -> None:
    en = page("en", "Ada Lind", "ada-lind", alternates={"fr": address("fr", "a-lind")})
    fr = page("fr", "Ada Lind", "a-lind", alternates={"en": address("en", "ada-lind")})
    assert pair_profiles([en, fr], SITE).aliases == {("fr", "mila/a-lind"): "mila/ada-lind"}


def test_everyone_in_one_language_only_has_the_reason_listed() -> None:
    paired = pair_profiles([page("en", "Ada Lind", "ada-lind"), page("fr", "Bo Ek", "bo-ek")], SITE)
    assert why(paired) == [("unmatched", address("en", "ada-lind"), None), ("unmatched", None, address("fr", "bo-ek"))]
    assert [each.reason for each in paired.pairings] == [
        "no French page names or resembles this one",
        "no English page names or resembles this one",
    ]
    assert not paired.problems


def test_files_named_alike_tell_homonyms_apart() -> None:
    pages = [
        page(language, "Wei Zhang", file=f"pages/{stem}.{language}.txt", biography=[f"{stem}"])
        for language in LANGUAGES
        for stem in ("zhang-1", "zhang-2")
    ]
    profiles = pair_profiles(pages, SITE).profile_of_page
    assert profiles["pages/zhang-1.en.txt"] == profiles["pages/zhang-1.fr.txt"]
    assert profiles["pages/zhang-2.en.txt"] == profiles["pages/zhang-2.fr.txt"] != profiles["pages/zhang-1.fr.txt"]


def test_a_slug_with_and_without_accents_is_one() -> None:
    assert (
        len(pair_profiles([page("en", "Élise Roy", "elise-roy"), page("fr", "Élise Roy", "élise-roy")], SITE).profiles)
        == 1
    )


def test_one_name_under_two_slugs_is_a_near_miss_that_is_listed() -> None:
    paired = pair_profiles([page("en", "Ada Lind", "ada-lind"), page("fr", "Ada Lind", "ada-lind-2")], SITE)
    assert [each.decision for each in paired.pairings] == ["unmatched", "different", "unmatched"]
    assert {each.reason for each in paired.pairings} == {
        "what the pages share weighs 2.0 bits, under the 6 that are asked for"
    }


def test_a_language_link_to_an_older_address_counts() -> None:
    en = page("en", "Ada Lind", "ada-lind", alternates={"fr": "https://mila.quebec/fr/a-lind"})
    fr = page("fr", "Ada Lind", "a-lind")
    older = fr.model_copy(update={"source": fr.source.model_copy(update={"url": "https://mila.quebec/fr/a-lind"})})
    paired = pair_profiles([en, fr, older], SITE)
    assert [each.id for each in paired.profiles] == ["mila/ada-lind"]
    assert not paired.conflicts


def test_a_mark_that_everyone_has_compares_nobody() -> None:
    """A laboratory's homepage on every page, and every language link to one page: no quadratic work, no wrong pair."""
    links = NO_LINKS.model_copy(update={"homepage": "https://lab.example.org"})
    pages = [
        page(language, f"Given{n} Family{n}", f"g{n}", links=links, alternates=HOMEPAGE)
        for n in range(300)
        for language in LANGUAGES
    ]
    paired = pair_profiles(pages, SITE)
    assert len(paired.profiles) == 300
    assert len(paired.pairings) == 300
