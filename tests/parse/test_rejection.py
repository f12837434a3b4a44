"""A page is judged by its content: what is no person's page is rejected with a reason and its title."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profile_scraper.parse import read_capture, read_page
from profile_scraper.parse.read import read_unguarded
from profile_scraper.records.page import Media
from profile_scraper.records.problem import Problem
from testbed.damage import DAMAGES, damaged
from testbed.generate import generate
from testbed.render import render
from tests.parse.captures import MILA, capture, header, page, profile, rejection

MEDIA: tuple[Media, ...] = ("html", "text")
PAGES = sorted(render(generate(people=12, seed=3)).values(), key=len)[::4]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        (b"%PDF-1.7 \x00\x01", "wrong-type"),
        (bytes(range(256)) * 20, "wrong-type"),
        ("<title>Just a moment...</title><p>Checking your browser</p>", "challenge-page"),
        ("<title>Un instant…</title>", "challenge-page"),
        ("<title>Page not found | Mila</title><h1>Page not found</h1>", "not-found"),
        ("<html lang=fr><title>Page introuvable | Mila</title>", "not-found"),
        (
            "<title>Lantern day | Mila</title><h1>Lantern day</h1><h2>Biography</h2><p>Of a lantern.</p>",
            "not-a-profile",
        ),
        (
            "<title>Home | Mila</title><h1>Learning machines</h1><h2>Publications</h2><p>All of them.</p>",
            "not-a-profile",
        ),
        ("no markup at all", "not-a-profile"),
        ("<!-- only a comment", "unreadable"),
    ],
)
def test_what_is_no_profile(body: str | bytes, reason: str) -> None:
    assert rejection(body).reason == reason


def test_the_title_is_quoted() -> None:
    problem = rejection("<title>Just a moment...</title>")
    assert (problem.stage, problem.url) == ("parse", "https://mila.quebec/en/directory/ada-lindqvist")
    assert problem.detail == "the page is titled 'Just a moment...'"


def test_a_site_that_nobody_knows() -> None:
    record = read_page(
        capture(page(header("Alumni"), name="Ada Lindqvist").replace("| Mila", ""), "https://x.example/a")
    )
    assert isinstance(record, Problem)
    assert record.reason == "unknown-site"


def test_an_archive_may_name_the_site() -> None:
    body = page(header("Alumni")).replace("| Mila", "")
    assert not isinstance(read_page(capture(body, None, site="mila")), Problem)


@pytest.mark.parametrize(
    "body",
    [
        page(header("Professeur titulaire, Université de Montréal"), language="fr").encode("utf-8"),
        page(header("Professeur titulaire, Université de Montréal"), language="fr").encode("utf-16"),
        page(
            header("Professeur titulaire, Université de Montréal"), head='<meta charset="utf-8">', language="fr"
        ).encode("cp1252"),
        page(
            header("Professeur titulaire, Université de Montréal"), head='<meta charset="latin-1">', language="fr"
        ).encode("utf-8"),
    ],
)
def test_whatever_the_page_says_of_its_charset(body: bytes) -> None:
    read = profile(body, "https://mila.quebec/fr/annuaire/ada-lindqvist", charset="ascii")
    assert read.roles[0].organization == "Université de Montréal"


def test_a_page_in_ten_thousand_wrappers_is_read() -> None:
    body = page(header("Full Professor, UdeM")).replace("<body>", "<body>" + "<div>" * 10_000)
    assert profile(body).roles[0].organization == "UdeM"
    unmarked = body.replace("node--view-mode-full", "x").replace("field-name-field-text4", "y")
    assert profile(unmarked).roles[0].organization == "UdeM"


damages = st.lists(
    st.tuples(st.sampled_from(sorted(DAMAGES)), st.integers(0, 1 << 30), st.binary(max_size=80)), min_size=1, max_size=4
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PAGES), damages)
def test_no_damage_ends_the_reader(body: bytes, steps: list[tuple[str, int, bytes]]) -> None:
    hurt = damaged(body, steps)
    for media in MEDIA:
        for site in (None, MILA):
            record = read_unguarded(capture(hurt, media=media), site).record
            assert type(record).model_validate_json(record.model_dump_json()) == record


@given(st.binary(max_size=300))
def test_any_bytes_give_a_record(body: bytes) -> None:
    for media in MEDIA:
        assert isinstance(read_unguarded(capture(body, media=media)).record, Problem)


def test_a_fault_of_the_reader_is_one_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("profile_scraper.parse.read.tree_of", broken)
    record = read_capture(capture("<p>x"), MILA).record
    assert isinstance(record, Problem)
    assert (record.reason, record.detail) == ("unreadable", "the reader failed: RecursionError: too deep")


def test_a_home_page_in_place_of_a_directory() -> None:
    front_page = (
        '<html lang="en"><title>Home | Mila</title><link rel="canonical" href="https://mila.quebec/en"><main>'
        '<h1>Mila</h1><a href="/en/directory/bo-y">Meet Bo Ygrain</a></main>'
    )
    assert rejection(front_page, "https://mila.quebec/en/directory?page=999").reason == "not-a-profile"
    assert rejection(front_page, "https://mila.quebec/en/bo-y").reason == "not-a-profile"


def test_cards_without_a_word_are_no_entries() -> None:
    item = '<article class="node node--type-publication node--view-mode-teaser"><img alt=""></article>'
    assert profile(page(f"{header('Alumni')}<h2>Publications</h2>{item}")).publications == []


def test_a_page_with_a_name_alone_is_not_said_to_need_a_browser() -> None:
    script = "<script src='/app.js'></script>"
    shell = (
        f"<html lang='en'><head><title>Ada Brume | Mila</title>{script}</head><body><div id='root'></div></body></html>"
    )
    named = shell.replace("<div id='root'></div>", "<main><h1>Ada Brume</h1></main>")
    assert (rejection(shell).reason, rejection(named).reason) == ("empty", "not-a-profile")
