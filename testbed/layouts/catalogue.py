"""All layouts by name."""

from collections.abc import Callable, Mapping

from testbed.layouts import alfolio, definitions, drupal, hugo, tables, wordpress
from testbed.layouts.site import Site

LAYOUTS: Mapping[str, Callable[[], Site]] = {
    "alfolio": alfolio.site,
    "drupal": drupal.site,
    "wordpress": wordpress.site,
    "hugo": hugo.site,
    "tables": tables.site,
    "definitions": definitions.site,
}
