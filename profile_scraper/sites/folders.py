"""Where sites are, the user's folder and the built-in ones, and the text and tables of their files."""

import os
import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from profile_scraper.messages import _

VARIABLE = "PROFILE_SCRAPER_SITES"
"""The environment variable that names a folder of sites; processes that a build starts read it too."""
DEFAULT = "sites"


class FoundSite(NamedTuple):
    """The folder of one site."""

    name: str
    folder: str | None
    """None for a built-in site."""

    def label(self, file: str) -> str:
        """What errors call one of its files."""
        return str(Path(self.folder or "sites", self.name, file))

    def text(self, file: str) -> str | None:
        """The content of one of its files, None where it has none.

        Raises:
            OSError: the file cannot be read.
        """
        if self.folder is None:
            resource = files(__package__).joinpath(self.name, file)
            return resource.read_text(encoding="utf8") if resource.is_file() else None
        path = Path(self.folder, self.name, file)
        return path.read_text(encoding="utf8") if path.is_file() else None


def use_folder(folder: str | os.PathLike[str]) -> None:
    """Look for sites in this folder from now on, in this process and in those that it starts."""
    os.environ[VARIABLE] = str(Path(folder).absolute())
    forget_sites()


def forget_sites() -> None:
    """Look into the user's folder again: a site was added."""
    _sites_in.cache_clear()


def named_folder() -> str | None:
    """The folder that an option or the environment names; None where only the default may be there."""
    return os.environ.get(VARIABLE) or None


def user_folder() -> Path | None:
    """The user's folder of sites, None where there is none."""
    named = named_folder()
    if named:
        return Path(named)
    # Asked several times for every page; a Path would take ten times as long.
    return Path(DEFAULT).absolute() if os.path.isdir(DEFAULT) else None  # noqa: PTH112 - see above


def find_sites() -> dict[str, FoundSite]:
    """The folders of all sites by name; the user's own hides a built-in one of its name."""
    folder = user_folder()
    own = {} if folder is None else _sites_in(folder)
    return {**_built_in(), **own}


@lru_cache(maxsize=8)
def _sites_in(folder: Path) -> dict[str, FoundSite]:
    found = folder.iterdir() if folder.is_dir() else ()
    names = sorted(each.name for each in found if each.joinpath("site.toml").is_file())
    return {name: FoundSite(name, str(folder)) for name in names}


@cache
def _built_in() -> dict[str, FoundSite]:
    names = sorted(each.name for each in files(__package__).iterdir() if each.joinpath("site.toml").is_file())
    return {name: FoundSite(name, None) for name in names}


_AT_LINE = re.compile(r"at line (\d+)")


def read_toml(text: str, name: str) -> Mapping[str, Any]:
    """The tables of a TOML file.

    Raises:
        ValueError: the text is no TOML; names the file and the line.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = _AT_LINE.search(str(error))
        if where is None:
            raise ValueError(_("{file} is no TOML, or is cut off").format(file=name)) from None
        raise ValueError(_("{file}, line {line}: this is no TOML").format(file=name, line=where[1])) from None
