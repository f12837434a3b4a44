"""What needs somebody's attention this week: sentences with examples, for the first screen of the report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from profile_scraper.dataset.diff import Change
from profile_scraper.records.manifest import LISTED_PERSON, Manifest, UnmatchedTerm
from profile_scraper.records.problem import Conflict, Problem
from profile_scraper.report.names import distinct_names
from profile_scraper.report.people import PersonRow

_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Example:
    """One of the pages or people that a sentence is about."""

    text: str
    address: str | None
    """Address of the page, None where the text names no page."""


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """One sentence of the first screen."""

    key: str
    """Key of the message, which has the place ``{count}``."""
    count: int
    section: str
    """Fragment of the section that shows all of them."""
    examples: Sequence[Example]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """What waits for a person's answer in a review."""

    decisions: int
    """Number of uncertain decisions about publications and pages."""
    unmatched: Sequence[UnmatchedTerm]
    """Labels without a counterpart in the other language."""


def attention_items(
    rows: Sequence[PersonRow],
    problems: Sequence[Problem],
    conflicts: Sequence[Conflict],
    unanswered: Unanswered,
    changes: Iterable[Change] | None,
) -> list[AttentionItem]:
    """What needs attention, the most urgent first; sentences about nothing are left out.

    Args:
        rows: the people.
        problems: what could not be used.
        conflicts: contradictions between pages.
        unanswered: what waits for a person's answer.
        changes: changes since the earlier dataset, None where none was named.
    """
    names = distinct_names(row.profile for row in rows)
    open_conflicts = [conflict for conflict in conflicts if conflict.decided != "same"]
    untranslated = [conflict for conflict in open_conflicts if conflict.kind == "not-translated"]
    contradictions = [conflict for conflict in open_conflicts if conflict.kind != "not-translated"]
    labels = [term.label for term in unanswered.unmatched]
    stale = [row for row in rows if any(source.stale for source in row.profile.sources)]
    one_page = [row for row in rows if row.missing]
    whole_record = [change for change in changes or () if change.field is None and change.record == "profile"]
    items = [
        AttentionItem("attention_problems", len(problems), "problems", [Example(one.url, one.url) for one in problems]),
        AttentionItem("attention_stale", len(stale), "people", list(map(_page_of, stale))),
        AttentionItem("attention_contradictions", len(contradictions), "conflicts", _statements(contradictions, names)),
        AttentionItem(
            "attention_untranslated", len(untranslated), "untranslated_texts", _statements(untranslated, names)
        ),
        AttentionItem("attention_uncertain", unanswered.decisions, "decisions", ()),
        AttentionItem("attention_labels", len(labels), "unmatched", [Example(label, None) for label in labels]),
        AttentionItem("attention_one_page", len(one_page), "people", list(map(_page_of, one_page))),
        *(
            AttentionItem(f"attention_{kind}", len(found), "changed", [Example(one.name, None) for one in found])
            for kind in ("added", "removed")
            for found in [[change for change in whole_record if change.kind == kind]]
        ),
    ]
    return [_shortened(item) for item in items if item.count]


def listed_people(manifest: Manifest) -> list[AttentionItem]:
    """The sentence about people whom lists link to and whose own pages are not among the inputs; none for nobody."""
    count = manifest.skipped.get(LISTED_PERSON, 0)
    return [AttentionItem("attention_listed", count, "people", ())] if count else []


def _page_of(row: PersonRow) -> Example:
    return Example(row.profile.name, row.profile.sources[0].url if row.profile.sources else None)


def _statements(conflicts: Iterable[Conflict], names: dict[str, str]) -> list[Example]:
    return [
        Example(names.get(conflict.profile, conflict.profile), next((each.url for each in conflict.statements), None))
        for conflict in conflicts
    ]


def _shortened(item: AttentionItem) -> AttentionItem:
    """The item with its first different examples."""
    examples = list(dict.fromkeys(item.examples))[:_EXAMPLES]
    return AttentionItem(item.key, item.count, item.section, examples)
