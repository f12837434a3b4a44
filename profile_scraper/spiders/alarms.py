"""Is the site about as large as last time? Otherwise something is wrong with it, or with the crawl."""

from collections import Counter
from collections.abc import Iterable

from profile_scraper.sites import Address

_TOO_FEW_TO_JUDGE = 10


def size_alarms(before: Iterable[Address], after: Iterable[Address], shrink: float, growth: float) -> list[str]:
    """What changed its size by more than it may, as sentences for a person.

    Args:
        before: the pages of the last complete crawl.
        after: the pages of this one.
        shrink: the share that may leave between two crawls.
        growth: the share that may come.
    """
    earlier, later = _sizes(before), _sizes(after)
    return [
        f"{name}: {earlier[name]} in the last crawl, {later[name]} in this one"
        for name in sorted(earlier)
        if earlier[name] >= _TOO_FEW_TO_JUDGE
        and not earlier[name] * (1 - shrink) <= later[name] <= earlier[name] * (1 + growth)
    ]


def _sizes(addresses: Iterable[Address]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    for address in addresses:
        if address.kind == "list":
            sizes[f"directory pages ({address.language})"] += 1
        elif address.slug:
            sizes[f"people ({address.language})"] += address.page == 0
            sizes[f"pages of publications ({address.language})"] += address.page > 0
    return sizes
