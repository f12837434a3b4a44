import pytest

from profile_scraper.dedupe.compare.authors import compare_author_lists
from profile_scraper.dedupe.compare.titles import (
    TitleLevel,
    compare_words,
    continuation,
    is_in_dictionary,
    same_word,
)
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
        ("Slow clocks (extended abstract)", "slow clocks", Kind.ORIGINAL),
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


_NOTES = """
R&R | R & R at Harbour Letters | revise and resubmit | minor revisions | conditionally accepted | Ph.D. thesis
PhD Dissertation | Master's thesis | M.Sc. thesis | thèse de doctorat | mémoire de maîtrise
PhD thesis, University of Ost, 2019 | habilitation | à paraître | À paraître dans Lettres du port
soumis à une revue | en révision | en cours d'évaluation | accepté avec révisions | under review
under review at JMLR | in revision | in preparation | to be presented at the harbour meeting | online first
Spotlight | Oral, top 1% | notable top 5% | poster | Poster session | invited talk | lightning talk
communication orale | distinguished paper | Test of Time Award | mention honorable | job market paper
Working paper no. 12 | technical report | rapport technique | book chapter | equal contribution
joint first authors | in French | submitted to Harbour Letters
""".replace("\n", "|").split("|")


@pytest.mark.parametrize("note", [note.strip() for note in _NOTES if note.strip()])
@pytest.mark.parametrize("form", ["{} ({})", "{} [{}]", "{} - {}"])
def test_a_note_of_a_list_is_no_part_of_the_title(note: str, form: str) -> None:
    read = read_title(form.format("Slow clocks of the harbour", note))
    assert (" ".join(read.words), read.kind) == ("slow clocks of the harbour", Kind.ORIGINAL)


@pytest.mark.parametrize("note", ["PhD thesis", "Master's thesis, University of Ost", "R&R", "to appear", "Spotlight"])
def test_a_note_without_brackets_leaves_the_title_as_another_form(note: str) -> None:
    assert "slowclocksoftheharbour" in read_title(f"Slow clocks of the harbour. {note}.").other_titles


@pytest.mark.parametrize(
    "title",
    [
        "Treasurer's message",
        "Slow clocks of the harbour (not) learning",
        "Slow clocks (and how to stop them)",
        "Slow clocks (a thesis)",
        "Slow clocks of the harbour (in winter)",
        "Slow clocks of the harbour (rats)",
        "Slow clocks of the harbour (the long way)",
        "Writing a Master's Thesis",
        "Harbours under Review: Clocks",
        "Slow clocks, lamps, rails and talk",
        "Clocks of the harbour. A spotlight on rails",
        "How harbours write their theses",
    ],
)
def test_a_title_that_only_looks_like_a_note_stays_whole(title: str) -> None:
    read = read_title(title)
    assert read.words == read_title(title.replace("(", "").replace(")", "")).words
    assert not read.other_titles


def test_a_work_in_progress_is_a_version() -> None:
    assert read_title("Slow clocks of the harbour (work in progress)").kind is Kind.LESSER_VERSION


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
    for first, second in ((one, other), (other, one)):
        found, _ = compare_words(f"{first} weather", f"{second} weather", lambda word: seen.get(word, 1), "en")
        assert found is level


@pytest.mark.parametrize(
    ("one", "other", "shared", "rearranged"),
    [
        (["Ada Brume", "Luc Sablier"], ["Luc Sablier", "Ada Brume"], 2, False),
        (["Ada Brume", "Luc Sablier"], ["Ada Brume", "Luc Sablier", "Mina Okoro"], 2, False),
        (["Ada Brume", "Luc Sablier"], ["Mina Okoro", "Ada Brume", "Luc Sablier"], 2, False),  # 'with Ada and Luc'
        (["Luc Sablier", "Ada Brume"], ["Mina Okoro", "Ada Brume", "Luc Sablier"], 2, True),
        (["Ada Brume"], ["Mina Okoro", "Ada Brume"], 1, True),
        (["Ada Brume", "Luc Sablier", "Mina Okoro"], ["Ada Brume", "Luc S.", "Mina Okoro"], 3, False),
        (["Ada Brume"], ["Luc Sablier"], 0, True),
        (["王伟", "李娜"], ["王 伟", "李 娜"], 2, False),
    ],
)
def test_compares_lists_of_people(one: list[str], other: list[str], shared: int, rearranged: bool) -> None:
    assert compare_author_lists("|".join(one), "|".join(other))[:2] == (shared, rearranged)


@pytest.mark.parametrize(
    ("one", "other", "frequencies", "same"),
    [
        ("cat", "cats", (1, 1), False),  # too short for an inflection
        ("plan2019", "plan2018", (1, 1), False),  # a number is no misspelling
        ("lantern", "lanterns", (90, 90), True),  # an inflection, however frequent
        ("ambience", "abmeince", (9, 9), True),  # two errors in eight letters
        ("weather", "waethre", (1, 1), False),  # two errors in seven
        ("measurements", "maesuremnest", (1, 1), False),  # three errors
        ("hypofoldic", "hyperfoldic", (1, 1), False),  # opposite prefixes
        ("hyperfoldic", "hypofoldic", (1, 1), False),
        ("hypofoldic", "hyporfoldic", (1, 1), True),  # no prefix
        ("hypefoldic", "hyperfoldic", (1, 1), True),
        ("microfoldic", "macrofoldec", (1, 1), True),  # the rest differs
        ("reactic", "rereactic", (1, 1), False),  # a prefix that makes another word
        ("form", "from", (90, 1), False),  # both are in the dictionary
        ("neural", "nueral", (90, 90), True),  # letters in another order, one not in the dictionary
        ("crowdwalk", "corwdwalk", (90, 90), True),  # letters in another order, none in the dictionary
        ("lanterns", "manterns", (90, 1), False),  # another first letter
        ("mapt", "mapk", (1, 1), False),  # short names
        ("mapt", "mapkt", (1, 1), False),
        ("bell", "belk", (90, 1), False),
        ("clock", "clok", (90, 1), True),  # a letter is missing
        ("clock", "clok", (90, 10), False),
        ("lantkr", "lantkc", (1, 1), True),  # six letters
        ("crowdwalk", "crowdwark", (20, 2), True),  # ten times as frequent
        ("crowdwalk", "crowdwark", (19, 2), False),
        ("crowdwalk", "crowdwark", (2, 20), True),
        ("crowdwalk", "crowdwark", (9, 2), False),
        ("crowdwalk", "crowdwark", (1, 1), True),
    ],
)
def test_tells_spellings_of_one_word_from_two_words(
    one: str, other: str, frequencies: tuple[int, int], same: bool
) -> None:
    frequency = dict(zip((one, other), frequencies, strict=True)).__getitem__
    assert same_word(one, other, frequency, "en") is same
    assert same_word(other, one, frequency, "en") is same


@pytest.mark.parametrize(
    ("word", "language", "known"),
    [
        ("weather", "en", True),
        ("weather", "fr", False),
        ("fromage", "fr", True),
        ("etudiante", "fr", True),  # its accent is taken off
        ("etudiante", "en", False),
        ("etudiante", None, True),
        ("weather", "de", True),  # no dictionary of its own: all are searched
        ("wheather", None, False),
    ],
)
def test_looks_words_up_in_the_dictionary_of_the_language(word: str, language: str | None, known: bool) -> None:
    assert is_in_dictionary(word, language) is known


RINGING = "ring " * 37
LONG = "bells of the harbour ring " * 8


@pytest.mark.parametrize(
    ("one", "other", "level", "extra"),
    [
        (LONG.strip(), LONG + "in the morning", TitleLevel.SPELLED, 0),  # cut by a catalogue
        (LONG[:140].strip(), LONG + "morning", TitleLevel.EXTENDED, None),
        ("learning with bells", "learning bells", TitleLevel.SPELLED, 0),
        ("learning of bells", "learning the bells", TitleLevel.SPELLED, 0),
        ("learning the bells from towers", "learning of bells with towers", TitleLevel.OTHER, 4),
        ("book review bells", "bells", TitleLevel.SPELLED, 0),
        ("book bells", "bells", TitleLevel.EXTENDED, 1),
        ("bells never ring", "bells ring", TitleLevel.OTHER, 1),  # a denial
        ("bells without ring", "bells ring", TitleLevel.OTHER, 1),
        ("bells volume 2", "bells volume 3", TitleLevel.NUMBERED, 2),
        ("bells volume 2 sound", "bells volume 3", TitleLevel.OTHER, 3),
        ("on data bases of bells", "database bells", TitleLevel.OTHER, None),
        ("ring ring bells", "ring bells", TitleLevel.EXTENDED, 1),
        (RINGING + "be", RINGING + "bells", TitleLevel.SPELLED, 0),  # 150 letters
        (RINGING + "b", RINGING + "bells", TitleLevel.OTHER, 2),
        (LONG + "morning", LONG + "evening", TitleLevel.OTHER, 2),
        ("learning from bells", "learning with birds", TitleLevel.OTHER, 2),
        ("old data base of bells", "database of bells", TitleLevel.EXTENDED, 1),
        ("data base of old bells", "database of bells", TitleLevel.EXTENDED, 1),
        ("mea sure ment", "measurement", TitleLevel.SPELLED, 0),
    ],
)
def test_compares_titles_word_by_word(one: str, other: str, level: TitleLevel, extra: int | None) -> None:
    for first, second in ((one, other), (other, one)):
        found = compare_words(first, second, lambda _: 9, None)
        assert found[0] is level
        assert extra is None or found[1] == extra


@pytest.mark.parametrize(
    ("cut", "full", "expected"),
    [
        ("a" * 30, "a" * 30 + "bcdefghijklmn", "bcdefghijk"),
        ("a" * 29, "a" * 29 + "bcdefghijklmn", None),
        ("a a " * 20, "aa" * 20 + " b", "b"),
        ("a" * 30, "a" * 30, ""),
        ("a" * 30 + "c", "a" * 30 + "b", None),
    ],
)
def test_reads_the_continuation_of_a_truncated_title(cut: str, full: str, expected: str | None) -> None:
    assert continuation(cut, full) == expected
