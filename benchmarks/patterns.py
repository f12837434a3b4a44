"""Hostile patterns of a given size, and the pages that hold them at one position."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from profile_scraper.pair import pair_profiles
from profile_scraper.parse.read import read_unguarded
from profile_scraper.records.base import Language
from profile_scraper.records.page import Capture, Media, ProfilePage
from profile_scraper.records.profile import Links
from profile_scraper.sites import Site, load_site
from profile_scraper.sites.folders import use_folder

_REPEATED = {
    "letters": "a",
    "digits": "7",
    "words": "wave ",
    "different words": "w{n} ",
    "capitals": "Ada Roy ",
    "names": "Ada R{n}, ",
    "spaces": " ",
    "lines": "\n",
    "words on lines": "wave {n}\n",
    "commas": ", ",
    "and": " and ",
    "hyphens": "repre- sen- ",
    "quotes": "''``",
    "backslashes": "\\",
    "dollars": "$",
    "formulas": "$\\alpha$ ",
    "open formulas": "\\(a ",
    "macros": "\\emph{{a} ",
    "braces": "{{",
    "accents in TeX": "\\'{{e}}",
    "combining": "\u0301",
    "combining of two classes": "\u0323\u0301",
    "one letter, combining": "e\u0301\u0323",
    "mojibake": "Ã©â€™",
    "half mojibake": "Â ",
    "invisible": "\u200b",
    "bidirectional": "\u202e",
    "inclusive": "é·e·s ",
    "inclusive in brackets": "agrégé(e)",
    "at signs": "a@",
    "e-mails": "ada{n}@mila.quebec ",
    "dots and at": "a.b@c.",
    "spelt at": "ada (at) mila (dot) ",
    "dois": "10.1234/a{n} ",
    "doi dots": "10.1234/a.",
    "arxiv": "arXiv:2101.0{n} ",
    "years": "(2021) ",
    "urls": "https://example.com/{n} ",
    "colons": "a: ",
    "brackets": "((",
    "closing brackets": "a) ",
    "ellipses": "… ",
    "dots": "...",
    "see more": "… see more ",
    "see more in brackets": "... (see more) ",
    "voir plus": "… (voir plus) ",
    "et al.": "et al. ",
    "universities": "University of X{n}, ",
    "departments": "Department of X, McGill University, ",
    "titles": "Full Professor, McGill University\n",
    "supervisor labels": "Co-supervisor : \n",
    "levels": "PhD - McGill University\n",
    "publications heading": "Publications\n",
    "biography heading": "Biography\n",
    "bullets": "• a ",
    "numbered": "{n}. A title of waves. Journal, 2021.\n",
    "references": "&amp;",
    "open references": "&#",
    "long references": "&#00000",
    "named references": "&CounterClockwiseContourIntegral",
}
_MARKUP = {
    "angle brackets": "<",
    "open tags": "<a",
    "open tags with spaces": "<a ",
    "closing brackets of tags": ">",
    "class attributes": '<b class="a"',
    "attributes of one tag": ' class="a"',
    "different attributes of one tag": " a{n}=1",
    "quoted attributes of one tag": ' a{n}="<>"',
    "open quotes": '<a b="',
    "open comments": "<!--",
    "open comments, closed once": "<!-- -",
    "doctypes": "<!DOCTYPE",
    "open cdata": "<![CDATA[",
    "instructions": "<?a",
    "open scripts": "<script",
    "scripts": "<script>a</script>",
    "styles": "<style>a</style>",
    "templates": "<template>",
    "textareas": "<textarea>",
    "svg": "<svg>",
    "bodies": "<body>",
    "mains": "<main>",
    "closed mains": "<main></main>",
    "closed bodies": "</body></html>",
    "heads": "</head>",
    "nested divs": "<div>",
    "nested divs with text": "<div>a",
    "nested inline": "<b>",
    "nested inline with text": "<b>a",
    "nested links": '<a href="x">',
    "nested spans": "<span>a",
    "misnested": "<b><i>a</b>",
    "misnested blocks": "<p><b>a<div></b>",
    "nested lists": "<ul><li>",
    "nested tables": "<table><tr><td>",
    "forms": "<form>",
    "paragraphs": "<p>wave {n}</p>",
    "open paragraphs": "<p>wave {n}",
    "line breaks": "a<br>",
    "list items": "<li>wave {n}</li>",
    "definitions": "<dt>a<dd>wave {n}",
    "table rows": "<tr><td>wave {n}<td>b</tr>",
    "headings": "<h2>wave {n}</h2>",
    "section headings": "<h2>Publications</h2>",
    "bold blocks": "<p><b>wave {n}</b></p>",
    "first headings": "<h1>Ada Lindqvist</h1>",
    "links": '<a href="/en/directory/p{n}">Ada R{n}</a>',
    "one link": '<a href="/en/directory/p">Ada Roy</a>',
    "links in blocks": '<p><a href="/en/directory/p{n}">Ada R{n}</a></p>',
    "pager links": '<a href="?page=0,{n}">{n}</a>',
    "mail links": '<a href="mailto:a{n}@b.org">a</a>',
    "images": '<img src="/i{n}.jpg" alt="Portrait of Ada Lindqvist">',
    "figures": '<figure><img src="/i{n}.jpg" alt="Ada R{n}"><figcaption>Ada R{n}</figcaption></figure>',
    "spans": "<span>wave {n}</span>",
    "spans of see more": "<span>… see more</span>",
    "buttons": "<button>see more</button>a",
    "student cards": '<article class="node node--type-member node--view-mode-teaser">'
    '<a href="/en/directory/p{n}">Ada R{n}</a><div>PhD - UdeM</div></article>',
    "publication cards": '<article class="node node--type-publication node--view-mode-teaser">'
    "<h3>Waves {n}</h3><div>Ada Roy</div></article>",
    "nested publication cards": '<article class="node node--type-publication node--view-mode-teaser">a',
    "inline publication cards": '<article class="node node--type-publication node--view-mode-teaser">'
    '<a href="/a">Waves {n}</a> <a href="/b">Ada Roy</a> <em>Nature</em> 2021</article>',
    "open publication cards": "<li><strong>Waves {n}</strong> Ada Roy, Bo Ek <em>Nature</em>, 2021</li>",
    "nested profiles": '<article class="node node--type-member node--view-mode-full">',
    "topics": '<div class="field-name-field-taxonomy-references4"><div>wave {n}</div></div>',
    "roles": '<div class="field-name-field-text4"><div>Professor {n}, McGill University</div></div>',
    "people": '<div class="c"><h3><a href="/en/people/p{n}/">Ada Roy</a></h3><p>Professor</p></div>',
    "columns": '<div class="c{n}">wave {n}</div>',
    "identifiers": '<div id="i{n}">wave</div>',
    "formulas in markup": "<math><mi>x</mi></math>",
    "scripts of formulas": '<span class="katex"><annotation encoding="application/x-tex">x</annotation></span>',
}
_HEAD = {
    "titles of the page": "<title>Ada Lindqvist | Mila</title>",
    "language versions": '<link rel="alternate" hreflang="fr" href="/fr/annuaire/p{n}">',
    "languages": '<link rel="alternate" hreflang="x{n}" href="/fr/annuaire/p{n}">',
    "canonical addresses": '<link rel="canonical" href="/en/directory/p{n}">',
    "bases": '<base href="/{n}/">',
    "meta": '<meta name="n{n}" content="charset=">',
    "json-ld": '<script type="application/ld+json">{{"@type": "Person", "name": "Ada R{n}"}}</script>',
}
PATTERNS: Mapping[str, str] = {**_REPEATED, **_MARKUP, **_HEAD}
"""Names to the piece that is repeated; ``{n}`` is its number."""


def repeated(pattern: str, size: int) -> str:
    """The pattern so often that it is about so many bytes long."""
    piece = PATTERNS[pattern]
    if "{n}" not in piece:
        piece = piece.replace("{{", "{").replace("}}", "}")
        return piece * (size // len(piece.encode()) + 1)
    count = size // len(piece.encode()) + 1
    return "".join(piece.format(n=number) for number in range(count))


class Reader(NamedTuple):
    """One way of reading, and the pages that it reads."""

    pages: Mapping[str, str]
    """Position to a page; ``§`` stands for the pattern."""
    url: str | None
    media: Media = "html"
    site_name: str = "mila"

    @property
    def positions(self) -> tuple[str, ...]:
        """The positions of its pages."""
        return tuple(self.pages)

    def site(self) -> Site:
        """The site that the page is of."""
        return load_site(self.site_name)

    def read(self, capture: Capture, site: Site) -> object:
        """Read the page."""
        return read_unguarded(capture, site)


_PARTS = {
    "head": "",
    "menu": "",
    "in a tag": "",
    "name": "",
    "header": "",
    "topics": "",
    "biography": "",
    "students": "",
    "publications": "",
    "title": "",
    "authors": "",
    "abstract": "",
    "after": "",
}
_ABSTRACT = (
    "We let a small network of gauges learn the tables from each other and show that three winters are enough. " * 2
)
_BY_CLASS = (
    '<!DOCTYPE html><html lang="en"><head><title>Ada Lindqvist | Mila</title>{head}</head><body><nav>{menu}</nav><main>'
    '<article class="node node--type-member node--view-mode-full"><h1>Ada Lindqvist{name}</h1><div{tag}>'
    '<div class="field-name-field-text4"><div>Full Professor, McGill University</div>{header}</div></div>'
    '<h2>Research Topics</h2><div class="field-name-field-taxonomy-references4"><div>Optics</div>{topics}</div>'
    '<h2>Biography</h2><div class="field-name-body"><p>Ada studies tides.</p>{biography}</div>'
    '<h2>Current Students</h2><article class="node node--type-member node--view-mode-teaser">'
    '<a href="/en/directory/bo">Bo Ygrain</a><div>PhD - UdeM</div>{students}</article>'
    "<h2>Publications</h2>{publications}"
    '<article class="node node--type-publication node--view-mode-teaser"><h3>When gauges talk{title}</h3>'
    "<div>Bo Ygrain{authors}</div><div>"
    + _ABSTRACT
    + "{abstract}</div></article></article></main>{after}</body></html>"
)
_STRUCTURED = (
    '<!DOCTYPE html><html lang="en"><head><title>Ada Lindqvist | Rivers</title>{head}</head><body><nav>{menu}</nav>'
    '<div{tag}><header class="who"><h1 class="person">Ada Lindqvist{name}</h1><p class="job">Senior Hydrologist</p>'
    "{header}</header>"
    '<section><h2>Fields of research</h2><ul class="tags"><li>Ice</li><li>Floods</li>{topics}</ul></section>'
    "<section><h2>Biography</h2><p>Ada studies tides and rivers and how they forget the winter.</p>"
    "{biography}</section>"
    '<section><h2>Students</h2><ul><li><a href="/en/people/bo/">Bo Ygrain</a>, PhD</li>{students}</ul></section>'
    "<section><h2>Publications</h2><ol>{publications}<li><strong>When gauges talk{title}</strong><br>"
    "Bo Ygrain, Ada Lindqvist{authors}<br><em>River Letters</em>, 2021.<p>" + _ABSTRACT + "{abstract}</p></li>"
    "<li><strong>Of kites and lamps</strong><br>Bo Ygrain<br><em>River Letters</em>, 2020.</li></ol></section></div>"
    "{after}</body></html>"
)
_TEXT = (
    "Ada Lindqvist{name}\nFull Professor, McGill University\n{header}\nResearch Topics\nOptics\n{topics}\nBiography\n"
    "Ada studies tides.\n{biography}\nCurrent Students\nPhD - UdeM\n{students}\nPublications\n{publications}\n"
    "When gauges talk{title}\nBo Ygrain{authors}\n" + _ABSTRACT + "{abstract}\n{after}"
)


def _pages(template: str, *missing: str) -> dict[str, str]:
    return {
        position: template.format(**{**{("tag" if each == "in a tag" else each): "" for each in _PARTS},
                                     "tag" if position == "in a tag" else position: "§"})
        for position in _PARTS
        if position not in missing
    }  # fmt: skip


_PERSON = "https://mila.quebec/en/directory/ada-lindqvist"
_RIVERS = "https://rivers.example/en/people"
_BY_CLASS_PAGES = _pages(_BY_CLASS)
READERS: Mapping[str, Reader] = {
    "classes": Reader(_BY_CLASS_PAGES, _PERSON),
    "headings": Reader(
        {position: page.replace('class="', 'class="x-') for position, page in _BY_CLASS_PAGES.items()}, _PERSON
    ),
    "list": Reader(
        {"list": '<html lang="en"><head><title>Directory | Mila</title></head><body><main>§</main></body></html>'},
        "https://mila.quebec/en/directory",
    ),
    "structure": Reader(_pages(_STRUCTURED), f"{_RIVERS}/ada-lindqvist/", site_name="rivers"),
    "structure of a list": Reader(
        {"list": '<html lang="en"><head><title>People | Rivers</title></head><body><h1>People</h1>§</body></html>'},
        f"{_RIVERS}/",
        site_name="rivers",
    ),
    "text": Reader(_pages(_TEXT, "head", "menu", "in a tag"), None, "text"),
}


def use_structured_site(folder: Path) -> None:
    """Write a site that is read by structure alone, and look for sites in that folder from now on."""
    (folder / "rivers").mkdir(parents=True)
    (folder / "rivers" / "site.toml").write_text(
        'title = "Rivers"\nbase_url = "https://rivers.example"\n[addresses]\n'
        'profile = {en = "/en/people/{slug}/", fr = "/fr/equipe/{slug}/"}\nlist = {en = "/en/people/", '
        'fr = "/fr/equipe/"}\n',
        encoding="utf8",
    )
    use_folder(folder)


def capture_of(reader: Reader, position: str, pattern: str, size: int) -> Capture:
    """The page with the pattern at a position."""
    body = reader.pages[position].replace("§", repeated(pattern, size)).encode("utf8", "surrogatepass")
    digest = hashlib.sha256(body).hexdigest()
    return Capture(reader.url or "ada.txt", reader.url, body, reader.media, "utf-8", 200, None, digest, None)


_Item = dict[str, object]


def _role(title: str | None, organization: str | None, department: str | None = None) -> _Item:
    return {
        "kind": "other",
        "title": title,
        "organization": organization,
        "department": department,
        "raw": title or "",
        "certain": True,
    }


def _student(level: str, name: str | None, profile: str | None) -> _Item:
    return {
        "name": name,
        "profile": profile,
        "level": level,
        "organization": "UdeM",
        "supervision": "principal",
        "other_supervisors": [],
        "raw": [level],
    }


def _number(number: int) -> str:
    """A word of letters that no other number has."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)) + "x"


PAIRING: Mapping[str, Callable[[Language, int], _Item]] = {
    "one role again and again": lambda _, size: {"roles": [_role("Full Professor", "McGill University")] * size},
    "roles of one institution": lambda language, size: {
        "roles": [_role(f"{language} {_number(n)}", "McGill University") for n in range(size)]
    },
    "roles of many institutions": lambda language, size: {
        "roles": [_role("Professor", f"{language} {_number(n)} university") for n in range(size)]
    },
    "roles of many departments": lambda language, size: {
        "roles": [_role("Professor", "McGill University", f"{language} {_number(n)}") for n in range(size)]
    },
    "cognate roles": lambda language, size: {
        "roles": [_role(f"Director {_number(n)} {language}", None) for n in range(size)]
    },
    "different topics": lambda language, size: {"topics": [f"{language} {_number(n)}" for n in range(size)]},
    "cognate topics": lambda _, size: {"topics": [f"optics {_number(n)} water" for n in range(size)]},
    "topics in one order": lambda language, size: {
        "topics": [f"tide {_number(n * 7919 % size)} {language}" for n in range(size)]
    },
    "one student again and again": lambda _, size: {"students": [_student("PhD", None, None)] * size},
    "different students": lambda language, size: {
        "students": [_student("PhD", f"Ada {_number(n)}", f"mila/{language}-{_number(n)}") for n in range(size)]
    },
    "levels of students": lambda language, size: {
        "students": [_student(f"{language} {_number(n)}", None, None) for n in range(size)]
    },
    "paragraphs": lambda language, size: {
        "biography": [f"{language} wave {_number(n)} and 19{n}." for n in range(size)]
    },
    "equal paragraphs": lambda _, size: {"biography": ["Ada studies tides."] * size},
    "supervisors": lambda language, size: {
        "supervisors": [
            {"name": f"Ada {language} {_number(n)}", "profile": None, "supervision": "principal"} for n in range(size)
        ]
    },
}  # fmt: skip
"""Lists on the two pages of one person, by the number of items."""


def read_pairing(pattern: str, size: int) -> Callable[[], object]:
    """A job that pairs the two pages of one person, whose lists are so long."""
    site = load_site("mila")
    pages = [_person_page(language, PAIRING[pattern](language, size)) for language in ("en", "fr")]
    return lambda: pair_profiles(pages, site)


def _person_page(language: Language, lists: _Item) -> ProfilePage:
    folder = "directory" if language == "en" else "annuaire"
    url = f"https://mila.quebec/{language}/{folder}/ada-lindqvist"
    none: _Item = dict.fromkeys(("portrait", "email"))
    empty: _Item = {key: [] for key in ("roles", "topics", "biography", "students", "supervisors", "publications")}
    return ProfilePage.model_validate(
        {
            "type": "profile",
            "site": "mila",
            "source": {"url": url, "language": language, "retrieved": None, "sha256": language * 32},
            "slug": "ada-lindqvist",
            "page": 0,
            "alternates": {},
            "name": "Ada Lindqvist",
            "links": dict.fromkeys(Links.model_fields),
            "extraction_methods": {},
            "warnings": [],
            **none,
            **empty,
            **lists,
        }
    )
