"""Publications whose lines say what they hold: labels, leading words, nested properties, sources to copy."""

from collections.abc import Callable

import pytest

from profile_scraper.records.page import Entry
from tests.parse.captures import entry, page, profile, publications

ROWS = [
    ("Slow Clocks of Snow", ["Ada Vint", "Bo Varg"], "Proceedings of the Lowland School", "2021"),
    ("Fast Clocks of Ice", ["Ada Vint", "Cy Wren"], "Ice", "2020"),
    ("Kites over Frozen Canals", ["Ada Vint"], "Marie Curie Letters", "2019"),
    ("Gauges That Gossip", ["Di Yarrow", "Ada Vint"], "Ardea", "2018"),
]
Shape = Callable[[str, list[str], str, str], str]
LABELS: dict[str, Shape] = {
    "bold labels": lambda t, a, v, y: (
        f"<div><div><b>Title:</b> {t}</div><div><b>Authors:</b> {', '.join(a)}</div>"
        f"<div><b>Published in:</b> {v}</div><div><b>Year:</b> {y}</div></div>"
    ),
    "French labels": lambda t, a, v, y: (
        f"<div><p><strong>Titre :</strong> {t}</p><p><strong>Auteur·rices :</strong> {', '.join(a)}</p>"
        f"<p><strong>Paru dans :</strong> {v}</p><p><strong>Année :</strong> {y}</p></div>"
    ),
    "colon behind the label's element": lambda t, a, v, y: (
        f"<div><p><b>Title</b>: {t}</p><p><b>Authors</b>: {', '.join(a)}</p><p><b>Journal</b>: {v}</p>"
        f"<p><b>Keywords</b>: deep snow, slow clocks, northern winters and ice</p><p><b>Date</b>: {y}</p></div>"
    ),
    "labels without colon": lambda t, a, v, y: (
        f'<div><p><span class="label">Title</span><span>{t}</span></p>'
        f'<p><span class="label">Author(s)</span><span>{", ".join(a)}</span></p>'
        f'<p><span class="label">Conference</span><span>{v}</span></p><p><span class="label">Date</span>{y}</p></div>'
    ),
    "terms": lambda t, a, v, y: (
        f"<dl><dt>Titre</dt><dd>{t}</dd><dt>Auteurs</dt>{''.join(f'<dd>{name}</dd>' for name in a)}"
        f"<dt>Revue</dt><dd>{v}</dd><dt>Année</dt><dd>{y}</dd></dl>"
    ),
    "a table for each": lambda t, a, v, y: (
        f"<table><tr><th>Title<td>{t}</tr><tr><th>Authors<td>{', '.join(a)}</tr><tr><th>Published in<td>{v}</tr>"
        f"<tr><th>Year<td>{y}</tr></table>"
    ),
    "labels behind breaks": lambda t, a, v, y: (
        f"<p><a href='/p/{y}'>{t}</a><br>Authors: {', '.join(a)}<br>Journal: {v}<br>Year: {y}</p>"
    ),
    "labels on one line": lambda t, a, v, y: f"<p>Title: {t}. Authors: {', '.join(a)}. Journal: {v}. Year: {y}.</p>",
    "labels between bars": lambda t, a, v, y: (
        f"<p><strong>{t}</strong> | Authors: {', '.join(a)} | Journal: {v} | Year: {y}</p>"
    ),
    "labels below a heading": lambda t, a, v, y: (
        f"<div><h4>{t}</h4><p>Authors: {', '.join(a)}</p><p>Journal: {v}</p><p>Year: {y}</p></div>"
    ),
    "by and in": lambda t, a, v, y: f"<div><h4>{t}</h4><p>By {' and '.join(a)}</p><p>In {v}, {y}</p></div>",
    "par and dans": lambda t, a, v, y: f"<div><h4>{t}</h4><p>par {' et '.join(a)}</p><p>dans {v}, {y}</p></div>",
    "capital Par": lambda t, a, v, y: f"<div><h4>{t}</h4><p>Par {' et '.join(a)}</p><p>Paru dans {v}, {y}</p></div>",
    "to appear in": lambda t, a, v, y: f"<p><a href='/{y}'>{t}</a><br>{', '.join(a)}<br>To appear in {v}, {y}</p>",
    "bold authors, year": lambda t, a, v, y: f"<p><strong>{', '.join(a)}</strong> ({y}). {t}. <em>{v}</em>.</p>",
    "bold authors, break": lambda t, a, v, y: f"<p><b>{', '.join(a)}</b><br>{t}<br><i>{v}</i>, {y}</p>",
    "authors in italics, text": lambda t, a, v, y: f"<p><em>{', '.join(a)}</em> ({y}) {t}. {v}.</p>",
    "month in words": lambda t, a, v, y: (
        f"<p><span>{', '.join(a)}</span><b>{t}</b><em>{v}</em><span>Mai {y}</span></p>"
    ),
    "season": lambda t, a, v, y: f"<p><span>{', '.join(a)}</span><b>{t}</b><em>{v}</em><span>Winter {y}</span></p>",
    "properties of nested items": lambda t, a, v, y: (
        f'<p><cite itemprop="headline">{", ".join(map(author_item, a))}: <span itemprop="name">{t}.</span> '
        f'<a href="/db"><span itemprop="isPartOf" itemscope><span itemprop="name">{v}</span></span> '
        f'<span itemprop="isPartOf" itemscope><span itemprop="volumeNumber">33</span></span></a>'
        f'(<span itemprop="datePublished">{y}</span>)</cite></p>'
    ),
    "a source to copy": lambda t, a, v, y: (
        f'<div><div class="title">{t}</div><div class="author">{" and ".join(a)}</div>'
        f'<div class="periodical"><em>{v}</em>, {y}</div><div class="bibtex hidden"><pre><code><span>@article</span>'
        f"<span>{{</span>x{y}, title = {{{t}}}, author = {{Ada Vint and Bo Varg}}, note = {{We count the slow clocks"
        f" of snow, and find more of them.}}<span>}}</span></code></pre></div></div>"
    ),
}


def author_item(name: str) -> str:
    return (
        f'<span itemprop="author" itemscope><a href="/pid/1"><span itemprop="name">{name}</span></a> '
        '<span itemprop="affiliation" itemscope><span itemprop="name">Mila</span></span></span>'
    )


def parts(read: Entry) -> tuple[str, list[str | None], str | None, str | None]:
    return read.title, [author.name for author in read.authors], read.venue, (read.issued or "")[:4] or None


@pytest.mark.parametrize("shape", LABELS)
def test_labels_and_leading_words_are_no_part_of_values(shape: str) -> None:
    items = "".join(LABELS[shape](*row) for row in ROWS)
    read = profile(page(f"<h2>Publications</h2>{items}", name="Ada Vint"))
    assert [parts(each) for each in read.publications] == ROWS
    assert [each.abstract for each in read.publications] == [None] * 4
    assert all(each.authors_complete for each in read.publications)
    assert not read.warnings


KNOWN: dict[str, Shape] = {
    "labels": lambda t, a, v, y: f"<h3>{t}</h3><p>Authors: {', '.join(a)}</p><p>Journal: {v}</p><p>Year: {y}</p>",
    "by": lambda t, a, v, y: f"<h3>{t}</h3><p>By {' and '.join(a)}</p><p>{v}</p><p>{y}</p>",
    "a source to copy": lambda t, a, v, y: (
        f"<h3>{t}</h3><p>{', '.join(a)}</p><p>In {v}, {y}</p><div>@inproceedings{{x,<br>title={{{t}}},<br>"
        f"booktitle={{A place of many names, and of more}}<br>}}</div>"
    ),
}


@pytest.mark.parametrize("shape", KNOWN)
def test_labels_in_items_of_a_known_class(shape: str) -> None:
    text = "<p>We count the clocks of the north, and find more of them than anybody had thought before us.</p>"
    read = profile(page(publications(*(KNOWN[shape](*row) + text for row in ROWS)))).publications
    assert [parts(each) for each in read] == ROWS
    assert all((each.abstract or "").startswith("We count") for each in read)


@pytest.mark.parametrize(
    "item",
    [
        "<p>Slow Clocks of Snow (with Bo Varg and Cy Wren), Ice, 2021</p>",
        "<p><b>Slow Clocks of Snow</b>, with Bo Varg, Cy Wren. <i>Ice</i>, 2021</p>",
        "<p><b>Slow Clocks of Snow</b>, avec Bo Varg et Cy Wren. <i>Ice</i>, 2021</p>",
    ],
)
def test_with_leaves_the_owner_out(item: str) -> None:
    other = item.replace("Slow", "Fast").replace("Snow", "Frost")
    for read in profile(page(f"<h2>Publications</h2><div>{item}{other}</div>")).publications:
        assert parts(read)[1:] == (["Bo Varg", "Cy Wren"], "Ice", "2021")
        assert not read.authors_complete


def test_a_title_may_begin_like_a_label() -> None:
    read = entry("<h3>Abstract: a memoir of lamps</h3><p>Bo Varg</p>", "<h3>Journal: ice</h3><p>Cy Wren</p>")
    assert read.title == "Abstract: a memoir of lamps"


def test_a_name_may_be_par() -> None:
    read = entry("<h3>Tides</h3><p>Par Lind</p><p>Bo Varg</p>", "<h3>Kites</h3><p>Cy Wren</p>")
    assert [author.name for author in read.authors] == ["Par Lind", "Bo Varg"]
