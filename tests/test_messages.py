"""Help and messages are in the user's language, completely."""

import gettext
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from profile_scraper.dataset.decisions import read_decisions
from profile_scraper.dataset.files import DatasetError
from profile_scraper.messages import DOMAIN, LOCALE, decimal
from tools import messages

FRENCH = LOCALE / "fr" / "LC_MESSAGES" / f"{DOMAIN}.po"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if name not in ("LANGUAGE", "LC_ALL", "LC_MESSAGES")}
    return subprocess.run(
        [sys.executable, "-m", "profile_scraper", *arguments],
        capture_output=True,
        encoding="utf8",
        env={**variables, "PYTHONIOENCODING": "utf8", **environment},
        check=False,
    )


def test_no_message_lacks_its_translation() -> None:
    pytest.importorskip("babel", reason="install the extra 'dev'")
    assert messages.catalogues() == [FRENCH]
    assert messages.untranslated(FRENCH) == []
    assert messages.main(["--check"]) == 0, "run 'python -m tools.messages' and commit it"


def test_a_translation_has_the_placeholders_of_its_message() -> None:
    def placeholders(text: str) -> set[str]:
        return set(re.findall(r"\{\w*(?:![rs])?\}|%(?:\(\w+\))?[sr]", text))

    catalogue = gettext.translation(DOMAIN, LOCALE, ["fr"])
    for message in messages.messages():
        if isinstance(message, str):
            assert placeholders(catalogue.gettext(message)) == placeholders(message), message
        else:
            for number in (1, 2):
                assert placeholders(catalogue.ngettext(*message, number)) == {"{}"}, message


@pytest.mark.parametrize("variable", ["LANG", "LC_ALL", "LANGUAGE"])
def test_help_is_in_french_where_the_environment_says_so(variable: str) -> None:
    output = run("build", "--help", **{"LANG": "C", variable: "fr_CA.UTF-8"}).stdout
    assert output.startswith("usage\u00a0: profile-scraper build ")
    assert "code de sortie\u00a0:" in output
    assert "show this help message" not in output


def test_an_error_and_a_result_are_in_french(tmp_path: Path) -> None:
    done = run("biuld", LANG="fr_FR.UTF-8")
    assert done.returncode == 2
    assert "erreur\u00a0: il n'y a pas de commande biuld\u00a0: vouliez-vous dire build\u00a0?" in done.stderr
    sample = Path(__file__).parents[1] / "data" / "sample"
    assert run("validate", str(sample), LANG="fr").stdout == f"{sample}\u00a0: valide\n"
    assert run("validate", str(tmp_path), LANG="de_DE.UTF-8").stderr.startswith("profile-scraper: ")


def french(*arguments: object) -> str:
    return run(*map(str, arguments), LANG="fr_CA.UTF-8").stdout


def test_every_placeholder_of_the_help_is_translated() -> None:
    assert "COMMAND" not in french("--help").replace("COMMANDE", "")
    assert "afficher la version du programme et sortir" in french("--help")
    text = french("build", "--help")
    for placeholder in ("FICHIER", "DOSSIER", "SOURCE"):
        assert placeholder in text
    assert not re.search(r"\b(FILE|DIR|INPUT|DATASET)\b", text)
    assert "ces arguments manquent\u00a0: JEU" in run("report", LANG="fr").stderr


def test_explain_and_diff_are_in_french(tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "data" / "sample"
    profile = json.loads((sample / "profiles.jsonl").read_text(encoding="utf8").splitlines()[0])
    publications = map(json.loads, (sample / "publications.jsonl").read_text(encoding="utf8").splitlines())
    related = next(each for each in publications if each["relations"])
    texts = [french("explain", sample, profile["id"], field) for field in ("topics", "id", "publications")]
    texts.append(french("explain", sample, related["id"]))
    assert "trouvé par\u00a0: nom de classe" in texts[0]
    assert "n'est pas imprimé sur une page" in texts[1]
    assert "est apparentée à" in texts[3]
    assert "selon la règle «\u00a0" in texts[3]
    for english in ("found by", "not printed", "listed on", "by the rule", "log2 likelihood"):
        assert english not in "".join(texts)
    fewer = Path(shutil.copytree(sample, tmp_path / "fewer"))
    lines = (sample / "profiles.jsonl").read_text(encoding="utf8").splitlines(keepends=True)
    changed = lines[1].replace('"email":null', '"email":"a@example.invalid"')
    (fewer / "profiles.jsonl").write_text("".join([changed, *lines[2:]]), encoding="utf8")
    output = french("diff", fewer, sample)
    assert f"profil ajouté {profile['id']} ({profile['name']})" in output
    assert "profils\u00a0: ajouts 1, retraits 0, modifications " in output
    assert not re.search(r"\b(added|removed|changed)\b", output)


def test_numbers_have_a_decimal_comma_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "fr")
    assert decimal(0.94, ".2f") == "0,94"
    monkeypatch.setenv("LANGUAGE", "en")
    assert decimal(-3.5, "+.1f") == "-3.5"


def test_french_marks_have_no_break_spaces() -> None:
    without_space = re.compile(r"[^\s\u00a0] [:;?!»]|« |[\w)»}][:;?!](?!\w|/|[}rs])")
    catalogue = gettext.translation(DOMAIN, LOCALE, ["fr"])
    texts = [catalogue.gettext(each) for each in messages.messages() if isinstance(each, str)]
    assert [text for text in texts if without_space.search(text)] == []


def test_what_the_commands_find_wrong_is_in_french(tmp_path: Path) -> None:
    """One command for each place that prints a fault: words of the program are French, those of a dataset say so."""
    sample = Path(__file__).parents[1] / "data" / "sample"
    broken = Path(shutil.copytree(sample, tmp_path / "broken"))
    with (broken / "profiles.jsonl").open("a", encoding="utf8") as file:
        file.write("{\n")
    (tmp_path / "decisions.jsonl").write_text('{"subject": "page", "answer": "sme"}\n', encoding="utf8")
    (tmp_path / "records.jsonl").write_text('{"title": "x"}\nid,title\n{"id": "a", "title": 3}\n', encoding="utf8")
    for name, text in (("misspelt", "titel = 'x'"), ("bare", "title = 'x'"), ("broken", "title = ")):
        (tmp_path / "sites" / name).mkdir(parents=True)
        (tmp_path / "sites" / name / "site.toml").write_text(text, encoding="utf8")
    absent, sites = tmp_path / "none.jsonl", ("--sites", tmp_path / "sites")
    outputs = {
        arguments: run(*map(str, arguments), LANG="fr_CA.UTF-8")
        for arguments in (
            ("validate", broken),
            ("build", sample, "--out", tmp_path / "d", "--decisions", absent),
            ("build", tmp_path / "nope.html", "--out", tmp_path / "elsewhere" / "d"),
            ("review", sample, "--decisions", tmp_path / "decisions.jsonl"),
            ("dedupe", tmp_path / "records.jsonl", "--out", tmp_path / "clusters.jsonl"),
            ("sites", *sites),
            ("export", sample, "--to", "csv", "--out", tmp_path / "t", "--person", "nobody"),
            ("explain", sample, "ada-lindqvist", "roles[9]"),
        )
    }
    text = "".join(f"{done.stdout}{done.stderr}" for done in outputs.values())
    for french_words in (
        "ce n'est pas du JSON, ou il est coupé",
        "reconstruisez le jeu de données",
        f"{absent} n'existe pas ou n'est pas un fichier",
        "nope.html\u00a0: page introuvable (en anglais\u00a0: there is no such file or folder)",
        "champ answer\u00a0: la valeur ne peut pas être 'sme'\u00a0: vouliez-vous dire same\u00a0?\u00a0; corrigez",
        "champ 'id'\u00a0: il manque",
        "'titel' n'est pas une clé d'un site\u00a0: vouliez-vous dire title\u00a0?",
        "il faut un modèle à l'un des deux",
        "n'a pas de personne nobody",
        "roles a 5 éléments\u00a0: de roles[0] à roles[4]",
    ):
        assert french_words in text.replace("’", "'"), french_words
    for of_a_library in ("Field required", "Input should", "Expecting", "EOF while", "char 0", "at line"):
        assert of_a_library not in text, of_a_library


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"subject": "page", "answer": "sme"}',
        '{"subject": 3, "first": [], "second": {}, "answer": null}',
        (
            '{"subject": "page", "first": "a", "second": "a", "within": null, "answer": "same", "relation": null,'
            ' "by": "x", "when": "y", "why": null}'
        ),
        '{"frist": "a"}',
    ],
)
def test_no_text_of_a_library_reaches_a_person(line: str, tmp_path: Path) -> None:
    file = tmp_path / "decisions.jsonl"
    file.write_text(f"{line}\n", encoding="utf8")
    with pytest.raises(DatasetError) as caught:
        read_decisions(file)
    message = str(caught.value)
    assert re.match(rf"{re.escape(str(file))}, line 1(, field \w+)?: [a-z].*; correct or delete that line$", message)
    assert not re.search(r"Field required|Input should|EOF|JSON text|Value error|Extra inputs", message)
