from pathlib import Path

import pytest

from profile_scraper.dedupe.decide.rules import MATCH, NEVER, RULES, Rule

PAGE = (Path(__file__).parents[2] / "docs" / "merge.md").read_text(encoding="utf8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_page_about_merging_names_every_rule_and_its_reason(rule: Rule) -> None:
    assert f"| `{rule.name}` |" in PAGE
    assert f"| {rule.why} |" in PAGE


def test_no_rule_of_the_first_list_merges_and_every_rule_of_the_second_does() -> None:
    assert all(rule.verdict != "same" for rule in NEVER)
    assert all(rule.verdict == "same" for rule in MATCH)
    assert len({rule.name for rule in RULES}) == len(RULES)
