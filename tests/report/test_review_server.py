"""The review's page: who may reach it, and how a person uses it."""

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from profile_scraper.dataset.decisions import read_decisions
from profile_scraper.messages import UserError
from profile_scraper.report.review import Review
from profile_scraper.report.server import ReviewServer


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    return tmp_path / "decisions.jsonl"


@pytest.fixture
def server(dataset: Path, decisions: Path) -> Iterator[ReviewServer]:
    with ReviewServer(Review(dataset, decisions, "ana", ["publication", "page", "term"])) as serving:
        thread = threading.Thread(target=serving.serve_forever, args=(0.01,))
        thread.start()
        yield serving
        serving.shutdown()
        thread.join()


def ask(
    server: ReviewServer, method: str, path: str, form: dict[str, str] | None = None, **headers: str
) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    body = urlencode(form) if form is not None else None
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def answer(server: ReviewServer, **headers: str) -> int:
    asked = server.review.next()
    assert asked is not None
    status, _ = ask(server, "POST", f"/{server.token}/", {"do": "same", "question": asked.key}, **headers)
    return status


@pytest.mark.parametrize(
    ("query", "accepted", "language"),
    [
        ("", "fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("", "de,en;q=0.5", "en"),
        ("", "", "en"),
        ("?language=en", "fr", "en"),
        ("?language=fr", "en", "fr"),
    ],
)
def test_the_page_is_in_the_language_of_the_browser(
    server: ReviewServer, query: str, accepted: str, language: str
) -> None:
    _, text = ask(server, "GET", f"/{server.token}/{query}", Accept_Language=accepted)
    assert f'<html lang="{language}">' in text


def test_it_listens_on_this_machine_alone(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address.startswith("http://127.0.0.1:")
    assert len(server.token) >= 32


@pytest.mark.parametrize("path", ["/", "/favicon.ico", "/wrong/", "/../etc/passwd"])
def test_without_the_token_there_is_nothing(server: ReviewServer, path: str) -> None:
    assert ask(server, "GET", path)[0] == 404
    assert ask(server, "POST", path, {"do": "same"})[0] == 404


def test_another_name_for_this_machine_is_refused(server: ReviewServer) -> None:
    assert ask(server, "GET", f"/{server.token}/", Host="evil.invalid")[0] == 421


def test_another_pages_form_is_refused(server: ReviewServer, decisions: Path) -> None:
    assert answer(server, Origin="https://evil.invalid") == 403
    assert answer(server, Origin="null") == 403
    assert not decisions.exists()
    assert answer(server, Origin=f"http://127.0.0.1:{server.server_port}") == 303
    assert len(read_decisions(decisions)) == 1


def test_get_changes_nothing(server: ReviewServer, decisions: Path) -> None:
    asked = server.review.next()
    assert asked is not None
    status, page = ask(server, "GET", f"/{server.token}/?do=same&question={asked.key}")
    assert status == 200
    assert "the same publication?" in page
    assert server.review.next() == asked
    assert not decisions.exists()


@pytest.mark.parametrize(
    "form",
    [
        {"do": "erase"},
        {"do": "same", "question": "nothing"},
        {"do": "related", "question": "x"},
        {"do": "choose 999999", "question": "x"},
        {"do": "choose anything", "question": "x"},
        {"do": "correct both", "question": "x"},
        {},
    ],
)
def test_a_form_that_makes_no_sense_is_told_and_writes_nothing(
    server: ReviewServer, decisions: Path, form: dict[str, str]
) -> None:
    status, page = ask(server, "POST", f"/{server.token}/", form)
    assert status == 409
    assert 'role="alert"' in page
    assert not decisions.exists()


def test_a_form_too_long_is_refused(server: ReviewServer) -> None:
    assert ask(server, "POST", f"/{server.token}/", {"why": "x" * 30_000})[0] == 413


def test_a_port_in_use_is_told(server: ReviewServer) -> None:
    with pytest.raises(UserError, match=f"port {server.server_port} cannot be used"):
        ReviewServer(server.review, server.server_port)


def test_a_person_reviews_with_keys(chromium: Any, server: ReviewServer, decisions: Path) -> None:
    page = chromium.new_page()
    page.goto(server.address)
    total = server.review.open_count
    page.get_by_label("Why").fill("drafts of one paper")
    page.get_by_role("button", name="Related").click()
    page.get_by_text("Answers of this session (1)").wait_for()
    asked = page.locator("input[name=question]").get_attribute("value")
    page.keyboard.press("l")
    page.locator(f"input[name=question]:not([value='{asked}'])").wait_for(state="attached")
    page.keyboard.press("s")
    page.get_by_text("Answers of this session (2)").wait_for()
    page.keyboard.press("u")
    page.get_by_text("Answers of this session (1)").wait_for()
    page.get_by_role("link", name="Français").click()
    page.get_by_role("button", name="Différent").click()
    page.get_by_text("Réponses de cette séance (2)").wait_for()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.close()
    assert [one.answer for one in read_decisions(decisions)] == ["related", "different"]
    assert server.review.open_count == total - 3, "one is put off until the next session"


def test_a_kind_of_question_is_chosen_and_stays_chosen(chromium: Any, dataset: Path, decisions: Path) -> None:
    review = Review(dataset, decisions, "ana")
    with ReviewServer(review) as serving:
        thread = threading.Thread(target=serving.serve_forever, args=(0.01,))
        thread.start()
        page = chromium.new_page()
        page.goto(serving.address)
        page.get_by_role("link", name="contradictions").click()
        heading = page.locator("#asked").inner_text()
        assert page.get_by_text("An answer changes").count() == 0, "the profile keeps what the pages print"
        assert page.get_by_text(f"Answers are written to {decisions}").is_visible()
        page.keyboard.press("2")
        page.get_by_text("Answers of this session (1)").wait_for()
        assert page.url.endswith("kind=conflict")
        page.close()
        serving.shutdown()
        thread.join()
    assert heading == "The two pages of Noémie Aubry name different ranks. Which is right?"
    assert [each.correct for each in read_decisions(decisions)] == ["second"]


def test_the_page_needs_no_script(chromium: Any, server: ReviewServer, decisions: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address)
    page.get_by_role("button", name="Different").click()
    page.get_by_text("Answers of this session (1)").wait_for()
    context.close()
    assert [one.answer for one in read_decisions(decisions)] == ["different"]


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1200)])
def test_axe_finds_nothing(chromium: Any, server: ReviewServer, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="install the extra 'tools'")
    page = chromium.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(server.address)
    page.keyboard.press("s")
    page.get_by_text("Answers of this session (1)").wait_for()
    found = axe.Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
