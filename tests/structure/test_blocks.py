"""Publications whose parts are blocks of their own, each with a class, as plugins of content systems print them."""

from lxml import html

from profile_scraper.structure.lines import page_of
from profile_scraper.structure.publications.items import find_items
from profile_scraper.structure.publications.parts import read_items
from profile_scraper.structure.sections import sections_on

PRINTED = (
    ("Ada Lind", "What do wet walls tell us about mosses?", "article", "Journal Article", "Journal of Walls, "),
    ("Ada Lind; Bo Ek-Tran", "Shade below the northern eaves", "book", "Book chapter", "Handbook of Shade, "),
    ("Bo Ek-Tran; Ada Lind", "Counting spores by hand and lens", "article", "Journal Article", "Journal of Walls, "),
    ("Ada Lind", "Rain gauges for very small gardens", "book", "Book chapter", "Small Gardens, "),
)


def block_entry(printed: tuple[str, str, str, str, str], year: int) -> str:
    authors, title, kind, label, venue = printed
    return f"""<h3 class="year">{year}</h3><div class="xp_work xp_work_{kind}"><div class="xp_pub_info">
      <p class="xp_pub_author">{authors}</p>
      <p class="xp_pub_title">{title} <span class="xp_pub_type">{label}</span></p>
      <p class="xp_pub_additional"><span class="xp_pub_additional_in">In: </span><span
        class="xp_pub_additional_journal">{venue}</span><span class="xp_pub_additional_year">{year}</span>.</p>
      <p class="xp_pub_menu"><a onclick="show('{year}')">BibTeX</a></p>
      <div class="xp_bibtex" style="display:none"><div><pre>@{kind}{{k{year},
        title = {{{title}}}, author = {{{authors}}}, year = {{{year}}} }}</pre></div>
        <p class="xp_close"><a onclick="show('{year}')">Close this entry</a></p></div></div></div>"""


def test_blocks_with_classes_are_parts_of_one_work() -> None:
    blocks = "".join(block_entry(printed, year) for printed, year in zip(PRINTED, range(2019, 2023), strict=True))
    body = f"<h1>Ada Lind</h1><h2>Publications</h2><div class=list>{blocks}</div>"
    page = page_of("https://moss.example/ada", html.document_fromstring(f"<html><body>{body}</body></html>"))
    items = read_items(find_items([page], {page: sections_on(page, None)}, {}), {})
    found = [(item.title, item.names, item.venue, item.issued) for item in items]
    assert found == [
        (title, authors.split("; "), venue.rstrip(", "), str(year))
        for (authors, title, _, _, venue), year in zip(PRINTED, range(2019, 2023), strict=True)
    ]


def test_a_kind_above_titles_is_no_venue() -> None:
    kinds = ("Journal", "Conference", "Journal", "Preprint")
    blocks = "".join(
        f"""<li class="group"><span class="inline-flex">{kind}</span><h3>{title}</h3><p><strong>Ada Lind</strong>,
        <strong>Bo Ek-Tran</strong></p><p><span class="italic">{venue.rstrip(", ")}</span><span> · </span>
        <time>2021</time></p></li>"""
        for kind, (_, title, _, _, venue) in zip(kinds, PRINTED, strict=True)
    )
    body = f"<h1>Publications</h1><h2>2021</h2><ol>{blocks}</ol>"
    page = page_of("https://moss.example/papers", html.document_fromstring(f"<html><body>{body}</body></html>"))
    items = read_items(find_items([page], {page: sections_on(page, "publications")}, {}), {})
    assert [item.venue for item in items] == [venue.rstrip(", ") for _, _, _, _, venue in PRINTED]


def test_numbered_rows_are_no_parts_of_one_work() -> None:
    pages = []
    for person in ("ada", "bo", "cleo"):
        rows = "".join(
            f'<div class="xrow xrow-{number}"><span>{title}</span><span> {authors}, 2021</span></div>'
            for number, (authors, title, _, _, _) in enumerate(PRINTED, 1)
        )
        body = f"<h1>{person}</h1><h2>Publications</h2><div class=content>{rows}</div>"
        tree = html.document_fromstring(f"<html><body>{body}</body></html>")
        pages.append(page_of(f"https://moss.example/{person}", tree))
    items = find_items(pages, {page: sections_on(page, None) for page in pages}, {})
    assert [item.element.get("class") for item in items] == [f"xrow xrow-{number}" for number in (1, 2, 3, 4)] * 3
