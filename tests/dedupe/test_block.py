from profile_scraper.dedupe.block import LARGEST_BLOCK, WINDOW, candidate_pairs
from profile_scraper.dedupe.prepare.columns import columns_of
from profile_scraper.dedupe.records import PublicationRecord


def compared(*records: PublicationRecord) -> int:
    return len(candidate_pairs(columns_of(records))[0])


def editorials(count: int, *, signed: bool) -> list[PublicationRecord]:
    return [
        PublicationRecord("Editorial", [f"Ada Brume{number}" if signed else "Ada Brume"]) for number in range(count)
    ]


def test_a_small_block_is_compared_all_with_all() -> None:
    assert compared(*editorials(LARGEST_BLOCK, signed=True)) == LARGEST_BLOCK * (LARGEST_BLOCK - 1) // 2


def test_a_block_that_grows_too_large_is_split_by_authors() -> None:
    teams = [PublicationRecord("Editorial", [f"Ada Brume{number // 2}"]) for number in range(2_000)]
    assert compared(*teams) == 1_000


def test_a_block_that_nothing_splits_costs_no_more_than_its_size() -> None:
    for count in (1_000, 4_000):
        assert 0 < compared(*editorials(count, signed=False)) <= count * WINDOW


def test_what_stands_alone_is_compared_with_nothing() -> None:
    assert (
        compared(*(PublicationRecord(f"fog{number} over{number}", [f"Ada Brume{number}"]) for number in range(500)))
        == 0
    )
