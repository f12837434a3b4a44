"""JSON-LD: people and works in the words of schema.org, readable without the network."""

import json
from pathlib import Path
from typing import Any

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
    """Write one graph of ``Person`` and ``ScholarlyArticle``; the ids are local to the file (``#mila/…``)."""
    graph = [_person(profile) for profile in dataset.profiles] + [_article(work) for work in dataset.publications]
    text = json.dumps({"@context": _CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    # '</script>' in a title must not end the element of a page that the file is pasted into.
    target.write_text(text.replace("<", "\\u003c") + "\n", encoding="utf8")


def _person(profile: Profile) -> dict[str, Any]:
    organizations = {role.organization.name: role.organization for role in profile.roles if role.organization}
    return _known(
        {
            "@id": _local(profile.id),
            "@type": "Person",
            "identifier": profile.id,
            "name": profile.name,
            "url": [address for address in (profile.url.en, profile.url.fr) if address],
            "sameAs": [address for name in Links.model_fields if (address := getattr(profile.links, name))],
            "image": profile.portrait and profile.portrait.url,
            "email": profile.email,
            "jobTitle": [text for role in profile.roles for text in _texts(role.title)],
            "affiliation": [_organization(organization) for organization in organizations.values()],
            "knowsAbout": [text for topic in profile.topics for text in _texts(topic)],
            "description": _texts(profile.biography),
        }
    )


def _article(work: Publication) -> dict[str, Any]:
    identifiers = [f"https://doi.org/{work.doi}"] if work.doi else []
    identifiers += [f"https://arxiv.org/abs/{work.arxiv}"] if work.arxiv else []
    return _known(
        {
            "@id": _local(work.id),
            "@type": "ScholarlyArticle",
            "identifier": work.id,
            "name": _texts(work.titles) or work.title,
            "author": [_author(author) for author in work.authors if author.name or author.profile],
            "abstract": _texts(work.abstracts) or work.abstract,
            "datePublished": work.issued,
            "isPartOf": {"@type": "CreativeWork", "name": work.venue} if work.venue else None,
            "sameAs": identifiers,
            "url": work.url,
            **_relations(work.relations),
        }
    )


def _relations(relations: list[Relation]) -> dict[str, Any]:
    """Relations by schema.org's property; it has none for works in a series, so Dublin Core's says that they relate."""
    targets: dict[str, list[dict[str, str]]] = {"corrects": [], "isVersionOf": [], "isPartOfSeriesWith": []}
    for relation in relations:
        targets[relation.type].append({"@id": _local(relation.target)})
    return {
        "@reverse": {"correction": targets["corrects"]} if targets["corrects"] else None,
        "exampleOfWork": targets["isVersionOf"],
        "dcterms:relation": targets["isPartOfSeriesWith"],
    }


def _author(author: PersonReference) -> dict[str, Any]:
    body = author.profile is None and author.name is not None and is_organization(author.name)
    return _known(
        {
            "@id": author.profile and _local(author.profile),
            "@type": "Organization" if body else "Person",
            "name": author.name,
        }
    )


def _organization(organization: Organization) -> dict[str, Any]:
    return _known({"@type": "Organization", "@id": organization.ror, "name": organization.name})


def _texts(texts: Bilingual | Topic) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language in LANGUAGES if (text := getattr(texts, language))]


def _local(identifier: str) -> str:
    return f"#{identifier}"


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
