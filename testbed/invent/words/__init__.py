"""The word lists, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words(name: str) -> dict[str, Any]:
    """One word list (``topics``, ``names``, ``positions``, ``prose``)."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf8"))
