"""No retired word is an identifier again."""

from tools.terms import Terms


def test_a_retired_word_is_named_with_what_to_use() -> None:
    terms = Terms({"squeeze": "collapse_whitespace"}, {"a/b.py": {"squeeze": "a tool's own word"}})
    (finding,) = terms.check("def _squeeze(text): ...", "a/c.py")
    assert str(finding) == "a/c.py:1: '_squeeze' is retired: use collapse_whitespace"
    assert not list(terms.check("def _squeeze(text): ...", "a/b.py"))
    assert not list(terms.check("squeezed = 'squeeze'", "a/c.py"))


def test_every_allowed_word_is_a_retired_one() -> None:
    terms = Terms.load()
    assert all(word in terms.retired and why for words in terms.allowed.values() for word, why in words.items())
