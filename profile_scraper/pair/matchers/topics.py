"""Topics of one person's two pages, matched by meaning: each page sorts its own, so position says nothing."""

from collections.abc import Sequence

from profile_scraper.pair.matchers.match import Match, Step, match_in_steps
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.pair.terms.word_translations import (
    are_cognates,
    are_translations,
    cognate_keys,
    coverage,
    translation_keys,
)
from profile_scraper.records.base import Language
from profile_scraper.records.profile import Topic
from profile_scraper.text.id_forms import slugify
from profile_scraper.text.normalize import normalize_text

_MOST_LINES = 40
"""Lists with more unknown lines than this are not compared line by line."""


def match_topics(en: Sequence[str], fr: Sequence[str], vocabulary: Vocabulary) -> list[Match[str]]:
    """Match two lists of labels by decisions and the vocabulary, then those that it does not know by their words."""

    def decided(left: str, right: str) -> bool:
        return vocabulary.decided("topic", left, right)

    def reviewed(left: str, right: str) -> bool:
        return vocabulary.reviewed("topic", left, right)

    def learned(left: str, right: str) -> bool:
        return vocabulary.learned("topic", left, right)

    def is_open(left: str, right: str) -> bool:
        known = vocabulary.has_counterpart("topic", "en", left) or vocabulary.has_counterpart("topic", "fr", right)
        return not known and not vocabulary.rejected("topic", left, right)

    def alike(left: str, right: str) -> bool:
        if normalize_text(left, "words") == normalize_text(right, "words"):
            return not vocabulary.rejected("topic", left, right)
        return is_open(left, right) and are_cognates(left, right)

    def translated(left: str, right: str) -> bool:
        return is_open(left, right) and are_translations(left, right)

    def ids(language: Language, label: str) -> frozenset[str]:
        return vocabulary.ids("topic", language, label)

    steps = [
        Step("vocabulary", reviewed, ids),
        Step("learned", learned, ids),
        Step("cognates", alike, lambda _, label: cognate_keys(label)),
        Step("translation", translated, translation_keys),
    ]
    if vocabulary.has_decided("topic"):
        steps.insert(0, Step("decision", decided, ids))
    labels = _once(en), _once(fr)
    return _in_printed_order(*labels, match_in_steps(*labels, steps), vocabulary)


def _in_printed_order(
    en: list[str], fr: list[str], matches: list[Match[str]], vocabulary: Vocabulary
) -> list[Match[str]]:
    """Match what is left where the two lists are translations of each other line by line.

    Position alone says nothing. It counts where the lists are equally long, follow no alphabet, and what their words
    say of other lines joins each to the line at its own position.
    """
    if vocabulary.has_reviewed("topic"):
        return matches  # a known list of terms that lacks a topic says that it may lack its translation
    open_en = {match.en for match in matches if match.fr is None}
    open_fr = {match.fr for match in matches if match.en is None}
    if len(en) != len(fr) or not 0 < len(open_en) == len(open_fr) <= _MOST_LINES or (_is_sorted(en) and _is_sorted(fr)):
        return matches
    position = {label: index for index, label in enumerate(fr)}
    joined = [(index, position[match.fr]) for index, match in enumerate(matches) if match.en and match.fr]
    if any(index != other for index, other in joined):
        return matches
    lines = [index for index, label in enumerate(en) if label in open_en]
    support = sum(coverage(en[index], fr[index]).covered > 0 for index in lines)
    against = sum(
        coverage(en[index], fr[other]).covered > 0 and coverage(en[index], fr[index]).covered == 0
        for index in lines
        for other in lines
        if index != other
    )
    if against or not (joined or support):
        return matches
    known = [vocabulary.rejected("topic", en[index], fr[index]) for index in lines]
    known += [vocabulary.has_counterpart("topic", "en", en[index]) for index in lines]
    known += [vocabulary.has_counterpart("topic", "fr", fr[index]) for index in lines]
    if any(known):
        return matches
    own = {match.en: match for match in matches if match.en and match.fr}
    return [own.get(label) or Match(label, fr[index], "sequence") for index, label in enumerate(en)]


def _is_sorted(labels: Sequence[str]) -> bool:
    keys = [normalize_text(label, "words") for label in labels]
    return keys == sorted(keys)


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
        first.setdefault(normalize_text(label, "words"), label)
    return list(first.values())
