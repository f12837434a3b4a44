"""Which contradictions of pages people's decisions are about: told by content, not by an index in a list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from profile_scraper.records.decision import Decision
from profile_scraper.records.problem import NOT_STATED, Conflict


@dataclass(slots=True)
class ConflictAnswers:
    """The contradictions that people decided about, and decisions that cannot be used."""

    answered: dict[int, Decision] = field(default_factory=dict)
    """By the index of the contradiction; where several decisions agree, one that says what is right."""
    contradicted: list[tuple[Decision, ...]] = field(default_factory=list)
    """Decisions about one contradiction that cannot all hold; none of them is used."""
    ambiguous: list[Decision] = field(default_factory=list)
    """Decisions about one of several contradictions, and nothing tells which."""
    unmatched: list[Decision] = field(default_factory=list)
    """Decisions about what no contradiction here says."""

    @property
    def unused(self) -> int:
        """Number of decisions that are not used."""
        return len(self.ambiguous) + len(self.unmatched) + sum(map(len, self.contradicted))


def conflict_scope(conflict: Conflict) -> str:
    """What a decision about a conflict names beside the statements: the person's id, the field, and whose item it is.

    The index in a list is left out: it is another one when somebody is added to the list or left out of it.
    """
    before, index, after = _split(conflict.field)
    item = f"[{conflict.item}]" if index is not None and conflict.item is not None else ""
    return f"{conflict.profile} {before}{item}{after}"


def right_statement(conflict: Conflict, decision: Decision) -> int | None:
    """Index of the statement that a decision about the conflict says is right, None where it names neither."""
    right = {"first": decision.first, "second": decision.second}.get(decision.correct or "")
    texts = [statement.text or NOT_STATED for statement in conflict.statements]
    return texts.index(right) if right in texts else None


def answered_conflicts(conflicts: Sequence[Conflict], decisions: Iterable[Decision]) -> ConflictAnswers:
    """Find the contradictions that decisions are about: the same person, field and two statements.

    Of several such contradictions the decision is about the one of the item that it names. A line of an earlier version
    names an index: it is about the contradiction at this index, else about the only one.

    Args:
        conflicts: of any sites.
        decisions: valid ones of any subject, in the order in which contradictions between them are to be named.
    """
    by_content: dict[tuple[str, frozenset[str]], list[int]] = {}
    for index, conflict in enumerate(conflicts):
        statements = frozenset(statement.text or NOT_STATED for statement in conflict.statements)
        by_content.setdefault((_without_item(f"{conflict.profile} {conflict.field}"), statements), []).append(index)
    answers = ConflictAnswers()
    found: dict[int, list[Decision]] = {}
    for decision in decisions:
        if decision.subject != "conflict":
            continue
        scope = decision.within or ""
        alike = by_content.get((_without_item(scope), frozenset({decision.first, decision.second})), [])
        named = [index for index in alike if scope in _scopes(conflicts[index])] or alike
        if len(named) == 1:
            found.setdefault(named[0], []).append(decision)
        else:
            (answers.ambiguous if named else answers.unmatched).append(decision)
    for index, about in found.items():
        if _agree(about, conflicts[index]):
            answers.answered[index] = next((each for each in about if each.correct), about[0])
        else:
            answers.contradicted.append(tuple(about))
    return answers


def _scopes(conflict: Conflict) -> tuple[str, str]:
    """How decisions name the person, the field and the item, today and in earlier versions."""
    return conflict_scope(conflict), f"{conflict.profile} {conflict.field}"


def _agree(decisions: Sequence[Decision], conflict: Conflict) -> bool:
    answers = {decision.answer for decision in decisions}
    right = {right_statement(conflict, decision) for decision in decisions if decision.correct}
    return len(answers) == 1 and len(right) <= 1


def _without_item(scope: str) -> str:
    before, _item, after = _split(scope)
    return before + after


def _split(path: str) -> tuple[str, str | None, str]:
    """The path before the item of its list, the item (an index or a name), and the path after it."""
    before, bracket, rest = path.partition("[")
    item, _bracket, after = rest.rpartition("]")
    return before, item if bracket else None, after
