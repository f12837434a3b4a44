"""Invented datasets of any size: known truth, and text that wants to break whatever shows it."""

import random
from collections.abc import Sequence
from pathlib import Path

from profile_scraper.dataset.write import Contents, write_dataset
from profile_scraper.records.base import LANGUAGES, Bilingual, Language, PersonReference
from profile_scraper.records.decision import ComparedEntry, Evidence, LearnedPair, MergeDecision, PagePairing, Verdict
from profile_scraper.records.manifest import UnmatchedTerm
from profile_scraper.records.problem import Conflict, Problem, Statement
from profile_scraper.records.profile import (
    AlignedParagraphs,
    FieldProvenance,
    Level,
    Links,
    Organization,
    Portrait,
    Profile,
    ProfileSource,
    Provenance,
    Role,
    Student,
    Supervisor,
    Topic,
)
from profile_scraper.records.publication import Identifier, Occurrence, Origins, Publication, Redirect, Relation

HOSTILE_TITLE = "=HYPERLINK(\"http://evil.invalid\") <script>alert('x')</script> & $\\alpha_{1} < 2$ 100%"
CORPORATE = "The Boréal Collaboration"
EMAIL = "noemie.aubry@invented.invalid"

_TOPICS = [
    ("deep-learning", "Deep Learning", "Apprentissage profond"),
    ("optimization", "Optimization", "Optimisation"),
    ("ai-ethics", "AI Ethics", "Éthique de l'IA"),
    ("graph-theory", "Graph Theory", "Théorie des graphes"),
    ("speech", "Speech", "Parole"),
    ("causality", "Causality", "Causalité"),
    ("robotics", "Robotics", "Robotique"),
    ("neuroscience", "Neuroscience", "Neurosciences"),
    ("vision", "Computer Vision", "Vision par ordinateur"),
    ("genomics", "Genomics", None),
]
_GIVEN = ["Noémie", "Łukasz", "Zoë", "Ana", "François", "Jean-Luc", "Ngọc", "Øyvind", "Maya", "Tomás"]
_FAMILY = ["Aubry", "Côté", "de la Cruz", "van den Berg", "O'Neil", "Štěpánek", "Ünal", "Le Guen", "Roy", "Nguyễn"]
_WORDS = ("sparse", "causal", "graphs", "learn", "robust", "invariant", "policies", "noisy", "bilingual", "priors")


def person_id(number: int) -> str:
    return f"invented/person-{number:05}"


def work_id(number: int) -> str:
    return f"work-{number:06}"


def contents(people: int = 12, publications: int = 30, seed: int = 7) -> Contents:
    """An institute: person 0 has a page of hostile text, every fourth person has a French page alone."""
    chance = random.Random(seed)
    invented = [_publication(number, people, chance) for number in range(publications)]
    by_profile: dict[str, list[str]] = {}
    for publication in invented:
        for profile in publication.profiles:
            by_profile.setdefault(profile, []).append(publication.id)
    return Contents(
        sites=["invented"],
        profiles=[_profile(number, people, by_profile, chance) for number in range(people)],
        publications=invented,
        merges=[_decision(number, chance) for number in range(publications - 1)],
        problems=[
            Problem(
                stage="parse",
                url="https://invented.invalid/en/directory/lost",
                record=None,
                field=None,
                reason="challenge-page",
                detail="the page is titled '<b>Just a moment...</b>'",
            ),
            Problem(
                stage="pair",
                url="https://invented.invalid/fr/annuaire/person-00000",
                record=person_id(0),
                field="roles.0.title",
                reason="contradiction",
                detail="English says 'Full Professor', French says 'Professeure agrégée'",
            ),
        ],
        conflicts=[
            Conflict(
                profile=person_id(0),
                kind="rank",
                field="roles.1.title",
                statements=[
                    Statement(url=_url(0, "en"), language="en", text="Full Professor"),
                    Statement(url=_url(0, "fr"), language="fr", text="Professeure <agrégée>"),
                ],
                chosen=None,
                detail="The pages differ on the rank.",
            )
        ],
        pairings=[_pairing(number) for number in range(people)],
        provenance=[
            Provenance(
                profile=person_id(number),
                fields=[
                    FieldProvenance(
                        field="name",
                        url=_url(number, "fr"),
                        language="fr",
                        method="class",
                        raw=_name(number),
                        paired_by=None,
                        guess=None,
                    )
                ],
            )
            for number in range(people)
        ],
        vocabulary=[
            LearnedPair(
                facet="topic",
                en=label,
                fr=counterpart,
                together=3,
                en_unmatched=1,
                fr_unmatched=0,
                cognates=True,
                next_best=None,
                margin=4.0,
                used=False,
            )
            for label, counterpart in (("Drones", "Drones"), ("Genomics", "Génomique"))
        ],
        redirects=[Redirect(old="work-of-old", new=work_id(0))],
        unmatched=[UnmatchedTerm(kind="topic", language="en", label="Genomics", profiles=1)],
        extraction_methods={"biography": {"class": people, "heading": 2}, "topics": {"class": people}},
    )


def write_invented(folder: Path, people: int = 12, publications: int = 30, seed: int = 7) -> Path:
    write_dataset(folder, contents(people, publications, seed))
    return folder


def _name(number: int) -> str:
    return f"{_GIVEN[number % 10]} {_FAMILY[(number // 10 + number) % 10]}"


def _languages(number: int) -> Sequence[Language]:
    return ("fr",) if number % 4 == 3 else LANGUAGES


def _url(number: int, language: Language) -> str:
    folder = "en/directory" if language == "en" else "fr/annuaire"
    return f"https://invented.invalid/{folder}/person-{number:05}"


def _profile(number: int, people: int, by_profile: dict[str, list[str]], chance: random.Random) -> Profile:
    languages = _languages(number)
    topics = sorted(chance.sample(range(len(_TOPICS)), 3)) if number else [0, 1, 9]

    def both(en: str | None, fr: str | None) -> Bilingual:
        return Bilingual(en=en if "en" in languages else None, fr=fr)

    biography = both(
        "First paragraph, écrit by <b>nobody</b>.\n\nSecond paragraph.",
        "Premier paragraphe, écrit par <b>personne</b>.\n\nSecond paragraphe." if number % 2 == 0 else "Un seul.",
    )
    if number == 0:
        biography = both(f"For media, write to {EMAIL}.\n\n</script><script>alert(1)</script>", "Un.\n\nDeux.")
    address = f'<a href="mailto:{EMAIL}">{EMAIL}</a>'
    markup = f"<p>For media, write to {address}.</p>\n<p>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    university = Organization(name="Université du Fjord", ror="https://ror.org/000000000", raw=["Fjord U."])
    return Profile(
        id=person_id(number),
        name=_name(number),
        url=both(_url(number, "en"), _url(number, "fr")),
        portrait=Portrait(url="https://invented.invalid/p.webp", alt=both("Portrait of X", "Portrait de X"))
        if number % 3 == 0
        else None,
        email=EMAIL if number == 0 else None,
        links=Links(
            homepage=f"https://example.invalid/~p{number}", google_scholar=None, linkedin=None, x=None, github=None
        ),
        roles=[
            Role(
                kind="membership",
                title=both("Core Academic Member", "Membre académique principal"),
                organization=None,
                department=None,
            ),
            Role(
                kind="appointment",
                title=both("Full Professor", "Professeure agrégée"),
                organization=university,
                department=both("Department of Tides", "Département des marées"),
            ),
        ],
        topics=[
            Topic(id=_TOPICS[t][0], en=_TOPICS[t][1] if "en" in languages else None, fr=_TOPICS[t][2])
            for t in topics
            if "en" in languages or _TOPICS[t][2]
        ],
        biography=biography,
        biography_html=both(markup, None) if number == 0 else both(None, None),
        biography_alignment=_alignment(biography),
        students=[_student(s, people, languages) for s in range(number + 1, min(number + 5, people))]
        if number % 5 == 0
        else [],
        supervisors=[
            Supervisor(
                name=_name(number // 5 * 5),
                profile=person_id(number // 5 * 5),
                supervision="principal",
                languages=list(languages),
            )
        ]
        if number % 5
        else [],
        publications=by_profile.get(person_id(number), []),
        sources=sorted(
            (
                ProfileSource(
                    url=_url(number, language),
                    language=language,
                    retrieved="2026-11-22T06:00:00Z",
                    sha256=f"{number:063x}{len(language) + (language == 'fr')}",
                )
                for language in languages
            ),
            key=lambda source: source.url,
        ),
    )


def _pairing(number: int) -> PagePairing:
    french_only = _languages(number) == ("fr",)
    return PagePairing(
        decision="unmatched" if french_only else "different" if number == 1 else "same",
        profiles=[person_id(1), person_id(2)] if number == 1 else [person_id(number)],
        en=None if french_only else _url(number, "en"),
        fr=_url(number, "fr"),
        score=0.0 if french_only else -3.5 if number == 1 else 40.0,
        margin=5.0,
        confidence=0.97 if number < 12 else 0.99999,
        evidence=[]
        if french_only
        else [
            Evidence(field="name", weight=12.0, detail="same"),
            Evidence(field="slug", weight=-15.5, detail="<differ>"),
        ],
        reason="No page in the other language is like it." if french_only else "Same name, different slugs.",
    )


def _alignment(biography: Bilingual) -> list[AlignedParagraphs]:
    if not (biography.en and biography.fr):
        return []
    if biography.fr.count("\n\n") == 0:
        return [AlignedParagraphs(en=[0, 1], fr=[0], score=3.5)]
    return [AlignedParagraphs(en=[number], fr=[number], score=5.0) for number in range(2)]


def _student(number: int, people: int, languages: Sequence[Language]) -> Student:
    other = (number + 7) % people
    return Student(
        name=_name(number),
        profile=person_id(number),
        level=Level(id="phd", en="PhD" if "en" in languages else None, fr="Doctorat"),
        organization=Organization(name="Université du Fjord", ror=None, raw=["Fjord U."]),
        supervision="co" if number % 2 else "principal",
        other_supervisors=[PersonReference(name=_name(other), profile=person_id(other))] if number % 2 else [],
        languages=list(languages),
    )


def _publication(number: int, people: int, chance: random.Random) -> Publication:
    title = f"{' '.join(chance.sample(_WORDS, 6)).capitalize()} {number}: à l’échelle"
    if number == 0:
        title = HOSTILE_TITLE
    members = sorted({number % people, (number * 3 + 1) % people})
    authors = [PersonReference(name=_name(member), profile=person_id(member)) for member in members]
    authors += [PersonReference(name="Søren Æbelø", profile=None)]
    if number % 7 == 0:
        authors += [PersonReference(name=CORPORATE, profile=None)]
    if number % 11 == 5:
        authors += [PersonReference(name=None, profile=None)]
    abstract = f"We study {title}. " + " ".join(chance.choices(_WORDS, k=80)) + "." if number % 6 else None
    occurrences = sorted(
        (
            Occurrence(url=_url(member, language), language=language, position=number % 12 + 1)
            for member in members
            for language in _languages(member)
        ),
        key=lambda occurrence: (occurrence.url, occurrence.position),
    )
    return Publication(
        id=work_id(number),
        title=title,
        title_variants=["Un titre traduit"] if number % 9 == 1 else [],
        titles=Bilingual(en=title, fr="Un titre traduit" if number % 9 == 1 else None),
        authors=authors,
        author_variants=["S. Æbelø"] if number % 4 == 0 else [],
        authors_complete=number % 11 != 5,
        abstract=abstract,
        abstracts=Bilingual(en=abstract, fr=None),
        abstract_complete=True if abstract else None,
        issued=[None, "2019", "2021-05", "2024-02-29"][number % 4],
        venue="Journal of Invented Tides & Fjords" if number % 3 == 0 else None,
        doi=f"10.99999/invented.{number}" if number % 5 == 0 else None,
        arxiv=f"2401.{number:05}" if number % 5 == 1 else None,
        identifiers=[Identifier(type="doi", value=f"10.48550/arxiv.2402.{number:05}")] if number % 10 == 1 else [],
        url=f"https://example.invalid/w/{number}?a=1&b=2" if number % 2 else None,
        profiles=[person_id(member) for member in members],
        relations=[Relation(type="corrects", target=work_id(number - 1))] if number % 10 == 9 else [],
        occurrences=occurrences,
        origins=Origins(title=occurrences[0], authors=occurrences[-1], abstract=occurrences[0] if abstract else None),
    )


def _entry(number: int, language: Language, title: str) -> ComparedEntry:
    return ComparedEntry(
        url=_url(number % 12, language),
        language=language,
        position=number % 12 + 1,
        title=title,
        authors=[_name(number), "S. Æbelø"],
        abstract=f"Write to {EMAIL}. " if number % 3 else None,
    )


def _decision(number: int, chance: random.Random) -> MergeDecision:
    verdicts: list[Verdict] = ["same", "same", "same", "uncertain", "different"]
    verdict: Verdict = "related" if number % 10 == 8 else verdicts[number % 5]
    weights = {
        "same": (14.5, 6.25, 2.0),
        "related": (9.0, 4.0, -1.0),
        "uncertain": (5.0, 1.5, -2.5),
        "different": (6.0, -9.0, -3.0),
    }[verdict]
    evidence = [
        Evidence(field="title", weight=weights[0] + chance.random(), detail="alike but for 'à' and <i>a</i>"),
        Evidence(field="authors", weight=weights[1], detail="2 of 3 the same"),
        Evidence(field="abstract", weight=weights[2], detail="0.91 of the words"),
    ]
    return MergeDecision(
        decision=verdict,
        relation="corrects" if verdict == "related" else None,
        publications=[work_id(number)] if verdict == "same" else sorted([work_id(number), work_id(number + 1)]),
        entries=[
            _entry(number, "fr", HOSTILE_TITLE if number == 0 else f"Noisy Graphs {number}"),
            _entry(number + 1, "en", f"Noisy Graph Priors {number + 1}"),
        ],
        keys=[f"entry-{number}", f"entry-{number + 1}"],
        rule="same-title" if verdict == "same" else "weights",
        score=sum(one.weight for one in evidence),
        evidence=evidence,
        version="0.0",
    )
