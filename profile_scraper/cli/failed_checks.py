"""What is doubtful of a site, and what to correct in its file, in sentences."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from profile_scraper.cli.output import print_error
from profile_scraper.messages import _, decimal

if TYPE_CHECKING:
    from profile_scraper.learning.check import WrongValue
    from profile_scraper.records.manifest import FailedCheck, Manifest, SiteConfidence

_CORRECT = "docs/add-a-site.md"


def sentence_of(failed: "FailedCheck") -> str:
    """What a failed check found, and which key of ``site.toml`` to correct."""
    sentences = {
        "pages-read": _("{good} of {all} pages that hold people or publications were read; correct addresses"),
        "people-found": _("nobody was found; correct addresses and fields.people.card"),
        "kind-of-pages": _(
            "{other} of {all} pages that are read as lists name one person; correct addresses.profile and .list"
        ),
        "items-of-one": _("the items of lists hold names of several people; correct fields.people.card"),
        "people-described": _("{good} of {all} people have more than a name; correct fields.people.card and fields"),
        "own-topics": _("{good} of {all} topics are those of few people; correct fields.topics"),
        "own-names": _("{good} of {all} names are those of one page; correct fields.name"),
        "both-languages": _("{good} of {all} people are in both languages; correct addresses.profile and fields.name"),
        "languages-agree": _("the two languages agree on {good} of {all} values of the same people; correct fields"),
        "positions": _("{good} of {all} people have a position; correct fields.roles"),
        "text-of-pages": _("fields hold {good} of {all} words of people's pages; correct fields"),
        "text-of-items": _("fields hold {good} of {all} words of people's items; correct fields.people"),
        "values-name": _("{good} of {all} names are names of people; correct fields.name"),
        "values-roles": _("{good} of {all} positions are positions; correct fields.roles"),
        "values-topics": _("{good} of {all} topics are topics; correct fields.topics"),
        "values-biography": _("{good} of {all} biographies are running text; correct fields.biography"),
        "values-parts": _("{other} of {all} biographies hold other parts of the page; correct fields.biography"),
        "values-publications": _("{good} of {all} titles are titles; correct fields.publications.card and .title"),
        "titles": _(
            "{other} of {all} publications have a title that others have, too; correct fields.publications.title"
        ),
        "whole-publications": _(
            "{other} of {all} publications hold other parts of the page; correct fields.publications.card"
        ),
        "own-publications": _(
            "{good} of {all} publications name their person as an author; correct fields.publications"
        ),
        "publications-read": _(
            "{other} of {all} dated lines below headings of publications are in none; correct fields.publications.card"
        ),
    }
    sentence = sentences.get(failed.check, "{check}: {good} of {all}")
    return sentence.format(check=failed.check, good=failed.good, all=failed.all, other=failed.all - failed.good)


def wrong_value(field: str, wrong: "WrongValue") -> str:
    """Which value looks wrong, why, and which key of ``site.toml`` to correct."""
    reason = {
        "no-name": _("it is no name of a person"),
        "heading": _("it is the heading of a part of the page"),
        "e-mail": _("it has an e-mail address"),
        "long": _("it is too long"),
    }[wrong.fault]
    text = _("{field} of {person}: {value!r}: {reason}; correct fields.{field} if it is none")
    return text.format(field=field, person=wrong.person, value=wrong.value, reason=reason)


def print_failed_checks(manifest: "Manifest") -> None:
    """Name on standard error what is doubtful of each site and what to correct, and selectors that matched nothing."""
    from profile_scraper.sites import UNKNOWN_BASE, load_site  # a mistyped command does without

    for line in _lines(manifest.site_confidence):
        print_error(line)
    for site in manifest.sites:
        if load_site(site).base_url == UNKNOWN_BASE:
            text = _("{site}: base_url is not in its site.toml; the records have no addresses of pages")
            print_error(text.format(site=site))


def _lines(confidences: "Iterable[SiteConfidence]") -> Iterator[str]:
    for each in confidences:
        if each.doubtful:
            number = decimal(each.confidence, ".2f")
            yield _("{site}: doubtful, confidence {number} ({docs})").format(
                site=each.site, number=number, docs=_CORRECT
            )
            for failed in each.failed_checks:
                yield _("{site}: doubtful: {failed}").format(site=each.site, failed=sentence_of(failed))
        for selector in each.unmatched_selectors:
            yield _("{site}: matched nothing on any page: {selector}").format(site=each.site, selector=selector)
