"""Parallel text from the biographies that exist in both languages: TMX 1.4, or JSON Lines."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from profile_scraper import __version__
from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.selection import Written
from profile_scraper.records.profile import Profile

LOWEST_SCORE = -2.0
"""Score in bits below which two paragraphs are no translation, or a translation of a part.

Of 113 aligned pairs of thirty sites 106 score more, and most of the others have a sentence more on one side; of
12,606 pairs of paragraphs of two people 0.5 % score more.
"""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ParallelParagraphs(NamedTuple):
    """Aligned paragraphs of the two biographies; several paragraphs of one language are separated by a blank line."""

    en: str
    """The English paragraphs."""
    fr: str
    """The French paragraphs."""
    score: float
    """Log2 likelihood ratio, from lengths and shared words, of a translation."""


def write_json_lines(dataset: Dataset, target: Path) -> Written:
    """Write one object a pair, ``{"profile", "en", "fr", "score"}``; return the numbers of pairs."""
    number = unlikely_pairs = 0
    with target.open("w", encoding="utf8", newline="\n") as file:
        for profile in dataset.profiles:
            pairs, unlikely = _translations(profile)
            for pair in pairs:
                file.write(json.dumps({"profile": profile.id, **pair._asdict()}, ensure_ascii=False) + "\n")
            number, unlikely_pairs = number + len(pairs), unlikely_pairs + unlikely
    return Written(number, unlikely_pairs)


def _translations(profile: Profile) -> tuple[list[ParallelParagraphs], int]:
    """The pairs of a person's paragraphs that translate each other, and the number of the other pairs."""
    aligned = list(aligned_paragraphs(profile))
    pairs = [pair for pair in aligned if pair.score >= LOWEST_SCORE]
    return pairs, len(aligned) - len(pairs)


def aligned_paragraphs(profile: Profile) -> Iterator[ParallelParagraphs]:
    """Yield the aligned paragraphs of a person's biographies; a paragraph without counterpart is left out."""
    if profile.biography.en is None or profile.biography.fr is None:
        return
    english, french = profile.biography.en.split("\n\n"), profile.biography.fr.split("\n\n")
    for aligned in profile.biography_alignment:
        if aligned.en and aligned.fr:
            yield ParallelParagraphs(
                "\n\n".join(english[index] for index in aligned.en),
                "\n\n".join(french[index] for index in aligned.fr),
                aligned.score,
            )


def write_tmx(dataset: Dataset, target: Path) -> Written:
    """Write a TMX 1.4 file with one unit for each pair of aligned paragraphs; return the numbers of pairs."""
    number = unlikely_pairs = 0
    with etree.xmlfile(str(target), encoding="utf-8") as file:
        file.write_declaration()
        file.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with file.element("tmx", {"version": "1.4"}):
            file.write(_header())
            with file.element("body"):
                for profile in dataset.profiles:
                    pairs, unlikely = _translations(profile)
                    for unit in _units(profile, pairs):
                        file.write(unit, pretty_print=True)
                    number, unlikely_pairs = number + len(pairs), unlikely_pairs + unlikely
    return Written(number, unlikely_pairs)


def _header() -> etree._Element:
    return etree.Element(
        "header",
        {
            "creationtool": "profile_scraper",
            "creationtoolversion": __version__,
            "segtype": "paragraph",
            "o-tmf": "profiles.jsonl",
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "plaintext",
        },
    )


def _units(profile: Profile, pairs: Iterable[ParallelParagraphs]) -> Iterator[etree._Element]:
    for number, (en, fr, score) in enumerate(pairs, 1):
        unit = etree.Element("tu", {"tuid": _clean(f"{profile.id}#biography-{number}")})
        # TMX calls a segment of several paragraphs a block.
        unit.set("segtype", "block" if "\n\n" in en + fr else "paragraph")
        etree.SubElement(unit, "prop", {"type": "profile"}).text = _clean(profile.id)
        etree.SubElement(unit, "prop", {"type": "score"}).text = str(score)
        for language, text in (("en", en), ("fr", fr)):
            variant = etree.SubElement(unit, "tuv")
            variant.set(_XML_LANG, language)
            address = getattr(profile.url, language)
            if address:
                etree.SubElement(variant, "prop", {"type": "url"}).text = _clean(address)
            etree.SubElement(variant, "seg").text = _clean(text)
        yield unit


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
