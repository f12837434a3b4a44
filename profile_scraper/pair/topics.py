"""Topics of one person's two pages, matched by meaning: each page sorts its own, so position says nothing."""

from collections.abc import Sequence

from profile_scraper.pair.cognates import are_cognates, shared_words
from profile_scraper.pair.match import Match, match_in_steps
from profile_scraper.pair.terms import fold, slugify
from profile_scraper.pair.vocabulary import Facet, Vocabulary
from profile_scraper.records.base import Language
from profile_scraper.records.profile import Topic

_FEWEST_AROUND = 2
"""Topics that both pages must share before what is left of them says anything."""


def match_terms(facet: Facet, en: Sequence[str], fr: Sequence[str], vocabulary: Vocabulary) -> list[Match[str]]:
    """Match the labels of two lists by the vocabulary, then those that it does not know by cognates."""

    def reviewed(left: str, right: str) -> bool:
        return vocabulary.reviewed(facet, left, right)

    def learned(left: str, right: str) -> bool:
        return vocabulary.learned(facet, left, right)

    def alike(left: str, right: str) -> bool:
        elsewhere = vocabulary.has_counterpart(facet, "en", left) or vocabulary.has_counterpart(facet, "fr", right)
        return not elsewhere and are_cognates(left, right)

    matches = match_in_steps(
        _once(en), _once(fr), [("vocabulary", reviewed), ("learned", learned), ("cognates", alike)]
    )
    return _with_remainder(facet, matches, vocabulary)


def _with_remainder(facet: Facet, matches: list[Match[str]], vocabulary: Vocabulary) -> list[Match[str]]:
    """Join what alone is left on each side, if nothing else is known of either and some of their words are alike."""
    left = [match for match in matches if match.by is None]
    if len(left) != 2 or len(matches) < _FEWEST_AROUND + 2:
        return matches
    en, fr = (match.en or match.fr or "" for match in left)
    sides_differ = left[0].en and left[1].fr
    open_yet = not vocabulary.has_counterpart(facet, "en", en) and not vocabulary.has_counterpart(facet, "fr", fr)
    if not sides_differ or not open_yet or 2 * shared_words(en, fr)[0] < shared_words(en, fr)[1]:
        return matches
    return [Match(en, fr, "remainder") if match is left[0] else match for match in matches if match is not left[1]]


def topic(match: Match[str], vocabulary: Vocabulary) -> Topic:
    """The record of one matched topic."""
    return Topic(id=topic_id(match.en, match.fr, vocabulary), en=match.en, fr=match.fr)


def topic_id(en: str | None, fr: str | None, vocabulary: Vocabulary) -> str:
    """The vocabulary's identifier for these labels, else one made from the English label, else from the French."""
    if en and fr:
        return min(vocabulary.common("topic", en, fr), default=slugify(en))
    label, language = _either(en, fr)
    return vocabulary.id("topic", language, label) or slugify(label)


def _either(en: str | None, fr: str | None) -> tuple[str, Language]:
    return (en, "en") if en else (fr or "", "fr")


def _once(labels: Sequence[str]) -> list[str]:
    first: dict[str, str] = {}
    for label in labels:
        first.setdefault(fold(label), label)
    return list(first.values())
