"""What French and English pages call their parts, from ``words.toml``."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from profile_scraper.text.function_words import word_set
from profile_scraper.text.normalize import normalize_text

_MOST_HEADING_WORDS = 8
_LONGEST_NO_VALUE = 120
FILLERS = word_set("""
    my mes ma mon our nos her his their the les la le main current include includes including are sont incluent is est
    comprennent
""")
"""Words before or behind a heading that say nothing: 'My publications'."""


_DATA = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf8"))


def _forms(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(normalize_text(text, "label_words") for text in texts)


SECTIONS: dict[str, str] = {}
"""For the normal form of a heading or label, the part of a profile that it opens; ``other`` for a part not kept."""
for _section, _texts in _DATA["headings"].items():
    for _form in _forms(_texts):
        SECTIONS.setdefault(_form, _section)

OF_SUPERVISION = _forms(_DATA["supervision"])
"""Headings that name supervising and not who does it."""
SECTIONS |= dict.fromkeys(OF_SUPERVISION - SECTIONS.keys(), "supervisors")

LABELS_OF_PARTS: dict[str, str] = {
    form: part for part, texts in _DATA["parts_of_publications"].items() for form in _forms(texts)
}
"""For the normal form of a label on a publication, the part that it names; ``other`` for one that is not kept."""

NO_VALUE = _forms(_DATA["no_value"])
ROLE_WORDS = frozenset(_DATA["words"]["roles"].split())
ORGANIZATION_WORDS = frozenset(_DATA["words"]["organizations"].split())
NAVIGATION_WORDS = frozenset(_DATA["words"]["navigation"].split())
_MODIFIERS = word_set("""
    research post senior junior permanent staff graduate dr pr pi master charge chargee titulaire
""")
ROLE_NOUNS = ROLE_WORDS - _MODIFIERS
"""Words that by themselves make a line a position; the others only describe one."""


@lru_cache(maxsize=1 << 14)
def section_of(heading: str) -> str | None:
    """The part of a profile that a heading opens ('My publications (12)' opens ``publications``), None if unknown."""
    key = normalize_text(heading, "label_words")
    found = SECTIONS.get(key)
    if found is None and key:
        found = SECTIONS.get(" ".join(word for word in key.split() if not word.isdigit() and word not in FILLERS))
    return found or _section_of_words(key) or _section_of_halves(heading)


_HALF_COUNT = 2
_HALVES = re.compile(r"\s+[/|]\s+")
_ALSO_POSITIONS = ("supervisors", "co_supervisors", "role")
"""Parts whose headings are positions, too ('Directeur')."""


def _section_of_halves(heading: str) -> str | None:
    """The section of a heading in both languages ('Thèses dirigées / Theses that I direct'), one of them known."""
    halves = _HALVES.split(heading)
    if len(halves) != _HALF_COUNT:
        return None
    own = {section_of(half) for half in halves}
    known = own - {None}
    return next(iter(known)) if len(known) == 1 and (known == own or known.isdisjoint(_ALSO_POSITIONS)) else None


_KEY_NOUNS = {
    "students": word_set("""
        students etudiants etudiantes doctorants doctorantes supervisees advisees postdoctorants postdoctorantes
    """),
    "publications": word_set("""
        publications publication articles papers preprints prepublications journals revues books livres proceedings
        actes chapters chapitres communications bibliography
    """),
}
_OTHER_WORDS = word_set("""
    in of and the with for at to de des du d et en dans avec a au aux sans comite lecture refereed peer reviewed
    arbitres arbitrees evalues pairs par other autres invited selected choisis choisies
""")
_TRAINEES = word_set("""
    fellows postdocs postdoctoral interns trainees stagiaires assistants researchers chercheurs chercheuses phd msc
    master masters maitrise doctorat doctoral former past anciens anciennes supervised encadres encadrees diriges
    dirigees
""")
"""Who stands beside students in headings ('Students and fellows')."""
_LEVELS = word_set("""
    phd doctoral doctorat doctorant doctorante doctorate postdoc postdoctoral postdoctorant postdoctorante
    postdoctorat postdoctorate master maitrise msc bsc undergraduate baccalaureat licence student etudiant etudiante
    intern stagiaire trainee
""")


def names_supervision(heading: str) -> bool:
    """Whether a heading names supervising, so that students or supervisors may stand below it."""
    return normalize_text(heading, "label_words") in OF_SUPERVISION


def names_level(text: str) -> bool:
    """Whether a text names what somebody studies for or is trained as: 'PhD', 'Master's', 'maîtrise', 'intern'."""
    words = normalize_text(text, "label_words").split()
    return any(word in _LEVELS or word.removesuffix("s") in _LEVELS for word in words)


@lru_cache(maxsize=1)
def _words_of_headings() -> Mapping[str, frozenset[str]]:
    """For each section that headings name in many ways, all words of its known headings."""
    return {
        section: frozenset(word for form, own in SECTIONS.items() if own == section for word in form.split())
        | _OTHER_WORDS
        | (_TRAINEES if section == "students" else frozenset())
        for section in _KEY_NOUNS
    }


def _section_of_words(key: str) -> str | None:
    """The section of a heading made of the words of known ones ('Papers in refereed journals'), else None."""
    words = set(key.split())
    if not 2 <= len(words) <= _MOST_HEADING_WORDS:
        return None
    known = _words_of_headings()
    return next((own for own, nouns in _KEY_NOUNS.items() if words & nouns and words <= known[own]), None)


_MOST_LABEL_WORDS, _LONGEST_LABELLED, _MOST_NO_VALUE_WORDS, _MOST_LEADING_WORDS = 5, 80, 10, 9
_PREPOSITIONS = frozenset(("by", "with", "par", "avec", "de"))
_LEADING_FORMS = {form: own for form, own in SECTIONS.items() if form.rpartition(" ")[2] in _PREPOSITIONS}
_FIRST_WORDS = frozenset(form.partition(" ")[0] for form in _LEADING_FORMS)
_NONE = frozenset(("no", "aucun", "aucune"))
_YET = word_set("""
    yet available disponible disponibles found referenced listed moment instant encore trouve trouvee referencee
    repertoriee enregistree
""")
_AVAILABLE = word_set("""
    available disponible disponibles exists existe written redigee redige
""")
_LANGUAGES = word_set("""
    english french anglais anglaise francais francaise
""")
_LISTED_PARTS = ("topics", "biography", "students", "publications")
_LEADING = word_set("""
    see view show browse all more full complete list voir afficher consulter toutes tous plus liste
""")
_PUBLICATION_NOUNS = _KEY_NOUNS["publications"] | word_set("""
    works travaux
""")
_LABEL = re.compile(r"^([^:：]{2,45}?)\s*[:：]\s*(.*)$", re.DOTALL)


def label_of(line: str) -> tuple[str, str] | None:
    """For 'Research areas: Tides, Ice' the part ``topics`` and 'Tides, Ice'; None where no known label begins it.

    A label that ends in a preposition needs no colon: 'Supervised by Ada Lind', '(co-advised with Bo Ek)'.
    """
    found = _LABEL.match(line[:4000])
    section = section_of(found[1]) if found else None
    return (section, found[2].strip()) if found and section else _leading_label(line)


def _leading_label(line: str) -> tuple[str, str] | None:
    words = line.strip("() ").split(maxsplit=_MOST_LABEL_WORDS) if len(line) < _LONGEST_LABELLED else []
    if not words or normalize_text(words[0], "label_words").partition(" ")[0] not in _FIRST_WORDS:
        return None
    for size in range(2, len(words)):
        section = _LEADING_FORMS.get(normalize_text(" ".join(words[:size]), "label_words"))
        if section:
            return section, " ".join(words[size:])
    return None


def is_no_value(text: str) -> bool:
    """Whether a text only says that there is none ('Biography coming soon', 'No publication yet')."""
    key = normalize_text(text[:_LONGEST_NO_VALUE], "label_words")
    if key in NO_VALUE or key.startswith("lorem ipsum"):
        return True
    words = key.split()
    if not 2 <= len(words) <= _MOST_NO_VALUE_WORDS:
        return False
    if not _LANGUAGES.isdisjoint(words) and not _AVAILABLE.isdisjoint(words) and any(map(_names_listed_part, words)):
        return True  # 'This biography is available in French only'
    for size in range(1, len(words)):
        if " ".join(words[size:]) in NO_VALUE and section_of(" ".join(words[:size])):
            return True
    is_none = words[0] in _NONE and not _YET.isdisjoint(words)
    return is_none and any(map(_names_listed_part, words[1:3]))


def _names_listed_part(word: str) -> bool:
    return any(section_of(form) in _LISTED_PARTS for form in (word, f"{word}s"))


def leads_on(text: str) -> bool:
    """Whether a text only leads to more publications ('See all publications', 'Voir la liste complète des travaux')."""
    words = normalize_text(text, "label_words").split()
    return (
        1 < len(words) <= _MOST_LEADING_WORDS and words[0] in _LEADING and not _PUBLICATION_NOUNS.isdisjoint(words[1:])
    )


def is_role(text: str) -> bool:
    """Whether a short line can be a position."""
    if len(text) > 140 or (text.endswith((".", "!", "?")) and len(text) > 60):
        return False
    words = normalize_text(text, "label_words").split()[:9]
    joined = [one + other for one, other in pairwise(words)]
    return any(word in ROLE_NOUNS or word.removesuffix("s") in ROLE_NOUNS for word in words + joined)


def is_organization(text: str) -> bool:
    """Whether a short line can be an institution or a part of one."""
    return len(text) < 140 and not ORGANIZATION_WORDS.isdisjoint(normalize_text(text, "label_words").split())


def is_prose(text: str) -> bool:
    """Whether a line is running text."""
    return len(text) >= 80 or (len(text) > 40 and text.endswith((".", "!", "?", "…")) and text.count(" ") >= 6)
