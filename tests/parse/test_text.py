"""Plain text of anyone: titles, authors and abstracts are separated although no markup does."""

import json
import random
from collections.abc import Sequence
from itertools import chain

import pytest

from profile_scraper.parse import read_page
from tests.parse.captures import MILA, capture, rejection, text_profile

NAMES = [
    "Ada B. Lindqvist", "Bo Ygrain", "Cyrille van der Meer", "D. U. Ursk", "Eun-ji Haldóra", "Fatoumata O'Brannagh",
    "Ghislain de la Motte", "Hrefna Ösp Tindur", "Ibn al-Rashidi", "Jean-Loup St. Amand", "Kwabena", "Lý Thị Hoa",
    "Marek P. J. Zelewski", "Noor ul Haq", "Øystein McTavish", "Pia Da Costa e Silva",
]  # fmt: skip
TITLES = [
    "Tides", "Graph Neural Networks", "When Gauges Talk: Forecasts of Northern Surges", "Why do lamps flicker?",
    "Deep Lantern Fields", "Towards calibrated surges from three winters of readings", "LampNet", "On Kites",
    "Author Correction: Towards calibrated surges from three winters of readings",
    "Sur les marées du nord et leurs jauges", "A lantern is all you need.", "Attention and Memory",
    "2D kites, 3D winds and a 4-bit budget",
    "Proof by Kite, Part II",
]  # fmt: skip
LONG = (
    "Is the lamp in the harbour lit for sailors, for kites, or for nobody at all? Developing a hierarchy of reasons for"
    " lighting lamps in nine northern harbours"
)
SENTENCES = [
    "We show that graph neural networks forecast tides when the gauges talk little and agree quickly.",
    "Deep learning of lantern fields is known to be hard, and attention does not help as much as memory does.",
    "Readings of three winters are enough to calibrate the surges, with 4 cm of error on kites and lamps alike.",
    "Nous montrons que les marées du nord se prévoient avec peu de jauges, et que les lampes vacillent peu.",
]  # fmt: skip


def abstract(rng: random.Random) -> str:
    return " ".join(rng.choice(SENTENCES) for _ in range(rng.randrange(3, 7)))


def listing(rng: random.Random, count: int) -> list[tuple[str, list[str], str | None]]:
    return [
        (
            rng.choice(TITLES),
            rng.sample(NAMES, rng.choice((0, 1, 2, 3, 5, 9))),
            None if rng.random() < 0.15 else abstract(rng),
        )
        for _ in range(count)
    ]


def printed(entries: Sequence[tuple[str, list[str], str | None]], *, marker: bool = True) -> str:
    def shown(text: str) -> str:
        return f"{text[:140]}… (see more){text[140:]}" if marker else text

    lines = chain.from_iterable([title, *authors, *([shown(text)] if text else [])] for title, authors, text in entries)
    return (
        "Ada Lindqvist\n\nFull Professor, UdeM\n\nBiography\n\nAda studies tides.\n\nPublications\n\n"
        + "\n".join(lines)
        + "\n"
    )


@pytest.mark.parametrize("marker", [True, False])
def test_entries_are_told_apart_or_doubted(marker: bool) -> None:
    """Over many invented lists: nearly all right, and no wrong one that does not say so."""
    rng = random.Random(7)
    right = total = 0
    for _ in range(60):
        entries = listing(rng, 12)
        read = text_profile(printed(entries, marker=marker))
        found = [(one.title, [author.name for author in one.authors], one.abstract) for one in read.publications]
        total += len(entries)
        right += sum(entry in found for entry in entries)
        if not read.warnings:
            assert found == entries
    assert right / total > 0.93


def test_doubtful_entries_keep_their_lines() -> None:
    read = text_profile(printed([("Attention and Memory", [], None), ("Kelp", ["Bo Ygrain"], None)]))
    assert read.warnings
    warned = {warning.field for warning in read.warnings}
    for index, entry in enumerate(read.publications):
        assert bool(entry.raw) == (f"publications[{index}]" in warned)


def test_a_list_of_authors_that_was_cut_is_joined() -> None:
    names = [
        f"{first} {last}" for first in ("Ada", "Bo", "Cy", "Di", "Ed") for last in ("Vant", "Ursk", "Yew", "Ork", "Elm")
    ]
    lines = ["When Gauges Talk", *names[:20], "… (see 5 more)", *names[20:], "Deep Lantern Fields of the north"]
    text = "Ada Lindqvist\n\nFull Professor, UdeM\nPublications\n\n" + "\n".join(lines)
    first, second = text_profile(text).publications
    assert [author.name for author in first.authors] == names
    assert (second.title, second.authors) == ("Deep Lantern Fields of the north", [])
    assert not first.authors_complete


def test_text_cut_off_in_a_sentence() -> None:
    text = printed([("When Gauges Talk", ["Bo Ygrain"], SENTENCES[0] + " " + SENTENCES[2][:40])])
    assert text_profile(text.rstrip("\n")).publications[0].abstract_complete is False


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (  # a short abstract ends as sentences do
            ["Ada", "Bo Ygrain", "Ada is a lamp that counts its own winters."],
            ("Ada", ["Bo Ygrain"], "Ada is a lamp that counts its own winters."),
        ),
        (
            ["When do lamps flicker?", "Lamps flicker in storms. Here we look at them."],
            ("When do lamps flicker?", [], "Lamps flicker in storms. Here we look at them."),
        ),
        (  # a long title of two questions does not end as sentences do
            [
                LONG,
                "Jan vom Brandt",
                'Fatou "Mina" Okoro',
            ],
            (
                LONG,
                ["Jan vom Brandt", 'Fatou "Mina" Okoro'],
                None,
            ),
        ),
        (["Lamps That Wander", "Bo Ygrain", "and 12 others"], ("Lamps That Wander", ["Bo Ygrain"], None)),
        (["Lamps That Wander", "Bo Ygrain et al."], ("Lamps That Wander", ["Bo Ygrain"], None)),
        (["Lamps That Wander", "M\ufffdrta Kelp"], ("Lamps That Wander", ["M\ufffdrta Kelp"], None)),
        (["Lamps That Wander", "NORTHLAMP study group"], ("Lamps That Wander", ["NORTHLAMP study group"], None)),
    ],
)
def test_one_entry_among_others(lines: list[str], read: tuple[str, list[str], str | None]) -> None:
    before = ("Forecasts of northern surges", ["Di Ursk"], SENTENCES[0] * 3)
    after = ("Readings of three winters in nine harbours", ["Cy Elm"], SENTENCES[1] * 3)
    text = printed([before]) + "\n".join(lines) + "\n" + printed([after]).partition("Publications\n\n")[2]
    found = [
        (one.title, [author.name for author in one.authors], one.abstract) for one in text_profile(text).publications
    ]
    assert found == [before, read, after]


def test_what_only_names_a_kind_of_text_is_no_author() -> None:
    lines = ["Forecasts of northern surges", "Di Ursk", "Editor's Comments", "Bo Ygrain", "Editorial Notes", "Cy Elm"]
    text = "Ada Lindqvist\n\nFull Professor, UdeM\nPublications\n\n" + "\n".join(lines) + "\n"
    found = [(one.title, [author.name for author in one.authors]) for one in text_profile(text).publications]
    assert found == list(zip(lines[::2], ([name] for name in lines[1::2]), strict=True))


@pytest.mark.parametrize(
    "change", ["crlf", "bom", "tabs", "blank lines", "no blank lines", "latin-1", "markdown", "underlined"]
)
def test_the_rendering_may_vary(change: str) -> None:
    entries = [("Pourquoi les lampes vacillent-elles ?", ["Bo Ygrain", "Di Ursk"], SENTENCES[3] * 3)]
    text = printed(entries)
    body = {
        "crlf": text.replace("\n", "\r\n").encode(),
        "bom": b"\xef\xbb\xbf" + text.encode(),
        "tabs": "\n".join("\t" + line + "  " for line in text.split("\n")).encode(),
        "blank lines": text.replace("\n", "\n\n").encode(),
        "no blank lines": text.replace("\n\n", "\n").encode(),
        "markdown": text.replace("Ada Lindqvist\n", "# **Ada Lindqvist**\n", 1)
        .replace("\nPublications\n", "\n## Publications\n")
        .replace("\nBo Ygrain\n", "\n[Bo Ygrain](/en/directory/bo)\n")
        .encode(),
        "underlined": text.replace("\nPublications\n", "\nPublications\n------------\n").encode(),
        "latin-1": text.replace("…", "...").encode("latin-1"),
    }[change]
    record = json.loads(read_page(capture(body, None, media="text"), MILA).model_dump_json())
    assert record["name"] == "Ada Lindqvist"
    assert [(one["title"], one["abstract"], one["language"]) for one in record["publications"]] == [
        (entries[0][0], entries[0][2], "fr")
    ]
    assert [author["name"] for author in record["publications"][0]["authors"]] == entries[0][1]


@pytest.mark.parametrize(
    "text",
    [
        "Lantern Day\n\nOn Friday the institute opens its doors. All are welcome.\n\nPublications\n\nA list.\n",
        "Shopping list\n\nMilk\nBread\n",
        "Biography\n\nSomebody was born and lived.\n",
        "Dear all,\n\nthe meeting is at noon.\n\nAda Lindqvist\n",
        "lorem ipsum\n" * 300,
        "Research Topics\nBiography\nCurrent Students\nPublications\n",
    ],
)
def test_text_that_is_no_profile_gives_none(text: str) -> None:
    assert rejection(text, None, "text").reason == "not-a-profile"
