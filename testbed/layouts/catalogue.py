"""All layouts by name."""

from collections.abc import Callable, Mapping

from testbed.layouts import (
    alfolio,
    cards,
    citations,
    definitions,
    drupal,
    flat,
    hugo,
    notion,
    opaque,
    personal,
    pure,
    quarto,
    spip,
    tables,
    typo3,
    wordpress,
)
from testbed.layouts.site import Site

LAYOUTS: Mapping[str, Callable[[], Site]] = {
    "alfolio": alfolio.site,
    "drupal": drupal.site,
    "wordpress": wordpress.site,
    "hugo": hugo.site,
    "tables": tables.site,
    "definitions": definitions.site,
    "flat": flat.site,
    "spip": spip.site,
    "cards": cards.site,
    "citations": citations.site,
    "opaque": opaque.site,
    "personal": personal.site,
    "quarto": quarto.site,
    "typo3": typo3.site,
    "notion": notion.site,
    "pure": pure.site,
}
