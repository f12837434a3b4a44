"""Topics of one person's two pages, matched by meaning: each page sorts its own, so position says nothing."""

from collections.abc import Sequence

from profile_scraper.pair.cognates import are_cognates
from profile_scraper.pair.match import Match, Step, match_in_steps
from profile_scraper.pair.terms import fold, slugify
from profile_scraper.pair.vocabulary import Vocabulary
from profile_scraper.records.base import Language
from profile_scraper.records.profile import Topic


def match_topics(en: Sequence[str], fr: Sequence[str], vocabulary: Vocabulary) -> list[Match[str]]:
    """Match two lists of labels by decisions and the vocabulary, then those that it does not know by cognates."""

    def decided(left: str, right: str) -> bool:
        return vocabulary.decided("topic", left, right)

    def reviewed(left: str, right: str) -> bool:
        return vocabulary.reviewed("topic", left, right)

    def learned(left: str, right: str) -> bool:
        return vocabulary.learned("topic", left, right)

    def alike(left: str, right: str) -> bool:
        elsewhere = vocabulary.has_counterpart("topic", "en", left) or vocabulary.has_counterpart("topic", "fr", right)
        return not elsewhere and not vocabulary.refused("topic", left, right) and are_cognates(left, right)

    steps: list[Step[str]] = [("vocabulary", reviewed), ("learned", learned), ("cognates", alike)]
    if vocabulary.has_decided("topic"):
        steps.insert(0, ("decision", decided))
    return match_in_steps(_once(en), _once(fr), steps)


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
