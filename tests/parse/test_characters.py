"""A page's encoding is detected from its bytes, whatever the page or the server declares."""

import hashlib
from pathlib import Path

import pytest

from profile_scraper.parse import read_page
from profile_scraper.parse.page.encoding import decoded
from profile_scraper.records.page import Capture, ProfilePage

URL = "https://mila.quebec/fr/annuaire/helene-noel-aubin"
NAME = "Hélène Noël-Aubin"
FRENCH = "Hélène Noël-Aubin étudie l’œuvre des castors : « l’hiver dernier », à 5 € près. Élève à l’Île, là où ça gèle."
FILLER = "The group counts beavers. " * 300


def page(name: str = NAME, biography: str = FRENCH, *, head: str = "", late: str = "") -> str:
    return (
        f'<html lang="fr"><head>{head}<title>{name} | Mila</title></head><body><main>{late}'
        f'<article class="node--type-member"><h1>{name}</h1>'
        f'<h2>Biographie</h2><div class="field-name-body"><p>{biography}</p></div>'
        '<h2>Publications</h2><article class="node--type-publication"><h3 class="node__title">Lodges of winter</h3>'
        f'<div class="field-name-field-authors"><div class="field-item">{name}</div></div></article>'
        "</article></main></body></html>"
    )


def read(body: bytes, charset: str | None = None) -> ProfilePage:
    sha256 = hashlib.sha256(body).hexdigest()
    record = read_page(Capture(URL, URL, body, "html", charset, 200, None, sha256, None))
    assert isinstance(record, ProfilePage), record
    return record


@pytest.mark.parametrize(
    "encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-32-le", "cp1252", "mac-roman", "utf-8-sig"]
)
def test_undeclared_encoding(encoding: str) -> None:
    record = read(page().encode(encoding))
    assert (record.name, record.biography) == (NAME, [FRENCH])


def test_undeclared_latin_9() -> None:
    french = FRENCH.replace("’", "'")
    assert read(page(biography=french).encode("iso8859-15")).biography == [french]


def test_undeclared_encoding_of_dos() -> None:
    french = FRENCH.translate(str.maketrans("’œ€", "'eF"))
    record = read(page(biography=french).encode("cp850"))
    assert (record.name, record.biography) == (NAME, [french])


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("a &#xD83C;&#xDF0A; b", "a 🌊 b"),
        ("a &#55356;&#57098; b", "a 🌊 b"),
        ("a &#xD800;b &#xFFFE;c\ufffe", "a b c"),
    ],
)
def test_references_to_halves_of_characters(printed: str, text: str) -> None:
    assert read(page(biography=printed).encode()).biography == [text]


def test_tags_of_a_style_that_are_printed() -> None:
    printed = page().replace("Lodges", "Lodges &lt;jats:italic&gt;Castor&lt;/jats:italic&gt;").encode()
    assert read(printed).publications[0].title == "Lodges Castor of winter"


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "us-ascii", "x-user-defined", "iso-88591", "binary", None])
def test_one_accented_name_in_a_long_page(declared: str | None) -> None:
    record = read(page(biography=FILLER).encode("cp1252"), declared)
    assert record.name == NAME


@pytest.mark.parametrize("label", ["mac-roman", "x-mac-roman", "macintosh"])
def test_mac_roman_by_any_name(label: str) -> None:
    assert read(page(head=f'<meta charset="{label}">').encode("mac-roman")).biography == [FRENCH]


def test_charset_declared_late() -> None:
    late = f'<p>{FILLER}</p><meta charset="windows-1250">'
    assert (
        read(page("Šárka Noël-Aubin", "Šárka počítá bobry a řeky.", late=late).encode("cp1250")).name
        == "Šárka Noël-Aubin"
    )


def test_lines_of_another_encoding() -> None:
    body = page(biography="BIOGRAPHY").replace("<p>", "\n<p>").encode()
    record = read(body.replace(b"BIOGRAPHY", FRENCH.encode("cp1252") + b"\n"))
    assert (record.name, record.biography) == (NAME, [FRENCH])


def test_single_bytes_on_one_line() -> None:
    assert decoded("Élan à « Noël »; café".encode() + " gelé l’été".encode("cp1252"), None).endswith("café gelé l’été")


def test_cut_letter_is_not_made_up() -> None:
    assert decoded("Noël, été, café".encode()[:-1], None) == "Noël, été, caf\ufffd"
    record = read(page().encode() + b"<p>\xc3</p>", "iso-8859-1")
    assert record.name == NAME


def test_lost_letter_of_a_title_is_a_warning() -> None:
    record = read(page().replace("Lodges", "Lod\ufffdges").encode())
    assert [warning.field for warning in record.warnings] == ["publications[0].title"]


@pytest.mark.parametrize("spelled", ["l\x92hiver \x96 tard", "l&#146;hiver &#150; tard", "l&#x92;hiver &#x96; tard"])
def test_controls_that_windows_prints(spelled: str) -> None:
    assert read(page(biography=spelled).encode()).biography == ["l’hiver – tard"]


@pytest.mark.parametrize(
    ("printed", "email"),
    [
        ("mailto:%68elene@%65xample.org", "helene@example.org"),
        ("mailto:helene@example.org%20%3Chelene@example.org%3E", "helene@example.org"),
        ("MAILTO:helene%40example.org?subject=a%40b", "helene@example.org"),
        ("/cdn-cgi/l/email-protection#1c747970797279", None),
    ],
)
def test_address_of_mail(printed: str, email: str | None) -> None:
    shown = f'<div class="field-name-field-email"><a href="{printed}">[email&#160;protected]</a></div>'
    body = page().replace("<h2>Biographie", f"{shown}<h2>Biographie").encode()
    assert read(body).email == email


NOTE = '<annotation encoding="application/x-tex">O(n)</annotation>'
MATHML = "<math><semantics><mi>O</mi><mo>(</mo><mi>n</mi><mo>)</mo>{}</semantics></math>"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (
            f'<span class="katex"><span class="katex-mathml">{MATHML.format(NOTE)}</span><span>O(n)</span></span>',
            "$O(n)$",
        ),
        ('<span class="MathJax"><nobr>O(n)</nobr></span><script type="math/tex">O(n)</script>', "$O(n)$"),
        (f"<mjx-container><mjx-math>O</mjx-math>{MATHML.format('')}</mjx-container>", "O(n)"),
        (MATHML.format(NOTE), "$O(n)$"),
        (MATHML.format(""), "O(n)"),
        ('<img class="tex" src="a.png" alt="O(n)">', "$O(n)$"),
        (r"\(O(n)\)", "$O(n)$"),
        (r"\(\eta\)", r"$\eta$"),
        (r"\(x \in \{0, 1\}\)", r"$x \in \{0, 1\}$"),
        (r"$$\theta$$", r"$\theta$"),
        (r'<span data-tex="\iota">ι</span>', r"$\iota$"),
        (r'<span class="ltx_Math" data-latex="$\kappa$">κ</span>', r"$\kappa$"),
        (r'<math alttext="{\displaystyle \zeta }"><mi>ζ</mi></math>', r"$\zeta$"),
        (r'<span class="math inline">\(O(n)\)</span>', "$O(n)$"),
        (r'<math alttext="\beta_1"><mi>β</mi></math>', r"$\beta_1$"),
        (r'<span class="mwe-math-element"><img alt="{\displaystyle w}" src="w.svg"></span>', "$w$"),
        ("<mjx-container><svg><path/></svg><mjx-a><math><mi>k</mi></math></mjx-a></mjx-container>", "k"),
    ],
)
def test_formula_is_read_once(formula: str, text: str) -> None:
    body = page().replace("Lodges of winter", f"Lodges in {formula} Winters, math").encode()
    (entry,) = read(body).publications
    assert entry.title == f"Lodges in {text} Winters, math"
    assert [author.name for author in entry.authors] == [NAME]


def test_text_of_another_alphabet() -> None:
    text = "Группа изучает бобров и их плотины зимой, когда вода замерзает."
    assert decoded(text.encode("cp1251"), "windows-1251") == text


@pytest.mark.shared
def test_examples() -> None:
    root = Path(__file__).parents[3] / "shared" / "bugs"
    files = [*root.glob("0[45]-*/*.html")]
    for file in files:
        body = file.read_bytes()
        record = read_page(Capture(file.name, None, body, "html", None, None, None, "0" * 64, None))
        assert isinstance(record, ProfilePage), file
        assert "\ufffd" not in record.model_dump_json(), file
        assert record.name in ("Zoé Œuvrard", "Zoé Côté-Béland", "Ada Lindqvist"), file
