"""Help and messages are in the user's language, completely."""

import gettext
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from profile_scraper.messages import DOMAIN, LOCALE
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
    assert run("validate", str(sample), LANG="fr").stdout == f"{sample}: valide\n"
    assert run("validate", str(tmp_path), LANG="de_DE.UTF-8").stderr.startswith("profile-scraper: ")
