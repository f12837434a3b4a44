"""What the pages teach: terms that always stand together, and nothing that could as well be otherwise."""

from collections import Counter

from benchmarks.pair import html_pages
from profile_scraper.pair import pair_profiles
from profile_scraper.pair.term_learning import learn
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.sites import load_site
from testbed.generate import generate
from testbed.truth import truth
from tests.pair.pages import page, student

SITE = load_site("mila")
UNTAUGHT = SITE._replace(terms=())
EMPTY = Vocabulary(())


def test_a_directory_teaches_the_topics_that_two_or_more_people_share() -> None:
    known = truth(generate(200, seed=3))
    paired = pair_profiles(html_pages(known), UNTAUGHT)
    true = Counter(
        (profile["id"], topic["en"], topic["fr"])
        for profile in known.profiles
        for topic in profile["topics"]
        if topic["en"] and topic["fr"]
    )
    found = {
        (profile.id, topic.en, topic.fr)
        for profile in paired.profiles
        for topic in profile.topics
        if topic.en and topic.fr
    }
    assert not found - set(true)
    people = Counter((en, fr) for _, en, fr in true)
    shared = {fact for fact in true if people[fact[1:]] > 1}
    assert len(shared) > 300
    assert len(found & shared) >= 0.95 * len(shared)


def test_a_directory_teaches_roles_levels_and_institutions() -> None:
    known = truth(generate(200, seed=3))
    learned = [pair for pair in pair_profiles(html_pages(known), UNTAUGHT).learned if pair.used]
    assert {pair.facet for pair in learned} >= {"topic", "role", "level"}
    for facet in ("role", "level", "department"):
        taught = {(pair.en, pair.fr) for pair in learned if pair.facet == facet}
        assert taught <= known.pairs[facet]


def test_a_pair_says_why() -> None:
    cooccurrences = [(["Bird Song", "Sleep"], ["Chant des oiseaux", "Sommeil"])] * 2
    cooccurrences += (
        [(["Sleep"], ["Sommeil"])] * 3 + [(["Sleep", "River Ice"], ["Sommeil"])] + [(["Tides"], ["Marées"])] * 4
    )
    learned = {pair.en: pair for pair in learn("topic", cooccurrences, EMPTY)}
    song = learned["Bird Song"]
    assert (song.fr, song.together, song.en_unmatched, song.fr_unmatched, song.used) == (
        "Chant des oiseaux",
        2,
        0,
        0,
        True,
    )
    assert song.next_best == "Sommeil"
    assert song.margin > 5
    assert "River Ice" not in learned


def test_what_always_stands_together_is_not_told_apart() -> None:
    cooccurrences = [(["Quarlow Prenks", "Dobbin Turve"], ["Mirvel des onses", "Gastre de pluvon"])] * 5 + [
        (["Sleep"], ["Sommeil"])
    ] * 9
    used = {(pair.en, pair.fr) for pair in learn("topic", cooccurrences, EMPTY) if pair.used}
    assert used == {("Sleep", "Sommeil")}


def test_words_alike_tell_apart_what_always_stands_together() -> None:
    cooccurrences = [(["Forest Acoustics", "Sleep"], ["Acoustique des forêts", "Sommeil"])] * 5 + [
        (["Tides"], ["Marées"])
    ] * 9
    used = {(pair.en, pair.fr) for pair in learn("topic", cooccurrences, EMPTY) if pair.used}
    assert ("Sleep", "Sommeil") in used
    assert ("Forest Acoustics", "Acoustique des forêts") in used


def test_one_person_teaches_nothing() -> None:
    assert learn("topic", [(["Bird Song"], ["Chant des oiseaux"])], EMPTY) == []


def test_known_terms_are_not_learned_again() -> None:
    cooccurrences = [(["Deep Learning", "Bird Song"], ["Apprentissage profond", "Chant des oiseaux"])] * 9
    cooccurrences += [(["Deep Learning"], ["Apprentissage profond"])] * 9
    assert [pair.en for pair in learn("topic", cooccurrences, Vocabulary(SITE.terms))] == ["Bird Song"]


def test_learned_pairs_are_used_and_said_to_be_learned() -> None:
    terms = [("Bird Song", "Chant des oiseaux"), ("Sleep", "Sommeil"), ("Tides", "Marées"), ("Gait", "Marche")]
    pages = []
    for number in range(12):
        slug = f"person-{number}"
        en, fr = zip(terms[number % 4], terms[number % 3], strict=True)
        pages += [page("en", slug, slug, topics=list(en)), page("fr", slug, slug, topics=sorted(fr))]
    paired = pair_profiles(pages, SITE)
    assert all(topic.en and topic.fr for profile in paired.profiles for topic in profile.topics)
    methods = {
        field.paired_by for each in paired.provenance for field in each.fields if field.field.startswith("topics")
    }
    assert methods == {"learned"}
    assert not paired.unmatched


def test_linked_students_teach_institutions() -> None:
    def numbered_student(number: int, level: str, school: str) -> object:
        return student(level, school, name=f"Student {number}", profile=f"mila/student-{number}")

    schools = [("Institute of Snow", "Institut des neiges"), ("Harbour College", "Collège du port")] * 4
    pages = [
        page(
            "en", "Ada Lind", "ada-lind", students=[numbered_student(n, "PhD", en) for n, (en, _) in enumerate(schools)]
        ),
        page(
            "fr",
            "Ada Lind",
            "ada-lind",
            students=[numbered_student(n, "Doctorat", fr) for n, (_, fr) in enumerate(schools)],
        ),
        page("en", "Bo Ek", "bo-ek"),
        page("fr", "Bo Ek", "bo-ek"),
    ]
    paired = pair_profiles(pages, SITE)
    assert {(pair.en, pair.fr) for pair in paired.learned if pair.facet == "organization" and pair.used} == set(schools)
    raw = {tuple(each.organization.raw) for each in next(iter(paired.profiles)).students if each.organization}
    assert raw == {("Institut des neiges", "Institute of Snow"), ("Collège du port", "Harbour College")}
    assert not [conflict for conflict in paired.conflicts if conflict.kind == "student-organization"]
