import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_scraper.dedupe import LocatedEntry, deduplicate_entries
from profile_scraper.records.base import LANGUAGES, PersonReference
from tests.dedupe.entries import entry, listed_entry

TITLES = (
    "Counting Lanterns Along a River",
    "Counting lanterns along a river.",
    "Counting Lanterns Along a River, Part II",
    "Erratum: Counting Lanterns Along a River",
    "Editorial",
    "A Warm Theory of Cold Bridges",
    "Une théorie chaude des ponts froids",
)
PEOPLE = ("Ada Brume", "Luc Sablier", "Mina Okoro-Vale", "A. Brume")


@st.composite
def listings(draw: st.DrawFn) -> list[LocatedEntry]:
    located = []
    for position in range(1, draw(st.integers(1, 9)) + 1):
        authors = tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True)))
        abstract = draw(
            st.sampled_from((None, "We count lanterns from a boat at dusk and find that they come in pairs."))
        )
        profile = draw(st.sampled_from(("ada-brume", "luc-sablier")))
        language = draw(st.sampled_from(LANGUAGES))
        url = f"https://lanterns.example/{language}/{profile}"
        located.append(
            LocatedEntry(
                f"lanterns/{profile}",
                url,
                language,
                entry(draw(st.sampled_from(TITLES)), authors, abstract, position=position),
            )
        )
    return located


@pytest.mark.slow
@settings(deadline=None)
@given(located=listings(), data=st.data())
def test_the_order_of_entries_changes_nothing(located: list[LocatedEntry], data: st.DataObject) -> None:
    assert deduplicate_entries(data.draw(st.permutations(located))) == deduplicate_entries(located)


@pytest.mark.slow
@settings(deadline=None)
@given(located=listings(), data=st.data())
def test_one_more_exact_duplicate_changes_only_where_a_work_stands(
    located: list[LocatedEntry], data: st.DataObject
) -> None:
    again = data.draw(st.sampled_from(located))
    moved = LocatedEntry(again.profile, again.url, again.language, again.entry.model_copy(update={"position": 99}))
    before, after = deduplicate_entries(located), deduplicate_entries([*located, moved])
    assert [p.id for p in after.publications] == [p.id for p in before.publications]
    for old, new in zip(before.publications, after.publications, strict=True):
        assert new.model_copy(update={"occurrences": old.occurrences}) == old


def test_takes_the_best_of_each_entry() -> None:
    full = listed_entry(
        entry("Counting Lanterns Along a River", ["Ada Brume", "Luc Sablier", "Ada Brume"]), "ada-brume", language="en"
    )
    cut = entry(
        "counting lanterns along a river.",
        ["Luc Sablier"],
        "We count lanterns at dusk…",
        complete=False,
        abstract_complete=False,
    )
    complete = entry(
        "Counting Lanterns Along a River", [], "We count lanterns at dusk and find that they come in pairs."
    )
    merged = deduplicate_entries(
        [full, listed_entry(cut, "luc-sablier"), listed_entry(complete, "luc-sablier", "fr", position=4)]
    )
    [publication] = merged.publications
    assert publication.title == "Counting Lanterns Along a River"
    assert [author.name for author in publication.authors] == ["Ada Brume", "Luc Sablier"]
    assert publication.authors_complete
    assert publication.abstract == "We count lanterns at dusk and find that they come in pairs."
    assert publication.abstract_complete
    assert publication.profiles == ["lanterns/ada-brume", "lanterns/luc-sablier"]
    assert [(occurrence.language, occurrence.position) for occurrence in publication.occurrences] == [
        ("en", 1),
        ("en", 1),
        ("fr", 4),
    ]
    ada, _luc, french = publication.occurrences
    assert (publication.origins.title, publication.origins.authors, publication.origins.abstract) == (ada, ada, french)
    assert publication.title_variants == [cut.title]


def test_keeps_other_spellings_of_authors_aside() -> None:
    printed = (["Ada Brume", "Luc Sablier"], ["A. Brume", "Luc Sablier"], ["Ada Brume", "Luc  Sablier"])
    merged = deduplicate_entries(
        [
            listed_entry(entry("Counting Lanterns Along a River", names), position=position)
            for position, names in enumerate(printed, 1)
        ]
    )
    [publication] = merged.publications
    shown = [author.name for author in publication.authors]
    assert sorted([*publication.author_variants, *(name for name in shown if name)]) == [
        "A. Brume", "Ada Brume", "Luc  Sablier", "Luc Sablier",
    ]  # fmt: skip


@pytest.mark.slow
@settings(deadline=None)
@given(located=listings())
def test_every_origin_prints_what_was_taken_from_it(located: list[LocatedEntry]) -> None:
    at = {(item.url, item.entry.position): item.entry for item in located}
    for publication in deduplicate_entries(located).publications:
        title, authors, abstract = publication.origins.title, publication.origins.authors, publication.origins.abstract
        assert title is not None
        assert authors is not None
        assert at[title.url, title.position].title == publication.title
        assert [one.name for one in at[authors.url, authors.position].authors] == [
            one.name for one in publication.authors
        ]
        assert (at[abstract.url, abstract.position].abstract if abstract else None) == publication.abstract
        assert {title, authors, abstract or title} <= set(publication.occurrences)
        titles = {at[occurrence.url, occurrence.position].title for occurrence in publication.occurrences}
        assert titles == {publication.title, *publication.title_variants}
        assert publication.title not in publication.title_variants


@pytest.mark.slow
@settings(deadline=None)
@given(located=listings())
def test_a_decision_keeps_what_both_entries_print(located: list[LocatedEntry]) -> None:
    at = {(item.url, item.entry.position): item.entry for item in located}
    for decision in deduplicate_entries(located).decisions:
        for printed in decision.entries:
            entry_there = at[printed.url, printed.position]
            assert printed.title == entry_there.title
            assert printed.authors == [one.name for one in entry_there.authors]
            assert printed.abstract == entry_there.abstract


@pytest.mark.slow
@settings(deadline=None)
@given(located=listings())
def test_a_decision_says_what_became_of_its_entries(located: list[LocatedEntry]) -> None:
    merged = deduplicate_entries(located)
    root = {
        (occurrence.url, occurrence.position): publication.id
        for publication in merged.publications
        for occurrence in publication.occurrences
    }
    for decision in merged.decisions:
        ended = [root[printed.url, printed.position] for printed in decision.entries]
        assert decision.publications == list(dict.fromkeys(ended))
        assert (decision.decision == "same") is (len(decision.publications) == 1)


def test_a_pair_that_would_bring_together_what_must_stay_apart_is_a_near_miss() -> None:
    title = "Counting Lanterns Along a River"
    one, two = ["Ada Brume", "Luc Sablier", "Mina Okoro"], ["Pia Castro", "Luc Sablier", "Ada Brume"]
    first = entry(title, one, "We count lanterns from a boat at dusk and find that they come in pairs.", position=1)
    second = entry(title, two, position=2)
    generic = entry(title, [], position=3)
    merged = deduplicate_entries([listed_entry(item) for item in (first, second, generic)])
    assert sorted((one.decision, one.rule) for one in merged.decisions) == [
        ("related", "other-author-set"),
        ("same", "same-title"),
        ("uncertain", "kept-different"),
    ]


def test_a_cut_title_that_goes_on_in_two_ways_is_neither_work() -> None:
    authors_ = ["Ada Brume", "Luc Sablier"]
    titles = (
        "Integrating lantern mirrors into harbour ...",
        "Integrating lantern mirrors into harbour pilots' routines",
        "Integrating lantern mirrors into harbour masters' ledgers",
    )
    entries = [entry(title, authors_, position=number) for number, title in enumerate(titles, 1)]
    merged = deduplicate_entries([listed_entry(item) for item in entries])
    assert sorted(publication.title for publication in merged.publications) == sorted(titles)
    assert {one.rule for one in merged.decisions if one.decision == "uncertain"} == {"cut-title"}
    [publication] = deduplicate_entries([listed_entry(item) for item in entries[:2]]).publications
    assert publication.title == titles[1]


def test_a_decision_keeps_the_start_of_an_abstract_and_leaves_lost_names_out() -> None:
    long = entry("Counting Lanterns Along a River", ["Ada Brume"], "lantern " * 100)
    lost = long.model_copy(update={"authors": [PersonReference(name=None, profile=None), *long.authors]})
    [decision] = deduplicate_entries([listed_entry(long), listed_entry(lost, position=2)]).decisions
    for printed in decision.entries:
        assert (printed.authors, printed.abstract) == (["Ada Brume"], ("lantern " * 100)[:300])


def test_links_an_author_on_the_evidence_of_a_page_and_never_of_a_name_alone() -> None:
    linked = entry(
        "Counting Lanterns Along a River", ["Ada Brume", "Luc Sablier"], links={"Luc Sablier": "lanterns/luc-sablier-2"}
    )
    generic = entry("Counting Lanterns Along a River", ["Ada Brume", "Luc Sablier", "Mina Okoro"])
    [publication] = deduplicate_entries(
        [listed_entry(linked, "ada-brume"), listed_entry(generic, "ada-brume", position=2)]
    ).publications
    assert [(author.name, author.profile) for author in publication.authors] == [
        ("Ada Brume", "lanterns/ada-brume"),
        ("Luc Sablier", "lanterns/luc-sablier-2"),
        ("Mina Okoro", None),
    ]


def test_keeps_each_language_of_a_translated_work() -> None:
    abstract = "Paper boats wait for the tide. We timed 40 of them at three piers."
    english = entry("The Patience of Paper Boats in the Harbours of the North", ["Luc Sablier"], abstract)
    french = entry("La patience des bateaux de papier dans les ports du Nord", ["Luc Sablier"], abstract, language="fr")
    [publication] = deduplicate_entries([listed_entry(english), listed_entry(french, language="fr")]).publications
    assert (publication.titles.en, publication.titles.fr) == (english.title, french.title)


def test_orders_the_works_of_a_profile_as_its_pages_do() -> None:
    titles = ["Ninth lantern", "First lantern", "Tenth lantern"]
    located = [
        listed_entry(entry(titles[1]), url="https://lanterns.example/en/directory/ada-brume"),
        listed_entry(entry(titles[2]), url="https://lanterns.example/en/directory/ada-brume?page=0%2C10"),
        listed_entry(entry(titles[0]), url="https://lanterns.example/en/directory/ada-brume?page=0%2C9"),
        listed_entry(entry("Lantern of the French page alone"), language="fr"),
        listed_entry(entry(titles[1]), language="fr", position=2),
    ]
    merged = deduplicate_entries(located)
    by_id = {publication.id: publication.title for publication in merged.publications}
    assert [by_id[identifier] for identifier in merged.by_profile["lanterns/ada-brume"]] == [
        "First lantern", "Ninth lantern", "Tenth lantern", "Lantern of the French page alone",
    ]  # fmt: skip


def test_lists_an_entry_without_a_title_as_a_problem() -> None:
    merged = deduplicate_entries([listed_entry(entry(" "), position=3)])
    assert not len(merged.publications)
    [problem] = merged.problems
    assert (problem.stage, problem.reason, problem.field) == ("merge", "empty", "publications[2].title")


def test_an_id_outlives_what_happens_to_a_dataset() -> None:
    first = listed_entry(entry("Tidy memories are coherent at low tide", ["Mina Okoro"]), "mina-okoro")
    [before] = deduplicate_entries([first]).publications
    noisy = entry(
        "TIDY MEMORIES ARE CO-HERENT AT LOW TIDE.", ["Okoro, M.", "Pavel Lind"], "A better abstract than none."
    )
    others = [listed_entry(entry(f"Another study of tide number {n}", ["Ada Brume"]), position=n) for n in range(2, 9)]
    after = deduplicate_entries([*others, listed_entry(noisy, "pavel-lind"), first])
    assert before.id in {publication.id for publication in after.publications if len(publication.occurrences) == 2}


def test_an_id_that_a_work_would_have_had_leads_to_the_id_it_has() -> None:
    one = listed_entry(entry("Squamos shingles on weather-beaten cottages", ["Ada Brume", "Luc Sablier"]))
    other = listed_entry(
        entry("Squamous shingles on weather-beaten cottages", ["Ada Brume", "Luc Sablier"]), position=2
    )
    [old] = deduplicate_entries([one]).publications
    merged = deduplicate_entries([one, other])
    [new] = merged.publications
    assert new.id != old.id
    assert merged.redirects == {old.id: new.id}


def test_works_with_one_short_title_get_ids_of_their_own() -> None:
    located = [
        listed_entry(entry("Editorial", ["Ada Brume"])),
        listed_entry(entry("Editorial", ["Luc Sablier"]), "luc-sablier"),
        listed_entry(entry("Editorial", ["Mina Okoro"]), "mina-okoro"),
    ]
    assert len({publication.id for publication in deduplicate_entries(located).publications}) == 3


def test_a_short_title_on_many_pages_that_lost_names_is_one_work() -> None:
    others = ["Luc Sablier", "Mina Okoro", "Pia Castro", "Noor Vale", "Tom Lind", "Eva Holm"]

    def pages(*, complete: bool) -> list[LocatedEntry]:
        return [
            listed_entry(
                entry("Deep Lanterns", ["Ada Brume", name], complete=complete), profile=name.lower().replace(" ", "-")
            )
            for name in others
        ]

    assert len(deduplicate_entries(pages(complete=False)).publications) == 1
    assert len(deduplicate_entries(pages(complete=True)).publications) == len(others)


def test_explains_what_was_merged_field_by_field() -> None:
    one = listed_entry(entry("Counting lanterns along a river", ["Ada Brume", "Luc Sablier"]))
    other = listed_entry(entry("Counting Lanterns Along a River", ["A. Brume", "L. Sablier"]), "luc-sablier")
    merged = deduplicate_entries([one, other])
    [decision] = merged.decisions
    assert (decision.decision, decision.rule) == ("same", "same-title-and-authors")
    assert {evidence.field: evidence.detail for evidence in decision.evidence} == {"title": "same", "authors": "same"}
    assert decision.score == sum(evidence.weight for evidence in decision.evidence)
    assert [occurrence.url for occurrence in decision.entries] == [one.url, other.url]


def test_a_title_in_a_third_language_is_no_english_or_french_title() -> None:
    german = "Die Laternen und das Meer: Zählen mit dem Boot in der Nacht"
    [publication] = deduplicate_entries([listed_entry(entry(german, ("Ada Brume",)))]).publications
    assert publication.title == german
    assert (publication.titles.en, publication.titles.fr) == (None, None)
