from hypothesis import given, settings
from hypothesis import strategies as st

from profile_scraper.merge import ListedEntry, merge_publications
from profile_scraper.records.base import LANGUAGES, PersonReference
from profile_scraper.records.page import Entry

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


def entry(position: int, title: str, authors: tuple[str, ...] = (), abstract: str | None = None) -> Entry:
    return Entry(
        position=position,
        title=title,
        authors=[PersonReference(name=name, profile=None) for name in authors],
        authors_complete=bool(authors),
        abstract=abstract,
        abstract_complete=True if abstract else None,
        language="en",
        issued=None,
        venue=None,
        doi=None,
        arxiv=None,
        url=None,
        raw=[],
    )


@st.composite
def listings(draw: st.DrawFn) -> list[ListedEntry]:
    listed = []
    for position in range(1, draw(st.integers(1, 9)) + 1):
        authors = tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True)))
        abstract = draw(
            st.sampled_from((None, "We count lanterns from a boat at dusk and find that they come in pairs."))
        )
        owner = draw(st.sampled_from(("ada-brume", "luc-sablier")))
        language = draw(st.sampled_from(LANGUAGES))
        url = f"https://lanterns.example/{language}/{owner}"
        listed.append(
            ListedEntry(
                f"lanterns/{owner}", url, language, entry(position, draw(st.sampled_from(TITLES)), authors, abstract)
            )
        )
    return listed


@settings(deadline=None)
@given(listed=listings(), data=st.data())
def test_the_order_of_entries_changes_nothing(listed: list[ListedEntry], data: st.DataObject) -> None:
    assert merge_publications(data.draw(st.permutations(listed))) == merge_publications(listed)


@settings(deadline=None)
@given(listed=listings(), data=st.data())
def test_one_more_exact_duplicate_changes_only_where_a_work_stands(
    listed: list[ListedEntry], data: st.DataObject
) -> None:
    again = data.draw(st.sampled_from(listed))
    moved = ListedEntry(again.profile, again.url, again.language, again.entry.model_copy(update={"position": 99}))
    before, after = merge_publications(listed), merge_publications([*listed, moved])
    assert [p.id for p in after.publications] == [p.id for p in before.publications]
    for old, new in zip(before.publications, after.publications, strict=True):
        assert new.model_copy(update={"occurrences": old.occurrences}) == old
