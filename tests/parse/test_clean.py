"""Text is what a person sees: NFC, single spaces, no LaTeX, no mojibake."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import get_default_latex_context_db

from profile_scraper.parse.page.clean import clean, joined
from profile_scraper.text.function_words import language_of


@pytest.mark.parametrize(
    ("printed", "seen"),
    [
        (r"up to 50\% of R\&D", "up to 50% of R&D"),
        (r"$50\%$ of $x_{i}$ and 5\%", r"$50\%$ of $x_{i}$ and 5%"),
        (r"a bound of $O(n \log n) in 5\% of", r"a bound of $O(n \log n) in 5\% of"),
        ("learn to ``mix'' it", "learn to “mix” it"),
        ("a `lazy' net, it's", "a ‘lazy’ net, it's"),
        (r"Poincar\'e and Erd\H{o}s and na\"{\i}ve", "Poincaré and Erdős and naïve"),
        (r"an $\alpha$ and an \alpha", r"an $\alpha$ and an α"),
        (r"\emph{very} \textbf{bold}", "very bold"),
        (r"keep \unknownmacro here", r"keep \unknownmacro here"),
        ("UniversitÃ© de MontrÃ©al", "Université de Montréal"),
        ("lâ€™apprentissage", "l’apprentissage"),
        ("re\u00adpre\u00adsen\u00adta\u00adtion", "representation"),
        ("e\u0301te\u0301", "été"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("e\ufb03cient", "efficient"),
        ("  two\u00a0\n spaces ", "two spaces"),
        ("costs $5 or 7 \u20ac", "costs $5 or 7 €"),
        ("NGÃNH and São Paulo", "NGÃNH and São Paulo"),
        (r"{\'E}tude of {DNA} in {\textit{Fucus}} Beds --- a count", "Étude of DNA in Fucus Beds — a count"),
        (r"Erd{\H o}s, S{\o}ren {\AA}kesson, {Y{\i}ld{\i}z}", "Erdős, Søren Åkesson, Yıldız"),
        (r"see~Fig.~2 at 5\,\% and m\textsuperscript{2}", "see Fig. 2 at 5 % and m2"),
        (r"Slow {\v S}umava Springs\footnote{Done at the mill.}", "Slow Šumava Springs"),
        ("{B}ayesian {NMR} of {0,1} sets", "Bayesian NMR of {0,1} sets"),
        ("L`eau d´en haut", "L’eau d’en haut"),
        ("Herv├⌐ Apr├¿s l'├⌐t├⌐", "Hervé Après l'été"),
        ("Herv├® Apr├¿s l'├®t├®", "Hervé Après l'été"),
        ("Herv√© Apr√®s l‚Äô√©t√©", "Hervé Après l’été"),
        ("the norm √n ≈ π, a tree ├── leaf", "the norm √n ≈ π, a tree ├── leaf"),
    ],
)
def test_clean(printed: str, seen: str) -> None:
    assert clean(printed) == seen


@given(st.text())
def test_clean_text_is_nfc_with_single_spaces(text: str) -> None:
    found = clean(text)
    assert unicodedata.is_normalized("NFC", found)
    assert found == " ".join(found.split())


def test_a_word_divided_by_a_pdf_is_whole_where_the_page_knows_it() -> None:
    assert joined("a represen- tation of representation") == "a representation of representation"
    assert joined("short- and long-term memory") == "short- and long-term memory"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We show that the tides of the north can be learned", "en"),
        ("Nous montrons que les marées du nord s'apprennent", "fr"),
        ("Optimisation", None),
        ("ResNet-50", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", [r"see \cite{lamps}", r"\date{x}", r"\frac{1}{2} of it", r"C:\temp\new"])
def test_latex_that_is_no_character_stays_as_it_stood(text: str) -> None:
    assert clean(text) == text


@given(st.text(alphabet="\\{}[]$%^_&~`'\"aeiouHckt1 ", max_size=40))
def test_no_latex_ends_the_reader(text: str) -> None:
    assert isinstance(clean(text), str)


def test_no_macro_that_the_library_knows_ends_the_reader() -> None:
    known = get_default_latex_context_db()
    names = {name for category in known.category_list for name in known.d[category]["macros"]}
    assert len(names) > 500
    for name in names:
        for form in (rf"a \{name} b", rf"a \{name}{{x}} b", rf"a \{name}[o]{{x}}{{y}} b"):
            assert clean(form)
