"""The words that the rules of deduplication know, from ``words.toml``, which says what each list is for."""

import tomllib
from importlib.resources import files

from profile_scraper.text.function_words import word_set

_DATA = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf8"))


def _words(name: str) -> frozenset[str]:
    return word_set(_DATA[name])


TURNING_WORDS = _words("turning_words")
DENIALS = _words("denials")
GENRE_WORDS = _words("genre_words")
NOTE_WORDS = _words("note_words")
NOTE_COMPANIONS = _words("note_companions")
NOTE_PHRASES = frozenset(tuple(phrase.split()) for phrase in _DATA["note_phrases"])
DEGREES = _words("degrees")
THESES = _words("theses")
TOWARDS = _words("towards")
STATE_WORDS = _words("state_words")
VERSION_WORDS = _words("version_words")
FULLER_WORDS = _words("fuller_words")
FORM_WORDS = _words("form_words")
LANGUAGES = _words("languages")
PART_MARKERS = _words("part_markers")
SERIES_MARKERS = _words("series_markers")
PERIODS = _words("periods")
SERIAL_TEXTS = _words("serial_texts")
SERIAL_PHRASES = frozenset(tuple(phrase.split()) for phrase in _DATA["serial_phrases"])
SERIAL_OPENINGS = _words("serial_openings")
CORPORATE_WORDS = _words("corporate_words")
PENDING_WORDS = _words("pending_words")
SIGNING_WORDS = _words("signing_words")
BODY_WORDS = _words("body_words")
VENUE_WORDS = _words("venue_words")
FORMAL_VENUE_WORDS = _words("formal_venue_words")
NEGATIONS = tuple(sorted(_words("negations")))
NO_AUTHOR = frozenset(_DATA["no_author"])
AND_OTHERS = frozenset(_DATA["and_others"])
ANTONYMS = tuple((one, other) for one, other in _DATA["antonyms"])
NICKNAMES: dict[str, str] = _DATA["nicknames"]
PREPRINT_SERVERS = _words("preprint_servers")
ARCHIVE_PREFIXES = _words("archive_prefixes")
PREPRINT_VENUES = PREPRINT_SERVERS | _words("preprint_venues")
PREPRINT_DOIS: list[str] = _DATA["preprint_dois"]
