"""JSON-LD: people and publications in schema.org terms, readable without the network."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.names import is_organization
from profile_scraper.records.base import LANGUAGES, Bilingual, PersonReference
from profile_scraper.records.profile import Links, Organization, Profile, Topic
from profile_scraper.records.publication import Publication, Relation

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    **{name: {"@type": "@id"} for name in ("url", "sameAs", "image")},
}


def write(dataset: Dataset, target: Path) -> None:
    """Write one graph of ``Person`` and ``ScholarlyArticle`` nodes, with ids that are the same in every export."""
    graph = [_person(profile) for profile in dataset.profiles] + [
        _article(publication) for publication in dataset.publications
    ]
    text = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    # A title with '</script>' must not end the script element that the file is pasted into.
    target.write_text(text.replace("<", "\\u003c") + "\n", encoding="utf8")


def _person(profile: Profile) -> dict[str, Any]:
    organizations = {role.organization.name: role.organization for role in profile.roles if role.organization}
    return _without_empty(
        {
            "@id": _node_id(profile.id),
            "@type": "Person",
            "identifier": profile.id,
            "name": profile.name,
            "url": [address for address in (profile.url.en, profile.url.fr) if address],
            "sameAs": [address for name in Links.model_fields if (address := getattr(profile.links, name))],
            "image": profile.portrait and profile.portrait.url,
            "email": profile.email,
            "telephone": profile.phone,
            "workLocation": {"@type": "Place", "name": profile.office} if profile.office else None,
            "jobTitle": [text for role in profile.roles for text in _texts(role.title)],
            "affiliation": [_organization(organization) for organization in organizations.values()],
            "knowsAbout": [text for topic in profile.topics for text in _texts(topic)],
            "description": _texts(profile.biography),
        }
    )


def _article(publication: Publication) -> dict[str, Any]:
    identifiers = [f"https://doi.org/{publication.doi}"] if publication.doi else []
    identifiers += [f"https://arxiv.org/abs/{publication.arxiv}"] if publication.arxiv else []
    resolvers = {"doi": "https://doi.org/", "arxiv": "https://arxiv.org/abs/"}
    identifiers += [resolvers[further.type] + further.value for further in publication.identifiers]
    return _without_empty(
        {
            "@id": _node_id(publication.id),
            "@type": "ScholarlyArticle",
            "identifier": publication.id,
            "name": _texts(publication.titles) or publication.title,
            "author": [_author(author) for author in publication.authors if author.name or author.profile],
            "abstract": _texts(publication.abstracts) or publication.abstract,
            "datePublished": publication.issued,
            "isPartOf": {"@type": "CreativeWork", "name": publication.venue} if publication.venue else None,
            "sameAs": identifiers,
            "url": publication.url,
            **_relations(publication.relations),
        }
    )


def _relations(relations: list[Relation]) -> dict[str, Any]:
    """Relations as schema.org properties, and as ``dcterms:relation`` for a series, which schema.org lacks."""
    targets: dict[str, list[dict[str, str]]] = {"corrects": [], "isVersionOf": [], "isPartOfSeriesWith": []}
    for relation in relations:
        targets[relation.type].append({"@id": _node_id(relation.target)})
    return {
        "@reverse": {"correction": targets["corrects"]} if targets["corrects"] else None,
        "exampleOfWork": targets["isVersionOf"],
        "dcterms:relation": targets["isPartOfSeriesWith"],
    }


def _author(author: PersonReference) -> dict[str, Any]:
    organization = author.profile is None and author.name is not None and is_organization(author.name)
    return _without_empty(
        {
            "@id": author.profile and _node_id(author.profile),
            "@type": "Organization" if organization else "Person",
            "name": author.name,
        }
    )


def _organization(organization: Organization) -> dict[str, Any]:
    return _without_empty({"@type": "Organization", "@id": organization.ror, "name": organization.name})


def _texts(texts: Bilingual | Topic) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language in LANGUAGES if (text := getattr(texts, language))]


def _node_id(identifier: str) -> str:
    """A name that holds wherever the file is, and in every later export: ids of records are stable."""
    return f"urn:profile-scraper:{quote(identifier, safe='/-._~')}"


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
