"""A site's folder says what it lacks, by name."""

from typing import Any

import pytest

from profile_scraper.sites import SiteError, load_site, model


@pytest.mark.parametrize(("table", "key"), [("labels", "card"), ("parts", "department"), ("pager", "parameter")])
def test_a_site_that_lacks_something_is_refused(monkeypatch: pytest.MonkeyPatch, table: str, key: str) -> None:
    whole = model._read

    def lacking(path: str) -> dict[str, Any]:
        data = whole(path)
        if path == "mila/site.toml":
            del data[table][key]
        return data

    monkeypatch.setattr(model, "_read", lacking)
    with pytest.raises(SiteError, match=f"sites/mila: '{key}' is missing; docs/add-a-site.md"):
        load_site.__wrapped__("mila")


def test_an_unknown_site_names_the_known_ones() -> None:
    with pytest.raises(SiteError, match=r"no site is called 'elsewhere'; known: mila"):
        load_site("elsewhere")
