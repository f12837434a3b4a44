"""One title over two abstracts, and one title of every year."""

import pytest

from profile_scraper.dedupe import deduplicate, deduplicate_entries
from profile_scraper.records.publication import Publication
from tests.dedupe.entries import entry, listed_entry

FIELD_STUDY = (
    "Fog was weighed on forty mornings above three harbours with scales that a clockmaker lent us. The scales were "
    "read by two observers who did not see each other's notes. Fog weighs most an hour before sunrise, and it loses a "
    "fifth of its weight wherever a ferry passes below."
)
QUESTIONNAIRE = (
    "A questionnaire went to two hundred pilots in nine towns and asked what they fear at sea. Rocks come first, other "
    "ships second and weather third; long service changes the order of these fears and not their number. Insurers may "
    "want to know this when they next ask for a premium."
)
REWORDED = (
    "In three harbours we weighed fog on forty mornings, using a clockmaker's scales. Two observers read these scales "
    "and neither saw what the other noted. An hour before sunrise fog is heaviest; wherever below it a ferry passes, a "
    "fifth of the weight is lost."
)
IN_FRENCH = (
    "Le brouillard fut pesé pendant quarante matins au-dessus de trois ports avec les balances qu'un horloger nous a "
    "prêtées. Les balances étaient lues par deux personnes qui ne voyaient pas les notes l'une de l'autre. Le "
    "brouillard pèse le plus une heure avant le lever du soleil."
)
BEFORE = (
    "Harbours have kept their books for three centuries, and these books have a column for everything that is sold on "
    "the quay by weight. What has no price has no column, though, and so it has no weight in any of these books. Here "
    "we open a column for what has none. "
)


def publications(one: str, other: str) -> list[Publication]:
    authors = ["Ada Brume", "Luc Sablier"]
    located = [
        listed_entry(entry("The weight of fog", authors, one)),
        listed_entry(entry("The weight of fog", authors, other), "luc-sablier"),
    ]
    found = list(deduplicate_entries(located).publications)
    assert list(deduplicate_entries(located[::-1]).publications) == found
    return found


def test_two_texts_of_one_title_and_team_are_two_versions() -> None:
    found = publications(FIELD_STUDY, QUESTIONNAIRE)
    assert {publication.abstract for publication in found} == {FIELD_STUDY, QUESTIONNAIRE}
    assert [relation.type for publication in found for relation in publication.relations] == ["isVersionOf"]


@pytest.mark.parametrize(
    "other",
    [
        FIELD_STUDY.partition(". ")[2],  # without its first sentence
        BEFORE + FIELD_STUDY,
        QUESTIONNAIRE[:120] + FIELD_STUDY,
        f"{IN_FRENCH} {FIELD_STUDY}",
        IN_FRENCH,  # nobody can tell
        REWORDED,  # nobody can tell
        "International audience",
        "How heavy is fog, and does it matter to pilots? Read more in the journal.",
    ],
)
def test_an_abstract_that_may_be_the_same_text_does_not_part_one_publication(other: str) -> None:
    assert len(publications(FIELD_STUDY, other)) == 1


def test_what_a_publisher_prints_for_everybody_is_no_text_of_one_publication() -> None:
    boilerplate = f"There is no summary of this article. {QUESTIONNAIRE}"
    records = [
        {"id": number, "title": title, "authors": authors, "abstract": abstract}
        for number, (title, authors, abstract) in enumerate(
            (
                ("The weight of fog over harbours", ["Ada Brume"], FIELD_STUDY),
                ("The weight of fog over harbours", ["Ada Brume"], boilerplate),
                ("Lanterns along a slow river", ["Luc Sablier"], boilerplate),
                ("Kites in the rain of autumn", ["Mina Okoro"], boilerplate),
            )
        )
    ]
    assert deduplicate(records).clusters == [[0, 1], [2], [3]]
    assert deduplicate(records[:3]).clusters == [[0], [1], [2]]


@pytest.mark.parametrize(
    "title",
    [
        "Annual report of the fog survey",
        "Third annual report of the fog survey",
        "Fog survey of the harbours: annual activity report",
        "Activity report of the fog laboratory",
        "Rapport annuel du suivi du brouillard",
        "Rapport d'activités du laboratoire de brouillard",
        "Bilan trimestriel des brouillards du port",
        "Bulletin of the fog club of Oslovik",
    ],
)
def test_a_report_of_every_year_is_another_one_in_another_year(title: str) -> None:
    records = [
        {"id": year, "title": title, "authors": ["Ada Brume", "Luc Sablier"], "year": year} for year in (2018, 2019)
    ]
    found = deduplicate(records)
    assert found.clusters == [[2018], [2019]]
    assert [decision.relation for decision in found.evidence] == ["isPartOfSeriesWith"]
    assert len(deduplicate([record | {"year": 2018} for record in records]).clusters) == 1


@pytest.mark.parametrize(
    "title",
    [
        "Annual cycles of fog over harbours",
        "How harbours read annual reports of fog",
        "Weighing fog: a report on scales",
    ],
)
def test_a_title_that_only_mentions_such_a_report_is_of_no_year(title: str) -> None:
    records = [
        {"id": year, "title": title, "authors": ["Ada Brume", "Luc Sablier"], "year": year} for year in (2018, 2019)
    ]
    assert len(deduplicate(records).clusters) == 1
