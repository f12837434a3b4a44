"""Layout 9: a start-up's team page in Next.js with utility classes; everybody on one page, cards without any link."""

import random
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from profile_scraper.records.base import LANGUAGES, Language
from testbed.layouts.people import Person, Publication, publications_of, select
from testbed.layouts.site import Page, Site, other, render
from testbed.layouts.truth import Entry, person_entry, publication_entry

BASE = "https://www.floe.example"
_URLS: Mapping[Language, str] = {"en": f"{BASE}/en/team", "fr": f"{BASE}/fr/equipe"}

_SLUGS = (
    "ada-lindqvist",
    "berengere-attalou",
    "fenna-druyts",
    "idris-belhomme-roe",
    "jun-ho-castellane",
    "kiri-matewai",
    "leopold-zanetaki",
    "mateus-quispe-arnaud",
    "noemie-okonjo-vasseur",
    "ossian-delacroux",
    "priya-delorme-szabo",
    "solveig-arguin",
    "teodor-brancas",
    "ylva-tarnowicz",
)
_TEXTS: Mapping[Language, Mapping[str, Any]] = {
    "en": {
        "title": "Team – Floe",
        "site": "Floe",
        "links": (("product", "Product"), ("science", "Science"), ("team", "Team"), ("press", "Press")),
        "join": "Join us",
        "join_path": "careers",
        "kicker": "Our people",
        "heading": "Small team, long winters",
        "lead": "We are physicists, librarians and plough drivers who forecast ice for a living.",
        "figures": (("14", "colleagues"), ("9", "villages"), ("2", "official languages")),
        "filters": ("Everyone", "Science", "Operations", "Alumni"),
        "work": "Key paper",
        "office": "Desk",
        "you": "Your name here",
        "vacancy": "Ice forecaster (f/m/x), full time",
        "vacancy_text": "You own a parka, you like spreadsheets and you would rather be outside.",
        "quote": "They told us the lake would open on Tuesday. It opened on Tuesday.",
        "partners": "Trusted by towns that freeze",
        "questions": "Frequently asked questions",
        "answers": (
            ("Do you sell forecasts by the day?", "By the week. Ice does not care for days."),
            ("May I visit the lab?", "On the first Monday of the month, with your own skates."),
        ),
        "rights": "All rights reserved.",
        "newsletter": "Enter your email",
    },
    "fr": {
        "title": "Équipe – Floe",
        "site": "Floe",
        "links": (("produit", "Produit"), ("science", "Science"), ("equipe", "Équipe"), ("presse", "Presse")),
        "join": "Nous rejoindre",
        "join_path": "carrieres",
        "kicker": "Les gens",
        "heading": "Petite équipe, longs hivers",
        "lead": "Physiciens, bibliothécaires et conductrices de déneigeuse : nous vivons de la prévision des glaces.",
        "figures": (("14", "collègues"), ("9", "villages"), ("2", "langues officielles")),
        "filters": ("Tout le monde", "Science", "Opérations", "Anciens"),
        "work": "Article clé",
        "office": "Bureau",
        "you": "Votre nom ici",
        "vacancy": "Prévisionniste des glaces (h/f/x), temps plein",
        "vacancy_text": "Vous avez un parka, vous aimez les tableurs et vous préférez être dehors.",
        "quote": "Ils nous ont dit que le lac s’ouvrirait mardi. Il s’est ouvert mardi.",
        "partners": "Des villes qui gèlent nous font confiance",
        "questions": "Foire aux questions",
        "answers": (
            ("Vendez-vous des prévisions à la journée ?", "À la semaine. La glace se moque des jours."),
            ("Peut-on visiter le laboratoire ?", "Le premier lundi du mois, avec vos propres patins."),
        ),
        "rights": "Tous droits réservés.",
        "newsletter": "Votre courriel",
    },
}


def site() -> Site:
    """Fourteen people on one page, in another order in each language."""
    people = select(
        _SLUGS,
        ("roles", "topics", "biography", "email"),
        omit={
            "ada-lindqvist": ["email"],
            "teodor-brancas": ["topics"],
            "kiri-matewai": ["email", "topics"],
            "idris-belhomme-roe": ["biography"],
            "priya-delorme-szabo": ["biography"],
        },
        roles=1,
    )
    return Site(
        "cards",
        [_page(people, language) for language in LANGUAGES],
        [_entry(person) for person in people],
        not_people=(
            "Your name here",
            "Votre nom ici",
            "Judith Black",
            "Floe",
            "Transistor",
            "Reform",
            "Small team, long winters",
            "Petite équipe, longs hivers",
            "Key paper",
            "Article clé",
        ),
        not_publications=(
            "They told us the lake would open on Tuesday. It opened on Tuesday.",
            "Do you sell forecasts by the day?",
            "Vendez-vous des prévisions à la journée ?",
        ),
        note="No card has a link or an anchor. Some cards print the title of one paper, without authors.",
    )


def _portrait(person: Person) -> str | None:
    """The address that the image service is asked for."""
    return f"/people/{person.family}.jpg" if len(person.slug) % 3 and person.family.isascii() else None


def _publication(person: Person) -> Publication | None:
    publications = publications_of(person)
    return publications[-1] if len(publications) > 1 else None


def _page(people: list[Person], language: Language) -> Page:
    order = list(people)
    random.Random(f"floe {language}").shuffle(order)
    context = {
        "lang": language,
        "away": other(language),
        "t": _TEXTS[language],
        "url": _URLS[language],
        "alternates": list(_URLS.items()),
        "switch": _URLS[other(language)].removeprefix(BASE),
        "members": [{"p": person, "portrait": _portrait(person), "work": _publication(person)} for person in order],
    }
    return Page(
        _URLS[language].rpartition("/")[2], _URLS[language], language, render("cards/team.html", context).encode()
    )


def _entry(person: Person) -> Entry:
    portrait, publication = _portrait(person), _publication(person)
    served = [f"{BASE}/_next/image?url={quote(portrait, safe='')}&w={w}&q=75" for w in (256, 96)] if portrait else []
    return person_entry(
        replace(person, roles=tuple(replace(role, department=None) for role in person.roles)),
        None,
        page=_URLS,
        portrait=served[0] if served else None,
        portrait_also=[*served[1:], f"{BASE}{portrait}"] if portrait else (),
        publications=[publication_entry(publication, venue=publication.venue)] if publication else (),
    )
