"""An abstract is one text: its marker is taken out where it stands, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.parse.captures import entry, page, profile, publications, text_profile

LONG = (
    "Tide tables are old and gauges are new. We let a small network of gauges learn the tables from each other, and "
    "show that three winters of readings are enough to forecast a surge within 4 cm. The gauges talk little and agree "
    "quickly, which matters where batteries freeze. A gauge that falls silent is missed within an hour."
)
OWN = LONG.replace("talk little", "talk little… (see more in Section 3) or not at all (see more)")


def item(abstract: str) -> str:
    return f"<h3>When Gauges Talk</h3><div>{abstract}</div>"


def cut(text: str, at: int = 140) -> str:
    return f'<p><span>{text[:at]}</span><span>… <a href="#">(see more)</a></span><span hidden>{text[at:]}</span></p>'


def text_page(*abstracts: str) -> str:
    lines = (f"When Gauges Talk, Part {number}\nAda B. Lindqvist\n{text}" for number, text in enumerate(abstracts))
    return "Portrait of Ada Lindqvist\n\nAda Lindqvist\n\nCore Academic Member\n\nPublications\n\n" + "\n".join(lines)


@pytest.mark.parametrize("at", range(132, 150))
def test_a_cut_word_is_whole_again(at: int) -> None:
    assert entry(item(cut(LONG, at))).abstract == LONG


@pytest.mark.parametrize(
    "markup",
    [
        "<p>{0}… (see more){1}</p>",
        "<p>{0}... (See more){1}</p>",
        "<p>{0}&hellip; [see&nbsp;more]{1}</p>",
        '<p>{0}<button type="button">… See more</button>{1}</p>',
        "<p>{0}… <button>See more</button><span>{1}</span><button>See less</button></p>",
        "<p>{0}…</p><details><summary>See more</summary>{1}</details>",
        '<p>{0}… <a href="#">(see more)</a></p><div hidden>{1}</div>',
        '<p>{0}… <a href="#">(see more)</a></p><div hidden>{0}{1}</div>',
        "<P>{0}<SPAN ROLE=button>… (voir plus)</SPAN>{1}",
    ],
)
def test_the_control_may_look_otherwise(markup: str) -> None:
    found = entry(item(markup.format(LONG[:140], LONG[140:])))
    assert (found.abstract, found.abstract_complete) == (LONG, True)


@pytest.mark.parametrize("text", [OWN, LONG[:130] + "… (see more) " + LONG[130:]])
def test_the_same_words_in_the_text_itself_stay(text: str) -> None:
    assert entry(item(cut(text))).abstract == text
    assert text_profile(text_page(f"{text[:140]}… (see more){text[140:]}")).publications[0].abstract == text


def test_a_short_abstract_has_no_marker() -> None:
    short = "Users press '(see more)' and wait… We ask why."
    assert entry(item(f"<p>{short}</p>")).abstract == short


def test_a_page_may_cut_elsewhere() -> None:
    other = LONG.replace("gauges", "buoys")
    read = text_profile(text_page(*(f"{text[:200]}… (see more){text[200:]}" for text in (LONG, other, OWN))))
    assert [found.abstract for found in read.publications] == [LONG, other, OWN]


def test_no_rest_is_not_complete() -> None:
    found = entry(item(f"<p>{LONG[:140]}… (see more)</p>"))
    assert (found.abstract, found.abstract_complete) == (LONG[:140].strip(), False)


def test_an_ellipsis_at_the_end_is_not_complete() -> None:
    found = entry(item(cut(LONG[:200] + "…")))
    assert (found.abstract, found.abstract_complete) == (LONG[:200] + "…", False)


def test_white_space_of_a_formatter_is_no_text() -> None:
    words = "<p>The gauges of the north are individuals that forecast a surge.</p>"
    spans = "".join(f"\n  <span>\n    {text}\n  </span>" for text in (LONG[:140], "… (see more)", LONG[140:]))
    pretty = f"<p>{spans}\n</p>"
    assert entry(item(pretty), item(words)).abstract == LONG


def test_what_the_page_cannot_tell_is_said() -> None:
    text = "x" * 130 + " zyx qrstuvw ab. And more of it, so that it is long enough to be cut by the page."
    pretty = f"<p><span>\n{text[:138]}\n</span><span>\n… (see more)\n</span><span>\n{text[138:]}\n</span></p>"
    read = profile(page(publications(item(pretty))))
    assert [warning.field for warning in read.warnings] == ["publications[0].abstract"]
    assert read.publications[0].raw


@given(st.integers(min_value=1, max_value=len(LONG) - 1))
def test_any_place_of_the_cut(at: int) -> None:
    assert entry(item(cut(LONG, at))).abstract == LONG
