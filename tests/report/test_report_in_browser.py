"""The report as a person meets it: in Chromium, without script, at desk and phone width, light and dark."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def page(chromium: Any, report: Path) -> Iterator[Any]:
    context = chromium.new_context(java_script_enabled=False, offline=True)
    opened = context.new_page()
    opened.goto(report.as_uri())
    yield opened
    context.close()


def test_language_is_chosen_without_script(page: Any) -> None:
    heading = page.locator("#decisions")
    assert heading.inner_text() == "Merge decisions"
    page.get_by_label("Français").check()
    assert heading.inner_text() == "Décisions de fusion"
    assert page.locator("svg text:visible", has_text="Apprentissage profond").count() > 0


@pytest.mark.parametrize(("locale", "language", "heading"), [("fr-CA", "fr", "Personnes"), ("en-GB", "en", "People")])
def test_a_page_opens_in_the_language_of_the_browser(
    chromium: Any, report: Path, locale: str, language: str, heading: str
) -> None:
    context = chromium.new_context(locale=locale, offline=True)
    opened = context.new_page()
    opened.goto(report.as_uri())
    assert opened.locator("html").get_attribute("lang") == language
    assert opened.locator("#people").inner_text() == heading
    opened.get_by_label("English").check()
    assert opened.locator("html").get_attribute("lang") == "en"
    assert opened.locator("#people").inner_text() == "People"
    context.close()


def test_a_persons_card_is_reached_without_script(page: Any) -> None:
    page.locator("#people-list th a").first.click()
    name = page.locator("#people-list th a").first.inner_text()
    assert page.locator("article.person h3", has_text=name).first.is_visible()


def test_people_are_searched_and_filtered(chromium: Any, report: Path) -> None:
    opened = chromium.new_page()
    opened.goto(report.as_uri())
    rows = opened.locator("#people-list tr[data-name]:visible")
    total = rows.count()
    opened.locator("#filter-name").fill("NOEMIE")
    assert 0 < rows.count() < total
    assert all("Noémie" in text for text in rows.all_inner_texts())
    opened.locator("#filter-name").fill("")
    opened.locator("#filter-missing").select_option("en")
    assert rows.count() == 3
    assert opened.locator("#shown").inner_text() == f"3 / {total}"
    opened.close()


def test_a_decision_opens_with_the_keyboard(page: Any) -> None:
    group = page.locator("section[aria-labelledby=decisions] > details").first
    group.locator("> summary").focus()
    page.keyboard.press("Enter")
    case = group.locator("details.case").first
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert case.locator(".fall").is_visible()
    assert case.locator(".side").count() == 2


def test_the_first_tab_stop_skips_to_the_content(page: Any) -> None:
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390, 1200])
def test_nothing_is_wider_than_the_window(chromium: Any, report: Path, width: int) -> None:
    opened = chromium.new_page(viewport={"width": width, "height": 800})
    opened.goto(report.as_uri())
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    opened.close()


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1200)])
def test_axe_finds_nothing(chromium: Any, report: Path, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="install the extra 'tools'")
    opened = chromium.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    opened.goto(report.as_uri())
    opened.evaluate("document.querySelectorAll('details.group').forEach(one => one.open = true)")
    opened.evaluate("document.querySelectorAll('details.case').forEach((one, n) => one.open = n % 10 == 0)")
    found = axe.Axe().run(opened).response["violations"]
    opened.close()
    assert [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found] == []
