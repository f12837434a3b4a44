"""Environments for what is measured beside us: made on first use, made again when their requirements change."""

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ENVIRONMENTS = Path(__file__).parents[3] / ".venv-peers"
"""Where they are kept between runs; ignored by git."""
INSTALL_SECONDS = 900


class UnmeasuredError(Exception):
    """Why there are no figures, in one line."""


def python_with(requirements: Path, name: str, environments: Path = ENVIRONMENTS) -> Path:
    """The interpreter of an environment that holds just what ``requirements`` pins.

    Raises:
        UnmeasuredError: it could not be installed.
    """
    folder = environments / name
    python, made_of = folder / "bin" / "python", folder / "made-of"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if made_of.exists() and made_of.read_text() == wanted:
        return python
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, symlinks=True)
    install = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--requirement",
        str(requirements),
    ]
    try:
        done = subprocess.run(install, capture_output=True, text=True, timeout=INSTALL_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise UnmeasuredError(f"not installed within {INSTALL_SECONDS} s") from None
    if done.returncode:
        message = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        raise UnmeasuredError(f"cannot be installed: {message[-1] if message else done.returncode}")
    made_of.write_text(wanted)
    return python
