"""The wheel has what the package needs at run time and nothing of its development; it works where nothing else is."""

import re
import subprocess
import sys
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "profile_scraper"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT))
    [built] = out.iterdir()
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and none of its dependencies."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python"), "--disable-pip-version-check"]
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel))
    return folder


def run(*words: str, cwd: Path | None = None) -> str:
    done = subprocess.run(words, cwd=cwd, env={}, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_has_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    files = {path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    files |= set((PACKAGE / "demo" / "pages").glob("*.html"))  # a link to the pages of the tests
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == {str(path.relative_to(ROOT)) for path in files}
    assert {"profile_scraper/schemas/profiles.schema.json", "profile_scraper/py.typed"} <= names


def test_the_wheel_states_licence_versions_of_python_and_the_command(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        [metadata] = [archive.read(name).decode() for name in archive.namelist() if name.endswith("/METADATA")]
        [commands] = [archive.read(name).decode() for name in archive.namelist() if name.endswith("/entry_points.txt")]
    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert re.search(r"^profile-scraper = profile_scraper\.cli:main$", commands, re.MULTILINE)


def test_help_and_import_need_no_dependency(environment: Path, tmp_path: Path) -> None:
    assert "usage: profile-scraper" in run(str(environment / "bin" / "profile-scraper"), "--help", cwd=tmp_path)
    python = str(environment / "bin" / "python")
    imported = run(python, "-c", "import profile_scraper; print(profile_scraper.__file__)", cwd=tmp_path)
    assert str(environment) in imported
