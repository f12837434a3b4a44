"""TMX 1.4: the biographies that exist in both languages, the paragraphs that say the same beside each other."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from profile_scraper import __version__
from profile_scraper.dataset.read import Dataset
from profile_scraper.exporters.parallel import pairs
from profile_scraper.records.profile import Profile

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(dataset: Dataset, target: Path) -> None:
    """Write a unit for each pair of aligned paragraphs."""
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
    for number, (en, fr, _) in enumerate(pairs(profile), 1):
        unit = etree.Element("tu", {"tuid": f"{profile.id}#biography-{number}"})
        # A segment of several paragraphs is a block.
        unit.set("segtype", "block" if "\n\n" in en + fr else "paragraph")
        etree.SubElement(unit, "prop", {"type": "profile"}).text = _clean(profile.id)
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
