"""Ways to cluster records: ours, and two floors that any method must beat."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from profile_scraper.dedupe.decide.verdicts import decide
from profile_scraper.dedupe.prepare.columns import columns_of
from profile_scraper.dedupe.records import PublicationRecord
from profile_scraper.text.normalize import normalize_text, words_of

Labels = Sequence[int]
"""A number for each record; records of one cluster have one number."""


def ours(records: Sequence[PublicationRecord]) -> Labels:
    """The project's own merger."""
    return [int(label) for label in decide(columns_of(records), abstract_of=lambda row: records[row].abstract).cluster]


def same_title(records: Iterable[PublicationRecord]) -> Labels:
    """Floor: one normalised title is one work."""
    first: dict[str, int] = {}
    return [
        first.setdefault(normalize_text(record.title, "alphanumeric"), index) for index, record in enumerate(records)
    ]


def token_sort(records: Sequence[PublicationRecord]) -> Labels:
    """Floor: sorted words at least 92 % alike, among records that share the first letters of a word."""
    titles = [" ".join(sorted(words_of(normalize_text(record.title, "title")))) for record in records]
    blocks = defaultdict(list)
    for index, title in enumerate(titles):
        blocks[title[:6]].append(index)
    label = list(range(len(records)))
    for rows in blocks.values():
        for at, one in enumerate(rows):
            for other in rows[at + 1 :]:
                if fuzz.ratio(titles[one], titles[other], score_cutoff=92):
                    label[other] = label[one] = min(label[one], label[other])
    return label


TOKEN_SORT = "sorted words 92 % alike"
METHODS: Mapping[str, Callable[[Sequence[PublicationRecord]], Labels]] = {
    "same normalised title": same_title,
    TOKEN_SORT: token_sort,
    "profile_scraper": ours,
}
