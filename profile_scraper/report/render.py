"""Render the report: HTML that needs no network, in both languages; beside a large one is a page for each person."""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from profile_scraper.dataset.filter import Filters, filter_dataset
from profile_scraper.dataset.read import read_dataset
from profile_scraper.messages import user_language
from profile_scraper.records.base import LANGUAGES
from profile_scraper.report.charts import LABEL_GAP, LABEL_LENGTH
from profile_scraper.report.conflicts import page_name
from profile_scraper.report.contents import CHANGES_SHOWN, ReportContents, collect_contents
from profile_scraper.report.people import PersonCard, person_cards, person_key
from profile_scraper.report.wording import (
    COLON,
    bilingual,
    both_words,
    counted,
    date,
    evidence_words,
    field_words,
    message,
    number,
    own_file,
    signed,
    word,
)
from profile_scraper.storage.publish import publish_file, publish_folder
from profile_scraper.storage.remote import Location

_BETWEEN_TAGS = re.compile(r">\s*\n\s*<(?!(?:a|b|button|small|span|strong|time)\b)")
"""White space before a tag that starts or ends a line, a third of the nodes of the page; between words it stays."""
_CARDS_INSIDE = 200
"""People whose cards fit into the report itself, so that it is one file that can be sent."""
_CARD_FILE = re.compile(r"[0-9a-f]{12}\.html|style\.css")


def write_report(
    dataset: Location, out: Path, since: Location | None = None, removed: frozenset[str] = frozenset()
) -> None:
    """Write the report on a dataset; e-mail addresses are left out of it.

    Args:
        dataset: the dataset's folder.
        out: the HTML file; the cards of more than 200 people are files of a folder beside it (``report-people``).
        since: an earlier dataset to compare with.
        removed: ids (``site/slug``) of people who asked to be left out, in both datasets.

    Raises:
        DatasetError: a dataset cannot be read.
        PublishError: ``out`` cannot be written.
    """
    filters = Filters(removed=removed)
    earlier = None if since is None else filter_dataset(read_dataset(since), filters)
    filtered = filter_dataset(read_dataset(dataset), filters)
    contents = collect_contents(filtered, earlier)
    folder = out.with_name(f"{out.stem}-people")
    inside = len(contents.rows) <= _CARDS_INSIDE
    cards = person_cards(contents.rows, filtered, contents.index, contents.merges)
    if inside:
        _delete_cards(folder)
    else:
        _write_cards(folder, out.name, cards, contents)
    render_page(
        out,
        "report.html.jinja",
        contents=contents,
        cards=_cards_by_row(cards, contents) if inside else [],
        card_address="#p-{}" if inside else f"{folder.name}/{{}}.html",
    )


def render_page(out: Path, template: str, **values: object) -> None:
    """Render a template to a file.

    Raises:
        PublishError: ``out`` cannot be written.
    """
    text = environment().get_template(template).render(values)
    with publish_file(out) as target:
        target.write_text(_BETWEEN_TAGS.sub("><", text), encoding="utf8")


def environment() -> Environment:
    """The template environment, which escapes all values."""
    templates = Environment(
        loader=PackageLoader("profile_scraper.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(
        message=message,
        counted=counted,
        bilingual=bilingual,
        style=style,
        script=script,
        script_hash=script_hash,
        page_language=user_language(),
        word=word,
        colon=COLON,
        signed=signed,
        evidence_field=evidence_words,
        both_words=both_words,
        field_words=field_words,
        page_words=lambda url, spoken: bilingual(*(page_name(url, spoken, language) for language in LANGUAGES)),
        changes_shown=CHANGES_SHOWN,
        label_length=LABEL_LENGTH,
        label_gap=LABEL_GAP,
    )
    templates.filters.update(
        is_address=is_address,
        shown_address=shown_address,
        short=_short,
        set=frozenset,
        number=number,
        date=date,
        by_record=by_record,
        paragraphs=_paragraphs,
        person_key=person_key,
    )
    return templates


@cache
def style() -> Markup:
    """The style sheet of all pages."""
    return Markup(own_file("templates/style.css"))  # noqa: S704 - the package's own file


@cache
def script(name: str) -> Markup:
    """A script of the pages: ``people`` of the list of people, ``language`` of the choice of a language."""
    return Markup(own_file(f"templates/{name}.js"))  # noqa: S704 - the package's own file


@cache
def script_hash(name: str) -> str:
    """The hash by which a page's policy allows this script and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script(name).encode()).digest()).decode()


def _cards_by_row(cards: Iterator[PersonCard], contents: ReportContents) -> list[PersonCard]:
    by_key = {card.row.key: card for card in cards}
    return [by_key[row.key] for row in contents.rows]


def _write_cards(folder: Path, report: str, cards: Iterator[PersonCard], contents: ReportContents) -> None:
    """Write one page a person, in place of those of an earlier report."""
    template = environment().get_template("person.html.jinja")
    names = [f"{row.key}.html" for row in contents.rows]
    with publish_folder(folder, {*names, *_card_files(folder), "style.css"}) as target:
        (target / "style.css").write_text(style(), encoding="utf8")
        for card in cards:
            text = template.render(card=card, contents=contents, report=report, card_address="{}.html")
            (target / f"{card.row.key}.html").write_text(_BETWEEN_TAGS.sub("><", text), encoding="utf8")


def _delete_cards(folder: Path) -> None:
    """Delete the cards of an earlier, larger report: people who were removed since must not stay in them."""
    files_of_reports = _card_files(folder)
    if files_of_reports and len(files_of_reports) == len(list(folder.iterdir())):
        shutil.rmtree(folder)


def _card_files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if _CARD_FILE.fullmatch(path.name)} if folder.is_dir() else set()


def is_address(text: str | None) -> bool:
    """Whether a text may become a link: ``javascript:`` must not."""
    return text is not None and text.startswith(("https://", "http://"))


def shown_address(address: str) -> str:
    """An address as a reader is shown it: without the text that a browser is to scroll to (``#:~:text=``)."""
    return address.partition(":~:")[0].removesuffix("#")


def by_record(coverage: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The coverage of fields by the kind of their record, ``profile`` or ``publication``."""
    groups: dict[str, dict[str, Any]] = {}
    for path, count in coverage.items():
        record, _, field = path.partition(".")
        groups.setdefault(record, {})[field] = count
    return groups


def _short(value: Any, length: int = 200) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _paragraphs(text: str | None) -> list[str]:
    return [part for part in (text or "").split("\n\n") if part.strip()]
