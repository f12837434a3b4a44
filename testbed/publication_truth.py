"""What the dataset must hold of each invented work: all its cards as one record."""

from profile_scraper.records.base import LANGUAGES, Language
from testbed.page_truth import Fields, reference, shown_abstract
from testbed.world import BASE_URL, PUBLICATIONS_A_PAGE, Card, Named, Person, World, target


def publications(world: World) -> list[Fields]:
    """The fields of every Publication, sorted by ``id``, which is the work's key."""
    listed: dict[str, list[tuple[Person, Language, int, Card]]] = {}
    for person in world.people:
        for side in person.sides.values():
            for place, card in enumerate(side.publications):
                listed.setdefault(card.work, []).append((person, side.language, place, card))
    relations: dict[str, list[Fields]] = {}
    for relation in world.relations:
        relations.setdefault(relation.source, []).append({"type": relation.type, "target": relation.target})
        if relation.type == "isPartOfSeriesWith":
            relations.setdefault(relation.target, []).append({"type": relation.type, "target": relation.source})
    return [
        _work([card for *_, card in places])
        | {
            "id": work,
            "profiles": sorted({person.id for person, *_ in places}),
            "relations": sorted(relations.get(work, []), key=lambda relation: (relation["type"], relation["target"])),
            "occurrences": sorted(
                (_occurrence(person, language, place) for person, language, place, _ in places),
                key=lambda occurrence: (occurrence["url"], occurrence["position"]),
            ),
        }
        for work, places in sorted(listed.items())
    ]


def _occurrence(person: Person, language: Language, place: int) -> Fields:
    page, index = divmod(place, PUBLICATIONS_A_PAGE)
    return {"url": BASE_URL + target(person, language, page), "language": language, "position": index + 1}


def _work(cards: list[Card]) -> Fields:
    titles = {language: _longest([card.title for card in cards if card.language == language]) for language in LANGUAGES}
    whole = [card for card in cards if card.abstract and card.rest and card.complete]
    abstracts = {
        language: _longest([shown_abstract(card) or "" for card in whole or cards if card.language == language])
        for language in LANGUAGES
    }
    abstract = _longest([text for text in abstracts.values() if text])
    authors = [reference(author) for author in _authors(cards)]
    return {
        "title": _longest([text for text in titles.values() if text]),
        "titles": titles,
        "authors": authors,
        "authors_complete": bool(authors),
        "abstract": abstract,
        "abstracts": abstracts,
        "abstract_complete": bool(whole) if abstract else None,
        "issued": None,
        "venue": None,
        "doi": next((card.doi for card in cards if card.doi), None),
        "arxiv": next((card.arxiv for card in cards if card.arxiv), None),
        "url": next((card.link for card in cards if card.link), None),
    }


def _longest(texts: list[str]) -> str | None:
    return max(texts, key=len, default=None) or None


def _authors(cards: list[Card]) -> tuple[Named, ...]:
    best = max(cards, key=lambda card: (len(card.authors), sum(len(author.name) for author in card.authors)))
    slugs = {author.name: author.slug for card in cards for author in card.authors if author.slug}
    return tuple(Named(author.name, author.slug or slugs.get(author.name)) for author in best.authors)
