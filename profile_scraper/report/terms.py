"""The vocabulary of a dataset as lines a person reads: what was learned, what is not certain, what is open."""

from collections.abc import Iterator

from profile_scraper.dataset.read import Dataset
from profile_scraper.records.vocabulary import LearnedPair


def terms_as_text(dataset: Dataset) -> Iterator[str]:
    """Learned pairs in use, pairs that are not certain enough, then terms without a counterpart."""
    learned = sorted(dataset.learned, key=lambda pair: (pair.facet, -pair.margin, pair.en))
    for heading, used in (("Learned and used:", True), ("Not certain enough to be used:", False)):
        pairs = [pair for pair in learned if pair.used == used]
        if pairs:
            yield heading
            yield from map(_pair, pairs)
    if dataset.manifest.unpaired:
        yield "Open:"
        for term in sorted(dataset.manifest.unpaired, key=lambda term: (term.kind, -term.profiles, term.label)):
            yield f"  {term.kind}  {term.label} ({term.language}), in {term.profiles} profiles"
    elif not learned:
        yield "Every term is in the site's vocabulary."


def _pair(pair: LearnedPair) -> str:
    said = f"together in {pair.together}, alone in {pair.en_alone} (en) and {pair.fr_alone} (fr)"
    alike = ", words alike" if pair.cognates else ""
    rival = f", next best {pair.next_best!r}" if pair.next_best else ""
    return f"  {pair.facet}  {pair.en} = {pair.fr}: {pair.margin:.1f} bits better than without; {said}{alike}{rival}"
