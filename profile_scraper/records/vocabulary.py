"""A pair of labels learned from the pages, with its evidence (``vocabulary.jsonl``)."""

from profile_scraper.records.base import Record


class LearnedPair(Record):
    """An English and a French label that people's two pages show to mean the same."""

    facet: str
    """``topic``, ``role``, ``level``, ``department`` or ``organization``."""
    en: str
    """The English label as most pages print it."""
    fr: str
    """The French label as most pages print it."""
    together: int
    """In how many people both labels stand, each on its page."""
    en_unmatched: int
    """In how many people only the English label stands."""
    fr_unmatched: int
    """In how many people only the French label stands."""
    cognates: bool
    """Whether the labels' words are alike in both languages."""
    next_best: str | None
    """The French label that would be the English label's next choice, null where there is none."""
    margin: float
    """How many bits the best one-to-one vocabulary is better than the best one without this pair."""
    used: bool
    """Whether the margin is above the certainty that is asked for; only such pairs are used."""
