"""Topics of one person's two pages, matched by meaning: each page sorts its own, so position says nothing."""

from collections.abc import Hashable, Iterator, Sequence

from profile_scraper.pair.matchers.match import Match, Step, match_in_steps
from profile_scraper.pair.terms.vocabulary import Vocabulary
from profile_scraper.pair.terms.word_translations import (
    are_cognates,
    are_translations,
    cognate_keys,
    content_words,
    coverage,
    may_be_translations,
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
    evidence = _Evidence(vocabulary)
    labels = _once(en), _once(fr)
    steps = [
        Step("vocabulary", evidence.reviewed, evidence.ids),
        Step("learned", evidence.learned, evidence.ids),
        Step("cognates", evidence.alike, lambda _, label: cognate_keys(label)),
        Step("translation", evidence.translated, translation_keys),
    ]
    if len(labels[0]) == len(labels[1]) and not vocabulary.has_reviewed("topic"):
        # Lists of one length translate each other; a label that shares a word with one other only is that one.
        steps.append(Step("shared_words", evidence.share_words, _shared_word_keys))
    if vocabulary.has_decided("topic"):
        steps.insert(0, Step("decision", evidence.decided, evidence.ids))
    return _in_printed_order(*labels, match_in_steps(*labels, steps), vocabulary)


class _Evidence:
    """What says that an English and a French label are one topic."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def decided(self, en: str, fr: str) -> bool:
        return self._vocabulary.decided("topic", en, fr)

    def reviewed(self, en: str, fr: str) -> bool:
        return self._vocabulary.reviewed("topic", en, fr)

    def learned(self, en: str, fr: str) -> bool:
        return self._vocabulary.learned("topic", en, fr)

    def alike(self, en: str, fr: str) -> bool:
        if normalize_text(en, "words") == normalize_text(fr, "words"):
            return not self._vocabulary.rejected("topic", en, fr)
        return self._is_open(en, fr) and are_cognates(en, fr)

    def translated(self, en: str, fr: str) -> bool:
        return self._is_open(en, fr) and are_translations(en, fr)

    def share_words(self, en: str, fr: str) -> bool:
        return self._is_open(en, fr) and may_be_translations(en, fr)

    def ids(self, language: Language, label: str) -> frozenset[str]:
        return self._vocabulary.ids("topic", language, label)

    def _is_open(self, en: str, fr: str) -> bool:
        known = self._vocabulary.has_counterpart("topic", "en", en) or self._vocabulary.has_counterpart(
            "topic", "fr", fr
        )
        return not known and not self._vocabulary.rejected("topic", en, fr)


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


def _shared_word_keys(language: Language, label: str) -> Iterator[Hashable]:
    """Two labels of which a word says a word of the other one share one of these: cognates begin alike."""
    yield from translation_keys(language, label)
    yield from (("begin", word[:2]) for word in content_words(label))


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
