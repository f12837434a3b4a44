"""The words that the merge rules know: small, readable lists, none of them tied to a data set."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS = _words(
    "a an and are as at be by can do does for from how in into is it its not of on onto or our s t that the their this to "
    "toward towards upon using via vs versus was were what when where which with within "
    "au aux avec ce ces dans de des du en et la le les leur par pour que qui sur un une "
    "das der die ein eine el los und y"
)
"""Words that a title can gain or lose and stay the same title."""

GENRE_WORDS = _words(
    "abstract acknowledgment acknowledgments acknowledgement acknowledgements address announcement announcements article "
    "articles author authors board book books call calls career center centers chair chairs co column columns comment "
    "commentary comments conference contents contribution contributors correction corrigendum corrigenda cover dean "
    "director directors discussion editor editorial editorials editors erratum errata essay events experience feature "
    "features forum foreword forward front from front gallery general guest index industrial influential information "
    "interview intro introduction introductory invited issue issues journal keynote letter letters list matter meeting "
    "meetings memoriam memoir message minitrack minutes miscellaneous news newsletter note notes notice obituary opening "
    "opinion panel paper papers perspective perspectives photo plenary postscript poster preamble preface prelude "
    "president press proceedings profile profiles program programme prologue prototypes publisher recent reflections "
    "remarks reminiscences reply report reports research response retraction review reviewer reviewers reviews section "
    "senior session special standard standards summary survey surveys symposium systems table talk thanks theme title "
    "track trade treasurer tribute tutorial tutorials update updates upcoming vice view viewpoint volume welcome workshop "
    "avant propos compte rendu editorialiste preambule presentation recension sommaire vorwort"
)
"""Words that name a kind of text; a title made of nothing else recurs from issue to issue."""

NOTE_WORDS = _words(
    "abstract abstracts ahead announcement article authors careers commentary comment comments conference corrected "
    "demo demonstration description discussion edition ed erratum experience extended film full industrial industry invited "
    "keynote lecture letter meeting note only original panel paper poster preliminary presentation print proceedings "
    "provisional structured brief record ref refs references report reprint research retracted review reviewed session short slides special "
    "summary system talk tutorial version video workshop"
)
"""Words of a bracketed note that a catalogue adds behind a title ('(abstract)', '[Review]')."""

LANGUAGES = _words(
    "afrikaans arabic bulgarian catalan chinese croatian czech danish dutch english estonian finnish french german greek "
    "hebrew hungarian icelandic italian japanese korean latvian lithuanian norwegian persian polish portuguese romanian "
    "russian serbian slovak slovenian spanish swedish thai turkish ukrainian vietnamese "
    "allemand anglais espagnol francais italien"
)
"""Languages that a catalogue names behind a translated title ('[Chinese]')."""

PARTICLES = _words(
    "af al am ap da dal dalla das de del della den der des di do dos du el la las le los o of ten ter the "
    "van vander vom von y zu zum zur"
)
"""Small words of a surname that catalogues move, keep or drop."""

NAME_SUFFIXES = _words("jr sr ii iii iv phd md dr prof msc")
"""What stands beside a name and is not part of it."""

NO_AUTHOR = frozenset(("anon", "anonymous", "al", "et al", "unknown", "no author", "author", "n a"))
"""What a catalogue prints in place of a missing author."""

ANTONYMS = (
    ("hyper", "hypo"), ("in", "ex"), ("inter", "intra"), ("macro", "micro"), ("mono", "poly"), ("over", "under"),
    ("post", "pre"), ("super", "sub"), ("pro", "anti"), ("endo", "exo"), ("homo", "hetero"), ("uni", "multi"),
    ("uni", "bi"), ("de", "en"), ("up", "down"), ("out", "in"),
)  # fmt: skip
"""Beginnings that turn a word into another one, though few letters differ."""

NEGATIONS = ("non", "un", "in", "im", "ir", "a", "dis", "de", "anti", "sub", "re", "pre", "co")
"""Beginnings that, put before a word, make another one of it."""

PART_MARKERS = _words("part parts partie volume vol chapter section phase study episode lecture paper no")
"""Words that a number of a part stands behind."""

TONGUES = {
    "en": _words("the of and for with from by towards an are is based using on how what"),
    "fr": _words("le la les des du et pour dans sur une au aux par avec chez vers"),
    "de": _words("der die das und fur mit zur zum von im eine einer des am auf uber den dem bei"),
    "es": _words("el los las y para con una del por al sobre en entre"),
    "it": _words("il lo gli della delle dei nella di e con per una dello nei nel tra"),
    "pt": _words("o os as e para com uma do da dos das no na em"),
    "nl": _words("het een van voor met en door bij naar op"),
}
"""For each language, words that hardly any of its titles lacks."""

FORM_WORDS = _words(
    "a an abstract article demo demonstration extended foreword invited keynote on original panel poster preface session "
    "slides talk the tutorial"
)
"""Words that say in which form a work was given; a title with and without them is one title."""

CORPORATE_WORDS = _words(
    "association centre center collaboration collaborative collaborators committee company consortium corporate corporation "
    "council foundation group initiative institute investigators laboratory network organization project society study "
    "team trial trialists university workshop"
)
"""Words of a name that is no person's: a body that signs beside its members or in their place."""
