"""The inside of a profile page: header lines, topics, paragraphs, students and publications, as markup."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from profile_scraper.records.base import Language
from profile_scraper.records.profile import Supervision
from testbed.world import ABSTRACT_CUT, AUTHORS_CUT, DIRECTORY, Entry, LanguageProfile, Named, Paragraph, StudentItem

HEADINGS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "topics": "Research Topics",
        "biography": "Biography",
        "students": "Current Students",
        "publications": "Publications",
    },
    "fr": {
        "topics": "Sujets de recherche",
        "biography": "Biographie",
        "students": "Étudiants actuels",
        "publications": "Publications",
    },
}
SUPERVISORS: Mapping[Language, Mapping[Supervision, str]] = {
    "en": {"principal": "Principal supervisor :", "co": "Co-supervisor :"},
    "fr": {"principal": "Superviseur⋅e principal⋅e :", "co": "Co-superviseur⋅e :"},
}
SEE_MORE: Mapping[Language, str] = {"en": "(see more)", "fr": "(voir plus)"}
SEE_MORE_AUTHORS: Mapping[Language, str] = {"en": "(see {} more)", "fr": "(voir {} de plus)"}

_HEADER_FIELDS = {
    "membership": "field-name-field-taxonomy-reference1",
    "faculty": "field-name-field-text4",
    "student": "field-name-field-text5",
    "staff": "field-name-field-text11",
}
_SUPERVISOR_FIELDS: Mapping[Supervision, str] = {
    "principal": "field-name-field-entity-reference1",
    "co": "field-name-field-entity-reference2",
}
_LINKS = {
    "google_scholar": ("field-name-field-link1", "Google Scholar"),
    "linkedin": ("field-name-field-link2", "LinkedIn"),
    "x": ("field-name-field-link3", "X"),
    "homepage": ("field-name-field-link4", "Web"),
    "github": ("field-name-field-link5", "GitHub"),
}


def header(name: str, profile: LanguageProfile) -> Iterator[str]:
    """Portrait, name, header lines, contact and supervisors."""
    if profile.portrait:
        yield f'<img src="{escape(profile.portrait.path)}" alt="{escape(profile.portrait.alt)}">'
    elif profile.placeholder:
        yield '<img src="/themes/custom/institute/images/no-picture.png" alt="">'
    yield f"<h1>{escape(name)}</h1>"
    for field, css in _HEADER_FIELDS.items():
        yield _field(css, (escape(line.text, quote=False) for line in profile.header if line.field == field))
    if profile.email:
        yield _field(
            "field-name-field-email1", [f'<a href="mailto:{escape(profile.email)}">{escape(profile.email)}</a>']
        )
    for link, (css, text) in _LINKS.items():
        if link in profile.links:
            yield _field(css, [f'<a href="{escape(profile.links[link])}" target="_blank">{text}</a>'])
    for part, css in _SUPERVISOR_FIELDS.items():
        people = (_person(line.person, profile.language) for line in profile.supervisors if line.supervision == part)
        yield _field(css, people, SUPERVISORS[profile.language][part])


def sections(profile: LanguageProfile, publications: Iterable[Entry]) -> Iterator[str]:
    """Topics, biography, students, and the publications of this page of the pager; empty sections are left out."""
    words = HEADINGS[profile.language]
    topics = (escape(topic.text, quote=False) for topic in profile.topics)
    yield _field("field-name-field-taxonomy-references4", topics, words["topics"])
    if profile.biography:
        body = "".join(map(_paragraph, profile.biography))
        yield f'<h2>{words["biography"]}</h2>\n<div class="field-name-body">{body}</div>'
    if profile.students:
        yield f"<h2>{words['students']}</h2>"
        yield from (_student(item, profile.language) for item in profile.students)
    printed = [_publication(entry, profile.language) for entry in publications]
    if printed:
        yield f"<h2>{words['publications']}</h2>"
        yield from printed


def student_line(item: StudentItem) -> str:
    """The line under a student's name: level and school."""
    level = item.level.text if item.level else None
    school = item.organization.printed if item.organization else None
    return " - ".join(part for part in (level, school) if part)


def _field(css: str, items: Iterable[str], label: str | None = None) -> str:
    cells = "".join(
        f'<div class="field-item {"odd" if number % 2 else "even"}">{item}</div>' for number, item in enumerate(items)
    )
    if not cells:
        return ""
    head = f'<div class="field-label">{escape(label)}</div>' if label else ""
    return f'<div class="{css}">{head}<div class="field-items">{cells}</div></div>'


def _paragraph(paragraph: Paragraph) -> str:
    return f"<p>{paragraph.markup or escape(paragraph.text, quote=False)}</p>"


def _person(person: Named, language: Language) -> str:
    name = escape(person.name, quote=False)
    return f'<a href="{DIRECTORY[language]}/{person.slug}">{name}</a>' if person.slug else name


def _student(item: StudentItem, language: Language) -> str:
    line = student_line(item)
    titles = f'<div class="group-titles">{escape(line, quote=False)}</div>' if line else ""
    others = ""
    if item.label:
        people = (_person(other, language) for other in item.others)
        others = _field(_SUPERVISOR_FIELDS[item.label], people, SUPERVISORS[language][item.label])
    return (
        '<article class="node node--type-member node--view-mode-teaser">'
        f"{_person(item.student, language)}{titles}{others}</article>"
    )


def _publication(entry: Entry, language: Language) -> str:
    title = escape(entry.printed_title or entry.title, quote=False)
    if entry.link:
        title = f'<a href="{escape(entry.link)}" target="_blank">{title}</a>'
    authors = entry.authors if entry.printed_authors is None else entry.printed_authors
    abstract = entry.printed_abstract or entry.abstract
    return "".join(
        (
            '<article class="node node--type-publication node--view-mode-teaser">',
            f'<h3 class="node__title">{title}</h3>',
            _authors([_person(author, language) for author in authors], language) if authors else "",
            _abstract(abstract, entry, language) if abstract else "",
            "</article>",
        )
    )


def _authors(authors: list[str], language: Language) -> str:
    cells = [f'<div class="field-item">{author}</div>' for author in authors]
    if len(authors) > AUTHORS_CUT:
        text = SEE_MORE_AUTHORS[language].format(len(authors) - AUTHORS_CUT)
        control = f'<a href="#" class="more-authors" role="button">… {text}</a>'
        cells = [
            *cells[:AUTHORS_CUT],
            control,
            f'<div class="authors-rest hidden">{"".join(cells[AUTHORS_CUT:])}</div>',
        ]
    return f'<div class="field-name-field-authors"><div class="field-items">{"".join(cells)}</div></div>'


def _abstract(abstract: str, entry: Entry, language: Language) -> str:
    if len(abstract) <= ABSTRACT_CUT:
        return f'<div class="field-name-field-abstract"><p>{escape(abstract, quote=False)}</p></div>'
    teaser, rest = (escape(part, quote=False) for part in (abstract[:ABSTRACT_CUT], abstract[ABSTRACT_CUT:]))
    control = (
        f'<span class="abstract-control">… <a href="#" class="see-more" role="button">{SEE_MORE[language]}</a></span>'
    )
    hidden = f'<span class="abstract-rest hidden">{rest}</span>' if entry.rest else ""
    text = f'<span class="abstract-teaser">{teaser}</span>{control}{hidden}'
    return f'<div class="field-name-field-abstract"><p>{text}</p></div>'
