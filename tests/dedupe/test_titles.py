import pytest

from profile_scraper.dedupe.compare.authors import compare_author_lists
from profile_scraper.dedupe.compare.titles import TitleLevel, compare_words
from profile_scraper.dedupe.prepare.authors import surname
from profile_scraper.dedupe.prepare.titles import Kind, read_title


@pytest.mark.parametrize(
    ("title", "words", "kind"),
    [
        ("Slow Clocks.", "slow clocks", Kind.ORIGINAL),
        ("Clocks >or=30 Years", "clocks 30 years", Kind.ORIGINAL),
        ("Author Correction: Slow Clocks", "slow clocks", Kind.CORRECTION),
        ("Corrigendum to ‘Slow Clocks’", "slow clocks", Kind.CORRECTION),
        ("Slow Clocks (Erratum)", "slow clocks", Kind.CORRECTION),
        ("Retraction notice to: Slow Clocks", "slow clocks", Kind.RETRACTION),
        ("RETRACTED ARTICLE: Slow Clocks", "slow clocks", Kind.ORIGINAL),
        ("Comments on “Slow Clocks”", "slow clocks", Kind.COMMENT),
        ("Response to Slow Clocks", "slow clocks", Kind.REPLY),
        ("Correction of slow clocks", "correction of slow clocks", Kind.ORIGINAL),
        ("Response times of slow clocks", "response times of slow clocks", Kind.ORIGINAL),
        ("Erratum", "erratum", Kind.ORIGINAL),
        ("[Slow clocks]. [Chinese]", "slow clocks", Kind.ORIGINAL),
        ("Slow clocks. [Review] [33 refs]", "slow clocks", Kind.ORIGINAL),
        ("Slow clocks (extended abstract)", "slow clocks", Kind.LESSER_VERSION),
        ("Slow clocks - full version", "slow clocks", Kind.FULLER_VERSION),
        ("Slow clocks (poster)", "slow clocks", Kind.ORIGINAL),
        ("Slow clocks (and fast ones)", "slow clocks and fast ones", Kind.ORIGINAL),
        ("Slow Clocks, Part IV", "slow clocks part 4", Kind.ORIGINAL),
        ("The Fifth Slow Clock", "the 5th slow clock", Kind.ORIGINAL),
        ("Vitamin I", "vitamin 1", Kind.ORIGINAL),
        (r"Schr{\\\"o}dinger's $K$-clocks", "schrodingers k clocks", Kind.ORIGINAL),
        ("IFN-γ &amp; H<sub>2</sub>O", "ifn gamma h2o", Kind.ORIGINAL),
        ("…", "…", Kind.ORIGINAL),
    ],
)
def test_reads_what_names_the_work(title: str, words: str, kind: Kind) -> None:
    read = read_title(title)
    assert (" ".join(read.words), read.kind) == (words, kind)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ada Brume", "brume"),
        ("Brume, Ada", "brume"),
        ("Brume AB", "brume"),
        ("A. B. Brume", "brume"),
        ("Jan van der Berg", "berg"),
        ("van der Berg, Jan", "berg"),
        ("van, Berg J", "berg"),
        ("Luis García-Márquez", "marquez"),
        ("Wright Jr., T C", "wright"),
        ("Wei Li", "li"),
        ("The Harbour Study Group", ""),
        ("[Anonymous]", ""),
        ("?", ""),
    ],
)
def test_reads_the_family_name(name: str, family: str) -> None:
    assert surname(name) == family


@pytest.mark.parametrize(
    ("one", "other", "level", "extra"),
    [
        ("data base of bells", "database of bells", TitleLevel.SPELLED, 0),
        ("bells of the north", "bells for north", TitleLevel.SPELLED, 0),
        ("bells of the north", "north bells", TitleLevel.REORDERED, 0),
        ("learning from bells", "learning with bells", TitleLevel.OTHER, 2),
        ("bells of 1901", "bells of 1902", TitleLevel.NUMBERED, 2),
        ("bells part 1", "bells", TitleLevel.NUMBERED, 2),
        ("bells of the north", "bells", TitleLevel.EXTENDED, 1),
        ("bells of the north", "bells of the south", TitleLevel.OTHER, 2),
        ("bells a tutorial session", "bells", TitleLevel.SPELLED, 0),
    ],
)
def test_says_in_what_titles_differ(one: str, other: str, level: TitleLevel, extra: int) -> None:
    assert compare_words(one, other, lambda _: 9, None) == (level, extra)
    assert compare_words(other, one, lambda _: 9, None) == (level, extra)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("neural", "neutral", TitleLevel.OTHER),  # two words
        ("neural", "nueral", TitleLevel.SPELLED),  # letters changed places
        ("lanterns", "lantern", TitleLevel.SPELLED),  # an inflection
        ("theories", "theory", TitleLevel.SPELLED),
        ("organised", "organized", TitleLevel.SPELLED),  # a national spelling
        ("planes", "plans", TitleLevel.OTHER),  # of one stem, no inflection
        ("measurement", "measuremnet", TitleLevel.SPELLED),
        ("measurement", "measurment", TitleLevel.SPELLED),
        ("crowdwalk", "crowdwark", TitleLevel.OTHER),  # no dictionary has them, but other titles do
    ],
)
def test_a_slip_is_a_word_that_no_dictionary_and_no_other_title_has(one: str, other: str, level: TitleLevel) -> None:
    seen = {"neural": 400, "neutral": 30, "crowdwalk": 40, "crowdwark": 30}
    for left, right in ((one, other), (other, one)):
        found, _ = compare_words(f"{left} weather", f"{right} weather", lambda word: seen.get(word, 1), "en")
        assert found is level


@pytest.mark.parametrize(
    ("one", "other", "shared", "rearranged"),
    [
        (["Ada Brume", "Luc Sablier"], ["Luc Sablier", "Ada Brume"], 2, False),
        (["Ada Brume", "Luc Sablier"], ["Ada Brume", "Luc Sablier", "Mina Okoro"], 2, False),
        (["Ada Brume", "Luc Sablier"], ["Mina Okoro", "Ada Brume", "Luc Sablier"], 2, True),
        (["Ada Brume", "Luc Sablier", "Mina Okoro"], ["Ada Brume", "Luc S.", "Mina Okoro"], 3, False),
        (["Ada Brume"], ["Luc Sablier"], 0, True),
    ],
)
def test_compares_lists_of_people(one: list[str], other: list[str], shared: int, rearranged: bool) -> None:
    assert compare_author_lists("|".join(one), "|".join(other)) == (shared, rearranged)
