"""``sites new`` on pages that name nobody."""

from pathlib import Path

import pytest

from profile_scraper.cli import main


def test_pages_of_nobody_make_no_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "contact.html"
    page.write_text("<html lang='en'><body><h1>How to reach us</h1><p>The office opens at nine.</p></body></html>")
    assert main(["sites", "new", "quiet", str(page)]) == 2
    assert "nobody was found on 1 page; nothing was written" in capsys.readouterr().err
    assert not (tmp_path / "sites").exists()
