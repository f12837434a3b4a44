"""An HTML page by class names, headings and order to a record: which site and language, which sections."""

from functools import partial
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.parse.dictionary import SiteDictionary, dictionary_of
from profile_scraper.parse.fields.person import name_in
from profile_scraper.parse.locate.methods import is_profile, read_elsewhere, read_html
from profile_scraper.parse.page.address import (
    answers_for_home,
    as_profile,
    base_of,
    find_address,
    find_alternates,
    find_language,
    find_site,
    language_of_lines,
    page_text,
    paged,
    refuse_foreign,
)
from profile_scraper.parse.page.layout import Classes, classes_of
from profile_scraper.parse.page.lines import lines_of
from profile_scraper.parse.page.links import People, distinct, read_directory_pager, read_people
from profile_scraper.parse.page.rejection import (
    RejectedError,
    refuse_by_title,
    refuse_challenge,
    titled,
    titled_so,
)
from profile_scraper.parse.page.tree import Head, main_tree, read_head, scoped_tree, stands_as_heading, tree_of
from profile_scraper.parse.profile import PageContext, read_profile
from profile_scraper.parse.reading import ExtractedSections, Reading
from profile_scraper.records.base import Language
from profile_scraper.records.page import Capture, DirectoryPage
from profile_scraper.sites import Address, Site, read_address, site_of


class IdentifiedPage(NamedTuple):
    """A page's tree and the site that it is of."""

    capture: Capture
    root: _Element
    only_main: bool
    """Whether the tree is that of the page's content alone."""
    head: Head
    site: Site
    classes: Classes | None
    """None where they were not needed to find the site."""


class HtmlPage(NamedTuple):
    """A page's tree with all that is known before its content is read."""

    capture: Capture
    root: _Element
    only_main: bool
    """Whether the tree is that of the page's content alone."""
    head: Head
    site: Site
    classes: Classes
    dictionary: SiteDictionary
    address: Address | None
    document: str
    """Absolute address of the page, else of its site."""
    base: str
    """Absolute address that the page's links are relative to."""


def identify_page(capture: Capture, site: Site | None) -> IdentifiedPage:
    """Build the tree and find out which site it is of.

    Raises:
        RejectedError: it is no page, answers for another one, or is of no known site.
    """
    refuse_foreign(capture)
    site = site or (site_of(capture.url) if capture.url else None)
    by_class = site is not None and not site.by_structure
    classes = classes_of(site, capture.body, capture.retrieved) if site and by_class else None
    root, only_main = _tree(capture, classes)
    head = read_head(root)
    refuse_challenge(capture.body, head.title, capture.status)
    refuse_by_title(head.title, site)
    site = site or find_site(capture, head.canonical, page_text(root))
    return IdentifiedPage(capture, root, only_main, head, site, classes)


def open_page(identified: IdentifiedPage) -> HtmlPage:
    """Find out what is known of a page before its content is read: words of its site, address, base of its links."""
    capture, root, only_main, head, site, classes = identified
    dictionary = dictionary_of(site)
    address = find_address(capture, head, site, partial(_language_of_words, root, dictionary))
    document = address.url if address else capture.url or site.base_url
    return HtmlPage(
        capture=capture,
        root=root,
        only_main=only_main,
        head=head,
        site=site,
        classes=classes or classes_of(site, capture.body, capture.retrieved),
        dictionary=dictionary,
        address=address,
        document=document,
        base=base_of(head, document),
    )


def _language_of_words(root: _Element, dictionary: SiteDictionary) -> Language | None:
    return language_of_lines([line.text for line in lines_of(root)], dictionary)


def _tree(capture: Capture, classes: Classes | None) -> tuple[_Element, bool]:
    """The page's tree, and whether it is that of the page's content alone.

    The profile alone where it stands there under its known class name; else, where no known class says what the page
    holds, its ``<main>``: the second way looks nowhere else.

    Raises:
        RejectedError: the bytes hold no markup.
    """
    for form in classes.profile_forms() if classes else ():
        root = scoped_tree(capture.body, capture.charset, [name.encode() for name in form])
        if root is not None and classes and classes.find(root, "profile") is not None:
            return root, False
    if classes and not classes.stand_in(capture.body):
        root = main_tree(capture.body, capture.charset)
        if root is not None:
            return root, True
    root = tree_of(capture.body, capture.charset)
    if root is None:
        raise RejectedError("unreadable", "no markup could be read from the bytes")
    return root, False


def _full_tree(opened: HtmlPage) -> _Element:
    """The page's tree, for what is asked of all that stands on it."""
    full_tree = tree_of(opened.capture.body, opened.capture.charset) if opened.only_main else None
    return opened.root if full_tree is None else full_tree


def read_profile_page(opened: HtmlPage) -> Reading:
    """The record of one person's page.

    Raises:
        RejectedError: it is no profile, or its language cannot be told.
    """
    capture, head, site, dictionary = opened.capture, opened.head, opened.site, opened.dictionary
    title = titled(head.title, site).name
    extracted = read_html(opened.root, opened.classes, site, dictionary, title)
    extracted.name = extracted.name and name_in(extracted.name, title)
    if extracted.marked:
        elsewhere = _headed_elsewhere(opened, extracted)
        full_tree = tree_of(capture.body, capture.charset) if elsewhere else None
        if full_tree is not None:
            read_elsewhere(extracted, full_tree, site, dictionary, elsewhere)
    if not is_profile(extracted, opened.address, dictionary):
        raise RejectedError("not-a-profile", titled_so(head.title))
    language, contradicted = find_language(opened.address, head, partial(_full_tree, opened), dictionary)
    address = opened.address
    if address is not None:
        address = as_profile(address, site, language)
        if not capture.url and extracted.current and not address.page:
            address = paged(address, site, extracted.current)
    alternates = find_alternates(head, site, capture, ("profile", "ambiguous_profile"), language)
    people = People(site, opened.base, opened.document)
    context = PageContext(
        site=site,
        dictionary=dictionary,
        language=language,
        is_saved=capture.name != capture.url,
        contradicted=contradicted,
        url=address.url if address else capture.name,
        base=opened.base,
        slug=address.slug if address else None,
        page=address.page if address else extracted.current or 0,
        alternates={code: as_profile(read_address(site, url), site, code).url for code, url in alternates.items()},
        retrieved=capture.retrieved,
        sha256=capture.sha256,
    )
    record = read_profile(extracted, context, people)
    return Reading(record, list(people.addresses), distinct(opened.base, extracted.pager), alternates)


def _headed_elsewhere(opened: HtmlPage, extracted: ExtractedSections) -> list[str]:
    """Sections of which the profile's own element has nothing, but whose heading stands somewhere on the page.

    Publications are not looked for: a site lists its newest ones on every page. Supervisors are labels, not a section
    that moves.
    """
    language = opened.address.language if opened.address else None
    return [
        section
        for section in extracted.absent()
        if section in ("topics", "biography", "students")
        for forms in (opened.site.headings[section],)
        for words in ([forms[language]] if language else forms.values(),)
        if any(stands_as_heading(opened.capture.body, form.encode()) for of_one in words for form in of_one)
    ]


def read_directory_page(opened: HtmlPage, address: Address) -> Reading:
    """The record of a page that lists people.

    Raises:
        RejectedError: it lists nobody.
    """
    capture, head, site = opened.capture, opened.head, opened.site
    people = People(site, opened.base, opened.document)
    root = _full_tree(opened)
    people_listed = read_people(root, opened.classes, people)
    if not people_listed or (answers_for_home(head, site) and opened.classes.find(root, "student_card") is None):
        raise RejectedError("not-a-profile", f"{titled_so(head.title)} and lists no people")
    language, _ = find_language(address, head, partial(_full_tree, opened), opened.dictionary)
    source = {"url": address.url, "language": language, "retrieved": capture.retrieved, "sha256": capture.sha256}
    record = DirectoryPage.model_validate(
        {"type": "directory", "site": site.name, "source": source, "people": people_listed}
    )
    hrefs, _ = read_directory_pager(root, opened.classes)
    alternates = find_alternates(head, site, capture, ("list",), language)
    return Reading(record, list(people.addresses), distinct(opened.base, hrefs), alternates)
