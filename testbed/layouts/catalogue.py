"""All layouts by name."""

from collections.abc import Callable, Mapping

from testbed.layouts import alfolio
from testbed.layouts.site import Site

LAYOUTS: Mapping[str, Callable[[], Site]] = {
    "alfolio": alfolio.site,
}
