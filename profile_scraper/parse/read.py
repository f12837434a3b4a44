"""Reading one capture: which site, which kind of page, which record."""

import re
from functools import partial
from typing import NamedTuple

from lxml.etree import _Element

from profile_scraper.escape import quoted
from profile_scraper.parse.dictionary import SiteDictionary, dictionary_of
from profile_scraper.parse.extracted import ExtractedSections
from profile_scraper.parse.fields.names import looks_like_name, name_in
from profile_scraper.parse.locate.methods import is_profile, read_elsewhere, read_html
from profile_scraper.parse.locate.plain_text import read_text, text_lines
from profile_scraper.parse.page.address import (
    answers_for_home,
    as_profile,
    base_of,
    find_address,
    find_alternates,
    find_language,
    find_site,
    page_text,
    paged,
    refuse_foreign,
    with_true_address,
)
from profile_scraper.parse.page.encoding import decoded, wide_encoding
from profile_scraper.parse.page.language import language_of_lines, other_language
from profile_scraper.parse.page.layout import Classes, classes_of, structure_of
from profile_scraper.parse.page.limits import refuse_long_lists, with_few_marks
from profile_scraper.parse.page.lines import lines_of
from profile_scraper.parse.page.links import People, distinct, read_directory_pager, read_people
from profile_scraper.parse.page.rejection import (
    SHELL_ADVICE,
    RejectedError,
    is_empty_shell,
    is_protected,
    refuse_by_title,
    refuse_challenge,
    titled,
    titled_so,
)
from profile_scraper.parse.page.restored import PLACEHOLDER, restore_entities
from profile_scraper.parse.page.tree import Head, main_tree, read_head, scoped_tree, stands_as_heading, tree_of
from profile_scraper.parse.profile import PageContext, read_profile
from profile_scraper.records.base import Language
from profile_scraper.records.page import Capture, DirectoryPage, ParseWarning, ProfilePage
from profile_scraper.records.problem import Problem, Reason
from profile_scraper.sites import Address, Site, read_address, site_of

_SAMPLE = 4096
_FIRST_ERROR = 400
_PERHAPS_OTHER_LANGUAGE = ("not-a-profile", "unknown-address", "unknown-language")
"""Why a page in a language that is not read is refused."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_REASONS_OF_SHELLS = ("not-a-profile", "unknown-address", "unknown-language", "unknown-site", "unreadable")
_BINARY = {
    b"%PDF-": "a PDF document",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive, as of an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"RIFF": "a picture, sound or film",
    b"wOF": "a font",
}
"""What content is by its first bytes."""


class Reading(NamedTuple):
    """What one page says, and the addresses that it names for whoever goes on crawling."""

    record: ProfilePage | DirectoryPage | Problem
    people: list[str]
    """Absolute addresses of profiles, as on the page: cards, students, supervisors, authors."""
    pages: list[str]
    """Absolute addresses of the page's own pager."""
    alternates: dict[Language, str]
    """Absolute addresses of the page in its other languages."""


def read_page(capture: Capture, site: Site | None = None) -> ProfilePage | DirectoryPage | Problem:
    """Read one page's record; never raises, a page of no use is a ``Problem``."""
    return read_capture(capture, site).record


def read_capture(capture: Capture, site: Site | None = None) -> Reading:
    """Read one page's record and the addresses that it names; never raises."""
    try:
        return read_unguarded(capture, site)
    except Exception as error:  # noqa: BLE001 - one page's fault must not end a run of 100,000
        return _rejected(capture, "unreadable", f"the reader failed: {type(error).__name__}: {error}"[:300])


def read_unguarded(capture: Capture, site: Site | None = None) -> Reading:
    """What ``read_capture`` does, but a fault of the reader itself is raised: for tests and fuzzers."""
    try:
        reading = _read_text(capture, site) if capture.media == "text" else _read_html(capture, site)
        if not isinstance(reading.record, Problem):
            refuse_long_lists(reading.record)
    except RejectedError as rejected:
        if rejected.reason in ("not-a-profile", "unknown-address") and is_protected(capture.body):
            return _rejected(capture, "challenge-page", rejected.detail)
        if rejected.reason in _REASONS_OF_SHELLS and _is_shell(capture):
            return _rejected(capture, "empty", SHELL_ADVICE)
        tag = other_language(capture.body) if rejected.reason in _PERHAPS_OTHER_LANGUAGE else None
        if tag:
            return _rejected(capture, "other-language", f"the page says that its language is {quoted(tag)}")
        return _rejected(capture, rejected.reason, rejected.detail)
    if _is_thin(reading) and _is_shell(capture):
        return _rejected(capture, "empty", SHELL_ADVICE)
    return _with_status(reading, capture.status)


def _with_status(reading: Reading, status: int | None) -> Reading:
    """A profile that came with the status of an error is read, since its content decides, and its record says so."""
    record = reading.record
    if status is None or status < _FIRST_ERROR or not isinstance(record, ProfilePage):
        return reading
    detail = f"the server answered {status}, yet the page is a profile: read"
    warning = ParseWarning(field="source.url", reason="contradiction", detail=detail)
    return reading._replace(record=record.model_copy(update={"warnings": [*record.warnings, warning]}))


def _is_thin(reading: Reading) -> bool:
    record = reading.record
    if isinstance(record, DirectoryPage):
        return not (reading.people or reading.pages or record.cards or record.publications)
    if isinstance(record, ProfilePage):
        return not (record.roles or record.topics or record.biography or record.publications or record.students)
    return False


def _is_shell(capture: Capture) -> bool:
    """Whether scripts build the page; where its heading is a person's name, the page says little by itself."""
    root = tree_of(capture.body, capture.charset) if capture.media == "html" else None
    if root is None or not is_empty_shell(root):
        return False
    return not any(looks_like_name(line.text) for heading in root.iter("h1") for line in lines_of(heading))


def fingerprint(capture: Capture, site: Site | None = None) -> dict[str, str] | None:
    """For each part of an HTML page a hash of where it stands, equal for pages of one layout; None for other pages."""
    try:
        identified = None if capture.media == "text" else _identify(capture, site)
        if identified is None or identified.site.by_structure:
            return None  # without class names a page has no parts to be looked for
        root = tree_of(capture.body, capture.charset)
    except RejectedError:
        return None
    opened = _open(identified)
    return structure_of(root, opened.classes, opened.dictionary) if root is not None else None


class _Identified(NamedTuple):
    """A page's tree and the site that it is of."""

    capture: Capture
    root: _Element
    only_main: bool
    """Whether the tree is that of the page's content alone."""
    head: Head
    site: Site
    classes: Classes | None
    """None where they were not needed to find the site."""


class _Opened(NamedTuple):
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


def _rejected(capture: Capture, reason: Reason, detail: str) -> Reading:
    problem = Problem(stage="parse", url=capture.name, record=None, field=None, reason=reason, detail=detail)
    return Reading(problem, [], [], {})


def _refuse_no_text(capture: Capture) -> None:
    """Refuse what is empty or no text.

    Raises:
        RefusedError: it is.
    """
    body = capture.body
    if not body or body.isspace():
        raise RejectedError("empty", "the page has no content")
    binary = next((kind for first, kind in _BINARY.items() if body.startswith(first)), None)
    if binary is not None:
        raise RejectedError("wrong-type", f"the content is no text, but {binary}")
    sample = body[:_SAMPLE]
    if not wide_encoding(body) and len(_CONTROL.findall(sample)) * 50 > len(sample):
        raise RejectedError("wrong-type", "the content is no text: it holds control characters")


def _read_text(capture: Capture, site: Site | None) -> Reading:
    _refuse_no_text(capture)
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


def _identify(capture: Capture, site: Site | None) -> _Identified:
    """Build the tree and find out which site it is of.

    Raises:
        RefusedError: it is no page, answers for another one, or is of no known site.
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
    return _Identified(capture, root, only_main, head, site, classes)


def _open(identified: _Identified) -> _Opened:
    capture, root, only_main, head, site, classes = identified
    dictionary = dictionary_of(site)
    address = find_address(capture, head, site, partial(_language_of_words, root, dictionary))
    document = address.url if address else capture.url or site.base_url
    return _Opened(
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


def _read_html(capture: Capture, site: Site | None) -> Reading:
    _refuse_no_text(capture)
    capture = with_true_address(capture)
    of_site = site or (site_of(capture.url) if capture.url else None)
    if of_site is not None and of_site.by_structure:
        return _read_by_structure(capture, of_site)
    identified = _identify(capture, of_site)
    if identified.site.by_structure:
        return _read_by_structure(capture, identified.site)
    opened = _open(identified)
    if opened.address is not None and opened.address.kind == "list":
        return _read_directory(opened, opened.address)
    return _read_profile(opened)


def _read_by_structure(capture: Capture, site: Site) -> Reading:
    from profile_scraper.parse.structured import read_structured  # pages of a known layout do without

    read = read_structured(capture, site)
    return Reading(read.record, read.people, [], {})


def _read_profile(opened: _Opened) -> Reading:
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


def _headed_elsewhere(opened: _Opened, extracted: ExtractedSections) -> list[str]:
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


def _tree(capture: Capture, classes: Classes | None) -> tuple[_Element, bool]:
    """The page's tree, and whether it is that of the page's content alone.

    The profile alone where it stands there under its known class name; else, where no known class says what the page
    holds, its ``<main>``: the second way looks nowhere else.

    Raises:
        RefusedError: the bytes hold no markup.
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


def _full_tree(opened: _Opened) -> _Element:
    """The page's tree, for what is asked of all that stands on it."""
    full_tree = tree_of(opened.capture.body, opened.capture.charset) if opened.only_main else None
    return opened.root if full_tree is None else full_tree


def _read_directory(opened: _Opened, address: Address) -> Reading:
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
