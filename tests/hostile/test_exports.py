"""An export is opened by programs that act on what they read: no cell and no formula makes them do anything."""

import csv
from pathlib import Path

import pytest

from profile_scraper.exporters import csv_tables
from profile_scraper.exporters.citations import escape_signs, is_mathematics
from tests.exporters.test_hostile import with_text

TOOLS = "the extra for exports is not installed (EXTRAS=all)"


@pytest.mark.parametrize(
    "formula",
    [
        r"$\write18{rm -rf x}$",
        r"$\input{/etc/passwd}$",
        r"$\openin5=x$",
        r"$\immediate\openout3 x$",
        r"$\def\a{\a\a}\a$",
        r"$\loop\iftrue\repeat$",
        r"$\csname input\endcsname x$",
        r"$\catcode`\%=12$",
        r"$^^5cinput x$",
        r"$x \let\y\input$",
        r"$\@@input x$",
        r"$\directlua{os.exit()}$",
        r"$\special{ps: x}$",
        "$a \\\n b$",
    ],
)
def test_a_command_that_does_more_than_print_makes_a_formula_text(formula: str, tmp_path: Path) -> None:
    pytest.importorskip("bibtexparser", reason=TOOLS)
    from profile_scraper.exporters import citations

    assert not is_mathematics(formula)
    citations.write_bibtex(with_text(f"Waves {formula}"), tmp_path / "a.bib")
    written = (tmp_path / "a.bib").read_text(encoding="utf8")
    command = formula.strip("$").split("{")[0].strip()[:6]
    assert command not in written


@pytest.mark.parametrize(
    "formula", [r"$\alpha^2 + \frac{1}{2}$", r"$\ell_1$", r"$O(n \log n)$", r"$\mathbb{R}^d$", r"$\{x\} \, 5\%$", "$x$"]
)
def test_mathematics_stays(formula: str) -> None:
    assert is_mathematics(formula)
    assert escape_signs(formula) == formula


def test_a_sign_that_begins_a_comment_is_escaped_in_a_formula() -> None:
    assert escape_signs(r"$a % b \% c # d & e$") == r"$a \% b \% c \# d \& e$"


@pytest.mark.parametrize("text", ["a;=1+1", 'a";=cmd|x', "a;\t@x", "a; +1", "a\n=1", 'a;"=1', "a;＝1", "x;-1;=2"])
def test_no_cell_begins_a_formula_whatever_separates_cells(text: str, tmp_path: Path) -> None:
    csv_tables.write(with_text(text), tmp_path)
    for file in tmp_path.glob("*.csv"):
        content = file.read_text(encoding="utf-8-sig")
        for separator in ",;\t":
            for row in csv.reader(content.splitlines(), delimiter=separator):
                for cell in row:
                    assert cell.lstrip("\"' \t")[:1] not in set("=+@＝＋－＠") or cell.lstrip('" \t')[:1] == "'", cell
