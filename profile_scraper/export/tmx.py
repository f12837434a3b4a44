"""TMX 1.4: the biographies that exist in both languages, paragraph beside paragraph where their numbers agree."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from profile_scraper import __version__
from profile_scraper.dataset.read import Dataset
from profile_scraper.records.base import LANGUAGES, Bilingual
from profile_scraper.records.profile import Profile

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(dataset: Dataset, target: Path) -> None:
    """Write a unit for each pair of paragraphs, or for the whole text where the paragraphs do not correspond."""
    with etree.xmlfile(str(target), encoding="utf-8") as file:
        file.write_declaration()
        file.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with file.element("tmx", {"version": "1.4"}):
            file.write(_header())
            with file.element("body"):
                for profile in dataset.profiles:
                    for unit in _units(profile):
                        file.write(unit, pretty_print=True)


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


def _units(profile: Profile) -> Iterator[etree._Element]:
    pairs, kind = _aligned(profile.biography)
    for number, texts in enumerate(pairs, 1):
        unit = etree.Element("tu", {"tuid": f"{profile.id}#biography-{number}", "segtype": kind})
        etree.SubElement(unit, "prop", {"type": "profile"}).text = _clean(profile.id)
        for language, text in zip(LANGUAGES, texts, strict=True):
            variant = etree.SubElement(unit, "tuv")
            variant.set(_XML_LANG, language)
            address = getattr(profile.url, language)
            if address:
                etree.SubElement(variant, "prop", {"type": "url"}).text = _clean(address)
            etree.SubElement(variant, "seg").text = _clean(text)
        yield unit


def _aligned(biography: Bilingual) -> tuple[list[tuple[str, str]], str]:
    if biography.en is None or biography.fr is None:
        return [], "paragraph"
    english, french = biography.en.split("\n\n"), biography.fr.split("\n\n")
    if len(english) == len(french):
        return list(zip(english, french, strict=True)), "paragraph"
    return [(biography.en, biography.fr)], "block"


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
