"""What a person decided of pages, labels and contradictions wins over what the pages say."""

from typing import Any

import pytest
from pydantic import ValidationError

from profile_scraper.pair import Paired, pair_profiles
from profile_scraper.records.decision import Answer, Decision, Subject
from profile_scraper.records.page import PageStudent, ProfilePage
from profile_scraper.sites import Term, load_site
from tests.pair.pages import NO_LINKS, address, page, role, student

SITE = load_site("mila")
UNTAUGHT = SITE._replace(terms=())


def decide(subject: Subject, first: str, second: str, answer: Answer = "same", within: str | None = None) -> Decision:
    return Decision(
        subject=subject,
        first=first,
        second=second,
        within=within,
        answer=answer,
        relation=None,
        by="ana",
        when="2026-11-22T12:00:00Z",
        why="known in person",
    )


def topics_of(paired: Paired) -> set[tuple[str | None, str | None]]:
    return {(topic.en, topic.fr) for profile in paired.profiles for topic in profile.topics}


def methods_of(paired: Paired, section: str) -> set[str | None]:
    return {each.paired_by for one in paired.provenance for each in one.fields if each.field.startswith(section)}


# Pages


ADA, BO = address("en", "ada-lind"), address("fr", "bo-ek")


def test_two_pages_that_share_nothing_are_one_person_when_a_person_says_so() -> None:
    pages = [page("en", "Ada Lind", "ada-lind"), page("fr", "Bo Ek", "bo-ek")]
    paired = pair_profiles(pages, SITE, [decide("page", BO, ADA)])
    assert [(each.id, each.url.en, each.url.fr) for each in paired.profiles] == [("mila/ada-lind", ADA, BO)]
    (pairing,) = paired.pairings
    assert (pairing.decision, pairing.confidence) == ("same", 1.0)
    assert pairing.evidence[0].field == "decision"
    assert pairing.evidence[0].detail == "ana, 2026-11-22T12:00:00Z: known in person"
    assert not paired.problems + paired.unmatched_decisions


def test_a_decision_wins_over_rivals_that_everything_else_speaks_for() -> None:
    pages = [
        page(language, name, slug)
        for language in ("en", "fr")
        for name, slug in (("Ada Lind", "ada-lind"), ("Bo Ek", "bo-ek"))
    ]
    paired = pair_profiles(pages, SITE, [decide("page", ADA, BO)])
    both = [(each.url.en, each.url.fr) for each in paired.profiles if each.url.en and each.url.fr]
    assert both == [(ADA, BO)]
    assert len(paired.profiles) == 3


def test_two_pages_that_agree_on_everything_stay_apart_when_a_person_says_so() -> None:
    pages = [page("en", "Ada Lind", "ada-lind"), page("fr", "Ada Lind", "ada-lind")]
    paired = pair_profiles(pages, SITE, [decide("page", ADA, address("fr", "ada-lind"), "different")])
    assert len(paired.profiles) == 2
    (different,) = [pairing for pairing in paired.pairings if pairing.decision == "different"]
    assert different.confidence == 1.0
    assert different.reason == "ana decided that the two pages are not one person's"


@pytest.mark.parametrize(
    ("decisions", "reasons", "unmatched"),
    [
        ([decide("page", ADA, address("fr", "nobody"))], [], ["not-found"]),
        ([decide("page", ADA, address("en", "cy-oh"))], ["invalid"], []),
        ([decide("page", ADA, BO), decide("page", address("en", "cy-oh"), BO)], ["contradiction"] * 2, []),
    ],
)
def test_a_decision_that_cannot_be_used_is_listed(
    decisions: list[Decision], reasons: list[str], unmatched: list[str]
) -> None:
    pages = [page("en", "Ada Lind", "ada-lind"), page("en", "Cy Oh", "cy-oh"), page("fr", "Bo Ek", "bo-ek")]
    paired = pair_profiles(pages, SITE, decisions)
    assert len(paired.profiles) == 3
    assert [problem.reason for problem in paired.problems] == reasons
    assert [problem.reason for problem in paired.unmatched_decisions] == unmatched
    assert {(problem.stage, problem.url) for problem in paired.problems + paired.unmatched_decisions} == {
        ("pair", "decisions.jsonl")
    }


# Terms


def crowd(size: int, en: list[str], fr: list[str]) -> list[ProfilePage]:
    """People who all have these topics, and as many who have another one."""
    pages = []
    for number in range(size):
        name, other = f"Given{number} Family{number}", f"Other{number} Person{number}"
        slug, another = name.lower().replace(" ", "-"), other.lower().replace(" ", "-")
        pages += [page("en", name, slug, topics=en), page("fr", name, slug, topics=fr)]
        pages += [page("en", other, another, topics=["Tides"]), page("fr", other, another, topics=["Marées"])]
    return pages


def test_a_refused_pair_is_not_learned() -> None:
    pages = crowd(6, ["Bird Song"], ["Chant des oiseaux"])
    assert ("Bird Song", "Chant des oiseaux") in topics_of(pair_profiles(pages, UNTAUGHT))
    paired = pair_profiles(pages, UNTAUGHT, [decide("term", "bird song", "Chant des Oiseaux", "different", "topic")])
    assert topics_of(paired) == {("Bird Song", None), (None, "Chant des oiseaux"), ("Tides", "Marées")}
    assert "Bird Song" not in {pair.en for pair in paired.learned}


def test_what_cannot_be_told_apart_is_told_apart_by_one_accepted_pair() -> None:
    pages = crowd(6, ["Quarlow Prenks", "Dobbin Turve"], ["Mirvel des onses", "Gastre de pluvon"])
    assert ("Quarlow Prenks", "Mirvel des onses") not in topics_of(pair_profiles(pages, UNTAUGHT))
    paired = pair_profiles(pages, UNTAUGHT, [decide("term", "Quarlow Prenks", "Mirvel des onses", within="topic")])
    assert ("Quarlow Prenks", "Mirvel des onses") in topics_of(paired)
    assert ("Dobbin Turve", "Gastre de pluvon") in topics_of(paired), "learned, now that one pair is certain"
    assert "decision" in methods_of(paired, "topics")


def test_words_alike_and_reviewed_terms_give_way_to_a_person() -> None:
    site = SITE._replace(terms=(Term("topic", "sleep", None, {"en": ("Sleep",), "fr": ("Sommeil",)}),))
    pages = [
        page("en", "Ada Lind", "ada-lind", topics=["Distributed Systems", "Sleep"]),
        page("fr", "Ada Lind", "ada-lind", topics=["Sommeil", "Systèmes distribués"]),
    ]
    assert topics_of(pair_profiles(pages, site)) == {
        ("Distributed Systems", "Systèmes distribués"),
        ("Sleep", "Sommeil"),
    }
    decided = [
        decide("term", "Distributed Systems", "Systèmes distribués", "different", "topic"),
        decide("term", "Sleep", "Sommeil", "different", "topic"),
    ]
    paired = pair_profiles(pages, site, decided)
    assert all(not (en and fr) for en, fr in topics_of(paired))
    ids = [topic.id for topic in next(iter(paired.profiles)).topics]
    assert len(set(ids)) == len(ids)


def test_roles_levels_and_institutions_are_decided_too() -> None:
    pages = [
        page(
            "en",
            "Ada Lind",
            "ada-lind",
            roles=[role("Keeper of Maps", "Institute of Snow")],
            students=[student("Apprentice", "Harbour School", name="Cy Oh", profile="mila/cy-oh")],
        ),
        page(
            "fr",
            "Ada Lind",
            "ada-lind",
            roles=[role("Gardienne des cartes", "Institut des neiges")],
            students=[student("Compagnon", "École du port", name="Cy Oh", profile="mila/cy-oh")],
        ),
    ]
    decisions = [
        decide("term", "Keeper of Maps", "Gardienne des cartes", within="role"),
        decide("term", "Institute of Snow", "Institut des neiges", within="organization"),
        decide("term", "Apprentice", "Compagnon", within="level"),
        decide("term", "Harbour School", "École du port", within="organization"),
    ]
    (profile,) = pair_profiles(pages, UNTAUGHT, decisions).profiles
    (position,) = profile.roles
    assert (position.title.en, position.title.fr) == ("Keeper of Maps", "Gardienne des cartes")
    assert position.organization
    assert position.organization.raw == ["Institut des neiges", "Institute of Snow"]
    (apprentice,) = profile.students
    assert apprentice.level
    assert apprentice.level.id == "apprentice"
    assert apprentice.organization
    assert apprentice.organization.raw == ["Harbour School", "École du port"]


def test_a_label_that_no_page_prints_and_labels_that_contradict_each_other_are_listed() -> None:
    pages = crowd(2, ["Bird Song"], ["Chant des oiseaux"])
    paired = pair_profiles(pages, UNTAUGHT, [decide("term", "Chant des oiseaux", "Bird Song", within="topic")])
    (problem,) = paired.unmatched_decisions
    assert "the English label comes first" in problem.detail
    both = [
        decide("term", "Bird Song", "Chant des oiseaux", within="topic"),
        decide("term", "bird song", "chant des oiseaux", "different", "topic"),
    ]
    assert [problem.reason for problem in pair_profiles(pages, UNTAUGHT, both).problems] == ["contradiction"] * 2


def test_an_institution_that_the_file_names_in_both_languages_is_changed_there() -> None:
    pages = [
        page("en", "Ada Lind", "ada-lind", roles=[role("Visitor", "University of Oslovik")]),
        page("fr", "Ada Lind", "ada-lind", roles=[role("Visiteuse", "Université d'Oslovik")]),
    ]
    decided = decide("term", "University of Oslovik", "Université d'Oslovik", "different", "organization")
    (problem,) = pair_profiles(pages, SITE, [decided]).problems
    assert "organizations.toml" in problem.detail


# Conflicts


def contradicting(*more: Any) -> list[ProfilePage]:
    english = NO_LINKS.model_copy(update={"homepage": "https://ada.example.org"})
    french = NO_LINKS.model_copy(update={"homepage": "https://lind.example.org"})
    return [page("en", "Ada Lind", "ada-lind", links=english), page("fr", "Ada Lind", "ada-lind", links=french), *more]


@pytest.mark.parametrize("answer", ["same", "different"])
def test_a_conflict_that_a_person_looked_at_says_so(answer: Answer) -> None:
    within = "mila/ada-lind links.homepage"
    looked = decide("conflict", "https://ada.example.org", "https://lind.example.org", answer, within)
    plain, resolved = pair_profiles(contradicting(), SITE), pair_profiles(contradicting(), SITE, [looked])
    assert [conflict.decided for conflict in plain.conflicts] == [None]
    assert [conflict.decided for conflict in resolved.conflicts] == [answer]
    assert resolved.profiles == plain.profiles
    assert not resolved.problems + resolved.unmatched_decisions


def test_a_conflict_is_found_where_its_list_has_grown() -> None:
    def listed_student(name: str, school: str) -> PageStudent:
        return student("PhD", school, name=name, profile=f"mila/{name}")

    def pages(*more: str) -> list[ProfilePage]:
        others = [listed_student(name, "Harbour School") for name in more]
        return [
            page("en", "Ada Lind", "ada-lind", students=[*others, listed_student("cy", "Institute of Snow")]),
            page("fr", "Ada Lind", "ada-lind", students=[*others, listed_student("cy", "College of Ice")]),
        ]

    (found,) = pair_profiles(pages(), SITE).conflicts
    looked = decide("conflict", "Institute of Snow", "College of Ice", "different", f"{found.profile} {found.field}")
    (moved,) = pair_profiles(pages("al", "bo"), SITE, [looked]).conflicts
    assert moved.field != found.field
    assert moved.decided == "different"


def test_a_decision_about_what_a_corrected_page_does_not_say_any_more_is_counted() -> None:
    corrected = decide("conflict", "ada@example.org", "lind@example.org", within="mila/ada-lind email")
    paired = pair_profiles(contradicting(), SITE, [corrected])
    assert (paired.outdated_decisions, paired.unmatched_decisions) == (1, [])


def test_a_decision_about_a_person_who_is_not_there_is_listed_without_its_words() -> None:
    nobody = decide("conflict", "ada@example.org", "lind@example.org", within="mila/bo-lind email")
    paired = pair_profiles(contradicting(), SITE, [nobody])
    (problem,) = paired.unmatched_decisions
    assert "mila/bo-lind email" in problem.detail
    assert "@" not in problem.detail
    assert paired.outdated_decisions == 0


# All


def test_the_order_of_pages_and_decisions_changes_nothing() -> None:
    pages = [*crowd(4, ["Bird Song", "River Ice"], ["Chant des oiseaux", "Glace de rivière"]), *contradicting()]
    decisions = [
        decide("term", "Bird Song", "Chant des oiseaux", within="topic"),
        decide("page", ADA, address("fr", "ada-lind")),
        decide("page", ADA, address("fr", "nobody")),
        decide(
            "conflict", "https://ada.example.org", "https://lind.example.org", within="mila/ada-lind links.homepage"
        ),
    ]
    once = pair_profiles(pages, UNTAUGHT, decisions)
    again = pair_profiles(pages[::-1], UNTAUGHT, [*reversed(decisions), decisions[0]])
    assert once == again


def test_only_publications_are_related() -> None:
    with pytest.raises(ValidationError, match="only publications are related"):
        decide("page", ADA, BO, "related")
