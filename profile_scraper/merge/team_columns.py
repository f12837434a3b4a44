"""Lists of authors of many records at once: who signed, and in which order."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from profile_scraper.merge.arrays import Ints, Ragged, Texts, mixed
from profile_scraper.merge.described import NAME_SEPARATOR
from profile_scraper.merge.names import surname_code


class TeamColumns(NamedTuple):
    """What lists of authors say; :class:`~profile_scraper.merge.columns.Columns` says what each field is."""

    people: Texts
    authors: Ragged
    team: Ints
    order: Ints


def read_teams(lists: Sequence[str]) -> TeamColumns:
    """Read lists of authors as printed, the names of each joined by ``NAME_SEPARATOR``."""
    names = NAME_SEPARATOR.join([listed for listed in lists if listed]).split(NAME_SEPARATOR)
    counts = [listed.count(NAME_SEPARATOR) + 1 if listed else 0 for listed in lists]
    printed = Ragged.of_counts(np.fromiter(map(surname_code, names), np.int64)[: sum(counts)], counts)
    known = printed.values != 0
    ordered = Ragged.of_counts(printed.values[known], printed.sums(known))
    place = np.arange(len(ordered.values)) - np.repeat(ordered.starts[:-1], ordered.counts)
    authors = ordered.distinct()
    nobody = authors.counts == 0
    team, order = authors.sums(mixed(authors.values)), ordered.sums(mixed(ordered.values) * (mixed(place + 1) | 1))
    team[nobody] = order[nobody] = 0
    return TeamColumns(Texts.of(lists), authors, team, order)
