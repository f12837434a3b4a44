"""What the dataset must hold of each invented publication: all its entries as one record."""

from profile_scraper.records.base import LANGUAGES, Language
from testbed.page_truth import Fields, reference, shown_abstract
from testbed.world import BASE_URL, PUBLICATIONS_A_PAGE, Entry, Named, Person, World, target


def publications(world: World) -> list[Fields]:
    """The fields of every Publication, sorted by ``id``, which is the publication's key."""
    by_key: dict[str, list[tuple[Person, Language, int, Entry]]] = {}
    for person in world.people:
        for profile in person.language_profiles.values():
            for index, entry in enumerate(profile.publications):
                by_key.setdefault(entry.publication, []).append((person, profile.language, index, entry))
    relations: dict[str, list[Fields]] = {}
    for relation in world.relations:
        relations.setdefault(relation.source, []).append({"type": relation.type, "target": relation.target})
        if relation.type == "isPartOfSeriesWith":
            relations.setdefault(relation.target, []).append({"type": relation.type, "target": relation.source})
    return [
        _publication([entry for *_, entry in printed])
        | {
            "id": key,
            "profiles": sorted({person.id for person, *_ in printed}),
            "relations": sorted(relations.get(key, []), key=lambda relation: (relation["type"], relation["target"])),
            "occurrences": sorted(
                (_occurrence(person, language, index) for person, language, index, _ in printed),
                key=lambda occurrence: (occurrence["url"], occurrence["position"]),
            ),
        }
        for key, printed in sorted(by_key.items())
    ]


def _occurrence(person: Person, language: Language, index: int) -> Fields:
    page, index_on_page = divmod(index, PUBLICATIONS_A_PAGE)
    return {"url": BASE_URL + target(person, language, page), "language": language, "position": index_on_page + 1}


def _publication(entries: list[Entry]) -> Fields:
    titles = {
        language: _longest([entry.title for entry in entries if entry.language == language]) for language in LANGUAGES
    }
    complete = [entry for entry in entries if entry.abstract and entry.rest and entry.complete]
    abstracts = {
        language: _longest([shown_abstract(entry) or "" for entry in complete or entries if entry.language == language])
        for language in LANGUAGES
    }
    abstract = _longest([text for text in abstracts.values() if text])
    authors = [reference(author) for author in _authors(entries)]
    return {
        "title": _longest([text for text in titles.values() if text]),
        "titles": titles,
        "authors": authors,
        "authors_complete": bool(authors),
        "abstract": abstract,
        "abstracts": abstracts,
        "abstract_complete": bool(complete) if abstract else None,
        "issued": None,
        "venue": None,
        "doi": next((entry.doi for entry in entries if entry.doi), None),
        "arxiv": next((entry.arxiv for entry in entries if entry.arxiv), None),
        "url": next((entry.link for entry in entries if entry.link), None),
    }


def _longest(texts: list[str]) -> str | None:
    return max(texts, key=len, default=None) or None


def _authors(entries: list[Entry]) -> tuple[Named, ...]:
    best = max(entries, key=lambda entry: (len(entry.authors), sum(len(author.name) for author in entry.authors)))
    slugs = {author.name: author.slug for entry in entries for author in entry.authors if author.slug}
    return tuple(Named(author.name, author.slug or slugs.get(author.name)) for author in best.authors)
