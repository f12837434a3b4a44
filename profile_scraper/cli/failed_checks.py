"""What is doubtful of a site, and what to correct in its file, in sentences."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from profile_scraper.cli.terminal import print_error
from profile_scraper.messages import _, decimal

if TYPE_CHECKING:
    from profile_scraper.records.manifest import FailedCheck, SiteConfidence

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
    }
    sentence = sentences.get(failed.check, "{check}: {good} of {all}")
    return sentence.format(check=failed.check, good=failed.good, all=failed.all, other=failed.all - failed.good)


def print_failed_checks(confidences: "Iterable[SiteConfidence]") -> None:
    """Name on standard error each site that is doubtful, with what to correct, and selectors that matched nothing."""
    for line in _lines(confidences):
        print_error(line)


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
