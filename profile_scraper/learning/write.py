"""A learned site as ``site.toml``: commented, so that a person can correct it."""

from collections.abc import Sequence

import tomlkit
from tomlkit.items import Table

from profile_scraper.learning.site import LearnedField, LearnedSite

_VOCABULARY = """# Terms of the two languages that the pages do not join by themselves. For example:
#
# [[topic]]
# id = "river-ice"
# en = ["River Ice"]
# fr = ["Glace de rivière"]
"""


def site_toml(site: LearnedSite) -> str:
    """The text of ``site.toml``."""
    document = tomlkit.document()
    document.add(
        tomlkit.comment("Learned from the site's pages. Each selector says what it matched; correct what is wrong.")
    )
    document.add("title", tomlkit.string(site.title))
    if site.base_url is not None:
        document.add("base_url", tomlkit.string(site.base_url))
    else:
        document.add(tomlkit.comment('base_url = "https://..."'))
    if len(site.hosts) > 1:
        document.add("hosts", _array(site.hosts))
    if site.ignored:
        document.add(
            tomlkit.comment("Links, pictures and paragraphs that the site prints on the pages of several people.")
        )
        document.add("ignore", _array(site.ignored))
    for warning in site.warnings:
        document.add(tomlkit.comment(f"To look at: {warning}."))
    addresses = tomlkit.table()
    for kind, languages in site.addresses.items():
        addresses.add(kind, _inline(languages))
    document.add("addresses", addresses)
    fields = tomlkit.table()
    parts: dict[str, Table] = {}
    for name, learned in site.fields.items():
        if not learned.selectors:
            continue
        group, dot, part = name.partition(".")
        table = parts.setdefault(group, tomlkit.table()) if dot else fields
        _add(table, part or group, learned)
    for group, table in parts.items():
        fields.add(group, table)
    document.add("fields", fields)
    return tomlkit.dumps(document)


def vocabulary_toml() -> str:
    """The text of an empty ``vocabulary.toml``."""
    return _VOCABULARY


def _add(table: Table, key: str, learned: LearnedField) -> None:
    found = sum(each.found for each in learned.selectors)
    wrong = sum(each.wrong for each in learned.selectors)
    missed = learned.selectors[-1].missed
    counts = f"{learned.pages} of {learned.of} pages, {found} values"
    if wrong or missed:
        counts += f"; {missed} not matched, {wrong} matched too many"
    table.add(tomlkit.comment(f"{counts}; first: {_shortened(learned.example)}"))
    selectors = [each.select for each in learned.selectors]
    table.add(key, tomlkit.string(selectors[0]) if len(selectors) == 1 else _array(selectors))


def _shortened(text: str) -> str:
    text = "".join(letter if letter.isprintable() else " " for letter in text)
    return text if len(text) <= 70 else text[:67] + "..."


def _array(values: Sequence[str]) -> tomlkit.items.Array:
    array = tomlkit.array()
    for value in values:
        array.append(value)
    return array.multiline(len(values) > 2)


def _inline(languages: dict[str, list[str]]) -> tomlkit.items.InlineTable:
    table = tomlkit.inline_table()
    for language, patterns in languages.items():
        table.add(language, patterns[0] if len(patterns) == 1 else list(patterns))
    return table
