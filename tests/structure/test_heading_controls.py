"""What site generators add to headings is no text of them: permalinks, links to edit the part below."""

import pytest

from tests.structure.pages import PROSE, opened, read

EDIT = '<span>[</span><a href="/index.php?action=edit&amp;section=1">edit</a><span>]</span>'


@pytest.mark.parametrize(
    "heading",
    [
        '<h2 id="about">About<a href="#about">\uf0c1</a></h2>',
        '<h2 id="about">About <a href="#about">¶</a></h2>',
        '<h2 id="about"><a href="#about" aria-hidden="true">#</a> About</h2>',
        '<h2 id="about">About<a href="#about"><span class="sr-only">Permalink</span><i class="link"></i></a></h2>',
        '<h2><a id="about" href="#about">Link</a>About</h2>',
        '<h2><a href="#about"></a><span id="about">About</span></h2>',
        f'<h2><span id="about">About</span><span class="tools">{EDIT}</span></h2>',
        f"<h2>About<span>{EDIT}</span><!-- x --></h2>",
        '<h2 id="about">About<!-- x --><a href="#about"><!-- y -->¶</a></h2>',
        '<h2 id="about"><a href="#about">About</a></h2>',
    ],
)
def test_a_heading_is_read_without_its_controls(heading: str) -> None:
    page = opened(f"<h1>Ada Lind</h1>{heading}<p>{PROSE}</p>")
    assert [line.text for line in page.lines] == ["Ada Lind", "About", PROSE]
    assert [text for text, _ in read(f"{heading}<p>{PROSE}</p>").biography] == [PROSE]


def test_the_part_around_a_heading_may_have_its_address() -> None:
    page = opened('<section id="lind"><h1>Ada Lind<a href="#lind">\uf0c1</a></h1></section>')
    assert [line.text for line in page.lines] == ["Ada Lind"]


def test_headings_of_unknown_parts_have_the_same_controls() -> None:
    tools = f"<span>{EDIT}</span>"
    page = opened(f"<h2><b>About</b>{tools}</h2><h2><b>The lamp room</b>{tools}</h2>")
    assert [line.text for line in page.lines] == ["About", "The lamp room"]


@pytest.mark.parametrize(
    "heading",
    [
        '<h3><a href="/snow">Snow on slow roofs</a> <span>[<a href="/snow.pdf">PDF</a>]</span></h3>',
        '<h3>Snow on slow roofs <a href="#note">1</a></h3><p id="note">Submitted.</p>',
    ],
)
def test_other_links_of_a_heading_stay(heading: str) -> None:
    page = opened(heading)
    assert len(page.root.findall(".//h3//a")) == heading.count("<a ")
