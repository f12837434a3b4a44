"""No retired word is an identifier again, and no exception stays that nothing needs."""

from tools.terms import Terms


def test_a_retired_word_is_named_with_what_to_use() -> None:
    terms = Terms({"squeeze": "collapse_whitespace"}, {"a/b.py": {"squeeze": "a tool's own word"}})
    sources = {"a/b.py": "def _squeeze(text): ...", "a/c.py": "squeezed = 'squeeze'\ndef _squeeze(text): ..."}
    (finding,) = terms.check(sources)
    assert str(finding) == "a/c.py:2: '_squeeze' is retired: use collapse_whitespace"


def test_the_name_of_a_module_is_checked() -> None:
    (finding,) = Terms({"marks": "boundaries"}, {}).check({"a/marks.py": ""})
    assert str(finding) == "a/marks.py:1: 'marks' is retired: use boundaries"


def test_an_exception_that_nothing_needs_is_named() -> None:
    terms = Terms({"edge": "separator"}, {"a": {"edge": "of a graph"}, "b": {"edge": "of a graph"}})
    (finding,) = terms.check({"a/graph.py": "edge = (1, 2)", "b/graph.py": "pair = (1, 2)"})
    assert str(finding) == "terms.toml: 'edge' is allowed in b, where no name is that word: remove the line"


def test_every_allowed_word_is_a_retired_one() -> None:
    terms = Terms.load()
    assert all(word in terms.retired and why for words in terms.allowed.values() for word, why in words.items())
