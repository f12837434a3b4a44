"""Header lines in both languages: ranks, memberships, levels, institutions, in clean and in dirty forms."""

import random
from collections.abc import Mapping
from typing import Any

from profile_scraper.records.base import Language
from profile_scraper.records.profile import RoleKind
from testbed.invent.cast import Figure
from testbed.invent.words import words
from testbed.world import Conflict, HeaderField, HeaderLine, Label, Organization, RoleText

Lines = dict[Language, list[HeaderLine]]

_AFFILIATIONS = ("core-academic-member", "associate-academic-member", "affiliate-member")


def header(rng: random.Random, figure: Figure) -> tuple[Lines, list[Conflict]]:
    """The header lines in both languages, and what they contradict each other on."""
    if figure.kind == "faculty":
        return _faculty(rng, figure)
    if figure.kind == "staff":
        return _staff(rng, figure), []
    return {language: [_student(figure, language)] for language in figure.languages}, []


def organization(index: int, form: str) -> Organization:
    """An institution in one of its printed forms (``en``, ``fr``, ``short``)."""
    data = words("positions")["institution"][index]
    return Organization(data[form], data["name"], data["ror"])


def school(rng: random.Random, figure: Figure) -> dict[Language, Organization | None]:
    """The school of a student in a list: long in English, short in French, now and then dirty or a placeholder."""
    data = words("positions")["institution"][figure.institution]
    english, french = organization(figure.institution, "en"), organization(figure.institution, "short")
    dice = rng.random()
    if dice < 0.02:
        return {"en": Organization("N/A", None), "fr": Organization("N/A", None)}
    if dice < 0.05 and data["dirty"]:
        english = Organization(rng.choice(data["dirty"]), data["name"], data["ror"])
    elif dice < 0.15:
        french = organization(figure.institution, "fr")
    elif dice < 0.19:
        return {"en": None, "fr": None}
    return {"en": english, "fr": french}


def level(figure: Figure, language: Language) -> Label | None:
    """The label of a figure's level."""
    if figure.level is None:
        return None
    return Label(figure.level, words("positions")["level"][figure.level][language])


def _title(figure: Figure, forms: Mapping[str, Any], language: Language) -> str:
    return str(forms["en"] if language == "en" else forms.get("fr") or forms[figure.gender])


def _student(figure: Figure, language: Language) -> HeaderLine:
    label = level(figure, language)
    title = label.text if label else ""
    if figure.level == "alumni":
        return HeaderLine("student", title, (RoleText("alumni", "student", title),))
    where = organization(figure.institution, "en" if language == "en" else "short")
    role = RoleText(str(figure.level), "student", title, where)
    return HeaderLine("student", f"{title} - {where.printed}", (role,))


def _staff(rng: random.Random, figure: Figure) -> Lines:
    positions = words("positions")
    key, forms = rng.choice(list(positions["staff"].items()))
    department = rng.choice([None, *positions["team"].items()])
    lines: Lines = {}
    for language in figure.languages:
        title = _title(figure, forms, language)
        label = Label(department[0], department[1][language]) if department else None
        text = f"{title}, {label.text}" if label else title
        lines[language] = [HeaderLine("staff", text, (RoleText(key, "staff", title, None, label),))]
    return lines


def _faculty(rng: random.Random, figure: Figure) -> tuple[Lines, list[Conflict]]:
    positions = words("positions")
    rank = rng.choice(list(positions["rank"]))
    french_rank = rank
    conflicts: list[Conflict] = []
    if len(figure.languages) == 2 and rank in ("associate-professor", "assistant-professor") and rng.random() < 0.06:
        french_rank = "full-professor"
        english = _title(figure, positions["rank"][rank], "en")
        french = _title(figure, positions["rank"][french_rank], "fr")
        conflicts.append(Conflict(f"mila/{figure.slug}", "rank", (english, french)))
    ambiguous = rank == french_rank == "associate-professor" and rng.random() < 0.2
    department = rng.choice([None, *positions["department"]])
    membership = rng.choice([*_AFFILIATIONS, *_AFFILIATIONS, None])
    extras = {
        name for name, share in (("chair", 0.4), ("visiting", 0.15), ("leadership", 0.06)) if rng.random() < share
    }
    one_line = rng.random() < 0.5
    other = rng.choice(("Google", "Microsoft Research"))
    lines: Lines = {}
    for language in figure.languages:
        used = rank if language == "en" else french_rank
        forms = positions["rank"]["adjunct-professor" if ambiguous and language == "fr" else used]
        title = _title(figure, forms, language)
        where = organization(figure.institution, language)
        label = Label(department, positions["department"][department][language]) if department else None
        appointment = RoleText(used, "appointment", title, where, label)
        text = ", ".join(part for part in (title, where.printed, label.text if label else None) if part)
        printed: list[HeaderLine] = []
        if membership:
            printed.append(_plain(figure, "membership", membership, language))
        if "chair" in extras:
            printed.append(_plain(figure, "chair", "canada-cifar-ai-chair", language))
        if "leadership" in extras:
            printed.extend(_leadership(figure, language, appointment, text, one_line=one_line))
        else:
            printed.append(HeaderLine("faculty", text, (appointment,)))
        if "visiting" in extras:
            title = _title(figure, positions["visiting"]["visiting-researcher"], language)
            role = RoleText("visiting-researcher", "visiting", title, Organization(other, other))
            printed.append(HeaderLine("faculty", f"{title}, {other}", (role,)))
        lines[language] = printed
    return lines, conflicts


def _plain(figure: Figure, kind: RoleKind, key: str, language: Language) -> HeaderLine:
    title = _title(figure, words("positions")[kind][key], language)
    field: HeaderField = "membership" if kind == "membership" else "faculty"
    return HeaderLine(field, title, (RoleText(key, kind, title),))


def _leadership(
    figure: Figure, language: Language, appointment: RoleText, text: str, *, one_line: bool
) -> list[HeaderLine]:
    """A position at the institute, on the line of the appointment or before it."""
    key = "associate-scientific-director"
    title = _title(figure, words("positions")["leadership"][key], language)
    role = RoleText(key, "leadership", title, Organization("Mila", "Mila", "https://ror.org/05c22rx21"))
    if one_line:
        return [HeaderLine("faculty", f"{title}, Mila, {text}", (role, appointment))]
    return [HeaderLine("faculty", f"{title}, Mila", (role,)), HeaderLine("faculty", text, (appointment,))]


def rank(figure: Figure, key: str, language: Language) -> str:
    """The title of a rank for a figure."""
    return _title(figure, words("positions")["rank"][key], language)
