"""Reading one capture: which site, which kind of page, which record."""

from profile_scraper.parse.fields.person import looks_like_name
from profile_scraper.parse.html_page import identify_page, open_page, read_directory_page, read_profile_page
from profile_scraper.parse.page.address import other_language, with_true_address
from profile_scraper.parse.page.layout import structure_of
from profile_scraper.parse.page.limits import refuse_long_lists
from profile_scraper.parse.page.lines import lines_of
from profile_scraper.parse.page.rejection import (
    SHELL_ADVICE,
    RejectedError,
    is_empty_shell,
    is_protected,
    refuse_no_text,
)
from profile_scraper.parse.page.tree import tree_of
from profile_scraper.parse.reading import Reading
from profile_scraper.parse.text_page import read_text_page
from profile_scraper.records.page import Capture, DirectoryPage, ParseWarning, ProfilePage
from profile_scraper.records.problem import Problem, Reason
from profile_scraper.sites import Site, site_of
from profile_scraper.text.escape import quoted

_FIRST_ERROR = 400
_PERHAPS_OTHER_LANGUAGE = ("not-a-profile", "unknown-address", "unknown-language")
"""Why a page in a language that is not read is refused."""
_REASONS_OF_SHELLS = ("not-a-profile", "unknown-address", "unknown-language", "unknown-site", "unreadable")


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
        reading = read_text_page(capture, site) if capture.media == "text" else _read_html(capture, site)
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
        identified = None if capture.media == "text" else identify_page(capture, site)
        if identified is None or identified.site.by_structure:
            return None  # without class names a page has no parts to be looked for
        root = tree_of(capture.body, capture.charset)
    except RejectedError:
        return None
    opened = open_page(identified)
    return structure_of(root, opened.classes, opened.dictionary) if root is not None else None


def _rejected(capture: Capture, reason: Reason, detail: str) -> Reading:
    problem = Problem(stage="parse", url=capture.name, record=None, field=None, reason=reason, detail=detail)
    return Reading(problem, [], [], {})


def _read_html(capture: Capture, site: Site | None) -> Reading:
    refuse_no_text(capture.body)
    capture = with_true_address(capture)
    of_site = site or (site_of(capture.url) if capture.url else None)
    if of_site is not None and of_site.by_structure:
        return _read_by_structure(capture, of_site)
    identified = identify_page(capture, of_site)
    if identified.site.by_structure:
        return _read_by_structure(capture, identified.site)
    opened = open_page(identified)
    if opened.address is not None and opened.address.kind == "list":
        return read_directory_page(opened, opened.address)
    return read_profile_page(opened)


def _read_by_structure(capture: Capture, site: Site) -> Reading:
    from profile_scraper.parse.structured import read_structured  # pages of a known layout do without

    read = read_structured(capture, site)
    return Reading(read.record, read.people, [], {})
