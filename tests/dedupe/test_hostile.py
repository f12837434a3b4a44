import pytest

from profile_scraper.dedupe import deduplicate_entries
from tests.dedupe.entries import entry, listed_entry

HOSTILE = {
    "nothing but punctuation": "?!… — ()[]",
    "brackets without end": "[" * 20_000,
    "brackets that close": "[a]" * 20_000,
    "spaces": f"Fog{' ' * 50_000}[over harbours",
    "one very long word": "fog" * 30_000,
    "many words": "fog over " * 10_000,
    "a lone surrogate": "Fog \ud800 over harbours",
    "control characters": "Fog\x00over\u202eharbours",
    "commands": "\\\\'" * 10_000,
    "another script": "霧の重さ",
}


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE)
def test_no_title_stops_the_others(title: str) -> None:
    located = [
        listed_entry(entry("The weight of fog over three harbours", ["Ada Brume"])),
        listed_entry(entry(title, ["Ada Brume"]), position=2),
        listed_entry(entry(f"{title} ", ["A. Brume"]), "luc-sablier"),
    ]
    merged = deduplicate_entries(located)
    assert "The weight of fog over three harbours" in {publication.title for publication in merged.publications}
    assert sum(len(publication.occurrences) for publication in merged.publications) == 3


def test_thousands_of_authors_do_not_stop_a_build() -> None:
    crowd = [f"Ada Brume{n}" for n in range(5_000)]
    located = [
        listed_entry(entry("The weight of fog over three harbours", crowd)),
        listed_entry(entry("The Weight of Fog over Three Harbours", [*crowd[1:], "Luc Sablier"]), "luc-sablier"),
    ]
    assert len(deduplicate_entries(located).by_profile) == 2


def test_nothing_listed_gives_nothing() -> None:
    merged = deduplicate_entries([])
    assert (len(merged.publications), len(merged.decisions), merged.by_profile, merged.problems) == (0, 0, {}, [])
