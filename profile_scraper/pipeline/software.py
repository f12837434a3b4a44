"""Which software this is, to the letter: what another one made may be something else."""

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import profile_scraper
from profile_scraper.sites import user_folder

_LIBRARIES = ("beautifulsoup4", "ftfy", "lxml", "numpy", "pydantic", "pylatexenc", "pyspellchecker", "rapidfuzz")
"""Those that have a say in what is made of a page."""


@cache
def software_key() -> str:
    """A hash of every line of this package and of the user's sites, and of the versions of what it is built on."""
    digest = blake2b(digest_size=16)
    root = Path(profile_scraper.__file__).parent
    for path in sorted(path for path in root.rglob("*") if path.suffix in (".py", ".toml")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    own = user_folder()
    for path in sorted(own.glob("*/*.*")) if own is not None else ():
        if path.suffix in (".py", ".toml"):
            digest.update(f"{path.parent.name}/{path.name}\0".encode() + path.read_bytes() + b"\0")
    digest.update(repr((sys.version, [(name, version(name)) for name in _LIBRARIES])).encode())
    return digest.hexdigest()
