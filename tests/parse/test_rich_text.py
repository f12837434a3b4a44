"""The markup of a biography: what it says and nothing else, and always the same text as the plain paragraph."""

import re
from html import unescape
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from profile_scraper.parse.page.clean import clean, joined
from profile_scraper.parse.page.lines import lines_of
from profile_scraper.parse.page.rich_text import rich_paragraphs
from profile_scraper.text.escape import has_markup, is_safe, join_fragments, without_email_links

BASE = "https://institute.example/en/people/ana"


def fragments(markup: str) -> list[str]:
    root = html.fromstring(f"<div>{markup}</div>")
    return rich_paragraphs([(joined(clean(line.text)), line.element) for line in lines_of(root)], BASE)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Plain &amp; short.</p>", []),
        ("<p>Works on <a href='/en/graphs'>graphs</a>.</p>",
         ['<p>Works on <a href="https://institute.example/en/graphs">graphs</a>.</p>']),
        ("<p>A <b>bold</b> <i class='x'>word</i> &lt;b&gt;</p>",
         ["<p>A <strong>bold</strong> <em>word</em> &lt;b&gt;</p>"]),
        ("<p>One</p><ul><li>first</li><li><em>second</em></li></ul>",
         ["<p>One</p>", "<ul><li>first</li></ul>", "<ul><li><em>second</em></li></ul>"]),
        ("<ol><li><p>first</p></li><li><p>second</p></li></ol>",
         ["<ol><li>first</li></ol>", "<ol><li>second</li></ol>"]),
        ("<p><em>over<br>two</em> lines</p>", ["<p><em>over</em></p>", "<p><em>two</em> lines</p>"]),
        ("<p>Write to <a href='mailto:ana@institute.example?bcc=all'>me</a> <strong>now</strong></p>",
         ["<p>Write to me <strong>now</strong></p>"]),
        ("<p>Write to <a href='mailto:ana@institute.example'>me</a></p>",
         ['<p>Write to <a href="mailto:ana@institute.example">me</a></p>']),
        ("<p><a href='javascript:alert(1)' onclick='x()'>press</a> <strong onmouseover='x()'>here</strong></p>",
         ["<p>press <strong>here</strong></p>"]),
        ("<p><a href='data:text/html,x'>a</a> <a href='//evil.example/\"><script>'>b</a> c</p>",
         ['<p>a <a href="https://evil.example/&quot;&gt;&lt;script&gt;">b</a> c</p>']),
        ("<p>Before <em>inside<script>alert(1)</script></em><img src=x onerror=y> after</p>",
         ["<p>Before <em>inside</em> after</p>"]),
    ],
)  # fmt: skip
def test_markup_is_kept_by_a_list_of_what_is_allowed(markup: str, expected: list[str]) -> None:
    assert fragments(markup) == expected


WORD = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)
TAGS = st.sampled_from(["a", "b", "i", "em", "strong", "span", "script", "li", "ul", "p", "br", "style", "svg", "form"])


@given(st.recursive(WORD.map(clean), lambda inner: st.tuples(TAGS, WORD, st.lists(inner, max_size=4)), max_leaves=15))
def test_the_text_of_a_fragment_is_its_paragraph_and_its_tags_are_ours(tree: object) -> None:
    def element(node: object) -> html.HtmlElement | str:
        if isinstance(node, str):
            return node
        tag, address, children = cast("tuple[str, str, list[object]]", node)
        made = html.Element(tag)
        made.set("href", re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]", "", address))
        last = None
        for child in map(element, children):
            if isinstance(child, str):
                if last is None:
                    made.text = (made.text or "") + printable(child)
                else:
                    last.tail = (last.tail or "") + printable(child)
            else:
                made.append(child)
                last = child
        return made

    def printable(text: str) -> str:
        return re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]", "", text)

    root = html.Element("div")
    top = element(tree)
    if isinstance(top, str):
        root.text = printable(top)
    else:
        root.append(top)
    paragraphs = [(text, line.element) for line in lines_of(root) if (text := joined(clean(line.text)))]
    found = rich_paragraphs(paragraphs, BASE)
    assert found == [] or len(found) == len(paragraphs)
    for fragment, (text, _) in zip(found, paragraphs, strict=False):
        assert (
            re.sub(r"</?(?:p|ul|ol|li|em|strong|a|a href=\"(?:https?://|mailto:)[^\"<>]*\")>", "", fragment).count("<")
            == 0
        )
        assert unescape(re.sub(r"<[^<>]*>", "", fragment)) == text


def test_items_of_one_list_are_one_list() -> None:
    fragments = ["<p>Before</p>", "<ul><li>a</li></ul>", "<ul><li>b</li></ul>", "<ol><li>c</li></ol>"]
    assert join_fragments(fragments) == "<p>Before</p>\n<ul><li>a</li>\n<li>b</li></ul>\n<ol><li>c</li></ol>"


def test_a_fragment_of_text_alone_has_no_markup() -> None:
    assert not has_markup("<p>R &lt; 1</p>")
    assert has_markup("<ul><li>a</li></ul>")
    assert has_markup("<p><em>a</em></p>")


@pytest.mark.parametrize(
    "text",
    ["<script>x</script>", "<p onclick='x'>a</p>", '<a href="javascript:x">a</a>', "a > b", "<p", "a" * 100_000 + "<"],
)
def test_other_tags_are_not_safe(text: str) -> None:
    assert not is_safe(text)
    assert is_safe('<p>a &lt; b <a href="https://b.example">c</a></p>\n<ul><li><em>d</em></li></ul>')


def test_links_to_an_email_address_leave_their_text() -> None:
    html_text = '<p><a href="mailto:a@b.example">Ana</a>, <a href="https://b.example">page</a></p>'
    assert without_email_links(html_text) == '<p>Ana, <a href="https://b.example">page</a></p>'
