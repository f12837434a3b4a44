"""A plain-text rendering of a person's page to a record."""

from profile_scraper.parse.dictionary import dictionary_of
from profile_scraper.parse.locate.plain_text import read_text, text_lines
from profile_scraper.parse.page.address import find_site
from profile_scraper.parse.page.encoding import decoded
from profile_scraper.parse.page.language import language_of_lines
from profile_scraper.parse.page.limits import with_few_marks
from profile_scraper.parse.page.links import People
from profile_scraper.parse.page.rejection import RejectedError, refuse_no_text
from profile_scraper.parse.page.restored import PLACEHOLDER, restore_entities
from profile_scraper.parse.profile import PageContext, read_profile
from profile_scraper.parse.reading import Reading
from profile_scraper.records.page import Capture
from profile_scraper.sites import Site
from profile_scraper.text.escape import quoted


def read_text_page(capture: Capture, site: Site | None) -> Reading:
    """The record of a plain-text rendering.

    Raises:
        RejectedError: it is no person's page, or in no language that is read.
    """
    refuse_no_text(capture.body)
    text = with_few_marks(restore_entities(decoded(capture.body, capture.charset)))
    text = PLACEHOLDER.sub("", text)
    lines = text_lines(text)
    site = site or find_site(capture, None, text)
    dictionary = dictionary_of(site)
    extracted = read_text(lines, dictionary)
    if extracted is None:
        first = next(filter(None, lines), "")
        raise RejectedError(
            "not-a-profile", f"the text begins with {quoted(first[:120])} and has not the form of a profile"
        )
    language = language_of_lines(lines, dictionary)
    if language is None:
        raise RejectedError("unknown-language", "no heading or label of the text says whether it is French or English")
    context = PageContext(
        site=site,
        dictionary=dictionary,
        language=language,
        is_saved=True,
        contradicted=False,
        url=capture.name,
        base=site.base_url,
        slug=None,
        page=0,
        alternates={},
        retrieved=capture.retrieved,
        sha256=capture.sha256,
    )
    return Reading(read_profile(extracted, context, People(site, site.base_url, site.base_url)), [], [], {})
