"""What people decided about pages, labels and contradictions holds in the next build."""

from profile_scraper.pair import pair_profiles
from profile_scraper.records.base import Language
from profile_scraper.records.decision import Answer, Decision, Subject
from profile_scraper.records.page import ProfilePage
from profile_scraper.sites import load_site
from tests.pair.pages import address, page, role

SITE = load_site("mila")


def decision(subject: Subject, first: str, second: str, answer: Answer, within: str | None = None) -> Decision:
    fields = {"subject": subject, "first": first, "second": second, "within": within, "answer": answer}
    return Decision.model_validate(
        fields | {"relation": None, "by": "ana", "when": "2026-11-22T06:00:00Z", "why": None}
    )


def namesakes() -> list[ProfilePage]:
    """Two pages of one name and nothing else in common, not enough to join them."""
    return [page("en", "Noor Ilmarin", "noor-ilmarin-2"), page("fr", "Noor Ilmarin", "ilmarin")]


def test_pages_are_one_persons_where_somebody_says_so() -> None:
    addresses = address("en", "noor-ilmarin-2"), address("fr", "ilmarin")
    assert len(pair_profiles(namesakes(), SITE).profiles) == 2
    paired = pair_profiles(namesakes(), SITE, [decision("page", *addresses, answer="same")])
    (profile,) = paired.profiles
    assert (profile.url.en, profile.url.fr) == addresses
    (pairing,) = paired.pairings
    assert pairing.evidence[0].field == "decision"
    assert pairing.evidence[0].detail == "same, says ana"


def test_pages_are_two_peoples_where_somebody_says_so() -> None:
    pages = [page("en", "Noor Ilmarin", "noor-ilmarin"), page("fr", "Noor Ilmarin", "noor-ilmarin")]
    assert len(pair_profiles(pages, SITE).profiles) == 1
    said = decision("page", address("fr", "noor-ilmarin"), address("en", "noor-ilmarin"), "different")
    assert len(pair_profiles(pages, SITE, [said]).profiles) == 2


def taught() -> list[ProfilePage]:
    """People whose topics teach one pair of labels for certain, and two that could as well be the other way round."""
    both: list[tuple[Language, list[str]]] = [
        ("en", ["Bird Song", "Kite Care"]),
        ("fr", ["Chant des oiseaux", "Soin des cerfs-volants"]),
    ]
    alone: list[tuple[Language, list[str]]] = [("en", ["Deep Sleep"]), ("fr", ["Sommeil profond"])]
    return [
        page(language, f"Ada Lindqvist{number}", f"ada-{number}", topics=topics)
        for number in range(14)
        for language, topics in (both if number < 5 else alone)
    ]


def used(*decisions: Decision) -> set[str]:
    return {pair.en for pair in pair_profiles(taught(), SITE, decisions).learned if pair.used}


def test_labels_mean_the_same_or_not_as_somebody_says() -> None:
    unsure = next(pair for pair in pair_profiles(taught(), SITE).learned if pair.en == "Bird Song")
    assert used() == {"Deep Sleep"}
    same = decision("term", "bird song", unsure.fr, "same", within="topic")
    different = decision("term", "Sommeil profond", "Deep Sleep", "different", within="topic")
    assert used(same) == {"Deep Sleep", "Bird Song"}
    assert used(same, different) == {"Bird Song"}
    assert used(different.model_copy(update={"within": "role"})) == {"Deep Sleep"}


def test_a_contradiction_that_is_none_is_not_told_again() -> None:
    pages = [
        page("en", "Ada Lindqvist", "ada-lindqvist", roles=[role("Full Professor", "Fjord", kind="appointment")]),
        page("fr", "Ada Lindqvist", "ada-lindqvist", roles=[role("Professeure adjointe", "Fjord", kind="appointment")]),
    ]
    (conflict,) = pair_profiles(pages, SITE).conflicts
    first, second = (statement.text or "–" for statement in conflict.statements)
    within = f"{conflict.profile} {conflict.field}"
    assert pair_profiles(pages, SITE, [decision("conflict", first, second, "same", within)]).conflicts == []
    assert len(pair_profiles(pages, SITE, [decision("conflict", first, second, "different", within)]).conflicts) == 1
