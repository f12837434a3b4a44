"""Cards of publications in markup that no site's file knows: its words, its columns and its styles tell the parts."""

from collections.abc import Callable

import pytest

from profile_scraper.records.page import Entry
from tests.parse.captures import page, profile, publications

Row = tuple[str, list[str], str, str, str]
ROWS: list[Row] = [
    ("Moss and the Memory of Rails", ["Bo Ygrain", "Ada Lindqvist"], "Annals of Slow Stone", "2021", "Moss grows."),
    ("Rust Sings at Noon", ["Ada Lindqvist"], "Station Letters", "2023", "Rust makes a sound that few people hear."),
    ("Lamps That Wait", ["Cy Vant", "Bo Ygrain"], "Neon", "2020", "A lamp that waits uses less oil. We prove it."),
]
LONG = " It is quiet work, and nobody had done it for these lines before us."
SHAPES: dict[str, Callable[[str, str, str, str], str]] = {
    "class tokens, authors first": lambda t, a, v, y: (
        f'<li><span class="authors">{a}</span><span class="pub-title">{t}</span><span class="journal-title">{v}</span>'
        f'<span class="pub-year">{y}</span></li>'
    ),
    "class tokens in French": lambda t, a, v, y: (
        f'<div class="k"><p class="titre">{t}</p><p class="auteurs">{a}</p><p class="revue">{v}</p>'
        f'<p class="annee">{y}</p></div>'
    ),
    "identifiers": lambda t, a, v, y: (
        f'<div><p id="title-{y}">{t}</p><p id="author-{y}">{a}</p><p id="venue-{y}">{v}</p><time>{y}</time></div>'
    ),
    "microdata": lambda t, a, v, y: (
        f'<div itemscope><h4 itemprop="headline">{t}</h4><p><span itemprop="author">{a}</span></p>'
        f'<p><em itemprop="isPartOf">{v}</em>, <time datetime="{y}" itemprop="datePublished">{y}</time></p></div>'
    ),
    "inline parts without space": lambda t, a, v, y: f"<li><b>{t}</b><span>{a}</span><em>{v}</em><time>{y}</time></li>",
    "equal parts without space": lambda t, a, v, y: (
        f"<div><span>{t}</span><span>{a}</span><span>{v}</span><span>{y}</span></div>"
    ),
    "venue first": lambda t, a, v, y: (
        f'<div><span class="venue">{v}</span><strong>{t}</strong><span>{a}</span><time>{y}</time></div>'
    ),
    "line breaks": lambda t, a, v, y: f"<p>{t}<br>{a}<br>{v}, {y}</p>",
    "title cited": lambda t, a, v, y: f"<p><cite>{t}</cite>. {a}. <em>{v}</em> {y}.</p>",
    "title in italics": lambda t, a, v, y: f"<li><em>{t}</em>, {a}, {v} ({y})</li>",
    "row of a table": lambda t, a, v, y: f"<tr><td>{y}</td><td>{t}</td><td>{a}</td><td>{v}</td></tr>",
    "terms": lambda t, a, v, y: f"<dt>{t}</dt><dd>{a}</dd><dd><i>{v}</i> ({y})</dd>",
    "hashed classes": lambda t, a, v, y: (
        f'<div class="css-1x2y3z"><h4>{t}</h4><div class="css-a1b2c3">{v}</div><div class="css-q9w8e7">{a}</div>'
        f'<div class="css-p0o9i8">{y}</div></div>'
    ),
}
AROUND = {
    "row of a table": "<table><tr><th>Year<th>Title<th>Authors<th>Venue</tr>{}</table>",
    "terms": "<dl>{}</dl>",
    "class tokens, authors first": "<ul>{}</ul>",
    "title in italics": "<ul>{}</ul>",
    "inline parts without space": "<ol>{}</ol>",
}


def parts(entry: Entry) -> tuple[str, list[str | None], str | None, str | None]:
    return entry.title, [author.name for author in entry.authors], entry.venue, entry.issued


@pytest.mark.parametrize("shape", SHAPES)
def test_the_parts_of_cards_in_every_shape(shape: str) -> None:
    items = "".join(SHAPES[shape](title, ", ".join(names), venue, year) for title, names, venue, year, _ in ROWS)
    read = profile(page(f"<h2>Publications</h2>{AROUND.get(shape, '{}').format(items)}"))
    assert [parts(entry) for entry in read.publications] == [row[:4] for row in ROWS]
    assert [entry.abstract for entry in read.publications] == [None] * 3
    assert not read.warnings


KNOWN: dict[str, Callable[[str, str, str, str], str]] = {
    "class tokens": lambda t, n, v, y: (
        f'<h3>{t}</h3><div class="field-name-field-journal">{v}</div>{n}<div class="field-date">{y}</div>'
    ),
    "italics": lambda t, n, v, y: f"<h3>{t}</h3><p><em>{v}</em></p>{n}<time>{y}</time>",
    "a line that names a meeting": lambda t, n, v, y: f"<h3>{t}</h3><p>Proceedings of the 4th {v}, {y}</p>{n}",
}


@pytest.mark.parametrize("shape", KNOWN)
def test_the_venue_of_a_known_card_is_no_author_and_no_abstract(shape: str) -> None:
    items = [
        KNOWN[shape](title, "".join(f"<div>{name}</div>" for name in names), venue, year) + f"<p>{text}{LONG}</p>"
        for title, names, venue, year, text in ROWS
    ]
    read = profile(page(publications(*items))).publications
    before = "Proceedings of the 4th " if shape.startswith("a line") else ""
    assert [parts(entry) for entry in read] == [(*row[:2], before + row[2], row[3]) for row in ROWS]
    assert [entry.abstract for entry in read] == [row[4] + LONG for row in ROWS]


def test_a_date_in_a_known_card_leaves_its_cut_abstract_whole() -> None:
    text = ROWS[1][4] + LONG
    teaser = f'<span>{text[:30]}</span><span>… <a href="#" role="button">(see more)</a></span><span>{text[30:]}</span>'
    [entry] = profile(page(publications(f"<h3>Rust</h3><time>2020</time><p>Bo Ygrain</p><p>{teaser}</p>"))).publications
    assert (entry.issued, [author.name for author in entry.authors]) == ("2020", ["Bo Ygrain"])
    assert entry.abstract == text


def test_a_sentence_in_pieces_is_no_list_of_authors() -> None:
    item = "<h3>Rust</h3><p>Bo Ygrain</p><p>We study the <span>walls</span> of <cite>Ost</cite>.</p>"
    [entry] = profile(page(publications(item))).publications
    assert [author.name for author in entry.authors] == ["Bo Ygrain"]
    assert entry.abstract == "We study the walls of Ost."


def test_headings_of_years_date_what_stands_under_them() -> None:
    lists = "".join(
        f"<h3>{year}</h3><ul><li><b>{title}</b>. {', '.join(names)}. <i>{venue}</i></li></ul>"
        for title, names, venue, year, _ in ROWS
    )
    read = profile(page(f"<h2>Publications</h2>{lists}")).publications
    assert [parts(entry) for entry in read] == [row[:4] for row in ROWS]


def test_one_publication_whose_markup_names_its_parts() -> None:
    named = (("title", "Rust"), ("authors", "Bo Ygrain"), ("venue", "Neon"))
    item = f"<div>{''.join(f'<span class={name}>{text}</span>' for name, text in named)}</div>"
    read = profile(page(f"<h2>Publications</h2>{item}")).publications
    assert [parts(entry) for entry in read] == [("Rust", ["Bo Ygrain"], "Neon", None)]


def test_links_side_by_side_are_authors_and_no_venue() -> None:
    def linked(name: str) -> str:
        return f'<a href="/en/directory/{name.split()[0].lower()}">{name}</a>'

    rows = [
        ("Fast Clocks of Ice", ["Ada Brume", "Di Ursk"], "Journal of Ice", "2021"),
        ("Slow Clocks of Snow", ["Teo Lind", "Ada Brume"], "Neon", "2022"),
    ]
    items = [
        f"<span>{''.join(map(linked, names))}</span><a href='https://arxiv.org/abs/2101.0{year}'>{title}</a>"
        f"<span><i>{venue}</i>, {year}.</span>"
        for title, names, venue, year in rows
    ]
    read = profile(page(publications(*items), name="Ada Brume")).publications
    assert [parts(entry) for entry in read] == rows
