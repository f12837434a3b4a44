"""A page's pager: the addresses that it links to, and the page that it shows as the current one."""

from lxml.etree import _Element


def read_pager(element: _Element) -> tuple[list[str], int | None]:
    """The addresses of the pager's links as printed, and the current page from 0 where the pager says it."""
    hrefs: list[str] = []
    current: int | None = None
    for item in element.iter("a", "li", "span", "strong"):
        href = item.get("href")
        if item.get("aria-current") or "is-active" in (item.get("class") or "").split():
            number = "".join(letter for letter in "".join(map(str, item.itertext())) if letter.isdigit())
            if number.isascii() and 0 < len(number) < 6:
                current = int(number) - 1
        if href:
            hrefs.append(href)
    return hrefs, current
