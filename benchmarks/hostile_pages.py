"""Pages that hold a hostile pattern at one position, and the ways in which they are read."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from benchmarks.patterns import repeated
from profile_scraper.parse.read import read_unguarded
from profile_scraper.records.page import Capture, Media
from profile_scraper.sites import Site, load_site
from profile_scraper.sites.folders import use_folder


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
    "script": "",
    "comment": "",
    "heading": "",
    "list item": "",
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
    '<!DOCTYPE html><html lang="en"><head><title>Ada Lindqvist | Mila</title>{head}'
    '<script type="application/ld+json">{script}</script></head><body><!--{comment}--><nav>{menu}</nav><main>'
    '<article class="node node--type-member node--view-mode-full"><h1>Ada Lindqvist{name}</h1><div{tag}>'
    '<div class="field-name-field-text4"><div>Full Professor, McGill University</div>{header}</div></div>'
    '<h2>Research Topics{heading}</h2><div class="field-name-field-taxonomy-references4"><div>Optics{item}</div>'
    "{topics}</div>"
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
    '<!DOCTYPE html><html lang="en"><head><title>Ada Lindqvist | Rivers</title>{head}'
    '<script type="application/ld+json">{script}</script></head><body><!--{comment}--><nav>{menu}</nav>'
    '<div{tag}><header class="who"><h1 class="person">Ada Lindqvist{name}</h1><p class="job">Senior Hydrologist</p>'
    "{header}</header>"
    '<section><h2>Fields of research{heading}</h2><ul class="tags"><li>Ice{item}</li><li>Floods</li>'
    "{topics}</ul></section>"
    "<section><h2>Biography</h2><p>Ada studies tides and rivers and how they forget the winter.</p>"
    "{biography}</section>"
    '<section><h2>Students</h2><ul><li><a href="/en/people/bo/">Bo Ygrain</a>, PhD</li>{students}</ul></section>'
    "<section><h2>Publications</h2><ol>{publications}<li><strong>When gauges talk{title}</strong><br>"
    "Bo Ygrain, Ada Lindqvist{authors}<br><em>River Letters</em>, 2021.<p>" + _ABSTRACT + "{abstract}</p></li>"
    "<li><strong>Of kites and lamps</strong><br>Bo Ygrain<br><em>River Letters</em>, 2020.</li></ol></section></div>"
    "{after}</body></html>"
)
_TEXT = (
    "Ada Lindqvist{name}\nFull Professor, McGill University\n{header}\nResearch Topics{heading}\nOptics{item}\n"
    "{topics}\nBiography\nAda studies tides.\n{biography}\nCurrent Students\nPhD - UdeM\n{students}\n"
    "Publications\n{publications}\nWhen gauges talk{title}\nBo Ygrain{authors}\n" + _ABSTRACT + "{abstract}\n{after}"
)


_FIELDS = {"in a tag": "tag", "list item": "item"}
"""Names of positions in the templates, where they are no names of fields."""


def _pages(template: str, *missing: str) -> dict[str, str]:
    names = {position: _FIELDS.get(position, position) for position in _PARTS}
    return {
        position: template.format(**{**dict.fromkeys(names.values(), ""), name: "§"})
        for position, name in names.items()
        if position not in missing
    }


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
    "text": Reader(_pages(_TEXT, "head", "script", "comment", "menu", "in a tag"), None, "text"),
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
